"""Columns are found where a portal names them, and posts are not taken for columns."""

from __future__ import annotations

from mingcha.collect.columns import discover
from mingcha.pages.page import parse

HOME = "http://www.a.gov.cn/"


def named(html: str, *, url: str = HOME) -> dict[str, str]:
    return {
        column.url.removeprefix("http://www.a.gov.cn"): column.name
        for column in discover(parse(html.encode(), url=url))
    }


def test_a_menu_names_columns_and_services_are_none() -> None:
    html = """<ul><li><a href="/">首页</a></li><li><a href="/zwgk/index.html">政务公开</a><ul><li><a href="/zwgk/czxx/">财政信息</a></li></ul></li>
<li><a href="/col/col33718/index.html">通知公告</a></li><li><a href="http://zwfw.b.cn/">政务服务</a></li><li><a href="/login.jsp">登录</a></li>
<li><a href="/zw/202312/t20231201_1.html">县长调研</a></li><li><a href="/a/b.doc">下载表格</a></li><li><a href="/search">高级检索</a></li></ul>"""
    assert named(html) == {
        "/zwgk/index.html": "政务公开",
        "/zwgk/czxx/": "财政信息",
        "/col/col33718/index.html": "通知公告",
    }
    path = {column.name: column.path for column in discover(parse(html.encode(), url=HOME))}
    assert path["财政信息"] == ("政务公开",)


def test_boxes_of_a_front_page_name_columns_by_their_more() -> None:
    html = """<div class="box"><div class="hd"><h2>公示公告</h2><a href="/gsgg/">更多&gt;&gt;</a></div><ul><li><a href="/gsgg/12345.html">关于某事的公示</a><span>12-01</span></li>
<li><a href="/gsgg/1.html">停电通知</a><span>12-01</span></li></ul></div>"""
    assert named(html) == {"/gsgg/": "公示公告"}


def test_the_way_to_a_page_names_the_columns_above_it() -> None:
    html = '<div class="weizhi">当前位置：<a href="/">首页</a> > <a href="/zwgk/">政务公开</a> > <a href="/zwgk/czj/">县财政局</a> > 正文</div>'
    columns = {column.name: column.path for column in discover(parse(html.encode(), url=HOME + "x.html"))}
    assert columns == {"政务公开": (), "县财政局": ("政务公开",)}


def test_a_tree_drawn_by_a_script_names_columns_with_their_path() -> None:
    html = """<script>var nodes=[{"id":1,"pId":0,"name":"政府信息公开目录"},{"id":11,"pId":1,"name":"财政预决算","url":"/gkml/czyjs/"},
{"id":12,"pId":1,"name":"应急管理","url":"\\/gkml\\/yjgl\\/"}];</script>"""
    columns = {column.name: (column.url, column.path) for column in discover(parse(html.encode(), url=HOME))}
    assert columns == {
        "财政预决算": ("http://www.a.gov.cn/gkml/czyjs/", ("政府信息公开目录",)),
        "应急管理": ("http://www.a.gov.cn/gkml/yjgl/", ("政府信息公开目录",)),
    }


def test_a_list_names_itself_by_its_tag_and_a_post_does_not() -> None:
    tags = '<meta name="columnname" content="政策文件"><meta name="ColumnType" content="政策文件">'
    (column,) = discover(parse(tags.encode(), url=HOME + "zcwj/"))
    assert (column.name, column.url, column.category) == ("政策文件", HOME + "zcwj/", "政策文件")
    assert (
        discover(parse(f'{tags}<meta name="ArticleTitle" content="关于某事的通知">'.encode(), url=HOME + "1.html"))
        == ()
    )


def test_a_site_map_in_terms_gives_each_column_its_heading() -> None:
    html = '<dl><dt>政务公开</dt><dd><a href="/zwgk/ldzc/">领导之窗</a><a href="/zwgk/jgzn/">机构职能</a></dd></dl>'
    assert {c.name: c.path for c in discover(parse(html.encode(), url=HOME))} == {
        "领导之窗": ("政务公开",),
        "机构职能": ("政务公开",),
    }


def test_posts_whose_addresses_end_in_a_slash_are_no_columns_where_days_stand_in_their_rows() -> None:
    menu = "<div class=n><a href=/b/>工作动态</a><a href=/b/60/>监督检查</a></div>"
    cards = "".join(
        f"<article><a href='/b/{n}/'><div><b>1{n}</b><span>2023-11</span></div><div><h3>第{n}项工作的情况说明</h3><p>按照部署，现就有关事项通知如下。</p></div></a></article>"
        for n in range(1, 6)
    )
    beside = "<p>相关：<a href='/b/9/'>第九项工作的情况说明</a></p>"
    assert named(menu + cards + beside, url=HOME + "b/") == {"/b/": "工作动态", "/b/60/": "监督检查"}


def test_a_posts_page_leads_to_posts_that_look_like_it() -> None:
    post = """<title>关于防汛值守的通知_青禾网</title><div>首页/<a href="/b/">工作动态</a></div><h2>关于防汛值守的通知</h2><div>来源：县水利局 2023-12-01</div>
<div><p>各乡镇要落实值守，严格执行领导带班制度。</p></div><section><h3>推荐阅读</h3><p><a href="/b/7/">第七项工作的情况说明</a></p></section>"""
    assert named(post, url=HOME + "b/6/") == {"/b/": "工作动态"}


def test_the_way_to_a_page_ends_with_its_line_where_the_whole_page_stands_in_one_cell() -> None:
    html = """<table><tr><td>您的位置：<a href="/">首页</a> → <a href="list.asp?id=8">党务公开</a>
<table><tr><td>·<a href="show.asp?id=4085">任前公示</a></td></tr><tr><td>·<a href="show.asp?id=4086">停电通知</a></td></tr></table></td></tr></table>"""
    assert named(html, url=HOME + "list.asp?id=8") == {"/list.asp?id=8": "党务公开"}
