"""Columns still published as in 2005: nested tables, no tags in the head, GB18030 under the name of GB2312."""

from __future__ import annotations

from mingcha.demo.portal.markup import (
    SITE_NAME,
    ListView,
    PostView,
    body,
    crumbs,
    cut,
    file_links,
    in_chinese,
    short,
    signed,
)
from mingcha.demo.portal.prose import unit_of

ENCODING = "gb18030"
CONTENT_TYPE = "text/html"
POSTS_OF_A_PAGE = 18
# A place name that needs GB18030: neither GB2312 nor GBK can write it.
_STREET = "样例县城关镇大㙟路1号"


def post_page(view: PostView) -> str:
    post, place = view.post, view.place
    shown = (
        f"发布日期：{short(post.published)}",
        f"【{in_chinese(post.published)}】",
        f"{post.published.year}/{post.published.month}/{post.published.day} {view.clock}",
    )[place.number % 3]
    files = "<br>".join(file_links(view))
    newer, older = view.newer(), view.older(1)
    beside = f'上一篇：<a href="{newer.address}">{cut(newer.title)}</a><br>' if newer else "上一篇：没有了<br>"
    beside += f'下一篇：<a href="{older[0].address}">{cut(older[0].title)}</a>' if older else "下一篇：没有了"
    hot = "".join(f'<tr><td>·<a href="{o.address}">{cut(o.title, at=14)}</a></td></tr>' for o in view.older(6)[1:])
    return f"""{_head(view.title)}
<TABLE WIDTH="776" BORDER="0" ALIGN="center" CELLPADDING="0" CELLSPACING="0">
<TR><TD COLSPAN="2" CLASS="pos">您的位置：{crumbs(place, between=" → ")} → 正文</TD></TR>
<TR><TD WIDTH="180" VALIGN="top"><table><tr><td><b>热点信息</b></td></tr>{hot}</table></TD>
<TD VALIGN="top"><table width="100%" cellpadding="4">
<tr><td align="center"><font size="4" color="#CC0000"><b>{view.title}</b></font></td></tr>
<tr><td align="center"><font size="2">{shown}　来源：{signed(view)}　点击：<script src="/count.asp?id={post.number}"></script>次</font></td></tr>
<tr><td><font size="3">
{body(view, begin="&nbsp;&nbsp;&nbsp;&nbsp;", end="<br><br>")}
{files}</font></td></tr>
<tr><td align="right">【<a href="/print.asp?id={post.number}" target="_blank">打印</a>】【<a href="javascript:window.close()">关闭</a>】</td></tr>
<tr><td><font size="2">{beside}</font></td></tr>
</table></TD></TR></TABLE>
{_FOOT}"""


def print_page(view: PostView) -> str:
    """The same post for the printer: a copy that is no post of its own."""
    return f"""{_head(view.title)}<h3 align="center">{view.title}</h3>
{body(view, begin="&nbsp;&nbsp;&nbsp;&nbsp;", end="<br><br>")}
<script>window.print();</script></BODY></HTML>"""


def list_page(view: ListView) -> str:
    place = view.place
    rows = []
    for post in view.posts:
        address = post.address
        if address.startswith(place.folder):
            address = address.removeprefix(f"{place.folder}/")
        rows.append(
            f'<tr><td height="24">·<a href="{address}" target="_blank" title="{post.title}">{cut(post.title)}</a></td>'
            f'<td width="90"><font color="#999999">{short(post.published)}</font></td></tr>'
        )
    choices = "".join(
        f'<option value="{page_path("", place.ending, page)[1:]}"{" selected" if page == view.page else ""}>{page + 1}</option>'
        for page in range(view.pages)
    )
    return f"""{_head(f"{unit_of(place.unit).in_prose}{place.column}")}
<TABLE WIDTH="776" BORDER="0" ALIGN="center"><TR><TD CLASS="pos">您的位置：{crumbs(place, between=" → ")}</TD></TR>
<TR><TD><table width="100%">
{"".join(rows) or "<tr><td>暂无信息</td></tr>"}
</table></TD></TR>
<TR><TD ALIGN="center">共{view.total}条　第{view.page + 1}页/共{view.pages}页　{_pager(view)}　转到第<select
onchange="location.href=this.value">{choices}</select>页</TD></TR></TABLE>
{_FOOT}"""


def page_path(folder: str, ending: str, page: int) -> str:
    return f"{folder}/index_{page + 1}.{ending}" if page else f"{folder}/index.{ending}"


def _pager(view: ListView) -> str:
    ending, page, last = view.place.ending, view.page, view.pages - 1

    def link(words: str, to: int, *, is_live: bool) -> str:
        return f'<a href="{page_path("", ending, to)[1:]}">{words}</a>' if is_live else words

    return " ".join(
        (
            link("首页", 0, is_live=page > 0),
            link("上一页", page - 1, is_live=page > 0),
            link("下一页", page + 1, is_live=page < last),
            link("尾页", last, is_live=page < last),
        )
    )


def _head(title: str) -> str:
    return f"""<HTML><HEAD><META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=gb2312">
<TITLE>{title}--{SITE_NAME}</TITLE><LINK HREF="/css/old.css" REL="stylesheet"></HEAD>
<BODY TOPMARGIN="0" BGCOLOR="#F0F6FF">
<TABLE WIDTH="776" BORDER="0" ALIGN="center" BGCOLOR="#CC0000"><TR><TD><a href="/"><font color="#FFFFFF">网站首页</font></a>
<a href="/zwgk/index.html"><font color="#FFFFFF">政务公开</font></a> <a href="/wzdt/index.html"><font color="#FFFFFF">网站地图</font></a>
<a href="javascript:window.external.AddFavorite(location.href,document.title)"><font color="#FFFFFF">收藏本站</font></a></TD></TR></TABLE>"""


_FOOT = f"""<TABLE WIDTH="776" BORDER="0" ALIGN="center"><TR><TD ALIGN="center"><font size="2">版权所有：{SITE_NAME}　地址：{_STREET}
　<a href="http://www.city.example/">市政府</a>　<a href="mailto:webmaster@yangli.example">站长信箱</a></font></TD></TR></TABLE>
</BODY></HTML>
"""
