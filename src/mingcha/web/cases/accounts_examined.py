"""The new-media accounts in an examination: what their posts say, and whether they kept silent too long.

What is found is told under the account: a finding's source is the account's code, its post the post's link (see
`web.media.places`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from mingcha.assess.silence import Updating, silence
from mingcha.examine.columns import Column
from mingcha.examine.declaration import Check
from mingcha.examine.runner import PRIVACY, WORDING, Result, examine, examine_subjects
from mingcha.examine.wording.right_names import RightNames
from mingcha.model.account_state import AccountState
from mingcha.model.document import Document, NotExamined, Outcome, Passage
from mingcha.model.finding import Finding
from mingcha.pipeline.county import at_home
from mingcha.text.masking import scrubbed
from mingcha.text.width import comparable
from mingcha.web.cases.county import home
from mingcha.web.media import queries
from mingcha.web.media.models import Account
from mingcha.web.media.places import post_key
from mingcha.web.media.saying import Saying, sayings
from mingcha.web.rounds.models import Site
from mingcha.web.units.queries import units

# Of these nothing can be said, which is not the same as nothing being wrong.
_NOT_KNOWN = {
    Updating.UNKNOWN: "没有这个账号的发布记录，也没有人登记核查到哪一天",
    Updating.OUTDATED: "发布记录不够新，请导入近期信息，或登记齐全截至的日期",
}
# Parts the account's code from the post in what a fingerprint is made of: one link may be given under two accounts.
_UNDER = "\x1f"


@dataclass(frozen=True, slots=True)
class AccountsExamined:
    """What was found; by what findings bear as their post the key of the unit that owns it; and of which of these
    posts, or accounts themselves, nothing can be said this time, so that what was found of them before stands."""

    result: Result
    units: Mapping[str, int] = field(default_factory=dict)
    unknown: frozenset[str] = frozenset()


def told_with(site: Site) -> bool:
    """Whether the accounts are examined with this site: they are the county's, and of several sites one tells them."""
    first = Site.objects.order_by("-scheduled", "pk").values_list("pk", flat=True).first()
    return first == site.pk


def examine_accounts(checks: Sequence[Check], *, key: bytes, today: date) -> AccountsExamined:
    """Examine every account of the county as it stands on this day, and every post of it; as many queries at any number.

    An account that nothing recent is known of is not examined: silence that nobody vouches for is neither a fault nor
    its absence. Posts whose text nobody handed over are examined by their titles, which is told.
    """
    of_states = [check for check in checks if check.looks_at is AccountState]
    of_words = [
        check for check in checks if check.family in (WORDING, PRIVACY) and check.looks_at in (Document, Column)
    ]
    if not of_states and not of_words:
        return AccountsExamined(Result())
    rows = list(Account.objects.select_related("unit").prefetch_related("aliases"))
    silent = _silence(rows, of_states, key=key, today=today) if of_states else AccountsExamined(Result())
    words = _words(rows, of_words, key=key, today=today) if of_words else AccountsExamined(Result())
    owners = {row.code: row.unit_id for row in rows}
    return AccountsExamined(silent.result + words.result, {**words.units, **owners}, silent.unknown | words.unknown)


def _silence(rows: Sequence[Account], checks: Sequence[Check], *, key: bytes, today: date) -> AccountsExamined:
    states = list(_states(rows, today=today))
    missed = tuple(
        NotExamined(scrubbed(state.source), Outcome.UNSEEN, reason=why) for state in states if (why := _unknown(state))
    )
    result = examine_subjects([state for state in states if not _unknown(state)], checks, key=key)
    told = Result(tuple(replace(one, source=one.post) for one in result.findings), result.not_examined + missed)
    failed = {one.source for one in result.not_examined}
    unknown = {state.account.code for state in states if _unknown(state) or scrubbed(state.source) in failed}
    return AccountsExamined(told, unknown=frozenset(unknown))


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


def _words(rows: Sequence[Account], checks: Sequence[Check], *, key: bytes, today: date) -> AccountsExamined:
    """The words of every post that is not withdrawn."""
    accounts = {row.pk: row for row in rows}
    bare: dict[int, int] = {}

    def documents() -> Iterator[Document]:
        for saying in sayings():
            if saying.withdrawn is None:
                if not saying.text:
                    bare[saying.account] = bare.get(saying.account, 0) + 1
                yield document_of(saying, accounts[saying.account])

    at_home(home())
    result = examine(documents(), checks, key=key, last_day=int(f"{today:%Y%m%d}"), right=RightNames(_lasting_names()))
    findings = tuple(map(_under_account, result.findings))
    owners = {row.code: row.unit_id for row in rows}
    missed = tuple(
        NotExamined(_called(accounts[pk]), Outcome.PARTLY_READ, reason=f"{number} 条信息没有正文，只检查了标题和摘要")
        for pk, number in sorted(bare.items())
    )
    return AccountsExamined(
        Result(findings, result.not_examined + missed),
        {one.post: owners[one.source] for one in findings},
        frozenset(one.source for one in result.not_examined),
    )


def document_of(saying: Saying, account: Account) -> Document:
    """The words of a post as a document; its places are 标题, 摘要 and 正文第几段."""
    post = post_key(account.code, url=saying.url, identity=saying.identity)
    parts = [("标题", saying.title), ("摘要", saying.summary), ("正文", saying.text)]
    # The title of a post without one is the beginning of its text, and back ends make summaries of it too.
    whole = comparable(saying.text)
    kept = [(label, words) for label, words in parts if label == "正文" or comparable(words.rstrip("…")) not in whole]
    text, passages = "", []
    for label, words in kept:
        if words := words.replace("\t", " ").replace("\v", " "):
            start = len(text)
            text += words + "\n"
            passages.append(Passage(start, len(text), label, first_line=int(label == "正文"), measure="段"))
    return Document(
        source=post,
        text=text,
        passages=tuple(passages),
        kind="txt",
        title=saying.title,
        post=f"{account.code}{_UNDER}{post}",
        posted=saying.published,
        unit=account.unit.code,
    )


def _under_account(finding: Finding) -> Finding:
    code, _, post = finding.post.partition(_UNDER)
    return replace(finding, source=code, post=post)


def _called(account: Account) -> str:
    names = {platform.code: platform.name for platform in queries.rules().platforms}
    return scrubbed(f"{names.get(account.platform, account.platform)}“{account.name}”")


def _lasting_names() -> Iterator[str]:
    """What units are called as long as nobody says until when: no check finds fault with these."""
    for unit in units():
        yield unit.name
        yield from (alias.name for alias in unit.aliases if alias.until is None)
