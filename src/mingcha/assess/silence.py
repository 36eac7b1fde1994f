"""Whether an account has kept silent too long, as far as is known; not knowing is an answer of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mingcha.model.account import Limit


class Updating(StrEnum):
    """What can be said of an account's updating."""

    RECENT = "期限内有更新"
    SILENT = "超期未更新"
    OUTDATED = "资料不够新"
    UNKNOWN = "未掌握"
    NOT_ASKED = "不按更新衡量"
    CLOSED = "已注销"


@dataclass(frozen=True, slots=True)
class Silence:
    """What is known of an account on a day.

    `last` is the day of its newest post, `known_to` the day up to which that is certain (None: no post was ever given
    and nobody vouched for there being none), `days` the days between both without a post.
    """

    updating: Updating
    limit: Limit | None
    last: date | None = None
    known_to: date | None = None
    days: int | None = None

    def __str__(self) -> str:
        """The state in the words of the limit: 两周 for fourteen days."""
        if self.limit is None or self.updating not in (Updating.RECENT, Updating.SILENT):
            return self.updating.value
        span = "两周" if self.limit.days == 14 else f"{self.limit.days}{self.limit.unit}"
        return f"{span}内有更新" if self.updating is Updating.RECENT else f"{span}未更新"


def silence(
    *,
    today: date,
    limit: Limit | None,
    last: date | None,
    complete_to: date | None,
    opened: date | None = None,
    closed: date | None = None,
) -> Silence:
    """What is known on `today`: posts prove activity on their day, silence is only known as far as someone vouched.

    `complete_to` is the day up to which all posts are said to be given. `limit` is None where no rule about updating
    applies. An account without any post counts its days from its opening.
    """
    known = [day for day in (last, complete_to) if day is not None]
    known_to = max(known) if known else None
    begun = last or opened
    days = (known_to - begun).days if known_to and begun and known_to >= begun else None

    def told(updating: Updating) -> Silence:
        return Silence(updating, limit, last, known_to, days)

    if closed is not None and closed <= today:
        return told(Updating.CLOSED)
    if limit is None:
        return told(Updating.NOT_ASKED)
    if known_to is None:
        return told(Updating.UNKNOWN)
    if last is not None and (today - last).days <= limit.days:
        return told(Updating.RECENT)
    if days is not None and days > limit.days:
        return told(Updating.SILENT)
    return told(Updating.OUTDATED)
