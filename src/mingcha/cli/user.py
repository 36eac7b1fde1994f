"""mingcha user: the first account of a new office, or a forgotten password."""

from __future__ import annotations

import argparse
from datetime import datetime

from mingcha.cli.database import open_database
from mingcha.cli.faults import OK, CommandFault

ABOUT = "新建用户，或为已有用户重设口令"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("username", help="用户名")
    parser.add_argument("--role", help="新用户的角色：operator、unit、leader、system、security、auditor")
    parser.add_argument("--name", default="", help="姓名")


def run(options: argparse.Namespace) -> int:
    open_database()
    from mingcha.web.accounts import services
    from mingcha.web.accounts.models import Role, User

    user = User.objects.filter(username=options.username).first()
    if user is None:
        if options.role not in Role.values:
            choices = "、".join(f"{role.value}（{role.label}）" for role in Role)
            raise CommandFault(f"没有用户“{options.username}”。新建须用 --role 指定角色，可选：{choices}。")
        user = services.create_user(username=options.username, display_name=options.name, by=None)
        services.assign_role(user, role=Role(options.role), by=None)
    elif options.role is not None:
        raise CommandFault(f"用户“{options.username}”已有，角色请由安全管理员在网页上指定；只重设口令时不要加 --role。")
    now = datetime.now().astimezone()
    print(f"{options.username} 的首次口令：{services.reset_password(user, by=None, at=now)}")
    print("请当面交给本人；首次登录后须先改口令。")
    return OK
