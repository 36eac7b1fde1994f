"""A post in a column that is not for it.

Looks for: work news in the column of annual reports, lists and tenders among policy documents, documents among news: the
kind of a post by its title against what a column of that meaning may hold, and against what the column has held so far.
Matters because: whoever looks for the annual report or a policy does not find it between other things, and a platform
column kept alive with news is counted as not updated.
To fix: move the post into the column it belongs to and leave no copy behind.
Cannot see: columns whose names say nothing and that hold fewer than ten posts; posts whose titles say nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mingcha.examine.declaration import check, doubt, found
from mingcha.examine.placement.misplaced import misplaced
from mingcha.model.finding import Evidence, Severity
from mingcha.model.post_set import PostSet, PostText


def _column(name: str, *titles: str) -> PostSet:
    posts = tuple(
        PostText(f"http://www.yangli.example/{number}.html", title, "", "208", name, published=date(2023, 11, 28))
        for number, title in enumerate(titles)
    )
    return PostSet("http://www.yangli.example/", posts)


@check(
    severity=Severity.MEDIUM,
    clauses=["PLATFORM-61"],
    message="栏目错放：{quote}",
    advice="把这条信息移到相应栏目，原栏目不要保留。",
    bad=[
        _column("政府信息公开年报", "铁石口镇2022年政府信息公开工作年度报告", "铁石口镇开展冬季森林防火巡查"),
        _column("政策文件", "关于印发《铁石口镇防汛应急预案》的通知", "铁石口镇2023年低保对象名单公示"),
        _column("工作动态", "铁石口镇召开防汛工作会", "铁石口镇2022年度部门决算"),
    ],
    good=[
        _column("政府信息公开年报", "铁石口镇2022年政府信息公开工作年度报告", "铁石口镇2021年政务公开工作年度报告"),
        _column("政策文件", "关于印发《铁石口镇防汛应急预案》的通知", "铁石口镇关于加强河道采砂管理的通告"),
        _column("工作动态", "铁石口镇召开防汛工作会", "铁石口镇：送温暖进敬老院"),
    ],
)
def misplaced_post(posts: PostSet) -> Iterator[Evidence]:
    for one in posts.once(misplaced):
        post = posts.posts[one.place]
        told = found if one.certain else doubt
        yield told(
            quote=f"“{post.title}”放在“{post.column}”栏目",
            note=one.why,
            suggestion=f"移到“{one.better}”栏目" if one.better else "",
            document=one.place,
            secret=post.column,
            confidence=one.confidence,
            where="所在栏目",
        )
