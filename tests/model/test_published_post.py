"""A post with its page: what is its author's and what the template put around it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from mingcha.model.collected import DateSource, StatedDate
from mingcha.model.document import Document, Hidden, Passage
from mingcha.model.published_post import published_post
from mingcha.model.subject import Subject

PAGE = Document(
    "http://www.yangli.example/a.html",
    "首页 菜单\n关于修路的通知\n各村：\n暗字\n请按期完成。\n版权所有\n",
    passages=(
        Passage(0, 6, "页面"),
        Passage(6, 18, "正文"),
        Passage(18, 21, "正文", Hidden.TEXT),
        Passage(21, 28, "正文"),
        Passage(28, 33, "页面"),
    ),
    tags=(("PubDate", "2024-01-09 10:30"), ("pubdate", ""), ("ColumnName", "通知公告")),
)


def test_the_body_is_what_the_author_wrote_without_what_is_hidden() -> None:
    post = published_post("关于修路的通知", page=PAGE)
    assert post.body.split() == ["关于修路的通知", "各村：", "请按期完成。"]


def test_a_body_told_by_the_collection_goes_before_the_readers() -> None:
    assert replace(published_post("题", page=PAGE), told_body="原文").body == "原文"


def test_a_page_that_was_not_read_has_no_body_and_still_a_place() -> None:
    post = published_post("题")
    assert post.page is None and post.body == "" and str(post.place_at(3)) == "网页"


def test_tags_are_found_however_their_names_are_written_and_doubled_ones_twice() -> None:
    post = published_post("题", page=PAGE)
    assert post.tags("PUBDATE") == ("2024-01-09 10:30", "")
    assert post.tags("ContentSource") == ()


def test_each_kind_of_date_is_asked_for_by_itself() -> None:
    post = published_post("题", published=date(2024, 1, 9))
    dates = (StatedDate(DateSource.TAG, date(2024, 1, 9)), StatedDate(DateSource.SIGNED, date(2024, 1, 5)))
    post = replace(post, collected=replace(post.collected, dates=dates))
    assert post.stated(DateSource.SIGNED) == date(2024, 1, 5)
    assert post.stated(DateSource.LIST) is None


def test_a_published_post_is_a_subject_and_tells_itself_in_one_line() -> None:
    post = published_post("关于修路的通知", column="通知公告", published=date(2024, 1, 9), page=PAGE)
    assert isinstance(post, Subject)
    assert "\n" not in str(post) and "2024-01-09" in str(post)
