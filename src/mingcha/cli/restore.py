"""mingcha restore: verify a safety copy, and put it in the place of what is there."""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path

from mingcha.cli.faults import OK, CommandFault

ABOUT = "恢复：先核对备份，再用它换下现有数据；换下的留在一旁"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("copy", type=Path, metavar="DIR", help="一份备份，如 backups/20240131-033000；可只写名称")
    parser.add_argument("--yes", action="store_true", help="核对无误后真正恢复；不写则只核对")
    # Of a copy that is only being tried nothing is logged: what was restored must be what was copied.
    parser.add_argument("--trial", action="store_true", help=argparse.SUPPRESS)


def run(options: argparse.Namespace) -> int:
    from mingcha.web import launch

    launch.setup()
    from mingcha.web.audit.services import record
    from mingcha.web.work import backup, restoring

    copy = options.copy if options.copy.is_dir() else backup.folder_of(None) / options.copy.name
    if not copy.is_dir():
        raise CommandFault(f"没有备份 {options.copy}。可用 mingcha backup --list 查看已有的备份。")
    copy = copy.resolve()
    if not options.yes:
        told = restoring.verified(copy)
        rows = sum(number for _, number in told.rows)
        print(f"备份完好：{told.made_at[:16]} 制作，{len(told.files)} 个文件，{len(told.rows)} 张表共 {rows} 行。")
        print("要用它换下现有数据，请停止 mingcha serve 和 mingcha worker，再加 --yes 运行一次。")
        return OK
    aside = restoring.restore(copy, at=datetime.now().astimezone())
    launch.migrate()
    if not options.trial:
        record(actor=None, action="恢复", target=str(copy), detail=f"原来的数据在 {aside}" if aside else "原来没有数据")
    print(f"已恢复。{f'原来的数据在 {aside}，确认无误后可以删除。' if aside else ''}")
    print("请运行 mingcha doctor 体检，再启动 mingcha serve 和 mingcha worker。")
    return OK
