"""How each family's lists go on: the requests for their further pages, and the answers that are no pages."""

from __future__ import annotations

import json
from datetime import date
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest

from mingcha.collect.lists import is_answer, read_answer, read_list
from mingcha.model.collected import ListPage
from mingcha.model.fetch import Request
from mingcha.pages.page import parse

HOST = "http://www.a.gov.cn"
TODAY = date(2023, 12, 20)


def rows(count: int = 12, *, folder: str = "/x/") -> str:
    return "".join(
        f'<li><a href="{folder}{1000 + n}.html">关于下达第{n}批补助资金的通知</a><span>2023-11-{28 - n:02}</span></li>'
        for n in range(count)
    )


def listed(html: str, url: str) -> ListPage:
    found = read_list(parse(html.encode(), url=url), today=TODAY)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("script", "url", "adapter", "first", "last", "count"),
    [
        ('createPageHTML(9, 0, "index", "html");', "/tz/", "trs", "/tz/index_1.html", "/tz/index_8.html", 8),
        (
            'createPageHTML(9,3,"index","shtml")',
            "/tz/index_3.shtml",
            "trs",
            "/tz/index_4.shtml",
            "/tz/index_8.shtml",
            5,
        ),
        (
            'pageControl(4, 2, "list", "shtml", 10, "p")',
            "/tz/list_2.shtml",
            "trs",
            "/tz/list_3.shtml",
            "/tz/list_3.shtml",
            1,
        ),
        ("var countPage = 5", "/tz/index.htm", "trs", "/tz/index_1.htm", "/tz/index_4.htm", 4),
        ("createPageHTML('d',7, 1,'zw','shtml',133)", "/c1/zw.shtml", "ucap", "/c1/zw_2.shtml", "/c1/zw_7.shtml", 6),
        ("_simple_list_gotopage_fun(15,'u11',2)", "/tzgg.htm", "vsb", "/tzgg/14.htm", "/tzgg/1.htm", 14),
        ("_simple_list_gotopage_fun(15,'u11',2)", "/tzgg/13.htm", "vsb", "/tzgg/12.htm", "/tzgg/1.htm", 12),
        (
            "_simple_list_gotopage_fun(3,'u1',1)",
            "/list.jsp?urltype=tree.TreeTempUrl&wbtreeid=1006",
            "vsb",
            "/list.jsp?totalpage=3&PAGENUM=2&urltype=tree.TreeTempUrl&wbtreeid=1006",
            "/list.jsp?totalpage=3&PAGENUM=3&urltype=tree.TreeTempUrl&wbtreeid=1006",
            2,
        ),
        (
            "Ls.pagination('#p', f, {currPage: 2, pageCount: 6})",
            "/content/column/7?pageIndex=2",
            "lonsun",
            "/content/column/7?pageIndex=3",
            "/content/column/7?pageIndex=6",
            4,
        ),
    ],
)
def test_a_script_that_draws_the_pager_tells_every_page(
    script: str, url: str, adapter: str, first: str, last: str, count: int
) -> None:
    found = listed(f"<ul>{rows()}</ul><script>{script}</script>", HOST + url)
    assert (found.adapter, len(found.items)) == (adapter, 12)
    pages = [request.url for request in found.following]
    assert (pages[0], pages[-1], len(pages)) == (HOST + first, HOST + last, count)


def test_a_copy_of_ucap_that_numbers_its_second_page_one_is_believed() -> None:
    html = f"<ul>{rows()}</ul><a href='zw_1.shtml'>2</a><script>createPageHTML('d',3, 1,'zw','shtml',50)</script>"
    assert [r.url for r in listed(html, f"{HOST}/c1/zw.shtml").following] == [
        f"{HOST}/c1/zw_1.shtml",
        f"{HOST}/c1/zw_2.shtml",
    ]


