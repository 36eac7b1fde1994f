"""The new-media accounts in an examination: whether they kept silent too long, and of which nobody can tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mingcha.assess.silence import Updating, silence
from mingcha.examine.declaration import Check
from mingcha.examine.runner import Result, examine_subjects
from mingcha.model.account_state import AccountState
from mingcha.model.document import NotExamined, Outcome
from mingcha.text.masking import scrubbed
from mingcha.web.media import queries
from mingcha.web.media.models import Account

# Of these nothing can be said, which is not the same as nothing being wrong.
_NOT_KNOWN = {
    Updating.UNKNOWN: "没有这个账号的发布记录，也没有人登记核查到哪一天",
    Updating.OUTDATED: "发布记录不够新，请导入近期信息，或登记齐全截至的日期",
}


@dataclass(frozen=True, slots=True)
class AccountsExamined:
    """What was found, and by the account's code the key of the unit that owns it."""

    result: Result
    units: Mapping[str, int]


def examine_accounts(checks: Sequence[Check], *, key: bytes, today: date) -> AccountsExamined:
    """Examine every account of the county as it stands on this day; four queries at any number.

    An account that nothing recent is known of is not examined: silence that nobody vouches for is neither a fault nor
    its absence.
    """
    checks = [check for check in checks if check.looks_at is AccountState]
    rows = list(Account.objects.select_related("unit").prefetch_related("aliases")) if checks else []
    states = list(_states(rows, today=today))
    missed = tuple(
        NotExamined(scrubbed(state.source), Outcome.UNSEEN, reason=why) for state in states if (why := _unknown(state))
    )
    result = examine_subjects([state for state in states if not _unknown(state)], checks, key=key)
    return AccountsExamined(result + Result((), missed), {row.code: row.unit_id for row in rows})


def _states(rows: Sequence[Account], *, today: date) -> Iterator[AccountState]:
    rules = queries.rules()
    names = {platform.code: platform.name for platform in rules.platforms}
    newest, through = queries.last_days(row.pk for row in rows)
    for row in rows:
        yield AccountState(
            queries.value_of(row),
            today,
            limit=rules.update_limit(row.platform) if row.platform in names else None,
            last=newest.get(row.pk),
            complete_to=through.get(row.pk),
            platform=names.get(row.platform, row.platform),
        )


def _unknown(state: AccountState) -> str:
    """Why nothing can be said of the account's updating; empty when something can."""
    known = silence(
        today=state.on,
        limit=state.limit,
        last=state.last,
        complete_to=state.complete_to,
        opened=state.account.opened_on,
        closed=state.account.closed_on,
    )
    if known.updating is Updating.OUTDATED and state.last is None and state.account.opened_on is None:
        return "没有发布记录，也没有填写开设日期，算不出多久没有发布"
    return _NOT_KNOWN.get(known.updating, "")
