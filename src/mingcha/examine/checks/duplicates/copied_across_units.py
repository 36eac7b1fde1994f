"""One text put up by several units as their own.

Looks for: texts of three hundred letters and more that are at least 95 % the same in posts of different units under
different titles, where nobody names the other as the source and no document number shows it is passed on.
Matters because: a plan or a report copied from a neighbour says nothing of the unit's own work; inspections call it 雷同.
To fix: write what the unit itself did or plans; where a text is passed on, name its source.
Cannot see: texts that both took from elsewhere with good reason; therefore this is always a doubt.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mingcha.examine.declaration import check, doubt
from mingcha.examine.repeats.copied_posts import copied_posts
from mingcha.model.finding import Evidence, Severity
from mingcha.model.post_set import PostSet, PostText

_PLAN = (
    "为做好全年政务公开工作，结合{town}实际，制定本要点。一是抓好主动公开，围绕群众关心的住房、就业、教育、医疗等事项，及时公开政策和办理结果。"
    "二是规范依申请公开，明确专人登记、办理和答复，做到件件有着落。三是加强平台建设，定期清理栏目，更新内容，消除空白栏目和失效链接。"
    "四是严格审核把关，落实三审三校，防止泄露个人信息和出现错别字。五是强化培训考核，组织业务学习，把公开工作纳入年度考核，结果予以通报。"
    "六是畅通互动渠道，认真办理群众来信和留言，在规定期限内答复，答复内容依法公开。各站所要明确分管负责人和具体经办人，按月报送工作进展，"
    "由{town}党政办公室汇总后上报，遇到困难和问题及时沟通协调，确保各项任务按时完成，取得实效。"
)


def _two(*, origin: str = "", title: str = "虎山乡2024年政务公开工作要点") -> PostSet:
    return PostSet(
        "http://www.yangli.example/",
        (
            PostText(
                "http://www.yangli.example/a.html",
                "嘉定镇2024年政务公开工作要点",
                _PLAN.format(town="嘉定镇"),
                "201",
                published=date(2024, 3, 4),
                origin=origin,
            ),
            PostText(
                "http://www.yangli.example/b.html",
                title,
                _PLAN.format(town="虎山乡"),
                "214",
                published=date(2024, 3, 9),
                origin=origin,
            ),
        ),
    )


@check(
    severity=Severity.LOW,
    clauses=["OGI-6"],
    message="与其他单位的信息雷同：{quote}",
    advice="请核对是否照抄：属于本单位工作的按实际情况改写，属于转发的注明来源。",
    bad=[_two()],
    good=[_two(origin="县政务公开办"), _two(title="嘉定镇2024年政务公开工作要点")],
)
def copied_across_units(posts: PostSet) -> Iterator[Evidence]:
    for copies in posts.once(copied_posts):
        first, *others = (posts.posts[place] for place in copies.places)
        yield doubt(
            quote=f"“{others[0].title}”与“{first.title}”正文 {copies.similarity:.0%} 以上相同",
            note=f"最早的一条：{first.url}" + (f"，共 {len(others) + 1} 个单位" if len(others) > 1 else ""),
            document=copies.places[1],
            secret=first.url,
            more_places=tuple(post.url for post in (first, *others[1:4])),
            places=len(others),
            confidence=0.5,
            where="整条信息",
        )
