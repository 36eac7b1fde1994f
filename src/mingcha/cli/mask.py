"""mingcha mask: a copy of a file in which every leak is masked, examined again before it is written."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from mingcha.cli.faults import OK, TO_LOOK_AT, CommandFault
from mingcha.examine.catalogue import catalogue
from mingcha.model.masking import NotMasked, Receipt

ABOUT = "生成一份遮盖了个人信息的副本（xlsx、csv、txt）"
MASKED = "（已遮盖）"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="要遮盖的文件，本身不改动")
    parser.add_argument("--output", "-o", type=Path, help="写到哪里，默认在原文件旁，名称加“（已遮盖）”")
    parser.add_argument("--doubts", action="store_true", help="存疑的也遮盖")


def run(options: argparse.Namespace) -> int:
    file: Path = options.file
    if not file.is_file():
        raise CommandFault(f"没有文件 {file}，请核对路径。")
    out: Path = options.output or file.with_name(f"{file.stem}{MASKED}{file.suffix}")
    if out.resolve() == file.resolve():
        raise CommandFault("副本不能覆盖原文件，请用 -o 另指定一个名称。")
    from mingcha.pipeline import mask_file

    try:
        data, receipt = mask_file(
            file.read_bytes(), list(catalogue().values()), name=file.name, today=date.today(), doubts=options.doubts
        )
    except NotMasked as fault:
        raise CommandFault(str(fault)) from fault
    out.write_bytes(data)
    print("\n".join(told(receipt)))
    print(f"已写入 {out}，复查未再发现。", file=sys.stderr)
    return TO_LOOK_AT if receipt.left else OK


def told(receipt: Receipt) -> list[str]:
    """The receipt, line by line."""
    lines = []
    for name, count in receipt.masked:
        says = catalogue()[name].message.replace("：{quote}", "").replace("{quote}", "……")
        lines.append(f"遮盖 {count} 处\t{says}（{name}）")
    lines += [f"已清除\t{what}" for what in receipt.taken_out]
    lines += [f"请人核对\t{one.locator}　{one.message}" for one in receipt.left]
    return lines or ["没有需要遮盖的内容。"]
