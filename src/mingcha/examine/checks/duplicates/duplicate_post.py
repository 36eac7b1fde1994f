"""A post that was put up twice.

Looks for: a post with another address whose unit, title and text are those of an earlier post that still stands, or that
bears the same document number. The texts are compared letter by letter; 95 % must be the same, and what differs must not
be the fields of a form (dates, numbers, names). The same post in two columns, the same text under another title, and
posts that may be corrected issues are doubts.
Matters because: a repeat adds to the number of posts a unit is credited with, and readers do not know which one holds.
To fix: keep one post and withdraw the others; show it in further columns by reference, under one address.
Cannot see: the same content told in other words, and pictures or scanned files that are the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from mingcha.examine.declaration import check, doubt, found
from mingcha.examine.repeats.rectified import follows_rectification
from mingcha.examine.repeats.repeated_posts import Kind, repeated_posts
from mingcha.model.finding import Evidence, Severity
from mingcha.model.post_set import PostSet, PostText

_ANNUAL_REPORT = (
    "本报告根据《中华人民共和国政府信息公开条例》编制，数据统计期限为2021年1月1日至2021年12月31日。\n"
    "2021年，嘉定镇主动公开政府信息512条，办理依申请公开2件，均按期答复。"
)
_LIST = "现将{month}月份农村低保对象发放情况予以公示，本月发放{homes}户{persons}人，资金{money}元。公示期为五个工作日，如有异议请向村委会反映。"


def _two(
    first: str, second: str, *, title: str, other: str = "", gone: date | None = None, column: str = ""
) -> PostSet:
    day = date(2022, 1, 20)
    return PostSet(
        "http://www.yangli.example/",
        (
            PostText("http://www.yangli.example/1.html", title, first, "201", "年报", published=day, withdrawn=gone),
            PostText(
                "http://www.yangli.example/2.html",
                other or title,
                second,
                "201",
                column or "年报",
                published=day + timedelta(days=4),
            ),
        ),
    )


@check(
    severity=Severity.MEDIUM,
    clauses=["OGI-8"],
    message="重复发布：{quote}",
    advice="只保留一条，撤下重复的；需要在多个栏目展示的，请引用同一个网址。",
    bad=[
        _two(_ANNUAL_REPORT, _ANNUAL_REPORT, title="嘉定镇2021年政府信息公开工作年度报告"),
        _two(
            _ANNUAL_REPORT,
            _ANNUAL_REPORT.replace("均按期", "全部按期"),
            title="嘉定镇2021年政府信息公开工作年度报告（图）",
            other="嘉定镇2021年政府信息公开工作年度报告",
        ),
        _two(_ANNUAL_REPORT, _ANNUAL_REPORT, title="嘉定镇2021年政府信息公开工作年度报告", column="通知公告"),
    ],
    good=[
        _two(_ANNUAL_REPORT, _ANNUAL_REPORT, title="嘉定镇2021年政府信息公开工作年度报告", gone=date(2022, 1, 23)),
        _two(
            _LIST.format(month=1, homes=31, persons=52, money=20800),
            _LIST.format(month=2, homes=33, persons=55, money=22000),
            title="农村低保发放公示",
        ),
        _two(
            _ANNUAL_REPORT.replace("2021", "2020").replace("512", "498"),
            _ANNUAL_REPORT,
            title="嘉定镇2020年政府信息公开工作年度报告",
            other="嘉定镇2021年政府信息公开工作年度报告",
        ),
    ],
)
def duplicate_post(posts: PostSet) -> Iterator[Evidence]:
    for one in posts.once(repeated_posts):
        first, second = posts.posts[one.first], posts.posts[one.second]
        if one.kind is Kind.SAME_POST or follows_rectification(first, second):
            continue
        told = found if one.kind is Kind.DUPLICATE else doubt
        kind = "" if one.kind is Kind.DUPLICATE else f"（{one.kind.value}）"
        yield told(
            quote=f"“{second.title}”与 {first.published or '更早'} 发布的“{first.title}”{kind}",
            note=f"{one.why}；先发布的一条：{first.url}",
            document=one.second,
            secret=first.url,
            more_places=(first.url,),
            confidence=one.confidence,
            where="整条信息",
        )
