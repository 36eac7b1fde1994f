"""Columns on a day: what the list showed, and whether that is in time. Every expectation is written down by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from mingcha.model.column_state import ColumnState, Reminder, ShownPost
from mingcha.model.site import Column
from mingcha.model.site_state import SiteState
from mingcha.standards.profiles import profile
from quality.subject_cases import SubjectCase

_RULES = profile()
_URL = "http://www.yangli.example/{}/index.html"
STALE, NEAR, EMPTY = "stale_column", "column_about_to_lapse", "empty_column"

# Category, newest post, last day in time, first day a reminder is due. Counted on a calendar, by hand.
BOUNDS = (
    ("动态要闻", "2023-12-01", "2023-12-15", "2023-12-12"),
    ("动态要闻", "2023-12-25", "2024-01-08", "2024-01-05"),
    ("动态要闻", "2024-02-15", "2024-02-29", "2024-02-26"),
    ("动态要闻", "2023-02-15", "2023-03-01", "2023-02-26"),
    ("动态要闻", "2024-02-16", "2024-03-01", "2024-02-27"),
    ("动态要闻", "2023-12-31", "2024-01-14", "2024-01-11"),
    ("通知公告", "2023-08-31", "2024-02-29", "2024-01-23"),
    ("通知公告", "2022-08-31", "2023-02-28", "2023-01-22"),
    ("通知公告", "2023-08-29", "2024-02-29", "2024-01-23"),
    ("通知公告", "2022-08-29", "2023-02-28", "2023-01-22"),
    ("政策文件", "2023-07-31", "2024-01-31", "2023-12-25"),
    ("政策文件", "2023-12-31", "2024-06-30", "2024-05-24"),
    ("政策文件", "2023-03-31", "2023-09-30", "2023-08-24"),
    ("政策文件", "2024-02-29", "2024-08-29", "2024-07-23"),
    ("政策文件", "2023-10-30", "2024-04-30", "2024-03-24"),
)
# The same for categories whose rule is only told of: they give doubts.
TOLD = (
    ("政策解读", "2023-08-31", "2024-02-29"),
    ("互动答复", "2023-12-31", "2024-02-29"),
    ("互动答复", "2022-12-31", "2023-02-28"),
    ("办事统计", "2023-11-30", "2024-02-29"),
    ("办事统计", "2023-08-31", "2023-11-30"),
)


def _day(text: str) -> date:
    return date.fromisoformat(text)


def state(
    category: str, on: date, *posts: ShownPost, name: str = "", days: int | None = None, **more: object
) -> ColumnState:
    column = Column(_URL.format(category or name), name or category, category=category, days=days)
    given: dict[str, object] = {"count": len(posts), "seen_on": on, **more}
    return ColumnState(column, on, posts, limit=_RULES.limit(column), **given)  # type: ignore[arg-type]


def cases() -> Iterator[SubjectCase]:
    yield from _bounds()
    yield from _told()
    yield from _what_counts()
    yield from _own_limits()
    yield from _empty()
    yield from _vetoes()


def _bounds() -> Iterator[SubjectCase]:
    one = timedelta(days=1)
    for category, newest, last, near in BOUNDS:
        post = ShownPost("一条信息", day=_day(newest))
        older = ShownPost("更早的一条", day=_day(newest) - timedelta(days=90))
        for name, day, found, doubted in (
            ("same day", _day(newest), (), ()),
            ("day before the reminder", _day(near) - one, (), ()),
            ("first day of the reminder", _day(near), (), (NEAR,)),
            ("last day in time", _day(last), (), (NEAR,)),
            ("first day over", _day(last) + one, (STALE,), ()),
            ("a year over", _day(last) + timedelta(days=365), (STALE,), ()),
        ):
            subject = state(category, day, post, older)
            yield SubjectCase(f"{category} {newest} {name}", subject, frozenset(found), frozenset(doubted))


def _told() -> Iterator[SubjectCase]:
    for category, newest, last in TOLD:
        post = ShownPost("一条信息", day=_day(newest))
        yield SubjectCase(f"{category} {newest} in time", state(category, _day(newest) + timedelta(days=20), post))
        over = state(category, _day(last) + timedelta(days=1), post)
        yield SubjectCase(f"{category} {newest} over", over, doubted=frozenset({STALE}))


def _what_counts() -> Iterator[SubjectCase]:
    on, old, new = date(2024, 1, 31), date(2023, 11, 1), date(2024, 1, 25)
    old_post = ShownPost("上一条动态", day=old)
    sure, unsure = frozenset({STALE}), frozenset({STALE})
    lines = {
        "a new post beside an old one": (ShownPost("新的一条", day=new), None, None),
        "only an old post": (old_post, sure, None),
        "a pinned line nobody saw come": (ShownPost("网站公告", day=new, is_pinned=True), None, unsure),
        "a pinned line a round saw come": (ShownPost("放假通知", day=new, first_seen=new, is_pinned=True), None, None),
        "an old pinned line": (ShownPost("网站公告", day=date(2020, 1, 1), is_pinned=True), sure, None),
        "a day moved forward": (ShownPost("旧文", day=new, first_seen=date(2023, 9, 1)), None, unsure),
        "no day shown, none told": (ShownPost("没有日期"), sure, None),
        "no day shown, a new one in the tag": (ShownPost("没有日期", untold_day=new), None, unsure),
        "no day shown, an old one in the tag": (ShownPost("没有日期", untold_day=old), sure, None),
        "a day that is still to come": (ShownPost("预告", day=date(2024, 2, 20)), sure, None),
        "today": (ShownPost("今天", day=on), None, None),
    }
    for name, (line, found, doubted) in lines.items():
        subject = state("动态要闻", on, line, old_post)
        yield SubjectCase(f"counts: {name}", subject, found or frozenset(), doubted or frozenset())
    yield SubjectCase(
        "nothing but lines without a day", state("动态要闻", on, ShownPost("甲"), ShownPost("乙")), doubted=unsure
    )
    yield SubjectCase(
        "all lines without a day, new in their tags", state("动态要闻", on, ShownPost("甲", untold_day=new))
    )
    unseen = state("动态要闻", on, unseen="连接超时")
    yield SubjectCase("not looked at", unseen)
    yield SubjectCase("not looked at, known lines", state("动态要闻", on, old_post, unseen="网站拒绝访问"))
    for name in ("工作动态", "万隆乡乡镇动态", "要闻动态"):
        guessed = state("", on, old_post, name=name)
        yield SubjectCase(f"guessed from the name {name}", guessed, doubted=unsure)
    for name in ("历史专题", "旅游景点", "村务公开", "人物风采"):
        yield SubjectCase(f"no category: {name}", state("", on, old_post, name=name))
    for category in ("静态", "数据发布", "信息公开年报"):
        yield SubjectCase(f"no limit: {category}", state(category, on, ShownPost("概况", day=date(2019, 1, 1))))
    late = state(
        "动态要闻",
        date(2024, 2, 7),
        ShownPost("新的一条", day=new),
        reminders=(Reminder(date(2024, 2, 6), way="电话"),),
    )
    yield SubjectCase("reminded already", late, doubted=frozenset({NEAR}))


def _own_limits() -> Iterator[SubjectCase]:
    for days, newest, last in (
        (7, "2024-02-23", "2024-03-01"),
        (10, "2023-12-25", "2024-01-04"),
        (30, "2024-01-30", "2024-02-29"),
        (90, "2023-12-01", "2024-02-29"),
    ):
        post = ShownPost("一条信息", day=_day(newest))
        for category in ("动态要闻", "静态", ""):
            name = f"own limit {days} {category}"
            inside = state(category, _day(last), post, name="惠农补贴", days=days)
            yield SubjectCase(f"{name} last day", inside, doubted=frozenset({NEAR}))
            over = state(category, _day(last) + timedelta(days=1), post, name="惠农补贴", days=days)
            yield SubjectCase(f"{name} over", over, frozenset({STALE}))


def _empty() -> Iterator[SubjectCase]:
    on = date(2024, 1, 31)
    for category in ("动态要闻", "政策文件", "", "静态"):
        name = f"empty {category or 'without category'}"
        yield SubjectCase(f"{name}, says so", state(category, on, name="专题", says_empty=True), frozenset({EMPTY}))
        yield SubjectCase(f"{name}, blank", state(category, on, name="专题", words=0), doubted=frozenset({EMPTY}))
        yield SubjectCase(f"{name}, a text", state(category, on, name="专题", words=400))
        yield SubjectCase(f"{name}, claims posts", state(category, on, name="专题", claimed=20, says_empty=False))
        yield SubjectCase(f"{name}, unseen", state(category, on, name="专题", unseen="列表由脚本生成"))
        yield SubjectCase(f"{name}, one post", state(category, on, ShownPost("一条", day=on), name="专题"))


def _site(columns: list[ColumnState]) -> SiteState:
    return SiteState("样例县人民政府", "http://www.yangli.example/", date(2024, 1, 31), _RULES.veto, tuple(columns))


def _many(
    number: int, category: str, day: date | None, *, days: int | None = None, **more: object
) -> list[ColumnState]:
    made = []
    for count in range(number):
        posts = (ShownPost("一条", day=day),) if day else ()
        one = state(category, date(2024, 1, 31), *posts, name=f"{category or '专题'}{count}", days=days, **more)
        column = Column(
            f"http://www.yangli.example/{category}/{days}/{count}/", one.column.name, category=category, days=days
        )
        made.append(
            ColumnState(
                column, one.on, one.posts, one.count, _RULES.limit(column), says_empty=one.says_empty, unseen=one.unseen
            )
        )
    return made


def _vetoes() -> Iterator[SubjectCase]:
    old, new, slow = date(2024, 1, 1), date(2024, 1, 30), date(2023, 6, 1)
    stale, empty = "too_many_stale_columns", "too_many_empty_columns"
    rest = _many(20, "动态要闻", new)
    for quick, slow_ones, speaks in (
        (4, 0, False),
        (5, 0, True),
        (0, 4, False),
        (0, 5, True),
        (2, 2, False),
        (2, 3, True),
        (3, 2, True),
        (9, 9, True),
    ):
        columns = [*_many(quick, "动态要闻", old), *_many(slow_ones, "通知公告", slow), *rest[quick:]]
        yield SubjectCase(f"veto {quick} quick, {slow_ones} slow", _site(columns), frozenset({stale} if speaks else ()))
    for number, speaks in ((9, False), (10, True), (30, True)):
        columns = [*_many(number, "静态", old, days=10), *rest]
        yield SubjectCase(f"veto {number} of their own limit", _site(columns), frozenset({stale} if speaks else ()))
    yield SubjectCase("veto ten told only", _site([*_many(10, "政策解读", slow), *rest]), doubted=frozenset({stale}))
    yield SubjectCase("veto four sure, three told", _site([*_many(4, "动态要闻", old), *_many(3, "政策解读", slow)]))
    for number, speaks in ((0, False), (4, False), (5, True), (12, True)):
        columns = [*_many(number, "", None, says_empty=True), *rest]
        yield SubjectCase(f"veto {number} empty", _site(columns), frozenset({empty} if speaks else ()))
    yield SubjectCase("veto nobody looked", _site(_many(40, "动态要闻", None, unseen="连接超时")))
    yield SubjectCase("veto nothing at all", _site([]))
