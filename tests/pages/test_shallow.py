"""Boxes in boxes beyond any depth a person makes are put beside each other; nothing that stands in them is lost."""

from __future__ import annotations

import time

from mingcha.pages.page import Tree, parse, shallow


def test_a_page_of_any_usual_depth_stays_as_it_is() -> None:
    page = "<div>" * 60 + "<ul>" + "<li><a href='/a.html'>标题</a>" * 9_000 + "</ul>" + "</div>" * 60
    assert shallow(page) == page


def test_ten_megabytes_of_nested_boxes_are_parsed_in_time_and_keep_their_link() -> None:
    begin = time.process_time()
    page = parse(("<div>" * 300_000 + '<div style="x"><a href="/a.html">标题</a></div>').encode(), url="http://a.test/")
    assert time.process_time() - begin < 6
    (link,) = page.tree.tags("a")
    assert link.parent is not None and link.parent.attrs.get("style") == "x"


def test_boxes_that_are_closed_do_not_add_up() -> None:
    page = "<div><p>一</p></div>" * 20_000
    assert shallow(page) == page


def test_what_stands_too_deep_stands_beside() -> None:
    tree = Tree(shallow("<section>" * 40_000 + "<b>最里面</b>"))
    assert tree.css_first("b") is not None
