"""Columns of the disclosure catalogue: a tree of units, a table of posts with their index numbers."""

from __future__ import annotations

from mingcha.demo.county import sample_places, sample_units
from mingcha.demo.places import Family, Place
from mingcha.demo.portal.frame import FOOT, TOP, column_tags, head
from mingcha.demo.portal.markup import (
    SITE_CODE,
    SITE_NAME,
    ListView,
    PostView,
    body,
    crumbs,
    cut,
    file_links,
    in_chinese,
    iso,
    signed,
)
from mingcha.demo.posts import SamplePost

ENCODING = "utf-8"
CONTENT_TYPE = "text/html"
POSTS_OF_A_PAGE = 25
TREE = "/zwgk/gkml/index.html"


def index_number(post: SamplePost) -> str:
    """索引号: the unit's own prefix, the year, a running number."""
    return f"{SITE_CODE[:6]}{post.unit}/{post.appears.year}-{post.number % 1_000_000:06d}"


def post_page(view: PostView) -> str:
    post, place = view.post, view.place
    tags = f'<meta name="ArticleTitle" content="{view.title}">' if view.turn % 2 else ""
    if view.turn % 3 == 0:
        tags += f'\n<meta name="PubDate" content="{iso(post.published)} {view.clock}">'
    elif view.turn % 3 == 1:
        tags += '\n<meta name="PubDate" content="">'
    files = "".join(f"<p>{link}</p>" for link in file_links(view))
    paper = f"样{place.unit}字〔{post.published.year}〕{post.number % 97 + 1}号" if place.column == "政策文件" else ""
    return f"""{head(f"{view.title}-政府信息公开-{SITE_NAME}", tags)}{TOP}<div class="wrap">
<div class="pos">当前位置：{crumbs(place)}</div>
<table class="xxgk" cellspacing="0">
<tr><th>索引号：</th><td>{index_number(post)}</td><th>组配分类：</th><td>{place.column}</td></tr>
<tr><th>发布机构：</th><td>{signed(view)}</td><th>发布日期：</th><td>{in_chinese(post.published)}</td></tr>
<tr><th>文号：</th><td>{paper}</td><th>有效性：</th><td>有效</td></tr>
<tr><th>信息名称：</th><td colspan="3">{view.title}</td></tr>
</table>
<div class="gkxl"><h2 class="bt">{view.title}</h2>
<div class="zhengwen">
{body(view, begin="<p>", end="</p>")}
{files}
</div>
<div class="tools"><a href="javascript:window.print();">打印</a> <a href="javascript:window.close();">关闭</a></div></div>
</div>
{FOOT}"""


def list_page(view: ListView) -> str:
    """A list inside the frame of the catalogue: no navigation of its own."""
    place = view.place
    rows = [
        f'<tr><td class="syh">{index_number(post)}</td><td class="mc"><a href="{post.address}" target="_blank" '
        f'title="{post.title}">{cut(post.title, at=30)}</a></td><td class="rq">{iso(post.published)}</td></tr>'
        for post in view.posts
    ]
    return f"""{head(f"{place.column}-政府信息公开目录", column_tags(place.column, place.category))}<body class="frame">
<table class="gkml" cellspacing="0">
<tr><th>索引号</th><th>信息名称</th><th>发布日期</th></tr>
{"".join(rows) or '<tr><td colspan="3">暂无信息</td></tr>'}
</table>
<div class="pages">共 {view.total} 条　第 {view.page + 1}/{max(view.pages, 1)} 页　{_pager(view)}</div>
</body></html>
"""


def tree_page(unit: str) -> str:
    """The catalogue's tree; with a unit its first category in a frame beside it."""
    first = next((place for place in _categories(unit)), None)
    frame = (
        f'<iframe name="gkmlList" src="{first.home}" width="720" height="900" frameborder="0"></iframe>'
        if first
        else ""
    )
    nodes = []
    for sample in sample_units():
        categories = _categories(sample.unit.code)
        if not categories:
            continue
        leaves = "".join(
            f'<li><a href="{place.home}" target="gkmlList">{place.column}</a></li>' for place in categories
        )
        home = f"/zwgk/gkml/{sample.folder}/index.html"
        nodes.append(f'<li class="node"><a href="{home}">{sample.unit.in_prose}</a><ul>{leaves}</ul></li>')
    return f"""{head(f"政府信息公开目录-{SITE_NAME}", column_tags("信息公开目录", "信息公开目录"))}{TOP}<div class="wrap">
<div class="pos">当前位置：<a href="/">首页</a> &gt; <a href="{TREE}">信息公开目录</a></div>
<div class="tree"><ul id="gkmlTree">{"".join(nodes)}</ul></div>
<div class="right">{frame}</div></div>
{FOOT}"""


def page_path(folder: str, ending: str, page: int) -> str:
    return f"{folder}/list_{page + 1}.{ending}" if page else f"{folder}/index.{ending}"


def _categories(unit: str) -> list[Place]:
    return [place for place in sample_places().values() if place.unit == unit and place.family is Family.CATALOGUE]


def _pager(view: ListView) -> str:
    folder, ending, page, last = view.place.folder, view.place.ending, view.page, view.pages - 1
    parts = []
    if page > 0:
        parts.append(f'<a href="{page_path(folder, ending, 0)}">首页</a>')
        parts.append(f'<a href="{page_path(folder, ending, page - 1)}">上一页</a>')
    if page < last:
        parts.append(f'<a href="{page_path(folder, ending, page + 1)}">下一页</a>')
        parts.append(f'<a href="{page_path(folder, ending, last)}">尾页</a>')
    return " ".join(parts)
