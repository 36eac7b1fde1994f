"""The database made ready for a command."""

from __future__ import annotations

from typing import Any

from mingcha.cli.faults import CommandFault
from mingcha.web import launch


def open_database() -> None:
    """Models usable, tables up to date."""
    launch.setup()
    launch.migrate()


def active_user(username: str) -> Any:
    """The user who acts; CommandFault when there is none by that name."""
    from mingcha.web.accounts.models import User

    user = User.objects.filter(username=username, is_active=True).first()
    if user is None:
        known = "、".join(User.objects.filter(is_active=True).values_list("username", flat=True)[:10])
        hint = f"现有：{known}。" if known else "还没有用户，请先用 mingcha user 新建。"
        raise CommandFault(f"没有可用的用户“{username}”。{hint}")
    return user
