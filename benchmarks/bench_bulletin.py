"""How long does the bulletin take, from the ledger of a year to its four files?

Ours asks the roll-up, composes the bulletin with every figure's proof and writes DOCX, PDF, HTML and XLSX. The peer is
the usual script from the same database: pandas reads the rows, counts and ranks them, docxtpl fills a Word template
with the same prose figures and the same two tables; for the PDF it asks LibreOffice. Both tables must be the same.
"""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import time
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from io import BytesIO
from pathlib import Path

import pandas
from docx import Document
from docxtpl import DocxTemplate

from benchmarks.bench_import import AT, YEAR_OF_THE_SEED
from benchmarks.county import empty_county, folder
from benchmarks.ledger_file import ledger_file
from benchmarks.measure import Measured, hand_in, seconds
from mingcha.demo.county import DECEMBER, GROUPS
from mingcha.model.bulletin import Bulletin
from mingcha.pipeline import FORMS, compose
from mingcha.standards import load

GOAL = 2.0
DATED = date(2024, 1, 12)
TABLE_HEADER = ("单位名称", "本年度任务数", "已发布总数", "当月发布条数", "完成比例(%)")
Tables = dict[str, list[tuple[str, int, int, int, str]]]


def main() -> None:
    empty_county("bulletin")
    from mingcha.web.accounts.models import Role, User
    from mingcha.web.publishing import queries, services

    clerk = User.objects.create_user("bench", role=Role.OPERATOR)
    file = ledger_file(YEAR_OF_THE_SEED)
    services.confirm(
        item=services.take_file(file=BytesIO(file.read_bytes()), file_name=file.name, by=clerk, at=AT), by=clerk, at=AT
    )
    layout = load.bulletin_layout()

    def composed() -> Bulletin:
        return compose(layout=layout, statistics=queries.statistics(DECEMBER), number=1, dated=DATED, written={})

    def all_forms() -> None:
        bulletin = composed()
        for write in FORMS.values():
            write(bulletin)

    template = word_template()
    database = folder() / "bulletin" / "mingcha.sqlite3"
    assert tables_of(composed()) == counted_tables(database), "the two tables differ"

    start = time.perf_counter()
    all_forms()
    first = time.perf_counter() - start
    bulletin = composed()
    shares = [f"{form} {seconds(lambda: write(bulletin), runs=3):.2f}" for form, write in FORMS.items()]  # noqa: B023
    size = f"{YEAR_OF_THE_SEED} 条"
    soffice = shutil.which("soffice")
    with_pdf = seconds(lambda: to_pdf(soffice, plain_script(database, template)), warm=True) if soffice else None
    hand_in(
        [
            Measured(
                "专报四种格式（统计、成文、写出）",
                size,
                seconds(all_forms, runs=3),
                peer="pandas + docxtpl + LibreOffice（只有 Word 和 PDF）" if soffice else "",
                peer_seconds=with_pdf,
                goal=GOAL,
                remark=f"第一次 {first:.2f} 秒；{'、'.join(shares)} 秒",
            ),
            Measured(
                "专报 Word 一种",
                size,
                seconds(lambda: FORMS["docx"](composed()), runs=3),
                peer="pandas + docxtpl",
                peer_seconds=seconds(lambda: plain_script(database, template), runs=3, warm=True),
                remark="同类做法不带出处、不合公文版式",
            ),
        ]
    )


def tables_of(bulletin: Bulletin) -> Tables:
    """Our two annexes as the peer counts them, by unit."""
    tables: Tables = {}
    for annex in bulletin.annexes:
        lines = [[cell.text for cell in row.cells] for row in annex.rows]
        tables[annex.group] = sorted((name, int(a), int(b), int(c), d) for name, a, b, c, d in lines)
    return tables


def counted_tables(database: Path) -> Tables:
    """The peer's numbers: every post read, counted by unit, year and month, held against the targets."""
    with sqlite3.connect(database) as connection:
        posts = pandas.read_sql(
            "SELECT u.name AS unit, p.month FROM publishing_post p JOIN units_unit u ON u.id = p.unit_id", connection
        )
        targets = pandas.read_sql(
            "SELECT u.name AS unit, g.code AS 'group', t.posts AS target FROM units_unit u"
            " JOIN units_group g ON g.id = u.group_id JOIN units_target t ON t.unit_id = u.id WHERE t.year = 2023",
            connection,
        )
    connection.close()
    year = posts[posts.month.between(202301, DECEMBER.key)].groupby("unit").size()
    month = posts[posts.month == DECEMBER.key].groupby("unit").size()
    frame = targets.set_index("unit").assign(year=year, month=month).fillna(0)
    frame["ratio"] = [ratio(int(row.year), int(row.target)) for row in frame.itertuples()]
    return {
        group.code: sorted(
            (str(row.Index), int(row.target), int(row.year), int(row.month), row.ratio)
            for row in frame[frame.group == group.code].itertuples()
        )
        for group in GROUPS
    }


def ratio(posts: int, target: int) -> str:
    return f"{(Decimal(posts * 100) / target).quantize(Decimal('0.01'), ROUND_HALF_UP)}"


def word_template() -> Path:
    """A Word template as an office would draw it: a few lines of prose and two tables that repeat a row."""
    document = Document()
    document.add_heading("督查专报 2024年第1期")
    document.add_paragraph("全县共发布信息{{ total }}条，当月{{ month }}条。前五名：{{ first }}。未完成：{{ late }}。")
    for group in GROUPS:
        document.add_heading(group.name, level=2)
        table = document.add_table(rows=4, cols=len(TABLE_HEADER), style="Table Grid")
        for cell, text in zip(table.rows[0].cells, TABLE_HEADER, strict=True):
            cell.text = text
        table.rows[1].cells[0].text = f"{{%tr for row in {group.code} %}}"
        for index, cell in enumerate(table.rows[2].cells):
            cell.text = f"{{{{ row[{index}] }}}}"
        table.rows[3].cells[0].text = "{%tr endfor %}"
    path = folder() / "template.docx"
    document.save(str(path))
    return path


def plain_script(database: Path, template: Path) -> Path:
    """What a handy colleague would write: count with pandas, fill the template with docxtpl."""
    tables = counted_tables(database)
    rows = [row for table in tables.values() for row in table]
    county = sorted(tables["county"], key=lambda row: -row[2] / row[1])
    document = DocxTemplate(template)
    document.render(
        {
            "total": sum(row[2] for row in rows),
            "month": sum(row[3] for row in rows),
            "first": "、".join(row[0] for row in county[:5]),
            "late": "、".join(row[0] for row in rows if row[2] < row[1]),
            **tables,
        }
    )
    path = folder() / "script.docx"
    document.save(path)
    return path


def to_pdf(soffice: str, file: Path) -> None:
    command = [soffice, "--headless", f"-env:UserInstallation=file://{folder()}/office", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", str(folder()), str(file)], check=True, capture_output=True)


if __name__ == "__main__":
    main()
