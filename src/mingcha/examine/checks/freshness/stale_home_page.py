"""A home page that has shown nothing new for two weeks.

Looks for: home pages whose newest post with a visible day is older than the limit, and whose links have not changed
within it as far as anybody looked.
Matters because: 首页不更新 alone fails the whole site.
To fix: publish, and see to it that the boxes of the home page take in new posts by themselves.
Cannot see: what a script puts on the page, and pictures that turn.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mingcha.examine.declaration import check, doubt, found
from mingcha.model.finding import Evidence, Severity
from mingcha.model.home_state import HomeState
from mingcha.model.span import Span

_URL = "http://www.yangli.example/"
_LIMIT = Span(days=14)


@check(
    severity=Severity.CRITICAL,
    clauses=["INSPECT-HOME"],
    message="首页没有更新：{quote}",
    advice="尽快更新首页，并检查首页各板块能否自动取得新发布的信息。",
    bad=[
        HomeState(_URL, date(2024, 1, 16), _LIMIT, date(2024, 1, 1), "元旦值班安排", looks=(date(2024, 1, 16),)),
        HomeState(_URL, date(2024, 1, 31), _LIMIT, looks=(date(2024, 1, 1), date(2024, 1, 31))),
    ],
    good=[
        HomeState(_URL, date(2024, 1, 15), _LIMIT, date(2024, 1, 1), "元旦值班安排", looks=(date(2024, 1, 15),)),
        HomeState(_URL, date(2024, 1, 16), _LIMIT, looks=(date(2024, 1, 16),)),
        HomeState(_URL, date(2024, 1, 16), _LIMIT, unseen="连接超时"),
        HomeState(_URL, date(2024, 1, 16), _LIMIT, date(2024, 1, 1), "元旦值班安排", changed_on=date(2024, 1, 10)),
    ],
)
def stale_home_page(state: HomeState) -> Iterator[Evidence]:
    if state.unseen:
        return
    known = max((day for day in (state.newest, state.changed_on) if day is not None and day <= state.on), default=None)
    if known is not None and state.on <= state.limit.after(known):
        return
    if state.newest is not None and state.newest <= state.on:
        days = (state.on - state.newest).days
        quote = f"{state.url}，最新一条“{state.newest_title}”为 {state.newest}，截至 {state.on} 已 {days} 天"
        note = f"期限{state.limit}" + ("；首页只是入口页，已按下一级页面计" if state.is_entrance else "")
        if state.is_entrance:
            yield doubt(quote=quote, note=note, secret=state.url, confidence=0.6)
        else:
            yield found(quote=quote, note=note, secret=state.url)
        return
    before = [day for day in state.looks if day < state.on]
    if before and state.on > state.limit.after(begun := max(state.changed_on or before[0], before[0])):
        quote = f"{state.url}，{begun} 至 {state.on} 各次查看，链接都没有变化"
        yield doubt(quote=quote, note="首页没有带日期的信息，请人工核对", secret=state.url, confidence=0.7)