def test_records_of_ucap_are_asked_for_and_read_page_by_page() -> None:
    key = "0123456789abcdef0123456789abcdef"
    found = listed(f"<div id='list'></div><script>$.get('/common/search/{key}?_isAgg=true')</script>", f"{HOST}/c100/")
    asked = found.following[0]
    assert is_answer(asked) and parse_qs(urlsplit(asked.url).query)["page"] == ["1"]
    results = [
        {
            "title": f"第{n}号公告全文",
            "url": f"//www.a.gov.cn/c100/{n}.shtml",
            "publishedTimeStr": "2023-09-24 17:18:49",
        }
        for n in range(20)
    ]
    answer = read_answer(json.dumps({"data": {"total": 55, "rows": 20, "results": results}}), asked, today=TODAY)
    assert answer.total == 55 and answer.items[0].published == date(2023, 9, 24)
    assert answer.items[3].url == f"{HOST}/c100/3.shtml"
    assert [parse_qs(urlsplit(r.url).query)["page"] for r in answer.following] == [["2"], ["3"]]


RECORD = "<record><![CDATA[<li><a href='/art/2023/11/{n}/art_7_{n}.html' title='关于第{n}批资金的通知'>关于第{n}批…</a><span>2023-11-{n}</span></li>]]></record>"


def test_records_of_hanweb_stand_in_the_page_and_go_on_with_the_next_group() -> None:
    group = '<nextgroup><![CDATA[<a href="/module/web/jpage/dataproxy.jsp?page=1&webid=1&columnid=7&webname=%25E6%25A0%25B7"></a>]]></nextgroup>'
    records = "".join(RECORD.format(n=n) for n in range(28, 13, -1))
    found = listed(
        f"<script type='text/xml'><datastore>{group}<recordset>{records}</recordset></datastore></script>"
        "<script>$('#5').jpage({totalRecord:230,perPage:15})</script>",
        f"{HOST}/col/col7/index.html",
    )
    assert (found.adapter, len(found.items), found.total) == ("hanweb", 15, 230)
    assert found.items[0].title == "关于第28批资金的通知" and found.items[0].published == date(2023, 11, 28)
    (asked,) = found.following
    assert "webname=%25E6%25A0%25B7" in asked.url and is_answer(asked)
    answer = read_answer(
        f"<datastore><totalrecord>230</totalrecord><totalpage>3</totalpage><recordset>{records}</recordset></datastore>",
        asked,
    )
    assert len(answer.items) == 15
    assert [r.url.partition("page=")[2][:1] for r in answer.following] == ["2", "3"]
    assert all("webname=%25E6%25A0%25B7" in r.url for r in answer.following)


def test_a_jpage_without_next_group_is_asked_by_record_numbers() -> None:
    records = "".join(RECORD.format(n=n) for n in range(28, 13, -1))
    found = listed(
        f"<script type='text/xml'><datastore><recordset>{records}</recordset></datastore></script><script>$('#5').jpage("
        "{proxyUrl:'/module/jpage/dataproxy.jsp', perPage:5, totalRecord:33, ajaxParam:{col:1, columnid:7, unitid:'5', webname:'样例'}})</script>",
        f"{HOST}/col/col7/index.html",
    )
    first, second = found.following
    assert (first.method, urlsplit(first.url).path) == ("POST", "/module/jpage/dataproxy.jsp")
    assert parse_qsl(urlsplit(first.url).query) == [("startrecord", "16"), ("endrecord", "30"), ("perpage", "5")]
    assert parse_qsl(urlsplit(second.url).query)[:2] == [("startrecord", "31"), ("endrecord", "33")]
    assert dict(parse_qsl(first.body.decode()))["webname"] == "样例"


