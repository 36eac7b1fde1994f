"""mingcha examine: files, folders, or all a round has collected; every finding with its place, and never a number."""

from __future__ import annotations

import argparse
import json
import os
import secrets
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TextIO

from mingcha.cli.dates import day
from mingcha.cli.faults import OK, TO_LOOK_AT, CommandFault
from mingcha.cli.output import machine_readable, writable, write
from mingcha.cli.own_checks import own_checks
from mingcha.cli.progress import progress
from mingcha.examine.catalogue import UnknownCheck, chosen
from mingcha.examine.declaration import Check
from mingcha.examine.runner import Result
from mingcha.model.document import NotExamined
from mingcha.model.finding import Finding, Severity, Verdict
from mingcha.standards.load import clauses

ABOUT = "检查文件、文件夹和压缩包，或检查已采集的整个网站，列出问题"
FORMATS = ("text", "jsonl", "xlsx")
STDIN = "-"
# What programs leave beside the files people made.
NOT_FILES = ("~$", ".")
KEY_LENGTH = 32


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="*", metavar="PATH", help="文件、文件夹或压缩包；- 表示标准输入")
    parser.add_argument("--archive", type=Path, metavar="DIR", help="检查采集到这个文件夹里的网站，不再访问网络")
    parser.add_argument("--site", metavar="URL|SITE.toml", help="与 --archive 同用：采集时所用的网址或登记文件")
    parser.add_argument("--since", type=day, metavar="DATE", help="与 --archive 同用：只检查这一天及以后发布的信息")
    parser.add_argument(
        "--today", type=day, metavar="DATE", help="按哪一天判断（如栏目是否超期、链接是否该复看），默认今天"
    )
    parser.add_argument(
        "--posted",
        type=day,
        metavar="DATE",
        help="文件（将）于哪一天发布，网页以自己的 PubDate 为准；机构更名、法规废止等按这一天判断，不写则只作存疑",
    )
    parser.add_argument("--only", action="append", default=[], metavar="NAME", help="只用这些检查项，或 family:类别")
    parser.add_argument("--skip", action="append", default=[], metavar="NAME", help="不用这些检查项，或 family:类别")
    parser.add_argument("--format", choices=FORMATS, default="text", help="输出格式，默认 text")
    parser.add_argument("--output", "-o", type=Path, help="写到文件而不是标准输出")
    parser.add_argument(
        "--fail-on",
        type=Severity,
        choices=list(Severity),
        default=Severity.LOW,
        help="发现的问题达到哪一级才以 1 退出，默认 low；存疑的不算，未能检查的总是算",
    )
    parser.add_argument("--doubts", action="store_true", help="存疑的也按 --fail-on 计入退出码")
    parser.add_argument("--jobs", type=int, default=1, help="同时用几个进程，默认 1")


def run(options: argparse.Namespace) -> int:
    try:
        own = own_checks()
        checks = chosen(only=_words(options.only), skip=_words(options.skip), own=own)
    except UnknownCheck as fault:
        raise CommandFault(str(fault)) from fault
    if not checks:
        raise CommandFault("没有剩下任何检查项，请核对 --only 与 --skip。")
    if options.jobs < 1:
        raise CommandFault("--jobs 至少为 1。")
    if options.format == "xlsx" and options.output is None and sys.stdout.isatty():
        raise CommandFault("Excel 文件不能写到屏幕，请加 -o 文件名。")
    result = Result()
    many, parts = _collected(options, checks, own) if options.archive is not None else _of_files(options, checks, own)
    with progress("检查", many) as advance, _Sheet(options) as sheet:
        for part in parts(advance):
            sheet.write(part)
            result += part
    print(summary(result, many, what="条信息" if options.archive is not None else "个文件"), file=sys.stderr)
    counted = [one for one in result.findings if options.doubts or one.verdict is Verdict.FOUND]
    serious = [one for one in counted if one.severity.weight >= options.fail_on.weight]
    return TO_LOOK_AT if serious or result.not_examined else OK


# What examines, given what to tell of the progress.
Parts = Callable[[Callable[[int], None]], Iterator[Result]]


def _of_files(options: argparse.Namespace, checks: Sequence[Check], own: Path | None) -> tuple[int, Parts]:
    from mingcha.pipeline import examine_files

    if options.site or options.since:
        raise CommandFault("--site 和 --since 要与 --archive 同用。")
    files = list(_files(options.paths))
    if not files:
        raise CommandFault("没有找到任何文件，请核对路径；检查已采集的网站请用 --archive。")
    from mingcha.web import env

    today = options.today or date.today()
    return len(files), lambda advance: examine_files(
        files,
        checks,
        key=_key(),
        today=today,
        own=own,
        county=env.home(),
        posted=options.posted,
        processes=options.jobs,
        advance=advance,
    )


def _collected(options: argparse.Namespace, checks: Sequence[Check], own: Path | None) -> tuple[int, Parts]:
    from mingcha.pipeline import Collection, examine_collected, site_from

    if options.paths:
        raise CommandFault("检查已采集的网站（--archive）时不要再写文件路径。")
    if not options.site:
        raise CommandFault("请用 --site 写明采集时所用的网址或登记文件。")
    collection = Collection.opened(site_from(options.site), options.archive, since=options.since)
    from mingcha.web import env

    today = options.today or date.today()
    return len(collection.posts), lambda advance: examine_collected(
        collection,
        checks,
        key=_key(),
        today=today,
        own=own,
        county=env.home(),
        processes=options.jobs,
        advance=advance,
    )


