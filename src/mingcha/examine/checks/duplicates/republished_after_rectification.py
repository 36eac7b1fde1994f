"""A post that was to be mended and was put up once more instead, while the old one still stands.

Looks for: a repeat of a post on which there was a case: published under a new address after the unit was told to mend it,
and within three months of the case being closed.
Matters because: the fault may still be in the old post, readers find two of them, and the repeat counts as new work.
To fix: withdraw the old post, or withdraw the new one and mend the old in its place.
Cannot see: cases that are not recorded; without one the repeat is told as an ordinary duplicate.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mingcha.examine.declaration import check, doubt, found
from mingcha.examine.repeats.rectified import follows_rectification
from mingcha.examine.repeats.repeated_posts import Kind, repeated_posts
from mingcha.model.finding import Evidence, Severity
from mingcha.model.post_set import PostSet, PostText

_TEXT = "虎山乡2023年农村公路养护资金安排如下：乡道养护二十六公里，村道养护四十一公里，资金由县级财政统筹安排，明细见链接中的表格。"


def _told(*, withdrawn: date | None = None, again: date = date(2023, 11, 27)) -> PostSet:
    title, column = "虎山乡2023年农村公路养护资金安排表", "重点领域信息公开"
    old = PostText(
        "http://www.yangli.example/hsx/1.html",
        title,
        _TEXT,
        "214",
        column,
        published=date(2023, 10, 17),
        told_on=date(2023, 11, 20),
        rectified_on=date(2023, 11, 25),
        withdrawn=withdrawn,
    )
    new = PostText("http://www.yangli.example/hsx/2.html", title, _TEXT, "214", column, published=again)
    return PostSet("http://www.yangli.example/", (old, new))


@check(
    severity=Severity.MEDIUM,
    clauses=["OGI-8"],
    message="整改后重复发布：{quote}",
    advice="撤下有问题的旧稿，或撤下新稿、在原网址上改正；两条不能同时保留。",
    bad=[_told(), _told(again=date(2023, 11, 24))],
    good=[_told(withdrawn=date(2023, 11, 26)), _told(again=date(2023, 10, 20))],
)
def republished_after_rectification(posts: PostSet) -> Iterator[Evidence]:
    for one in posts.once(repeated_posts):
        first, second = posts.posts[one.first], posts.posts[one.second]
        if one.kind is Kind.SAME_POST or not follows_rectification(first, second):
            continue
        told = found if one.kind is Kind.DUPLICATE else doubt
        day = f"，该问题 {first.rectified_on} 销号" if first.rectified_on else ""
        yield told(
            quote=f"“{second.title}”{second.published} 又以新网址发布，{first.published or '更早'} 的旧稿仍在{day}",
            note=f"{one.why}；旧稿：{first.url}",
            document=one.second,
            secret=first.url,
            more_places=(first.url,),
            confidence=one.confidence,
            where="整条信息",
        )
