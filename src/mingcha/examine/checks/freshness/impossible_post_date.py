"""A day of publication that never was.

Looks for: a publication day, in the page's tag or at its head, that no calendar has (30 February, month 13) or that lies
before any such site existed (1970-01-01 and the like, which programs write for nothing).
Matters because: a post without a true day counts as not published in time, and nobody can find it by its day.
To fix: put the real day into the post's publication date.
Cannot see: days that exist and are wrong all the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mingcha.examine.declaration import check, found
from mingcha.examine.freshness.stated_days import EARLIEST, stated_days
from mingcha.model.document import Document
from mingcha.model.finding import Evidence, Severity
from mingcha.model.published_post import PublishedPost, published_post

_URL = "http://www.yangli.example/post/1.html"


def _page(text: str, *, tag: str = "") -> PublishedPost:
    page = Document(_URL, text, kind="html", post=_URL, tags=(("PubDate", tag),) if tag else ())
    return published_post("关于春节放假的通知", page=page, url=_URL, looked_on=date(2024, 3, 1))


@check(
    severity=Severity.MEDIUM,
    clauses=["SITE-PAGE-TAGS"],
    message="发布日期不存在：{quote}",
    advice="把发布日期改为实际发布的日期。",
    bad=[
        _page("关于春节放假的通知\n发布时间：2023-02-30 来源：县政府办"),
        _page("关于春节放假的通知\n春节放假三天。", tag="2023-13-05 09:00"),
        _page("关于春节放假的通知\n发布日期：1970-01-01"),
    ],
    good=[
        _page("关于春节放假的通知\n发布时间：2024-02-29 来源：县政府办", tag="2024-02-29 09:00"),
        _page("关于春节放假的通知\n合同期限：2023-02-30", tag=""),
        _page("关于春节放假的通知\n春节放假三天。", tag="待定"),
    ],
)
def impossible_post_date(post: PublishedPost) -> Iterator[Evidence]:
    for one in stated_days(post):
        if one.day is not None and one.day.year >= EARLIEST:
            continue
        why = "没有这一天" if one.day is None else "早于政府网站出现的年代"
        start = max(one.start, 0)
        yield found(
            start,
            start + len(one.words) if one.start >= 0 else 0,
            quote=f"{one.where}“{one.words}”",
            note=why,
            where="" if one.start >= 0 else one.where,
        )
        return
