"""mingcha backup: a safety copy of everything."""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path

from mingcha.cli.database import open_database
from mingcha.cli.faults import OK, TO_LOOK_AT

ABOUT = "备份：数据库、文件、证据库和签名密钥；证据库只备份新增的"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--to", type=Path, metavar="DIR", help="备份到这个文件夹（如移动硬盘），默认为数据文件夹中的 backups"
    )
    parser.add_argument("--without-key", action="store_true", help="不含签名密钥 secret_key，它须另行保存")
    parser.add_argument("--list", action="store_true", help="只列出已有的备份")


def run(options: argparse.Namespace) -> int:
    open_database()
    from mingcha.web.work import backup, keeping

    if options.list:
        folder = backup.folder_of(options.to)
        names = keeping.whole(folder)
        for name in names:
            print(folder / name)
        if not names:
            print(f"{folder} 中还没有备份。")
        return OK if names else TO_LOOK_AT
    made = backup.make(to=options.to, with_key=not options.without_key, at=_now(), now=_now)
    print(f"已备份到 {Path(made.folder) / made.name}：{made.files} 个文件，{backup.megabytes(made.size)}。{made.told}")
    return OK


def _now() -> datetime:
    return datetime.now().astimezone()
