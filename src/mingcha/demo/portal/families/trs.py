"""Columns of the oldest part: static files with the day in their address, lists paged by createPageHTML or countPage."""

from __future__ import annotations

from mingcha.demo.portal.frame import FOOT, TOP, column_tags, head
from mingcha.demo.portal.markup import (
    SITE_NAME,
    ListView,
    PostView,
    body,
    crumbs,
    cut,
    file_links,
    hot_list,
    in_chinese,
    iso,
    place_of,
    short,
    signed,
)

ENCODING = "utf-8"
CONTENT_TYPE = "text/html; charset=UTF-8"
POSTS_OF_A_PAGE = 20


def post_page(view: PostView) -> str:
    post, place = view.post, view.place
    day = iso(post.published)
    # What is shown to readers; on a few pages the editor's tag says otherwise, or nothing, or what is no date.
    told = f"{day} {view.clock}"
    shown = (told, f"{in_chinese(post.published)} {view.clock}", f"{short(post.published)} {view.clock}")[
        int(place.number) % 3
    ]
    tag, title_tag = told, view.title
    if view.turn == 7:
        tag = ""
    elif view.turn == 8:
        title_tag = ""
    elif view.turn == 9:
        tag = f"{post.published.year}-02-30"
    elif view.turn == 10 and not post.key:
        shown = f"{day[:8]}{1 + post.published.day % 28:02d}"
    doubled = f'<meta name="SiteName" content="{SITE_NAME}">' if view.turn == 11 else ""
    tags = f"""{column_tags(place.column, place.category)}{doubled}
<meta name="ArticleTitle" content="{title_tag}">
<meta name="PubDate" content="{tag}">
<meta name="ContentSource" content="{signed(view)}">
<meta name="Keywords" content="{view.unit}">"""
    files = "".join(f"<li>{link}</li>" for link in file_links(view, path="{}"))
    related = "".join(
        f'<li><a href="{other.address}" title="{other.title}">{cut(other.title)}</a></li>' for other in view.older(4)
    )
    if place.ending == "shtml":
        heading = f'<div class="tit">{view.title}</div><div class="xx">日期：{shown}　来源：{signed(view)}　字号：[大 中 小]</div>'
        box = "trs_editor_view TRS_UEDITOR"
    else:
        heading = f"""<h1>{view.title}</h1>
<div class="info"><span>发布时间：{shown}</span><span>来源：{signed(view)}</span>
<span>浏览次数：<script src="/hits/{post.number}.js"></script></span>
<a href="javascript:window.print()">打印本页</a></div>"""
        box = "TRS_Editor"
    return f"""{head(f"{view.title}_{view.unit}_{SITE_NAME}", tags)}{TOP}<div class="wrap">
<div class="pos">当前位置：{crumbs(place)}</div>
<div class="detail">
{heading}
<div class="{box}">
{body(view, begin='<p style="text-indent:2em">', end="</p>")}
</div>
{f'<div class="fj"><ul>{files}</ul></div>' if files else ""}
<div class="share"><a href="javascript:share('weixin')">微信</a> <a href="javascript:share('weibo')">微博</a></div>
<div class="xgxx"><h3>相关信息</h3><ul>{related}</ul></div>
{hot_list(place, view.edition)}
</div></div>
{FOOT}"""


def list_page(view: ListView) -> str:
    place = view.place
    items = []
    for post in view.posts:
        address, day = post.address, iso(post.published)
        if not place.unit:
            day = day[5:]
            if place_of(post) is not place:
                address = f"http://{view.host}{address}"
        elif address.startswith(place.folder):
            address = "." + address.removeprefix(place.folder)
        items.append(
            f'<li><span>{day}</span><a href="{address}" target="_blank" title="{post.title}">{cut(post.title)}</a></li>'
        )
    if place.ending == "shtml":
        pager = f"<script>var currentPage = {view.page};//当前页\nvar countPage = {view.pages};//共多少页\nshowPages();</script>"
    else:
        pager = f'<script>createPageHTML({view.pages}, {view.page}, "index", "{place.ending}");</script>'
    return f"""{head(f"{place.column}_{SITE_NAME}", column_tags(place.column, place.category))}{TOP}<div class="wrap">
<div class="pos">当前位置：{crumbs(place)}</div>
{hot_list(place, view.edition)}
<div class="list"><h2>{place.column}</h2>
<ul class="newslist">
{"".join(items) or "<li>暂无信息</li>"}
</ul>
<div class="page">{pager}</div>
</div></div>
{FOOT}"""


def page_path(folder: str, ending: str, page: int) -> str:
    return f"{folder}/index_{page}.{ending}" if page else f"{folder}/index.{ending}"
