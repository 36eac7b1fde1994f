"""A list that grows by 加载更多 is asked for to its end, or says how much of it is not there."""

from __future__ import annotations

import json
from datetime import date

import pytest

from mingcha.collect.lists import is_answer, read_answer, read_list
from mingcha.model.collected import ListPage
from mingcha.pages.page import parse

OWN = "http://www.a.gov.cn/c/1/"
TODAY = date(2023, 12, 20)
BUTTON = "<button class=more>加载更多</button>"


def listed(behind: str, *, count: int = 10, url: str = OWN) -> ListPage | None:
    rows = "".join(
        f"<section><b>2023-12-{20 - n:02}</b><a href='/c/1/{90 + n}/'>关于第{n}项工作的情况说明</a></section>"
        for n in range(count)
    )
    return read_list(parse(f"<h1>要闻</h1><div id=list>{rows}</div>{behind}".encode(), url=url), today=TODAY)


@pytest.mark.parametrize(
    "behind",
    [
        "<button data-api='/api/list?channelId=1&amp;pageSize=10' data-total=55>加载更多</button>"
        "<script>var page=1;$('#m').click(function(){page++;$.getJSON('/api/list?channelId=1&pageSize=10&pageNo='+page,show)})</script>",
        f"<div>共55条</div>{BUTTON}<script>let no = 1; more.onclick = () => {{ no += 1; fetch(`/api/list?channelId=1&pageSize=10&pageNo=${{no}}`).then(show) }}</script>",
        f"<p>共 55 条</p>{BUTTON}<script>var p=1;function more(){{p++;$.ajax({{url:'/api/list',type:'get',data:{{channelId:1,pageSize:10,pageNo:p}},success:show}})}}</script>",
    ],
)
def test_the_rest_is_asked_of_the_address_the_script_asks(behind: str) -> None:
    found = listed(behind)
    assert found is not None
    assert (found.adapter, len(found.items), found.total) == ("load-more", 10, 55)
    assert [request.url for request in found.following] == [
        f"http://www.a.gov.cn/api/list?channelId=1&pageSize=10&pageNo={n}" for n in range(2, 7)
    ]
    assert all(is_answer(request) for request in found.following)


def test_a_form_is_posted_where_the_script_posts() -> None:
    found = listed(f"{BUTTON}<script>var n=2;$.post('/api/list',{{cid:'7',page:n}},show)</script>")
    assert found is not None
    asked = found.following[0]
    assert (asked.url, asked.method, asked.body) == ("http://www.a.gov.cn/api/list", "POST", b"cid=7&page=2")


def test_the_answer_gives_records_whatever_its_keys_and_goes_on_while_there_are_some() -> None:
    found = listed(f"{BUTTON}<script>var n=1;function f(){{n++;$.getJSON('/api/list?cid=7&page='+n,show)}}</script>")
    assert found is not None
    asked = found.following[0]
    records = [{"doctitle": "关于防汛值守的通知", "linkUrl": "/c/1/5/", "pubTime": "2023-11-02 10:00:00"}]
    told = read_answer(json.dumps({"data": {"rows": records}}), asked, today=TODAY)
    assert [(item.url, item.title, item.published) for item in told.items] == [
        ("http://www.a.gov.cn/c/1/5/", "关于防汛值守的通知", date(2023, 11, 2))
    ]
    assert [request.url for request in told.following] == ["http://www.a.gov.cn/api/list?cid=7&page=3"]
    total = read_answer(json.dumps({"totalCount": "3", "list": records}), asked, today=TODAY)
    assert (total.total, [request.url[-1] for request in total.following]) == (3, ["3"])
    for nothing in ("", "{}", '{"data":{"list":[]}}', "<html>", "[1,2", "null"):
        assert read_answer(nothing, asked, today=TODAY).following == ()


def test_what_cannot_be_asked_for_is_claimed_so_that_it_is_missed() -> None:
    assert getattr(listed("<button data-total=55>加载更多</button><script src=/more.js></script>"), "total", 0) == 55
    unknown = listed(f"{BUTTON}<script src=/more.js></script>")
    assert unknown is not None
    assert (unknown.total, unknown.following) == (11, ())


@pytest.mark.parametrize(
    "behind",
    [
        "<a href='/other/'>更多&gt;&gt;</a>",
        "<script>function f(p){$.getJSON('/api/comment/list?page='+p,show)}</script>",
        "<script>function goto(n){location.href='/c/1/?page='+n}</script>",
        "<script>$.getJSON('/api/visits?url=1',show)</script>",
    ],
)
def test_other_scripts_and_other_more_leave_a_list_as_it_is(behind: str) -> None:
    found = listed(behind)
    assert found is not None
    assert (found.adapter, found.following, found.total) == ("generic", (), None)
