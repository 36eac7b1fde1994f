"""mingcha mask: a copy of a file in which every leak is masked, examined again before it is written."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from mingcha.cli.faults import OK, TO_LOOK_AT, CommandFault
from mingcha.cli.output import writable, write
from mingcha.cli.own_checks import own_checks
from mingcha.examine.catalogue import called as catalogue_name
from mingcha.examine.catalogue import that_mask
from mingcha.examine.runner import NAMES
from mingcha.model.masking import NotMasked, Receipt
from mingcha.model.plain import NotPlain
from mingcha.standards.load import MASKING, mask_pattern
from mingcha.text.mask_pattern import MaskPattern

ABOUT = "生成一份遮盖了个人信息的副本（docx、xlsx、xls、pdf、html、csv、txt、图片、zip）"
MASKED = "（已遮盖）"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="要遮盖的文件，本身不改动")
    parser.add_argument("--output", "-o", type=Path, help="写到哪里，默认在原文件旁，名称加“（已遮盖）”")
    parser.add_argument(
        "--pattern", type=Path, help="本县的遮盖样式，默认用数据文件夹中的 masking.toml，没有则用通行样式"
    )
    parser.add_argument("--doubts", action="store_true", help="存疑的也遮盖")


def run(options: argparse.Namespace) -> int:
    file: Path = options.file
    if not file.is_file():
        raise CommandFault(f"没有文件 {file}，请核对路径。")
    out = writable(options.output)
    if out is not None and out.resolve() == file.resolve():
        raise CommandFault("副本不能覆盖原文件，请用 -o 另指定一个名称。")
    from mingcha.masking import mask_file

    try:
        copy = mask_file(
            file.read_bytes(),
            that_mask(own=own_checks()),
            name=file.name,
            today=date.today(),
            pattern=_pattern(options.pattern),
            doubts=options.doubts,
        )
    except (NotMasked, NotPlain) as fault:
        raise CommandFault(str(fault)) from fault
    # The ending may be another: an old workbook becomes a new one.
    made = Path(copy.name)
    if out is not None and out.suffix.lower() == file.suffix.lower() != made.suffix.lower():
        out = out.with_suffix(made.suffix)  # office programs warn of a file that is not what its name says
    out = out or file.with_name(f"{made.stem}{MASKED}{made.suffix}")
    write(copy.data, out)
    print("\n".join(told(copy.receipt)))
    besides = "，请人核对的除外" if copy.receipt.left else ""
    print(f"已写入 {out}，复查未再发现{besides}。", file=sys.stderr)
    return TO_LOOK_AT if copy.receipt.left else OK


def _pattern(given: Path | None) -> MaskPattern:
    """The pattern of the file given, else of the county's data folder."""
    if given is not None and not given.is_file():
        raise CommandFault(f"没有文件 {given}，请核对路径。")
    from mingcha.web import env

    return mask_pattern(given or env.home() / MASKING)


def told(receipt: Receipt) -> list[str]:
    """The receipt, line by line."""
    lines = []
    for name, count in receipt.masked:
        lines.append(f"遮盖 {count} 处\t{called(name)}（{name}）")
    lines += [f"已清除\t{what}" for what in receipt.taken_out]
    lines += [f"请人核对\t{one.locator}　{one.message}" for one in receipt.left]
    return lines or ["没有需要遮盖的内容。"]


def called(name: str) -> str:
    """What was masked, as the check says it without its quote."""
    if name == NAMES:
        return "名单中的姓名"
    return catalogue_name(name, own=own_checks())
