"""A policy document that nobody has explained.

Looks for: normative documents (办法, 若干措施, 规划 …) of the last two years in columns for policy documents that link no
explanation and that no post of the portal explains by name, ten days and more after their publication.
Matters because: an explanation is to be published together with the document; people do not read the document itself.
To fix: publish the explanation, and link document and explanation to each other.
Cannot see: explanations under quite another title, on accounts or on the site of a higher level; always a doubt therefore.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mingcha.examine.declaration import check, doubt
from mingcha.examine.document_life import unexplained
from mingcha.model.finding import Evidence, Severity
from mingcha.model.post_set import PostSet, PostText


def _portal(*titles: str, links: tuple[str, ...] = (), looked_on: date = date(2024, 1, 12)) -> PostSet:
    day = date(2023, 12, 1)
    document = PostText(
        "http://www.yangli.example/zc.html",
        "样例县人民政府关于印发《油茶产业奖补办法》的通知",
        "",
        "101",
        "政策文件",
        published=day,
        links=links,
    )
    others = (
        PostText(f"http://www.yangli.example/jd{number}.html", title, "", "101", "政策解读", published=day)
        for number, title in enumerate(titles)
    )
    return PostSet("http://www.yangli.example/", (document, *others), looked_on)


@check(
    severity=Severity.LOW,
    clauses=["OPEN-80"],
    message="政策文件没有解读：{quote}",
    advice="发布解读材料，并与文件互相链接。",
    bad=[_portal("《河道管理实施方案》政策解读", links=("首页",))],
    good=[
        _portal("《样例县油茶产业奖补办法》政策解读"),
        _portal("《河道管理实施方案》政策解读", links=("首页", "相关政策解读")),
        _portal("《河道管理实施方案》政策解读", looked_on=date(2023, 12, 6)),
    ],
)
def policy_without_interpretation(posts: PostSet) -> Iterator[Evidence]:
    for place in posts.once(unexplained):
        post = posts.posts[place]
        yield doubt(quote=f"“{post.title}”（{post.published} 发布）", document=place, where="整条信息", confidence=0.4)
