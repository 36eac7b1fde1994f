"""The life of a token: allowed by the security administrator, taken by its owner, known again at the door, revoked."""

from __future__ import annotations

import copy
import hashlib
import secrets
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from mingcha.web.accounts.access import BUSINESS, COUNTY, has_role
from mingcha.web.accounts.models import Role, User
from mingcha.web.api.models import ApiToken
from mingcha.web.audit.services import record
from mingcha.web.publishing.refusals import Refused
from mingcha.web.units.access import own_unit
from mingcha.web.units.models import Unit

LONGEST_LIFE = timedelta(days=366)
# How often the last use is written down: a write for every reading would make readers wait for each other.
NOTED_EVERY = timedelta(minutes=1)
_PREFIX = "mc_"
_SHOWN = 8


@transaction.atomic
def allow(
    *, name: str, owner: User, unit: Unit | None, writes: bool, expires: date, by: User | None, at: datetime
) -> ApiToken:
    """Allow a token for somebody; it has no secret until that person takes it. Raises Refused."""
    today = timezone.localdate(at)
    if not today <= expires <= today + LONGEST_LIFE:
        raise Refused("有效期应在今天以后、一年以内。")
    if why := _unfit(owner, unit, writes=writes, today=today):
        raise Refused(why)
    token = ApiToken.objects.create(
        name=name, owner=owner, unit=unit, writes=writes, expires=expires, made_by=by, made_at=at
    )
    record(actor=by, action="批准接口令牌", target=name, detail=_told(token))
    return token


@transaction.atomic
def take(token: ApiToken, *, by: User, at: datetime) -> str:
    """Make the secret anew for its owner and return it; the one before opens nothing any longer. Raises Refused."""
    held = ApiToken.objects.select_for_update(of=("self",)).select_related("owner", "unit").get(pk=token.pk)
    if held.owner_id != by.pk:
        raise Refused("令牌只能由负责人本人领取。")
    if (state := held.state(timezone.localdate(at))) in {"已撤销", "已到期"}:
        raise Refused(f"这个令牌{state}，请联系安全管理员。")
    secret = _PREFIX + secrets.token_urlsafe(32)
    held.digest, held.shown, held.taken_at = digest_of(secret), secret[:_SHOWN], at
    held.save(update_fields=["digest", "shown", "taken_at"])
    record(actor=by, action="领取接口令牌", target=held.name, detail=f"{_told(held)}，开头 {held.shown}")
    return secret


@transaction.atomic
def revoke(token: ApiToken, *, by: User | None, at: datetime) -> None:
    """From now on it opens nothing. Raises Refused when it was revoked before."""
    held = ApiToken.objects.select_for_update(of=("self",)).get(pk=token.pk)
    if held.revoked_at is not None:
        raise Refused("这个令牌已经撤销。")
    held.revoked_at, held.revoked_by, held.digest = at, by, ""
    held.save(update_fields=["revoked_at", "revoked_by", "digest"])
    record(actor=by, action="撤销接口令牌", target=held.name, detail=_told(held))


def holder(secret: str, *, address: str, at: datetime) -> User | None:
    """For whom a secret speaks, as a user with the token's scope; None where it opens nothing.

    The user bears the token as `token`. What a person may no longer do, their token may not either.
    """
    if not secret.startswith(_PREFIX) or len(secret) > 100:
        return None
    token = (
        ApiToken.objects.select_related("owner", "unit__group")
        .filter(digest=digest_of(secret), revoked_at=None, expires__gte=timezone.localdate(at))
        .first()
    )
    if token is None or _unfit(token.owner, token.unit, writes=token.writes, today=timezone.localdate(at)):
        return None
    user = copy.copy(token.owner)
    if token.unit is not None:
        user.role = Role.UNIT
        user._own_unit = token.unit  # type: ignore[attr-defined]
    user.token = token  # type: ignore[attr-defined]
    _note_use(token, address=address, at=at)
    return user


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _unfit(owner: User, unit: Unit | None, *, writes: bool, today: date) -> str:
    """Why this person can have no such token; empty when they can."""
    if not owner.is_active or owner.is_over(today) or not has_role(owner, *BUSINESS):
        return "负责人应是在用的经办人员、领导或单位联络员。"
    if owner.is_guest and writes:
        return "来宾账号只读，不能批准可以写入的令牌。"
    if unit is None:
        if not has_role(owner, *COUNTY):
            return "单位联络员的令牌应限于本单位，请选择单位。"
        if writes and not has_role(owner, Role.OPERATOR):
            return "可以写入的全县令牌，负责人应是经办人员。"
    elif not has_role(owner, Role.OPERATOR) and (own_unit(owner) is None or own_unit(owner).pk != unit.pk):  # type: ignore[union-attr]
        return f"限于{unit}的令牌，负责人应是该单位的联络员或经办人员。"
    return ""


def _note_use(token: ApiToken, *, address: str, at: datetime) -> None:
    """When and from where it was used, and once a day a line in the operation log."""
    before = token.used_at
    if before is not None and at - before < NOTED_EVERY and token.used_from == address:
        return
    ApiToken.objects.filter(pk=token.pk).update(used_at=at, used_from=address)
    if before is None or timezone.localdate(before) != timezone.localdate(at) or token.used_from != address:
        record(actor=token.owner, action="使用接口令牌", target=token.name, detail=f"开头 {token.shown}")


def _told(token: ApiToken) -> str:
    scope = str(token.unit) if token.unit else "全县"
    return f"负责人 {token.owner}，{scope}，{'可以写入' if token.writes else '只读'}，有效期至 {token.expires}"
