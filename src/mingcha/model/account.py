"""Government new-media accounts (政务新媒体账号): whose they are, where, since when, and under which rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Filing(StrEnum):
    """Whether an account is filed (备案) with the office in charge."""

    FILED = "已备案"
    UNFILED = "未备案"
    CLOSED = "已注销"


@dataclass(frozen=True, slots=True)
class Platform:
    """Where accounts are kept. `hosts` are those its links lead to, and hosts below them; `words` what people call it.

    `posts` is whether the account publishes posts at all; a mini programme (小程序) offers services instead, and the
    rule about updating says nothing of it.
    """

    code: str
    name: str
    words: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    posts: bool = True


@dataclass(frozen=True, slots=True)
class Limit:
    """A number of days and where it is laid down; `unit` is 天 or 工作日."""

    days: int
    unit: str
    source: str
    confidence: str = ""


@dataclass(frozen=True, slots=True)
class PlatformLimit:
    """A stricter limit for the accounts of one platform."""

    platform: str
    days: int
    source: str


@dataclass(frozen=True, slots=True)
class MediaRules:
    """What is asked of accounts: `filing` after opening or change, `update` between two posts."""

    platforms: tuple[Platform, ...]
    filing: Limit
    update: Limit
    stricter: tuple[PlatformLimit, ...] = ()

    def platform(self, code: str) -> Platform:
        """Raises KeyError."""
        return {platform.code: platform for platform in self.platforms}[code]

    def update_limit(self, platform: str) -> Limit | None:
        """The longest silence an account of this platform may keep; None where the rule does not apply."""
        if not self.platform(platform).posts:
            return None
        own = [each for each in self.stricter if each.platform == platform and each.days < self.update.days]
        if not own:
            return self.update
        strictest = min(own, key=lambda each: each.days)
        return Limit(strictest.days, self.update.unit, strictest.source)


@dataclass(frozen=True, slots=True)
class Account:
    """One account on one platform; `unit` is the code of the unit that owns it, `platform` the platform's code.

    `key` is the number or word by which the platform itself knows the account, such as the `__biz` of a 公众号.
    """

    code: str
    name: str
    unit: str
    platform: str
    filing: Filing = Filing.UNFILED
    opened_on: date | None = None
    filed_on: date | None = None
    closed_on: date | None = None
    key: str = ""
    aliases: tuple[str, ...] = ()
    note: str = ""
