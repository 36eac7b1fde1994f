"""mingcha import: a ledger file from the command line, through the same door as the web page."""

from __future__ import annotations

import argparse
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from mingcha.cli.database import active_user, open_database
from mingcha.cli.faults import OK, TO_LOOK_AT, CommandFault
from mingcha.cli.progress import progress

ABOUT = "导入信息台账（xlsx、xls、et、csv）"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="台账文件")
    parser.add_argument("--user", required=True, help="以哪个用户的名义导入")
    parser.add_argument("--check", action="store_true", help="只检查，不导入")
    parser.add_argument("--skip-faulty", action="store_true", help="略过有错误的行，导入其余各行")


def run(options: argparse.Namespace) -> int:
    if not options.file.is_file():
        raise CommandFault(f"没有文件 {options.file}，请核对路径。")
    open_database()
    from mingcha.web.publishing import services

    user, at = active_user(options.user), datetime.now().astimezone()
    unit = _unit_of(user)
    with progress(f"读取 {options.file.name}", 1) as advance, options.file.open("rb") as stream:
        item = services.take_file(file=stream, file_name=options.file.name, by=user, at=at, unit=unit)
        advance(1)
    if item.state == item.State.REFUSED:
        raise CommandFault(item.message)
    for fault in services.faults_of(item):
        print(f"{fault.sheet} {fault}")
    print(f"共 {item.rows} 行：新增 {item.new}，已有 {item.known}，有误 {item.faulty}。")
    if options.check:
        return TO_LOOK_AT if item.faulty else OK
    if item.faulty and not options.skip_faulty:
        print("有错误的行，没有导入。请改正后重来，或加 --skip-faulty 略过这些行。", file=sys.stderr)
        return TO_LOOK_AT
    with progress("写入台账", 1) as advance:
        services.confirm(item=item, by=user, at=at, skip_faulty=options.skip_faulty)
        advance(1)
    print(f"已导入，新增 {item.new} 条。")
    return OK


def _unit_of(user: Any) -> Any:
    """The one unit a liaison may bring posts of, None for the office; CommandFault for who may bring none."""
    from mingcha.web.accounts.access import CONTRIBUTORS, has_role
    from mingcha.web.accounts.models import Role
    from mingcha.web.units.access import own_unit

    if not has_role(user, *CONTRIBUTORS):
        may = "、".join(role.label for role in CONTRIBUTORS)
        raise CommandFault(f"用户“{user.username}”是{user.get_role_display()}，不能导入台账；{may}可以。")
    unit = own_unit(user)
    if unit is None and has_role(user, Role.UNIT):
        raise CommandFault(f"联络员“{user.username}”还没有指定单位，不能导入台账。请安全管理员在网页上指定。")
    return unit
