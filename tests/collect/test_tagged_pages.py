"""Tags are read out of the head alone, whatever their spelling, and files that are posts are no pages."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from collect.watched import FIRST_NEWS, FIRST_NOTICES, Watched
from hypothesis import given, settings
from hypothesis import strategies as st

from mingcha.collect import rounds
from mingcha.collect.tagged_pages import tagged_page, tagged_pages
from mingcha.model.page_tags import PageRole
from mingcha.pages.page import parse

TAG = '<meta name="PubDate" content="2024-01-12 09:00">'


@pytest.mark.parametrize(
    "head",
    [
        TAG,
        "<META CONTENT='2024-01-12 09:00' NAME='pubdate'/>",
        '<meta property="PubDate" content="2024-01-12 09:00">',
        '<meta\tname = PubDate\n content = "2024-01-12 09:00" >',
    ],
)
def test_a_tag_is_read_however_it_is_written(head: str) -> None:
    one = tagged_page(f"<html><head>{head}</head><body></body></html>", url="http://a.example/", role=PageRole.CONTENT)
    assert one.tags == (("PubDate", "2024-01-12 09:00"),)


@pytest.mark.parametrize("html", [f"<head><!-- {TAG} --></head>", f"<head></head><body>{TAG}</body>"])
def test_what_is_commented_out_or_stands_in_the_body_is_no_tag(html: str) -> None:
    assert tagged_page(html, url="http://a.example/", role=PageRole.CONTENT).tags == ()


def test_titles_are_those_of_list_heading_and_window_without_markup() -> None:
    html = "<title>放假通知_样例县</title></head><body><h1>关于<br>放假&amp;值班的通知</h1>"
    one = tagged_page(html, url="http://a.example/", role=PageRole.CONTENT, listed="关于放假…")
    assert one.titles == ("关于放假…", "关于放假&值班的通知", "放假通知_样例县")


@given(st.dictionaries(st.sampled_from(["SiteName", "ColumnName", "PubDate"]), st.text("中文 ab-:0<>&'", max_size=20)))
@settings(max_examples=60, deadline=None)
def test_the_quick_reading_agrees_with_the_parser(tags: dict[str, str]) -> None:
    from html import escape

    metas = "".join(f'<meta name="{name}" content="{escape(value)}">' for name, value in tags.items())
    html = f"<!doctype html><html><head>{metas}</head><body><p>x</p></body></html>"
    quick = tagged_page(html, url="http://a.example/", role=PageRole.HOME).tags
    assert quick == parse(html.encode(), url="http://a.example/").tags


def test_every_page_of_a_round_is_told_once_in_its_role(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rounds, "_PAUSES", (0.0, 0.0))
    watched = Watched(tmp_path)
    watched.round(date(2023, 12, 2))
    with watched.kept() as (db, archive):
        pages = {one.url.removeprefix("http://www.yangli.example"): one for one in tagged_pages(db, archive)}
    assert {url: one.role for url, one in pages.items()} == {
        "/": PageRole.HOME,
        "/gzdt/": PageRole.COLUMN,
        "/tzgg/": PageRole.COLUMN,
        **{url: PageRole.CONTENT for url, _, _ in (*FIRST_NEWS, *FIRST_NOTICES)},
    }
    assert pages["/tzgg/t1.html"].shown == date(2023, 11, 22)
