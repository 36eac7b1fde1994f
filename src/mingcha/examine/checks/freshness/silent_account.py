"""A new-media account that has published nothing within its limit.

Looks for: accounts whose last post lies more days back than the platform's limit (two weeks; stricter where the county
says so), as far as somebody vouches for the list of posts being whole up to that day.
Matters because: 内容不更新 alone fails an account, and every month such accounts are named.
To fix: publish, or de-register an account nobody can keep up.
Cannot see: what was published after the day up to which the list of posts is whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mingcha.examine.declaration import check, found
from mingcha.model.account import Account, Limit
from mingcha.model.account_state import AccountState
from mingcha.model.finding import Evidence, Severity

_ACCOUNT = Account("wx-1", "样例交警", "115", "weixin", opened_on=date(2021, 5, 1))
_TWO_WEEKS = Limit(14, "天", "国办秘函〔2019〕19号")
_TEN_DAYS = Limit(10, "天", "本县政务新媒体管理办法")
_DAY = date(2024, 1, 15)


@check(
    severity=Severity.HIGH,
    clauses=["INSPECT-ACCOUNTS"],
    message="政务新媒体超期没有更新：{quote}",
    advice="尽快更新；无力维护的账号，按规定注销并报备。",
    bad=[
        AccountState(_ACCOUNT, _DAY, _TWO_WEEKS, last=date(2023, 12, 31), complete_to=_DAY, platform="微信公众号"),
        AccountState(_ACCOUNT, _DAY, _TEN_DAYS, last=date(2024, 1, 4), complete_to=_DAY, platform="微信公众号"),
        AccountState(_ACCOUNT, _DAY, _TWO_WEEKS, complete_to=_DAY, platform="微信公众号"),
    ],
    good=[
        AccountState(_ACCOUNT, _DAY, _TWO_WEEKS, last=date(2024, 1, 1), complete_to=_DAY, platform="微信公众号"),
        AccountState(_ACCOUNT, _DAY, _TWO_WEEKS, last=date(2023, 12, 1), platform="微信公众号"),
        AccountState(_ACCOUNT, _DAY, None, last=date(2023, 1, 1), complete_to=_DAY, platform="小程序"),
    ],
)
def silent_account(state: AccountState) -> Iterator[Evidence]:
    limit, closed = state.limit, state.account.closed_on
    if limit is None or state.complete_to is None or (closed is not None and closed <= state.on):
        return
    known_to = min(state.complete_to, state.on)
    begun = state.last or state.account.opened_on
    if begun is None or begun > known_to or (state.last is not None and (state.on - state.last).days <= limit.days):
        return
    days = (known_to - begun).days
    if days <= limit.days:
        return
    last = f"最近一条 {state.last}" if state.last else f"{begun} 开通后没有发布过"
    quote = f"{state.platform or state.account.platform}“{state.account.name}”，{last}，截至 {known_to} 已 {days} 天"
    yield found(quote=quote, note=f"期限 {limit.days} {limit.unit}", secret=state.account.code, basis=limit.source)
