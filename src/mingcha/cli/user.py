"""mingcha user: the first account of a new office, or a forgotten password."""

from __future__ import annotations

import argparse
import getpass
import sys

from mingcha.cli.database import open_database
from mingcha.cli.faults import OK, CommandFault

ABOUT = "新建用户，或为已有用户重设口令"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("username", help="用户名")
    parser.add_argument("--role", help="新用户的角色：operator、unit、leader、system、security、auditor")
    parser.add_argument("--name", default="", help="姓名")


def run(options: argparse.Namespace) -> int:
    open_database()
    from mingcha.web.accounts.models import Role, User
    from mingcha.web.accounts.services import weak_password
    from mingcha.web.audit.services import record

    user = User.objects.filter(username=options.username).first()
    if user is None and options.role not in Role.values:
        choices = "、".join(f"{role.value}（{role.label}）" for role in Role)
        raise CommandFault(f"新建用户须用 --role 指定角色，可选：{choices}")
    password = getpass.getpass("口令：") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")
    told = weak_password(password, user=user)
    if told:
        raise CommandFault("口令不合要求：" + "".join(told))
    if user is None:
        user = User.objects.create_user(
            options.username, password=password, role=options.role, display_name=options.name
        )
        record(actor=None, action="新建用户", target=options.username, detail=f"命令行，角色 {user.get_role_display()}")
        print(f"已新建用户 {options.username}。")
        return OK
    user.set_password(password)
    user.save()
    record(actor=None, action="重设口令", target=options.username, detail="命令行")
    print(f"已重设 {options.username} 的口令。")
    return OK
