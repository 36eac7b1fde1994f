"""Columns of the townships: pages in GBK that do not say so in their headers, lists held as records inside the page.

The first records stand in the column's page; further ones are fetched from dataproxy.jsp, by page (GET) or by
record numbers (POST).
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from mingcha.demo.places import Place
from mingcha.demo.portal.edition import Edition
from mingcha.demo.portal.frame import friends, unit_links
from mingcha.demo.portal.markup import (
    SITE_CODE,
    SITE_NAME,
    ListView,
    PostView,
    body,
    crumbs,
    cut,
    file_links,
    iso,
    short,
    signed,
)
from mingcha.demo.posts import SamplePost

ENCODING = "gbk"
CONTENT_TYPE = "text/html"
PROXY = "/module/web/jpage/dataproxy.jsp"
POSTS_OF_A_PAGE = 15
_RECORDS_IN_PAGE = 3 * POSTS_OF_A_PAGE
_RECORDS_OF_AN_ANSWER = 100
_WEB_NAME = quote(quote(SITE_NAME))


def post_page(view: PostView) -> str:
    post, place = view.post, view.place
    day, stated = iso(post.published), ""
    if view.turn % 4:
        stated = (
            f"<meta name='ArticleTitle' content='{view.title}'>\n<meta name='PubDate' content='{day} {view.clock}'>"
        )
    elif view.turn % 8 == 4:
        stated = f"<meta content='{day} {view.clock}' name='pubdate'>\n<meta content='' name='ArticleTitle'>"
    shown = (f"发布日期：{day} {view.clock}", f"日期：[{day}]", f"发布时间：{short(post.published)}")[place.number % 3]
    heading = view.title
    if view.turn == 12 and len(heading) > 20:
        heading = f"{heading[:12]}<br>{heading[12:]}"
    files = "".join(f"<p>{link}</p>" for link in file_links(view))
    others = "".join(f"<li><a href='{o.address}'>{cut(o.title, at=18)}</a></li>" for o in view.older(5))
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml">
<head>
<meta http-equiv="Content-Type" content="text/html; charset=gbk">
<title>{SITE_NAME} {view.unit} {view.title}</title>
<meta name='SiteName' content='{SITE_NAME}'>
<meta name='SiteIDCode' content='{SITE_CODE}'>
<meta name='ColumnName' content='{place.column}'>
<meta name='ColumnName' content='{view.unit}'>
{stated}
<meta name='ContentSource' content='{signed(view)}'>
<meta name='Maketime' content='{day} {view.clock}:{post.number % 60:02d}'>
<link href="/css/portal.css" rel="stylesheet" type="text/css">
</head>
{_TOP}
<table width="1000" border="0" align="center" cellpadding="0" cellspacing="0">
<tr><td class="pos">您现在的位置：{crumbs(place)}</td></tr>
<tr><td align="center" class="title"><!--<$[标题]>begin-->{heading}<!--<$[标题]>end--></td></tr>
<tr><td align="center" class="info">{shown}　来源：<!--<$[信息来源]>begin-->{signed(view)}<!--<$[信息来源]>end-->
　浏览次数：<span id="hits">0</span>　字体：[<a href="javascript:doZoom(18)">大</a>
<a href="javascript:doZoom(14)">小</a>]　<a href="javascript:window.print()">打印</a></td></tr>
<tr><td class="bt_content"><meta name="ContentStart">
<div id="zoom"><!--ZJEG_RSS.content.begin-->
{body(view, begin="<p>　　", end="</p>")}
{files}
<!--ZJEG_RSS.content.end--></div><meta name="ContentEnd"></td></tr>
<tr><td class="hot"><b>本栏目更早的信息</b><ul>{others}</ul></td></tr>
</table>
{_FOOT}"""


