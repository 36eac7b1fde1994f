"""The words of a link that are its title."""

from __future__ import annotations

import pytest

from mingcha.collect.patterns.rows import link_places
from mingcha.pages.flow import flow
from mingcha.pages.page import parse

TITLE = "关于公布2023年度十佳民营企业名单的通报"


@pytest.mark.parametrize(
    "inside",
    [
        "关于公布2023年度十佳<br>民营企业名单的通报",
        f"<h3>{TITLE}</h3><p>按照部署，现就有关事项通知如下。</p>",
        f"<b>12</b><br><span>2023-12</span><p>{TITLE}</p>",
        f"{TITLE}<br>2023-12-01",
        f"{TITLE}<br>按照部署，现将名单公布如下。",
    ],
)
def test_a_link_is_called_by_its_title_whatever_else_it_holds(inside: str) -> None:
    page = parse(f"<ul><li><a href=/1.html>{inside}</a></li></ul>".encode(), url="http://www.a.gov.cn/")
    assert [link.words for link in link_places(page, flow(page))] == [TITLE]
