"""How long does a year's ledger take to import, and how does that grow?

Ours is all of it: check the file, read it in a limited process, understand every row, preview, then confirm into the
ledger with every index, origin and count. The peer is the usual script: pandas reads the file with openpyxl, parses the
dates, drops repeated addresses and appends the table to SQLite; it checks nothing. Run with a number of rows.
"""

from __future__ import annotations

import sqlite3
import sys
from datetime import datetime
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pandas

from benchmarks.county import empty_county, folder
from benchmarks.ledger_file import ledger_file
from benchmarks.measure import Measured, hand_in, peak_megabytes, seconds
from mingcha.demo.county import DECEMBER

YEAR_OF_THE_SEED = 59_074
GOAL = 8.0
AT = datetime(2024, 1, 2, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))


def main(rows: int) -> None:
    file = ledger_file(rows)
    empty_county(f"import-{rows}")
    from mingcha.web.accounts.models import Role, User
    from mingcha.web.publishing import queries, services
    from mingcha.web.publishing.models import Import, Post

    clerk = User.objects.create_user("bench", role=Role.OPERATOR)
    taken: list[Import] = []

    def ours() -> None:
        item = services.take_file(file=BytesIO(file.read_bytes()), file_name=file.name, by=clerk, at=AT)
        taken.append(services.confirm(item=item, by=clerk, at=AT) or item)

    ours_seconds = seconds(ours)
    memory = peak_megabytes()
    assert Post.objects.count() == rows
    counts = queries.month_counts(DECEMBER.january, DECEMBER)
    assert counts == queries.raw_month_counts(DECEMBER.january, DECEMBER)
    assert sum(count.gross for count in counts) == rows
    peer_seconds = seconds(lambda: plain_script(file, rows=rows))
    undo_seconds = seconds(lambda: services.undo(item=taken[0], by=clerk, at=AT))
    assert not Post.objects.exists()

    hand_in(
        [
            Measured(
                "台账导入（检查、预览、确认）",
                f"{rows} 行",
                ours_seconds,
                peer="pandas + openpyxl 追加入库",
                peer_seconds=peer_seconds,
                goal=GOAL if rows == YEAR_OF_THE_SEED else None,
                remark=f"每秒 {rows / ours_seconds:.0f} 行，内存峰值 {memory} MB，整批撤销 {undo_seconds:.1f} 秒",
            )
        ]
    )


def plain_script(file: Path, *, rows: int) -> None:
    """What a handy colleague would write."""
    frame = pandas.read_excel(file, engine="openpyxl")
    frame["发布日期"] = pandas.to_datetime(frame["发布日期"]).dt.date.astype(str)
    frame["月份"] = frame["发布日期"].str[:7]
    frame = frame.drop_duplicates("网址")
    target = folder() / f"script-{rows}.sqlite3"
    target.unlink(missing_ok=True)
    with sqlite3.connect(target) as connection:
        frame.to_sql("ledger", connection, index=False)
        connection.execute("CREATE UNIQUE INDEX address ON ledger (网址)")
        connection.execute("CREATE INDEX unit_month ON ledger (责任单位, 月份)")
        assert connection.execute("SELECT count(*) FROM ledger").fetchone() == (rows,)
    connection.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else YEAR_OF_THE_SEED)
