"""Who may speak to the API: a person signed in on the pages, or a machine with a token; and how often."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja.errors import HttpError
from ninja.security import APIKeyCookie, HttpBearer
from ninja.throttling import BaseThrottle
from ninja.utils import check_csrf

from mingcha.web.accounts.access import BUSINESS, has_role
from mingcha.web.accounts.models import Role, User
from mingcha.web.api import tokens
from mingcha.web.api.how_often import MinuteLimit
from mingcha.web.audit.origin import address_of
from mingcha.web.audit.services import REFUSED, record

# Requests a minute: of one token or person, and of wrong tokens from one address.
MOST_A_MINUTE = 600
MOST_WRONG = 20
_MINUTE = 60
# A process asks the database once for so many requests, which is one write in thirty.
_SHARE = 30
_wrong_tokens = MinuteLimit(MOST_WRONG)
_SAFE = {"GET", "HEAD", "OPTIONS"}


class TokenDoor(HttpBearer):
    """Authorization: Bearer mc_…"""

    openapi_description = "接口令牌，由安全管理员批准、负责人领取。写在请求头 Authorization: Bearer 之后。"

    def authenticate(self, request: HttpRequest, token: str) -> User | None:
        address = address_of(request)
        found = tokens.holder(token, address=address, at=timezone.now())
        if found is None:
            raise _wrong(address)
        request.user = found
        if request.method not in _SAFE and not found.token.writes:  # type: ignore[attr-defined]
            raise HttpError(403, "这个令牌只读，不能写入。")
        return found


def _wrong(address: str) -> HttpError:
    """Wrong tokens are counted by where they come from; the auditor hears of many."""
    told = partial(
        record,
        actor=None,
        action="接口令牌不对",
        target=address,
        detail=f"一分钟内超过 {MOST_WRONG} 次",
        result=REFUSED,
    )
    if not _wrong_tokens.allows(f"wrong {address}", at=timezone.now(), when_spent=told):
        return HttpError(429, "令牌不对的次数太多，请一分钟后再试。")
    return HttpError(401, "令牌不对、已到期、已撤销，或负责人已不能使用系统。")


class SessionDoor(APIKeyCookie):
    """The session of the pages, with their CSRF token for whatever changes something."""

    param_name = "sessionid"
    openapi_description = "网页登录后的会话；写入时另需请求头 X-CSRFToken。"

    def _get_key(self, request: HttpRequest) -> str | None:
        return request.COOKIES.get(self.param_name)

    def authenticate(self, request: HttpRequest, key: str | None) -> User | None:
        user: Any = request.user
        if not user.is_authenticated:
            return None
        if check_csrf(request) is not None:
            raise HttpError(403, "缺少 X-CSRFToken，或已过期。请刷新页面后再试；机器请用接口令牌。")
        if not has_role(user, *BUSINESS):
            raise HttpError(403, "您的角色不能使用数据接口。")
        return user  # type: ignore[no-any-return]


class EachMinute(BaseThrottle):
    """So many requests a minute of one token or person; the pages of everybody else go on."""

    def __init__(self, most: int = MOST_A_MINUTE, *, share: int = _SHARE) -> None:
        self._limit = MinuteLimit(most, share=share)

    def allow_request(self, request: HttpRequest) -> bool:
        user: Any = request.auth  # type: ignore[attr-defined]
        token = getattr(user, "token", None)
        who = f"token {token.pk}" if token is not None else f"user {user.pk}"
        return self._limit.allows(who, at=timezone.now())

    def wait(self) -> float:
        return float(_MINUTE)


def speaker(request: HttpRequest, *roles: Role) -> User:
    """Who speaks; with roles only those may, others are told."""
    user: User = request.auth  # type: ignore[attr-defined]
    if roles and not has_role(user, *roles):
        names = "、".join(role.label for role in roles)
        raise HttpError(403, f"只有{names}可以这样做。")
    return user
