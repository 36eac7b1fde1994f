"""Accounts as the values the engine works with, the rules in force, and counts of their posts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.db.models import Count, Max, QuerySet

from mingcha.model import account as value
from mingcha.standards.media import MEDIA, media_rules
from mingcha.web.media.models import Account, Coverage, Post


def rules() -> value.MediaRules:
    """The packaged rules with what the county's own media.toml in the data folder makes stricter."""
    return media_rules(settings.HOME / MEDIA)


def accounts() -> tuple[value.Account, ...]:
    """All accounts, closed ones too; two queries."""
    return tuple(value_of(row) for row in Account.objects.select_related("unit").prefetch_related("aliases"))


def value_of(row: Account) -> value.Account:
    return value.Account(
        code=row.code,
        name=row.name,
        unit=row.unit.code,
        platform=row.platform,
        filing=value.Filing(row.get_filing_display()),
        opened_on=row.opened_on,
        filed_on=row.filed_on,
        closed_on=row.closed_on,
        key=row.key,
        aliases=tuple(alias.name for alias in row.aliases.all()),
        note=row.note,
    )


def posts_of(account: Account) -> QuerySet[Post]:
    """The posts of an account, each once, newest first."""
    return account.posts.filter(repeats=None)


def month_counts(accounts: Iterable[int], first: int, last: int) -> dict[tuple[int, int], int]:
    """Posts by (account's key, month as 202312), each post once; one query."""
    found = Post.objects.filter(account__in=list(accounts), repeats=None, month__gte=first, month__lte=last)
    grouped = found.order_by().values_list("account_id", "month").annotate(number=Count("pk"))
    return {(account, month): number for account, month, number in grouped}


def last_days(accounts: Iterable[int]) -> tuple[dict[int, date], dict[int, date]]:
    """By account's key: the day of the newest post, and the day up to which its posts are complete; two queries."""
    keys = list(accounts)
    newest = Post.objects.filter(account__in=keys, repeats=None).order_by().values_list("account_id")
    through = Coverage.objects.filter(account__in=keys).order_by().values_list("account_id")
    return dict(newest.annotate(Max("published"))), dict(through.annotate(Max("through")))
