"""mingcha annual-report: annual reports on open government information, every figure proved, every unit on one board."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from mingcha.cli.dates import day
from mingcha.cli.examine import FORMATS, _as_json, _as_text, _files, _key, summary, workbook
from mingcha.cli.faults import OK, TO_LOOK_AT, CommandFault
from mingcha.cli.output import machine_readable, writable, write
from mingcha.cli.own_checks import own_checks
from mingcha.examine.catalogue import FAMILY, chosen
from mingcha.examine.runner import Result
from mingcha.model.document import NotExamined
from mingcha.model.finding import Finding, Verdict
from mingcha.standards.annual_reports import OWN, deadlines

if TYPE_CHECKING:
    from mingcha.model.annual_report import AnnualReport
    from mingcha.pipeline.annual_reports import ReadReports

ABOUT = "核对政府信息公开工作年度报告：表内勾稽、跨年衔接、文字与表格、格式、期限"
FAMILY_NAME = "annual_report"
YEARS = range(2008, 2100)
# A line of the list of units is a name; what is longer is something else.
LONGEST_NAME = 60


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="+", metavar="FILE", help="年报文件（网页、Word、Excel、PDF 等）或文件夹")
    parser.add_argument(
        "--last-year", type=Path, metavar="FILE", help="上一年的年报文件或文件夹，用来核对结转和现行有效件数"
    )
    parser.add_argument("--year", type=int, metavar="Y", help="应当是哪一年度的报告；不写则以标题为准")
    parser.add_argument("--unit", default="", metavar="NAME", help="单位名称；不写则以标题为准")
    parser.add_argument("--deadline", type=day, metavar="DATE", help="县里要求公布的最后一天，如 2024-01-20")
    parser.add_argument("--format", choices=FORMATS, default="text", help="输出格式，默认 text")
    parser.add_argument("--output", "-o", type=Path, help="写到文件而不是标准输出")
    parser.add_argument("--board", action="store_true", help="列出各单位一览表：发布日期、期限、问题数（text 或 xlsx）")
    parser.add_argument(
        "--units", type=Path, metavar="FILE", help="与 --board 同用：单位名单，一行一个，列出还没有年报的单位"
    )


def run(options: argparse.Namespace) -> int:
    _must_fit(options)
    writable(options.output)
    from mingcha.pipeline.annual_reports import examine_reports, read_reports, the_last_year_of
    from mingcha.web import env

    days = deadlines(env.home() / OWN)
    files = list(_files(options.paths))
    read = read_reports(files, unit=options.unit, year=options.year, days=days, county_day=options.deadline)
    if not read.reports:
        name, why = read.others[0] if read.others else ("、".join(options.paths), "没有找到任何文件")
        raise CommandFault(f"{name}：{why}。请给出年度报告本身的文件（网页、docx、pdf、xlsx 等）。")
    last = _last_year(options.last_year, read.reports) if options.last_year is not None else ()
    if len(read.reports) == 1 and len(last) == 1:
        last = (the_last_year_of(read.reports[0], last[0]),)
    checks = chosen(only=[FAMILY + FAMILY_NAME], own=own_checks())
    result = examine_reports(read.reports, checks, key=_key(), last=last)
    result += Result((), read.not_examined)
    data = _board(options, read, result) if options.board else _told(options, result)
    _write(options, data)
    for name, why in read.others:
        print(f"跳过 {name}：{why}", file=sys.stderr)
    print(summary(result, len(read.reports), what="份年报"), file=sys.stderr)
    late = options.board and _missing(options, read.reports)
    found = any(one.verdict is Verdict.FOUND for one in result.findings)
    return TO_LOOK_AT if found or result.not_examined or late else OK


def _must_fit(options: argparse.Namespace) -> None:
    if options.year is not None and options.year not in YEARS:
        raise CommandFault(f"--year 应是四位年份，如 2023，现为 {options.year}。")
    if options.last_year is not None and not options.last_year.exists():
        raise CommandFault(f"没有文件 {options.last_year}，请核对 --last-year。")
    if options.board and options.format == "jsonl":
        raise CommandFault("一览表（--board）只有 text 和 xlsx 两种格式。")
    if options.units is not None and not options.board:
        raise CommandFault("--units 要与 --board 同用。")
    if options.units is not None and not options.units.is_file():
        raise CommandFault(f"没有文件 {options.units}，请核对 --units。")
    if options.format == "xlsx" and options.output is None and sys.stdout.isatty():
        raise CommandFault("Excel 文件不能写到屏幕，请加 -o 文件名。")


def _last_year(path: Path, reports: Sequence[AnnualReport]) -> tuple[AnnualReport, ...]:
    """The reports to compare with. Raises CommandFault when they are none, or of the same year."""
    from mingcha.pipeline.annual_reports import read_reports

    read = read_reports(list(_files([str(path)])))
    if not read.reports:
        why = read.others[0][1] if read.others else "没有找到任何文件"
        raise CommandFault(f"--last-year {path}：{why}。")
    if len(reports) == len(read.reports) == 1:
        now, before = reports[0].year, read.reports[0].year
        if now is not None and before is not None and before != now - 1:
            raise CommandFault(f"--last-year {path} 是 {before} 年度的报告，应当是 {now - 1} 年度的。")
    return read.reports


def _told(options: argparse.Namespace, result: Result) -> bytes:
    if options.format == "xlsx":
        return workbook(result)
    say = _as_json if options.format == "jsonl" else _as_text
    told: list[Finding | NotExamined] = [*result.findings, *result.not_examined]
    return "".join(f"{say(one)}\n" for one in told).encode()


def _write(options: argparse.Namespace, data: bytes) -> None:
    if options.output is not None:
        write(data, options.output)
    elif options.format == "xlsx":
        sys.stdout.buffer.write(data)
    else:
        print(data.decode(), end="", file=machine_readable() if options.format == "jsonl" else sys.stdout)


# ---- the board of all units

HEADER = ("单位", "年度", "发布日期", "县里期限", "法定期限", "是否按期", "错误", "存疑", "未核对", "文件")
WIDTHS = (24, 8, 14, 14, 14, 16, 8, 8, 8, 40)


def _board(options: argparse.Namespace, read: ReadReports, result: Result) -> bytes:
    rows = [_row(report, result) for report in read.reports]
    rows.sort(key=lambda row: (-int(row[6]), row[0]))
    rows += [[name, "", "", "", "", "没有找到年报", "", "", "", ""] for name in _missing(options, read.reports)]
    if options.format == "xlsx":
        from mingcha.bulletin.forms.sheet import SheetPlan, workbook_bytes

        plan = SheetPlan("年报一览", list(HEADER), [[_cell(text) for text in row] for row in rows], widths=list(WIDTHS))
        return workbook_bytes([plan])
    widths = [max(_width(line[at]) for line in (HEADER, *rows)) for at in range(len(HEADER))]
    lines = ["  ".join(_padded(text, wide) for text, wide in zip(row, widths, strict=True)) for row in (HEADER, *rows)]
    return "".join(f"{line.rstrip()}\n" for line in lines).encode()


def _row(report: AnnualReport, result: Result) -> list[str]:
    own = [one for one in result.findings if (one.source, one.member) == (report.source, report.member)]
    found = sum(one.verdict is Verdict.FOUND for one in own)
    missed = sum((one.source, one.member) == (report.source, report.member) for one in result.not_examined)
    return [
        report.unit or "（未写明单位）",
        str(report.year or "不明"),
        _shown(report.posted),
        _shown(report.due_county),
        _shown(report.due),
        _on_time(report),
        str(found),
        str(len(own) - found),
        str(missed),
        f"{report.source} {report.member}".strip(),
    ]


def _on_time(report: AnnualReport) -> str:
    if report.posted is None:
        return "发布日期不明"
    if report.due is not None and report.posted > report.due:
        return "超过法定期限"
    if report.due_county is not None and report.posted > report.due_county:
        return "超过县里期限"
    return "按期"


def _missing(options: argparse.Namespace, reports: Sequence[AnnualReport]) -> list[str]:
    """The units of the list whose report is not among those read."""
    if options.units is None:
        return []
    from mingcha.model.unit import Unit
    from mingcha.text.unit_names import UnitNames, UnknownUnit

    try:
        lines = options.units.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise CommandFault(f"{options.units} 不是 UTF-8 编码的文本，请另存为 UTF-8，一行一个单位。") from None
    names = list(dict.fromkeys(name for line in lines if (name := line.strip()) and len(name) <= LONGEST_NAME))
    known = UnitNames([Unit(name, name, "", order) for order, name in enumerate(names)])
    there = set()
    for report in reports:
        unit = report.unit
        # 样例县财政局 on a report is 财政局 or 县财政局 on the list.
        for at in range(len(unit)):
            try:
                there.add(known.find(unit[at:]))
                break
            except UnknownUnit:
                continue
    return [name for name in names if name not in there]


def _shown(one: date | None) -> str:
    return "" if one is None else one.isoformat()


def _cell(text: str) -> str | int:
    return int(text) if text.isascii() and text.isdigit() else text


def _width(text: str) -> int:
    return sum(1 if char.isascii() else 2 for char in text)


def _padded(text: str, wide: int) -> str:
    return text + " " * (wide - _width(text))
