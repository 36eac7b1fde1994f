"""mingcha bulletin: a month's bulletin from ledger and record as they stand, without opening a draft."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from mingcha.cli.database import open_database
from mingcha.cli.faults import OK, CommandFault
from mingcha.cli.progress import progress
from mingcha.model.month import Month

ABOUT = "按台账写出某月专报的四种文件（草稿，不含撰写的段落）"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("month", type=_month, help="统计月份，如 2023-12")
    parser.add_argument("--out", type=Path, default=Path("out"), help="写到哪个文件夹，默认 out")
    parser.add_argument("--dated", type=date.fromisoformat, help="专报日期，如 2024-01-12，默认今天")
    parser.add_argument("--number", type=int, default=1, help="期号，默认 1")


def _month(text: str) -> Month:
    year, _, number = text.partition("-")
    try:
        month = Month(int(year), int(number))
        if not 2000 <= month.year <= 2100:
            raise ValueError
        return month
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"月份应写作 2023-12，现为“{text}”") from error


def run(options: argparse.Namespace) -> int:
    open_database()
    from mingcha import pipeline  # brings in every document library, which the other commands need not wait for
    from mingcha.web.bulletins import layouts
    from mingcha.web.bulletins.record import record_of
    from mingcha.web.publishing import queries

    layout = layouts.plan_of(layouts.current())
    dated = options.dated or date.today()
    bulletin = pipeline.compose(
        layout=layout,
        statistics=queries.statistics(options.month, policy=layout.policy),
        number=options.number,
        dated=dated,
        written={},
        record=record_of(options.month, known_to=dated),
    )
    if bulletin.gaps:
        raise CommandFault("；".join(bulletin.gaps))
    with progress("写出专报", 1) as advance:
        files = pipeline.write_forms(bulletin, options.out, name=f"{bulletin.title}（草稿）")
        advance(1)
    for file in files:
        print(file)
    return OK
