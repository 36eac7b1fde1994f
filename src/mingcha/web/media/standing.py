"""How an account stands on a day: its last post, how long it has kept silent as far as is known, its filing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from mingcha.assess.silence import Silence, silence
from mingcha.calendar import UnknownYear
from mingcha.model.account import Limit, MediaRules
from mingcha.web.media import queries
from mingcha.web.media.models import Account
from mingcha.web.workdays import calendar


@dataclass(frozen=True, slots=True)
class Standing:
    """An account with its platform's name, what is known of its updating, and the posts of the month."""

    account: Account
    platform: str
    silence: Silence
    posts: int


def standings(accounts: Sequence[Account], *, rules: MediaRules, today: date) -> list[Standing]:
    """How these accounts stand; three queries at any number."""
    keys = [account.pk for account in accounts]
    newest, through = queries.last_days(keys)
    month = today.year * 100 + today.month
    counts = queries.month_counts(keys, month, month)
    names = {platform.code: platform.name for platform in rules.platforms}
    return [
        Standing(
            account,
            names.get(account.platform, account.platform),
            silence(
                today=today,
                limit=rules.update_limit(account.platform) if account.platform in names else None,
                last=newest.get(account.pk),  # type: ignore[arg-type]
                complete_to=through.get(account.pk),  # type: ignore[arg-type]
                opened=account.opened_on,
                closed=account.closed_on,
            ),
            counts.get((account.pk, month), 0),
        )
        for account in accounts
    ]


def filing_due(account: Account, limit: Limit, *, today: date) -> str:
    """By when an account that is not filed is to be filed, as a sentence; empty when nothing can be said."""
    if account.filing != Account.FilingChoice.UNFILED or account.opened_on is None:
        return ""
    try:
        due = calendar().add(account.opened_on, limit.days).due
    except UnknownYear:
        return ""
    when = f"开设后 {limit.days} 个{limit.unit}内应备案，即 {due} 前"
    return f"{when}，已过期" if today > due else when
