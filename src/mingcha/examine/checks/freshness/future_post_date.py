"""A day of publication that lies after the day on which the post was already seen.

Looks for: a publication day, in the page's tag, at its head or in its list, that is later than the day the page was
fetched, in China's time.
Matters because: a day moved forward keeps an overdue column looking fresh; inspections count it as a faked date.
To fix: put the real day into the post's publication date.
Cannot see: posts whose day has passed by the time of the round.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mingcha.examine.declaration import check, found
from mingcha.examine.freshness.stated_days import StatedDay, stated_days
from mingcha.model.collected import CollectedPost, DateSource, StatedDate
from mingcha.model.document import Document
from mingcha.model.finding import Evidence, Severity
from mingcha.model.published_post import PublishedPost, published_post

_URL = "http://www.yangli.example/post/1.html"


def _page(text: str, *, tag: str = "") -> PublishedPost:
    page = Document(_URL, text, kind="html", post=_URL, tags=(("PubDate", tag),) if tag else ())
    return published_post("关于春节放假的通知", page=page, url=_URL, looked_on=date(2024, 1, 12))


def _listed(day: date) -> PublishedPost:
    dates = (StatedDate(DateSource.LIST, day),)
    collected = CollectedPost(_URL, "关于春节放假的通知", day, "", "通知公告", "", "", dates=dates)
    return PublishedPost(collected, looked_on=date(2024, 1, 12))


@check(
    severity=Severity.HIGH,
    clauses=["SITE-PAGE-TAGS", "INSPECT-SECURITY"],
    message="发布日期晚于查看当天：{quote}",
    advice="把发布日期改为实际发布的日期，不要用未来的日期让信息排在前面。",
    bad=[
        _page("关于春节放假的通知\n发布时间：2024-02-09 来源：县政府办"),
        _page("关于春节放假的通知\n春节放假三天。", tag="2024-01-13 09:00"),
        _listed(date(2025, 1, 1)),
    ],
    good=[
        _page("关于春节放假的通知\n发布时间：2024-01-12 来源：县政府办", tag="2024-01-12 23:59"),
        _page("关于春节放假的通知\n放假时间：2024-02-09 至 2024-02-17"),
        _listed(date(2024, 1, 12)),
    ],
)
def future_post_date(post: PublishedPost) -> Iterator[Evidence]:
    if post.looked_on is None:
        return
    listed = post.stated(DateSource.LIST)
    told = [*stated_days(post), *([StatedDay(str(listed), "栏目列表中的日期", listed)] if listed else ())]
    ahead = [one for one in told if one.day is not None and one.day > post.looked_on]
    if not ahead:
        return
    one = max(ahead, key=lambda each: each.day or date.min)
    assert one.day is not None, "chosen for its day"
    days, start = (one.day - post.looked_on).days, max(one.start, 0)
    yield found(
        start,
        start + len(one.words) if one.start >= 0 else 0,
        quote=f"{one.where}“{one.words}”，查看日为 {post.looked_on}",
        note=f"晚 {days} 天",
        where="" if one.start >= 0 else one.where,
    )