def list_page(view: ListView) -> str:
    place, every = view.place, view.edition.of(view.place)
    records = "\n".join(_record(post) for post in every[:_RECORDS_IN_PAGE])
    unit_id = _unit_id(place)
    following = ""
    if len(every) > _RECORDS_IN_PAGE:
        following = f'<nextgroup><![CDATA[<a href="{_next(place, 1)}"></a>]]></nextgroup>\n'
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml">
<head>
<meta http-equiv="Content-Type" content="text/html; charset=gbk">
<title>{SITE_NAME} {place.column}</title>
<meta name='SiteName' content='{SITE_NAME}'>
<meta name='ColumnName' content='{place.column}'>
<meta name='ColumnType' content='{place.category or place.column}'>
<link href="/css/portal.css" rel="stylesheet" type="text/css">
<script type="text/javascript" src="/script/jpage.js"></script>
</head>
{_TOP}
<table width="1000" border="0" align="center"><tr><td class="pos">您现在的位置：{crumbs(place)}</td></tr>
<tr><td><div id="{unit_id}"><script type="text/xml"><datastore>
{following}<recordset>
{records}
</recordset></datastore></script></div>
<script type="text/javascript">
$(function(){{ $('#{unit_id}').jpage({{ direction:'up', totalRecord:{len(every)}, proxyUrl:'{PROXY}', perPage:{POSTS_OF_A_PAGE},
groupSize:3, barPosition:'bottom', currentPage:1, ajaxParam:{{ col:1, appid:1, webid:1, path:'/', columnid:{place.number},
sourceContentType:1, unitid:'{unit_id}', webname:'{SITE_NAME}', permissiontype:0 }} }}); }});
</script></td></tr></table>
{_FOOT}"""


def proxy_answer(edition: Edition, place: Place, asked: Mapping[str, str]) -> str:
    """The records dataproxy.jsp gives: a page of a hundred, or from startrecord to endrecord."""
    every = edition.of(place)
    if "startrecord" in asked:
        chosen = every[max(_number(asked, "startrecord") - 1, 0) : _number(asked, "endrecord")]
        following = ""
    else:
        page = max(_number(asked, "page"), 1)
        chosen = every[(page - 1) * _RECORDS_OF_AN_ANSWER : page * _RECORDS_OF_AN_ANSWER]
        following = ""
        if page * _RECORDS_OF_AN_ANSWER < len(every):
            following = f'<nextgroup><![CDATA[<a href="{_next(place, page + 1)}"></a>]]></nextgroup>\n'
    pages = -(-len(every) // _RECORDS_OF_AN_ANSWER)
    records = "\n".join(_record(post) for post in chosen)
    return f"""<datastore>
<totalrecord>{len(every)}</totalrecord>
<totalpage>{pages}</totalpage>
{following}<recordset>
{records}
</recordset></datastore>"""


def _record(post: SamplePost) -> str:
    return (
        f"<record><![CDATA[<li><a href='{post.address}' target='_blank' title='{post.title}'>{cut(post.title, at=24)}</a>"
        f"<span>{iso(post.published)}</span></li>]]></record>"
    )


def _next(place: Place, page: int) -> str:
    return (
        f"{PROXY}?page={page}&appid=1&webid=1&path=/&columnid={place.number}&unitid={_unit_id(place)}"
        f"&webname={_WEB_NAME}&permissiontype=0"
    )


def _unit_id(place: Place) -> int:
    return 40_000 + place.number


def _number(asked: Mapping[str, str], name: str) -> int:
    value = asked.get(name, "")
    return int(value) if value.isdecimal() else 0


_TOP = f"""<body>
<table width="1000" border="0" align="center"><tr><td><img src="/images/logo.png" alt="{SITE_NAME}"></td></tr>
<tr><td class="menu"><a href="/">首页</a> <a href="/xwzx/ywdt/index.html">要闻动态</a> <a href="/zwgk/index.html">政务公开</a>
<a href="/xzzc/index.html">乡镇之窗</a> <a href="/wzdt/index.html">网站地图</a>
<a href="#" onclick="this.style.behavior='url(#default#homepage)'">设为首页</a></td></tr>
<tr><td class="towns">{unit_links("town")}</td></tr></table>
<style type="text/css">
.title {{ font-family: "宋体"; font-weight: bold; line-height: 40px; }}
.info {{ font-size: 12px; color: #666666; border-bottom: 1px solid #CCCCCC; }}
.bt_content {{ padding: 16px 28px; font-size: 14px; line-height: 28px; }}
.towns a {{ font-size: 12px; margin-right: 8px; color: #333333; }}
</style>
<script type="text/javascript">
function doZoom(size) {{ document.getElementById('zoom').style.fontSize = size + 'px'; }}
function goTo(box) {{ if (box.value) {{ window.open(box.value); }} }}
</script>"""
_FOOT = f"""<table width="1000" border="0" align="center"><tr><td align="center">主办：样例县人民政府办公室　网站标识码：{SITE_CODE}<br>
<a href="http://www.province.example/">省人民政府</a> <a href="http://www.city.example/">市人民政府</a><br>
{friends()}</td></tr></table>
<script type="text/javascript" src="/script/counter.js"></script>
</body></html>
"""
