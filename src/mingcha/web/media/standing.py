"""How an account stands on a day: its last post, how long it has kept silent as far as is known, its filing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from mingcha.assess.silence import Silence, Updating, silence
from mingcha.calendar import UnknownYear
from mingcha.model.account import Limit, MediaRules
from mingcha.web.media import queries
from mingcha.web.media.models import Account
from mingcha.web.workdays import calendar


@dataclass(frozen=True, slots=True)
class Standing:
    """An account with its platform's name, and what is known of its updating.

    `posts` is the number of this month's, None when nothing is known of this month; `idle` the days without a post up
    to the last day something is known of, None when there are none to tell.
    """

    account: Account
    platform: str
    silence: Silence
    posts: int | None
    idle: int | None


def standings(accounts: Sequence[Account], *, rules: MediaRules, today: date) -> list[Standing]:
    """How these accounts stand; three queries at any number."""
    keys = [account.pk for account in accounts]
    newest, through = queries.last_days(keys)
    month = today.year * 100 + today.month
    counts = queries.month_counts(keys, month, month)
    names = {platform.code: platform.name for platform in rules.platforms}
    return [
        _standing(
            account,
            names.get(account.platform, account.platform),
            silence(
                today=today,
                limit=rules.update_limit(account.platform) if account.platform in names else None,
                last=newest.get(account.pk),
                complete_to=through.get(account.pk),
                opened=account.opened_on,
                closed=account.closed_on,
            ),
            counts.get((account.pk, month), 0),
            today,
        )
        for account in accounts
    ]


def _standing(account: Account, platform: str, known: Silence, posts: int, today: date) -> Standing:
    covered = known.known_to is not None and known.known_to >= today.replace(day=1)
    # The day of the last post itself says nothing of the days after it.
    looked = known.days is not None and (known.days > 0 or known.known_to == today)
    idle = known.days if looked and known.updating is not Updating.CLOSED else None
    return Standing(account, platform, known, posts if covered else None, idle)


def filing_due(account: Account, limit: Limit, *, today: date) -> str:
    """By when an account that is not filed is to be filed, as a sentence; empty when nothing can be said."""
    if account.filing != Account.FilingChoice.UNFILED or account.opened_on is None:
        return ""
    try:
        due = calendar().add(account.opened_on, limit.days).due
    except UnknownYear:
        return ""
    when = f"按开设后 {limit.days} 个{limit.unit}计，应在 {due} 前备案"
    return f"{when}，现已超过" if today > due else when
