"""Repeats among the posts of a unit: what counts twice, what only looks like it, and which post is the first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from mingcha.examine.repeats.repeated_posts import Kind, counted_twice, repeated_posts
from mingcha.examine.repeats.two_posts import plain_title
from mingcha.model.post_set import PostSet, PostText

TEXT = "为做好今冬明春森林防火工作，现就有关事项通知如下：落实巡查责任，配齐物资，严禁野外用火，发现火情立即上报，不得迟报瞒报。"
DAY = date(2023, 11, 1)


def post(which: int, *, title: str = "关于做好森林防火工作的通知", days: int = 0, **more: object) -> PostText:
    known = PostText(
        f"http://www.yangli.example/{which}.html", title, TEXT, "201", "通知公告", published=DAY + timedelta(days=days)
    )
    return replace(known, **more)  # type: ignore[arg-type]


def kinds(*posts: PostText) -> list[tuple[str, str, Kind]]:
    told = repeated_posts(PostSet("http://www.yangli.example/", posts))
    return [(posts[one.first].url[-6:-5], posts[one.second].url[-6:-5], one.kind) for one in told]


def test_the_post_published_first_is_the_one_that_stays_whatever_the_order() -> None:
    assert kinds(post(2, days=5), post(1)) == [("1", "2", Kind.DUPLICATE)]


def test_of_three_issues_two_repeat_the_first() -> None:
    assert kinds(post(1), post(2, days=1), post(3, days=2)) == [("1", "2", Kind.DUPLICATE), ("1", "3", Kind.DUPLICATE)]


def test_another_unit_may_say_the_same() -> None:
    assert kinds(post(1), post(2, unit="202")) == []


def test_a_withdrawn_post_is_repeated_by_nobody() -> None:
    assert kinds(post(1, withdrawn=DAY), post(2, days=1)) == []


def test_a_copy_in_another_tree_of_columns_is_for_the_clerk() -> None:
    assert kinds(post(1, above=("201", "政务公开")), post(2, column="应急管理", above=("201", "专题"))) == [
        ("1", "2", Kind.OTHER_COLUMN)
    ]
    assert kinds(post(1, above=("201",)), post(2, column="防火", above=("201", "通知公告"))) == [
        ("1", "2", Kind.DUPLICATE)
    ]


def test_one_document_number_is_one_document_though_a_note_was_added() -> None:
    longer = TEXT + "此件公开发布，请各村广泛宣传。"
    assert kinds(
        post(1, number="样府发〔2023〕9号"),
        post(2, title="森林防火工作通知", text=longer, number="样府发[2023]9号", days=3),
    ) == [("1", "2", Kind.DUPLICATE)]
    assert (
        kinds(post(1, number="样府发〔2023〕9号"), post(2, title="森林防火", text=longer, number="样府发〔2022〕9号"))
        == []
    )


def test_other_files_under_one_short_text_are_another_post() -> None:
    short = "根据有关规定，现将本期评审结果予以公示，公示期七天，如有异议请与我们联系，结果见附件中的表格。"
    assert kinds(post(1, text=short, files=("a",)), post(2, text=short, files=("b",), days=30)) == []
    assert kinds(post(1, text=short, files=("a",)), post(2, text=short, files=("a",), days=3)) == [
        ("1", "2", Kind.DUPLICATE)
    ]


def test_the_same_words_years_later_are_a_doubt() -> None:
    assert kinds(post(1), post(2, days=400)) == [("1", "2", Kind.LIKELY)]


def test_pictures_under_one_title_are_doubted_only_within_days() -> None:
    pictures = {"title": "一图读懂森林防火新规定", "text": ""}
    assert kinds(post(1, **pictures), post(2, days=2, **pictures)) == [("1", "2", Kind.LIKELY)]
    assert kinds(post(1, **pictures), post(2, days=40, **pictures)) == []


def test_what_counts_twice_is_told_by_address() -> None:
    posts = PostSet("x", (post(1), post(2, days=1), post(3, days=400), post(4, unit="202")))
    assert counted_twice(posts) == {"http://www.yangli.example/2.html": "http://www.yangli.example/1.html"}
    assert counted_twice(PostSet("x", ())) == {}


def test_decorations_are_no_part_of_a_title() -> None:
    assert plain_title("【转载】关于“防火”的通知（图）") == plain_title("关于防火的通知")
    assert plain_title("公示（第2批）") != plain_title("公示（第3批）")
