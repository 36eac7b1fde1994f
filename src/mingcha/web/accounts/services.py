"""Creating, disabling and re-keying accounts; every step goes into the operation log."""

from __future__ import annotations

import secrets

from django.db import transaction

from mingcha.web.accounts.brake import digest
from mingcha.web.accounts.models import Role, SignInTries, User
from mingcha.web.audit.services import record

# Without the characters people confuse when they copy a password from paper.
LETTERS = "abcdefghjkmnpqrstuvwxyz"
DIGITS = "23456789"


@transaction.atomic
def create_user(*, username: str, display_name: str, by: User | None) -> User:
    """A new account that can do nothing yet: no password and no unit until the security administrator gives them."""
    user = User(username=username, display_name=display_name, role=Role.UNIT)
    user.set_unusable_password()
    user.save()
    record(actor=by, action="新建用户", target=str(user), detail=username)
    return user


@transaction.atomic
def rename_user(user: User, *, display_name: str, by: User) -> None:
    before, user.display_name = user.display_name, display_name
    user.save(update_fields=["display_name"])
    record(actor=by, action="修改用户", target=user.username, detail=f"姓名由“{before}”改为“{display_name}”")


@transaction.atomic
def set_active(user: User, *, active: bool, by: User) -> None:
    user.is_active = active
    user.save(update_fields=["is_active"])
    record(actor=by, action="启用用户" if active else "停用用户", target=str(user), detail=user.username)


@transaction.atomic
def reset_password(user: User, *, by: User | None) -> str:
    """Give a new first password, to be shown once; its owner must replace it before anything else."""
    password = first_password()
    user.set_password(password)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    SignInTries.objects.filter(name=digest(user.username)).delete()
    record(actor=by, action="重置口令", target=str(user), detail=user.username)
    return password


@transaction.atomic
def assign_role(user: User, *, role: Role, by: User | None) -> None:
    before, user.role = Role(user.role), role
    user.save(update_fields=["role"])
    record(actor=by, action="指定角色", target=str(user), detail=f"{user.username}：{before.label} → {role.label}")


def first_password() -> str:
    """Twelve characters in three groups, such as kfme-4827-qzta."""
    groups = ("".join(secrets.choice(kind) for _ in range(4)) for kind in (LETTERS, DIGITS, LETTERS))
    return "-".join(groups)
