"""mingcha second-opinion: doubts about wording in files, with what a model inside the intranet thinks of them."""

from __future__ import annotations

import argparse
import secrets
import sys
from datetime import date
from pathlib import Path

from mingcha import extract
from mingcha.cli.faults import OK, CommandFault
from mingcha.cli.own_checks import own_checks
from mingcha.cli.progress import progress
from mingcha.examine.catalogue import chosen
from mingcha.examine.runner import Result, examine
from mingcha.model.document import Document, NotExamined
from mingcha.model.finding import Verdict
from mingcha.second_opinion.asking import ask, with_opinions
from mingcha.second_opinion.endpoint import FILE, endpoint_in
from mingcha.second_opinion.kept import Kept
from mingcha.second_opinion.question import FAMILY, questions

ABOUT = "就文件里存疑的用词征询内网的大模型（默认不启用），结果仅供参考"
KEPT = Path("wording") / "opinions.sqlite3"
# The findings are told at once and not compared with those of another run.
KEY_LENGTH = 32


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="文件或文件夹")


def run(options: argparse.Namespace) -> int:
    from mingcha.web import env

    home = env.home()
    endpoint = endpoint_in(home)
    if endpoint is None:
        raise CommandFault(f"没有启用：请在 {home / FILE} 写明 enabled = true、address 和 model，地址须在内网。")
    files = [file for path in options.paths for file in _files(path)]
    checks = chosen(only=[f"family:{FAMILY}"], own=own_checks())
    documents, missed = list[Document](), list[NotExamined]()
    with progress("读取", len(files)) as advance:
        for file in files:
            reading = extract.read(file, name=str(file))
            documents += reading.documents
            missed += reading.not_examined
            advance(1)
    result = examine(documents, checks, key=secrets.token_bytes(KEY_LENGTH), last_day=int(f"{date.today():%Y%m%d}"))
    result += Result(not_examined=tuple(missed))
    doubts = [one for one in result.findings if one.verdict is Verdict.DOUBT]
    asked = ask(questions(doubts, documents), endpoint, kept=Kept(home / KEPT))
    for one in with_opinions(doubts, asked.opinions):
        print(f"{one.source}　{one.locator}　{one.message}")
    for gap in result.not_examined:
        print(f"未检查　{gap}", file=sys.stderr)
    said = f"存疑 {len(doubts)} 处，有看法的 {len(asked.opinions)} 处，其中新征询 {asked.asked} 处。"
    print(said + (f"{asked.fault}。" if asked.fault else ""), file=sys.stderr)
    return OK


def _files(path: Path) -> list[Path]:
    if not path.exists():
        raise CommandFault(f"没有 {path}，请核对路径。")
    if path.is_file():
        return [path]
    return sorted(file for file in path.rglob("*") if file.is_file() and not file.name.startswith((".", "~$")))
