"""Creating, disabling and re-keying accounts; every step goes into the operation log."""

from __future__ import annotations

import secrets
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from mingcha.web.accounts import lockout, rules, sessions
from mingcha.web.accounts.models import Role, User
from mingcha.web.audit.services import record

# Without the characters people confuse when they copy a password from paper.
LETTERS = "abcdefghjkmnpqrstuvwxyz"
DIGITS = "23456789"


# So many former passwords are kept; the validator looks at as many.
FORMER = 5


@transaction.atomic
def create_user(
    *, username: str, display_name: str, by: User | None, expires: date | None = None, is_guest: bool = False
) -> User:
    """A new account that can do nothing yet: no password and no unit until the security administrator gives them."""
    user = User(username=username, display_name=display_name, role=Role.UNIT, expires=expires, is_guest=is_guest)
    user.set_unusable_password()
    user.save()
    record(actor=by, action="新建用户", target=str(user), detail=f"{username}{_life(user)}")
    return user


@transaction.atomic
def set_life(user: User, *, expires: date | None, is_guest: bool, by: User) -> None:
    """Until when the account is good, and whether it is a guest's; whoever is signed in with it must do so again."""
    user.expires, user.is_guest = expires, is_guest
    user.save(update_fields=["expires", "is_guest"])
    record(actor=by, action="修改用户", target=str(user), detail=f"{user.username}{_life(user) or '，长期有效'}")
    sessions.end_all(user, by=by, why="账号有效期或来宾身份改变")


def _life(user: User) -> str:
    return ("，来宾只读" if user.is_guest else "") + (f"，有效期至 {user.expires}" if user.expires else "")


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
    if not active:
        sessions.end_all(user, by=by, why="账号停用")


@transaction.atomic
def reset_password(user: User, *, by: User | None, at: datetime) -> str:
    """Give a new first password, to be shown once; its owner must replace it before anything else."""
    password = first_password()
    set_password(user, password, at=at, must_change=True)
    lockout.forget(user.username)
    record(actor=by, action="重置口令", target=str(user), detail=user.username)
    sessions.end_all(user, by=by, why="口令重置")
    return password


@transaction.atomic
def choose_password(user: User, password: str, *, own_key: str | None, at: datetime) -> None:
    """The person's own choice; whoever else is signed in with the old one is signed out."""
    set_password(user, password, at=at, must_change=False)
    record(actor=user, action="修改口令", target=str(user))
    sessions.end_all(user, by=user, why="口令修改", but=own_key)


def set_password(user: User, password: str, *, at: datetime, must_change: bool) -> None:
    """Replace the password and remember the old one's hash, so that it is not taken again soon."""
    if user.has_usable_password():
        user.former_passwords.create(password=user.password)
        kept = user.former_passwords.values_list("pk", flat=True)[:FORMER]
        user.former_passwords.exclude(pk__in=list(kept)).delete()
    user.set_password(password)
    user.must_change_password, user.password_set_at = must_change, at
    user.save(update_fields=["password", "must_change_password", "password_set_at"])


@transaction.atomic
def notice_age(user: User, *, at: datetime) -> int:
    """How many days the password is still good for; when none, its owner must choose another one now."""
    left = (user.password_since() + timedelta(days=rules.current().password_days) - at).days
    if left < 0 and not user.must_change_password:
        user.must_change_password = True
        user.save(update_fields=["must_change_password"])
        record(actor=user, action="口令到期", target=str(user), detail="登录后须先修改口令")
    return left


def unused(*, at: datetime) -> QuerySet[User]:
    """Accounts that are enabled and that nobody has signed in with for as long as the rules say, nor made since."""
    before = at - timedelta(days=rules.current().unused_days)
    never = Q(last_login__isnull=True, date_joined__lt=before)
    return User.objects.filter(is_active=True).filter(never | Q(last_login__lt=before))


@transaction.atomic
def assign_role(user: User, *, role: Role, by: User | None) -> None:
    before, user.role = Role(user.role), role
    user.save(update_fields=["role"])
    record(actor=by, action="指定角色", target=str(user), detail=f"{user.username}：{before.label} → {role.label}")
    if before != role:
        sessions.end_all(user, by=by, why="角色改变")


def first_password() -> str:
    """Twelve characters in three groups, such as kfme-4827-qzta."""
    groups = ("".join(secrets.choice(kind) for _ in range(4)) for kind in (LETTERS, DIGITS, LETTERS))
    return "-".join(groups)