class _Sheet:
    """Where the results go, in the format asked for; lines are written as they come."""

    def __init__(self, options: argparse.Namespace) -> None:
        self._format: str = options.format
        self._path = writable(options.output)
        self._all = Result()
        self._out: TextIO = sys.stdout

    def __enter__(self) -> _Sheet:
        if self._path is not None and self._format != "xlsx":
            self._out = self._path.open("w", encoding="utf-8", errors="backslashreplace")
        elif self._format == "jsonl":
            self._out = machine_readable()
        return self

    def write(self, part: Result) -> None:
        if self._format == "xlsx":
            self._all += part
            return
        say = _as_json if self._format == "jsonl" else _as_text
        told: list[Finding | NotExamined] = [*part.findings, *part.not_examined]
        for one in told:
            print(say(one), file=self._out)

    def __exit__(self, kind: object, *_: object) -> None:
        if self._format == "xlsx" and kind is None:
            data = workbook(self._all)
            if self._path is None:
                sys.stdout.buffer.write(data)
            else:
                write(data, self._path)
        if self._out is not sys.stdout:
            self._out.close()


def _words(given: Sequence[str]) -> list[str]:
    return [word.strip() for one in given for word in one.split(",") if word.strip()]


def _files(paths: Sequence[str]) -> Iterator[tuple[Path | bytes, str]]:
    """Every file asked for; folders are walked in order of names."""
    for given in paths:
        path = Path(given)
        if given == STDIN:
            yield sys.stdin.buffer.read(), "标准输入"
        elif path.is_dir():
            for file in sorted(path.rglob("*")):
                if file.is_file() and not any(part.startswith(NOT_FILES) for part in file.relative_to(path).parts):
                    yield file, str(file)
        elif path.exists():
            yield path, given
        else:
            raise CommandFault(f"没有 {given}，请核对路径。")


def _key() -> bytes:
    """The office's key when there is one; else one for this run, whose fingerprints agree only among themselves."""
    from mingcha.web import env

    if os.environ.get("MINGCHA_SECRET_KEY") or (env.home() / "secret_key").is_file():
        return str(env.secret_key(env.home())).encode()
    return secrets.token_bytes(KEY_LENGTH)


def _as_json(one: Finding | NotExamined) -> str:
    if isinstance(one, Finding):
        return json.dumps(asdict(one), ensure_ascii=False)
    told = {
        "outcome": one.outcome.name.lower(),
        "source": one.source,
        "member": one.member,
        "locator": one.place,
        "message": one.outcome.value,
        "reason": one.reason,
    }
    return json.dumps(told, ensure_ascii=False)


def _as_text(one: Finding | NotExamined) -> str:
    if isinstance(one, NotExamined):
        return f"未检查　{one}\n"
    where = "　".join(part for part in (one.source, one.member, one.locator) if part)
    lines = [f"{where}", f"  【{one.severity.label}·{one.verdict.label}】{one.message}"]
    if one.more_places:
        lines.append(f"  还有：{'、'.join(one.more_places)}{' 等' if one.persons > len(one.more_places) + 1 else ''}")
    if one.suggestion:
        lines.append(f"  改为：{one.suggestion}")
    if one.basis:
        lines.append(f"  说明：{one.basis}")
    lines += [f"  建议：{one.advice}", f"  依据：{'；'.join(str(clauses()[key]) for key in one.clauses)}"]
    return "\n".join(lines) + f"\n  检查项：{one.check}\n"


def summary(result: Result, files: int, *, what: str = "个文件") -> str:
    found = len(result.findings)
    doubts = sum(one.verdict.value == "doubt" for one in result.findings)
    text = f"共 {files} {what}，发现 {found} 处" + (f"（其中存疑 {doubts} 处）" if doubts else "")
    if result.not_examined:
        text += f"；另有 {len(result.not_examined)} 处未能检查，不能视为没有问题"
    return text + "。"


def workbook(result: Result) -> bytes:
    """The findings as an Excel list, and on a second sheet what was not examined."""
    from mingcha.bulletin.forms.sheet import Cell, SheetPlan, workbook_bytes

    findings: list[list[Cell]] = [
        [
            one.source,
            one.member,
            one.locator,
            one.severity.label,
            one.verdict.label,
            one.message,
            one.persons,
            one.suggestion,
            one.advice,
            one.basis,
            "；".join(str(clauses()[key]) for key in one.clauses),
            one.check,
            one.fingerprint,
        ]
        for one in result.findings
    ]
    missed: list[list[Cell]] = [
        [one.source, one.member, one.place, one.outcome.value, one.reason] for one in result.not_examined
    ]
    header = [
        "文件",
        "包内文件",
        "位置",
        "程度",
        "结论",
        "问题",
        "人数",
        "改为",
        "建议",
        "说明",
        "依据",
        "检查项",
        "指纹",
    ]
    return workbook_bytes(
        [
            SheetPlan("问题", header, findings, widths=[30, 20, 20, 10, 8, 50, 8, 30, 50, 30, 40, 24, 24]),
            SheetPlan("未检查", ["文件", "包内文件", "位置", "原因", "说明"], missed, widths=[30, 20, 20, 40, 40]),
        ]
    )
