"""Posts in the wrong column, told by the column's meaning and by what it has held."""

from __future__ import annotations

from mingcha.examine.placement.misplaced import misplaced
from mingcha.model.post_set import PostSet, PostText
from mingcha.standards.column_contents import column_kind, column_kinds, genre_of

NEWS = [
    f"{town}{act}"
    for town in ("石门乡", "清水镇", "双河乡")
    for act in ("召开防汛会议", "开展入户宣传", "举办培训班", "慰问困难群众", "推进厕所改造")
]
PAYMENTS = [f"{village}村第{n}批种粮补贴发放表" for village in ("东坑", "西坝", "上屋") for n in range(1, 9)]


def portal(**columns: list[str]) -> PostSet:
    posts = [
        PostText(f"http://www.yangli.example/{name}/{n}.html", title, "", "1", name)
        for name, titles in columns.items()
        for n, title in enumerate(titles)
    ]
    return PostSet("http://www.yangli.example/", posts)


def told(posts: PostSet) -> dict[str, bool]:
    return {posts.posts[one.place].title: one.certain for one in misplaced(posts)}


def test_news_among_annual_reports_is_told_though_a_third_of_the_column_is_news() -> None:
    reports = [f"清水镇{year}年政府信息公开工作年度报告" for year in range(2012, 2024)]
    posts = portal(政府信息公开年报=[*reports, *NEWS[:5]], 工作动态=NEWS)
    assert told(posts) == dict.fromkeys(NEWS[:5], True)
    assert {one.better for one in misplaced(posts)} == {"工作动态"}


def test_a_column_whose_name_says_nothing_is_known_by_what_it_holds() -> None:
    found = told(portal(一卡通=[*PAYMENTS, NEWS[0]], 工作动态=NEWS * 2))
    assert NEWS[0] in found and len(found) == 1


def test_two_columns_that_hold_the_same_are_not_played_off_against_each_other() -> None:
    assert told(portal(工作动态=NEWS[::2] * 2, 要闻动态=NEWS[1::2] * 2)) == {}


def test_a_column_that_is_used_otherwise_than_its_name_says_is_left_alone() -> None:
    assert told(portal(文件通知=[f"{village}村低保对象名单公示" for village in "甲乙丙丁戊己庚辛壬癸"])) == {}


def test_withdrawn_posts_are_no_longer_misplaced() -> None:
    from datetime import date

    gone = PostText("u", "石门乡召开防汛会议", "", "1", "政府信息公开年报", withdrawn=date(2023, 12, 1))
    assert misplaced(PostSet("x", (gone,))) == ()


def test_kinds_of_title_and_column_are_known_by_many_names() -> None:
    assert genre_of("县财政局关于印发《公务卡管理办法》的通知") == "政策"
    assert genre_of("县财政局到石门乡参加采购政策宣讲，听取群众意见建议") == "动态"
    assert genre_of("2022年度部门决算公开") == "预决算"
    names = {
        "信息公开年度报告": "年报",
        "部门预算": "预决算",
        "政策图解": "政策解读",
        "县政府文件": "政策文件",
        "企业年报": None,
    }
    for name, kind in names.items():
        found = column_kind(name)
        assert (found.kind if found else None) == kind
    assert all(kind.confidence in ("read", "told") for kind in column_kinds())
