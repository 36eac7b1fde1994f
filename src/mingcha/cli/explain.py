"""mingcha explain: one check in full — what it says, what to do, on which clauses it rests, and its examples."""

from __future__ import annotations

import argparse

from mingcha.cli.faults import OK, CommandFault
from mingcha.cli.own_checks import own_checks
from mingcha.examine.catalogue import UnknownCheck, family_label, named
from mingcha.examine.declaration import ABOUT as PARTS
from mingcha.examine.declaration import Check, Example, looked_as
from mingcha.standards.load import clauses

ABOUT = "详细说明一个检查项"

# The parts of a card, which are in Chinese; those of a check in Python are for whoever reads its code.
_LABELS = dict(zip(PARTS, ("查什么", "为什么要紧", "怎样改", "查不到"), strict=True))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", help="检查项名称，如 leaked_id_number")


def run(options: argparse.Namespace) -> int:
    try:
        print(explained(named(options.name, own=own_checks())))
    except UnknownCheck as fault:
        raise CommandFault(str(fault)) from fault
    return OK


def explained(check: Check) -> str:
    """The page of a check, in Markdown; the reference documentation holds the same text."""
    lines = [f"# {check.name}", "", check.message.replace("{quote}", "……") + "。", ""]
    lines += [
        f"- 类别：{family_label(check.family)}（{check.family}）",
        f"- 程度：{check.severity.label}",
        f"- 检查对象：{looked_as(check.looks_at)}",
    ]
    lines += [f"- 怎么改：{check.advice}", ""]
    if check.words:
        lines += ["## 怎么查", "", *(f"- {_LABELS[part]}：{said}" for part, said in check.about.items()), ""]
        lines += [f"- {label}：{'、'.join(some)}" for label, some in check.words] + [""]
    lines += ["## 依据", ""]
    lines += [f"- {clauses()[key]}：{clauses()[key].fact}" for key in check.clauses]
    lines += ["", "## 会报的例子", "", *map(_shown, check.bad), "## 不会报的例子", "", *map(_shown, check.good)]
    return "\n".join(lines).rstrip() + "\n"


def _shown(example: Example) -> str:
    texts = example if isinstance(example, tuple) else (example,)
    return "\n".join(["```text", "\n----\n".join(str(text).replace("\t", " | ") for text in texts), "```", ""])