def test_a_unit_of_jpaas_is_asked_inside_its_parameter() -> None:
    data = "{'parseType':'bulidstatic','webId':'w','tplSetId':'t','pageType':'column','tagId':'列表','editType':'null','pageId':'p'}"
    unit = f'<script url="/api-gateway/jpaas-publish-server/front/page/build/unit" queryData="{data}" src="unitbuild.js"></script>'
    found = listed(f"<div>{unit}</div>", f"{HOST}/col/col12/index.html")
    (asked,) = found.following
    query = dict(parse_qsl(urlsplit(asked.url).query))
    assert query["parseType"] == "bulidstatic" and json.loads(query["paramJson"]) == {"pageNo": 1, "pageSize": 15}
    assert dict(asked.headers)["Referer"] == f"{HOST}/col/col12/index.html"
    items = "".join(
        f"<li><a href='/art/2023/art_{n:032x}.html' title='关于第{n}批资金的通知'>关于…</a><span class='fr'>2023-11-{n:02}</span></li>"
        for n in range(1, 16)
    )
    markup = f'<ul>{items}</ul><div rows="15" count="40" pageNo="1"></div>'
    answer = read_answer(json.dumps({"success": True, "data": {"html": markup}}), asked, today=TODAY)
    assert (len(answer.items), answer.total) == (15, 40)
    numbers = [json.loads(dict(parse_qsl(urlsplit(r.url).query))["paramJson"])["pageNo"] for r in answer.following]
    assert numbers == [2, 3]


def test_the_next_page_of_a_web_form_is_the_form_sent_back() -> None:
    html = f"""<form method="post" action="./list.aspx?id=3"><input type="hidden" name="__VIEWSTATE" value="/wE=+" id="__VIEWSTATE">
<input type="hidden" name="__EVENTVALIDATION" value="ev"><input type="hidden" name="__EVENTTARGET" value=""><input name="key" value="水">
<input type="checkbox" name="c"><input type="submit" name="go" value="查"><select name="s"><option value="1">一<option value="2" selected>二</select>
<ul>{rows()}</ul><div><span>2</span><a href="javascript:__doPostBack('p1','1')">1</a> <a href="javascript:__doPostBack('p1','3')">3</a>
<a href="javascript:__doPostBack('p1','3')">下一页</a></div></form>"""
    found = listed(html, f"{HOST}/list.aspx?id=3")
    (asked,) = found.following
    assert (found.adapter, asked.method, asked.url) == ("aspnet", "POST", f"{HOST}/list.aspx?id=3")
    sent = dict(parse_qsl(asked.body.decode(), keep_blank_values=True))
    assert sent == {
        "__VIEWSTATE": "/wE=+",
        "__EVENTVALIDATION": "ev",
        "__EVENTTARGET": "p1",
        "__EVENTARGUMENT": "3",
        "key": "水",
        "s": "2",
    }


def test_the_last_page_of_a_web_form_asks_for_nothing() -> None:
    html = f"""<form action="list.aspx"><input type="hidden" name="__VIEWSTATE" value="a"><ul>{rows()}</ul>
<a href="javascript:__doPostBack('p1','1')">上一页</a><a disabled="disabled" href="javascript:__doPostBack('p1','')">下一页</a></form>"""
    assert listed(html, f"{HOST}/list.aspx").following == ()


def test_a_list_in_a_script_is_read_where_the_page_shows_none() -> None:
    records = ",".join(
        f'{{"id":{n},"title":"关于第{n}批资金的通知","url":"\\/zw\\/{n}.html","pubDate":"2023-11-0{n}"}}'
        for n in range(1, 7)
    )
    found = listed(f"<div id=box></div><script>var list=[{records}];draw(list)</script>", f"{HOST}/zw/")
    assert (found.adapter, len(found.items), found.items[0].published) == ("scripted", 6, date(2023, 11, 1))


def test_an_unreadable_answer_has_no_posts() -> None:
    for kind in ("ucap-records", "hanweb-records", "hanweb-catalogue", "jpaas-unit"):
        for text in ("", "<html>拦截</html>", "{", '{"data":null}', "[]"):
            assert read_answer(text, Request(f"{HOST}/a?page=1", kind=kind), today=TODAY).items == ()
