"""Accounts, home pages, late posts, and the days pages state for themselves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from mingcha.model.account import Account, Limit
from mingcha.model.account_state import AccountState
from mingcha.model.arrival import Arrival
from mingcha.model.collected import CollectedPost, DateSource, StatedDate
from mingcha.model.document import Document
from mingcha.model.home_state import HomeState
from mingcha.model.published_post import PublishedPost
from mingcha.model.site import Column
from mingcha.model.span import Span
from quality.subject_cases import SubjectCase

_HOME, _POST = "http://www.yangli.example/", "http://www.yangli.example/tzgg/1.html"


def cases() -> Iterator[SubjectCase]:
    yield from _accounts()
    yield from _homes()
    yield from _arrivals()
    yield from _days()


def _accounts() -> Iterator[SubjectCase]:
    silent, on = frozenset({"silent_account"}), date(2024, 3, 14)
    account = Account("wx-1", "样例发布", "101", "weixin", opened_on=date(2020, 1, 1))
    two_weeks, ten = Limit(14, "天", "国办秘函〔2019〕19号"), Limit(10, "天", "本县规定")
    for name, limit, last, complete, found in (
        ("fourteen days, leap February", two_weeks, date(2024, 2, 29), on, False),
        ("fifteen days", two_weeks, date(2024, 2, 28), on, True),
        ("ten of ten", ten, date(2024, 3, 4), on, False),
        ("eleven of ten", ten, date(2024, 3, 3), on, True),
        ("eleven of two weeks", two_weeks, date(2024, 3, 3), on, False),
        ("known to last week only", two_weeks, date(2024, 2, 28), date(2024, 3, 7), False),
        ("known to last week, silent long before", two_weeks, date(2024, 1, 1), date(2024, 3, 7), True),
        ("nobody vouches", two_weeks, date(2023, 1, 1), None, False),
        ("no rule", None, date(2023, 1, 1), on, False),
        ("vouched for beyond today", two_weeks, date(2024, 3, 1), date(2024, 12, 31), False),
        ("never posted", two_weeks, None, on, True),
        ("today", two_weeks, on, on, False),
        ("over new year", two_weeks, date(2023, 12, 20), date(2024, 1, 4), True),
    ):  # fmt: skip
        state = AccountState(account, on, limit, last, complete_to=complete, platform="微信公众号")
        yield SubjectCase(f"account {name}", state, silent if found else frozenset())
    closed = Account("wx-2", "旧号", "101", "weixin", closed_on=date(2024, 3, 1))
    yield SubjectCase("account closed", AccountState(closed, on, two_weeks, date(2023, 1, 1), complete_to=on))
    closing = Account("wx-3", "旧号", "101", "weixin", closed_on=date(2024, 4, 1))
    yield SubjectCase(
        "account to be closed", AccountState(closing, on, two_weeks, date(2023, 1, 1), complete_to=on), silent
    )
    young = Account("wx-4", "新号", "101", "weixin", opened_on=date(2024, 3, 5))
    yield SubjectCase("account new and silent", AccountState(young, on, two_weeks, complete_to=on))
    unknown = Account("wx-5", "不知何时开", "101", "weixin")
    yield SubjectCase("account of unknown age", AccountState(unknown, on, two_weeks, complete_to=on))


def _homes() -> Iterator[SubjectCase]:
    name, limit = "stale_home_page", Span(days=14)
    for newest, on, found in (
        ("2024-02-15", "2024-02-29", False), ("2024-02-15", "2024-03-01", True), ("2023-02-15", "2023-03-01", False),
        ("2023-02-15", "2023-03-02", True), ("2023-12-31", "2024-01-14", False), ("2023-12-31", "2024-01-15", True),
        ("2023-12-20", "2023-12-20", False), ("2022-12-20", "2023-12-20", True),
    ):  # fmt: skip
        state = HomeState(_HOME, date.fromisoformat(on), limit, date.fromisoformat(newest), "一条")
        yield SubjectCase(f"home {newest} on {on}", state, frozenset({name} if found else ()))
        entrance = HomeState(_HOME, state.on, limit, state.newest, "一条", is_entrance=True)
        yield SubjectCase(f"entrance {newest} on {on}", entrance, doubted=frozenset({name} if found else ()))
        changed = HomeState(_HOME, state.on, limit, state.newest, "一条", changed_on=state.on - timedelta(days=3))
        yield SubjectCase(f"home {newest} changed before {on}", changed)
    on = date(2024, 1, 31)
    yield SubjectCase("home unseen", HomeState(_HOME, on, limit, unseen="连接超时"))
    yield SubjectCase("home without days, one look", HomeState(_HOME, on, limit, looks=(on,)))
    looks = (date(2024, 1, 10), date(2024, 1, 20), on)
    yield SubjectCase(
        "home without days, same for weeks", HomeState(_HOME, on, limit, looks=looks), doubted=frozenset({name})
    )
    short = (date(2024, 1, 25), on)
    yield SubjectCase("home without days, same for a week", HomeState(_HOME, on, limit, looks=short))


def _arrivals() -> Iterator[SubjectCase]:
    name, column = "backdated_post", Column("http://www.yangli.example/xxgknb/", "政府信息公开年报")
    stated, seen = date(2023, 12, 28), date(2024, 1, 19)
    between = (date(2024, 1, 5), date(2024, 1, 12))

    def arrival(**more: object) -> Arrival:
        given: dict[str, object] = {"stated": stated, "seen": seen, "looks": between, **more}
        return Arrival(_POST, "2023年政府信息公开工作年度报告", column, **given)  # type: ignore[arg-type]

    yes, maybe = frozenset({name}), frozenset({name})
    yield SubjectCase("late, two looks", arrival(), yes)
    yield SubjectCase("late, many looks", arrival(looks=tuple(stated + timedelta(days=n) for n in range(1, 20))), yes)
    yield SubjectCase("late, one look", arrival(looks=between[:1]), doubted=maybe)
    yield SubjectCase("late, the same look twice", arrival(looks=(between[0], between[0])), doubted=maybe)
    yield SubjectCase("late, no look", arrival(looks=()))
    yield SubjectCase("late, looks before and after only", arrival(looks=(stated, seen, seen + timedelta(days=3))))
    yield SubjectCase(
        "late, known elsewhere", arrival(known_elsewhere="http://www.yangli.example/old/1.html"), doubted=maybe
    )
    yield SubjectCase("late, with forty others", arrival(together=40), doubted=maybe)
    yield SubjectCase("late, with two others", arrival(together=3), yes)
    for days, found in ((1, False), (7, False), (8, True), (400, True)):
        day = seen - timedelta(days=days)
        looks = tuple(day + timedelta(days=n) for n in range(1, min(days, 10)))
        yield SubjectCase(f"{days} days late", arrival(stated=day, looks=looks), yes if found else frozenset())


def _page(text: str = "", *, tag: str = "", listed: date | None = None, on: date = date(2024, 3, 1)) -> PublishedPost:
    dates = (StatedDate(DateSource.LIST, listed),) if listed else ()
    collected = CollectedPost(_POST, "关于春节放假的通知", None, "", "通知公告", "", "", dates=dates)
    tags = (("PubDate", tag),) if tag else ()
    return PublishedPost(
        collected, Document(_POST, f"关于春节放假的通知\n{text}", kind="html", tags=tags), looked_on=on
    )


def _days() -> Iterator[SubjectCase]:
    impossible, future = frozenset({"impossible_post_date"}), frozenset({"future_post_date"})
    for written in (
        "2023-02-29", "2023-02-30", "2024-02-30", "2023-04-31", "2023-13-01", "2023-00-10", "2023-12-00", "2023年2月29日",
        "2023/06/31", "2023.9.31", "1970-01-01", "1900-01-01", "0001-01-01", "202-01-05", "20233-1-5",
    ):  # fmt: skip
        yield SubjectCase(f"tag {written}", _page(tag=f"{written} 09:00"), impossible)
        yield SubjectCase(f"shown {written}", _page(f"发布时间：{written}　来源：县政府办　字号：大 中 小"), impossible)
        yield SubjectCase(f"in the words {written}", _page(f"有效期至{written}，逾期不再受理。"))
    for written in ("2024-02-29", "2023年12月31日", "2024/1/1", "2024.02.28", "2020-02-29", "1999-12-31", "2024-03-01"):
        yield SubjectCase(f"right tag {written}", _page(tag=f"{written} 23:59"))
        yield SubjectCase(f"right shown {written}", _page(f"发布日期：{written} 浏览次数：12"))
    for written, on in (
        ("2024-03-02", date(2024, 3, 1)), ("2024-12-31", date(2024, 3, 1)), ("2024-01-01", date(2023, 12, 31)),
        ("2024-03-01", date(2024, 2, 29)), ("2042-01-05", date(2024, 1, 5)),
    ):  # fmt: skip
        yield SubjectCase(f"to come, tag {written}", _page(tag=f"{written} 00:00", on=on), future)
        yield SubjectCase(f"to come, shown {written}", _page(f"发布时间：{written}", on=on), future)
        yield SubjectCase(f"to come, listed {written}", _page(listed=date.fromisoformat(written), on=on), future)
        yield SubjectCase(
            f"to come, in the words {written}", _page(f"报名时间：{written}前。会议时间：{written}", on=on)
        )
    for value in ("", "未知", "发布时间", "{{pubDate}}", "--", "2024"):
        yield SubjectCase(f"no day at all: {value!r}", _page(tag=value))
    yield SubjectCase(
        "nobody knows when it was looked at",
        PublishedPost(_page(tag="2042-01-01").collected, _page(tag="2042-01-01").page),
    )
