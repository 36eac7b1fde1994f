"""Templates of no family, written after the learner and not used to write it: portals as they come."""

from __future__ import annotations

from collections.abc import Callable

from quality.collecting.case import HOST, Template, View
from quality.collecting.families import FOOT, body, files, menu
from quality.collecting.matter import MENU, SITE, Matter, cut, written

# Layout tables, fonts and dots of 2005.


def _old_frame(title: str, inner: str, view: View) -> str:
    cells = "".join(
        f'<td align="center"><a href="/index_{n}.asp"><font color="#FFFFFF">{name}</font></a></td>'
        for n, name in enumerate(MENU)
    )
    hot = "".join(
        f'<tr><td>·<a href="show.asp?id={o.number}" class="s"><font size="2">{cut(o.title, 12)}</font></a></td></tr>'
        for o in view.others[:8]
    )
    return f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>{title}</title><style>td{{font-size:12px}}</style></head>
<body bgcolor="#ffffff" topmargin="0"><table width="778" align="center" cellpadding="0" cellspacing="0"><tr>{cells}</tr></table>
<table width="778" align="center"><tr><td colspan="2">今天是2023年12月20日 星期三</td></tr><tr><td width="180" valign="top" background="/images/bg.gif"><table><tr><td><img src="/images/hot.gif" alt="热门文章"></td></tr>{hot}</table></td>
<td width="598" valign="top">{inner}</td></tr></table><table width="778" align="center"><tr><td align="center"><font color="#666666">版权所有 {SITE} 联系电话：0797-0000000</font></td></tr></table></body></html>"""


def _old_post(view: View) -> str:
    m = view.matter
    inner = f"""<table width="100%"><tr><td height="30">当前位置：<a href="/">首页</a> → <a href="list.asp?classid=3">{m.column}</a> → 查看信息</td></tr>
<tr><td align="center" height="50"><b><font size="4" color="#FF0000">{m.title}</font></b></td></tr>
<tr><td align="center"><font color="#999999">发布人：admin　发布时间：{written(m.day, view.day_form, m.clock)}　阅读：102次</font></td></tr><tr><td><hr size="1"></td></tr>
<tr><td class="content"><font size="3">{body(view, "&nbsp;&nbsp;&nbsp;&nbsp;", "<br><br>")}{files(view, "<br>", "")}</font></td></tr>
<tr><td align="right">【<a href="javascript:window.print()">打印本页</a>】【<a href="javascript:window.close()">关闭窗口</a>】</td></tr></table>"""
    return _old_frame(f"{SITE}--{m.title}", inner, view)


def _old_list(view: View) -> str:
    rows = "".join(
        f'<table width="100%" border="0"><tr><td width="20"><img src="/images/dot.gif"></td><td><a href="show.asp?id={o.number}" target="_blank"><font color="#333333">{o.title}</font></a></td>'
        f'<td width="90" align="right"><font color="#999999">({o.day})</font></td></tr></table>'
        for o in view.posts
    )
    numbers = "".join(
        f'[<a href="list.asp?classid=3&page={n}">{n}</a>] ' if n != view.page else f'[<font color="red">{n}</font>] '
        for n in range(1, view.pages + 1)
    )
    inner = f'<table width="100%"><tr><td>当前位置：<a href="/">首页</a> → {view.posts[0].column}</td></tr><tr><td>{rows}</td></tr><tr><td align="center">共{view.total}条信息 分{view.pages}页显示 {numbers}</td></tr></table>'
    return _old_frame(f"{SITE}--{view.posts[0].column}", inner, view)


# A large day over a small year and month, a summary under each title.


def _cards_post(view: View) -> str:
    m = view.matter
    return f"""<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>{m.title} | {SITE}</title></head><body><header class="hd"><div class="logo"><h1><a href="/">{SITE}</a></h1></div><ul>{menu()}</ul></header>
<div class="wrap"><div class="bar">首页 / {m.column} / 详情</div><div class="box"><h2 class="t1">{m.title}</h2><div class="t2"><i>{written(m.day, view.day_form, m.clock)}</i><i>阅读 68</i></div>
<div class="t3">{body(view)}{files(view)}</div><div class="t4"><div>上一篇：<a href="a1.html">{view.others[0].title}</a></div><div>下一篇：没有了</div></div></div>
<div class="rec"><h3>猜你喜欢</h3>{"".join(f'<p><a href="b{o.number}.html">{o.title}</a><em>{o.day}</em></p>' for o in view.others[:6])}</div></div>{FOOT}</body></html>"""


def _cards_list(view: View) -> str:
    cards = "".join(
        f'<div class="card"><div class="when"><b>{o.day.day:02}</b><span>{o.day:%Y-%m}</span></div><div class="what"><h4><a href="/news/detail/{o.number}">{o.title}</a></h4>'
        f'<p>{o.paragraphs[0][:40]}...<a href="/news/detail/{o.number}">[详情]</a></p></div></div>'
        for o in view.posts
    )
    links = "".join(
        f'<a href="?page={n}"{" class=on" if n == view.page else ""}>{n}</a>' for n in range(1, min(view.pages, 8) + 1)
    )
    onward = f'<a href="?page={view.page + 1}">下一页</a>' if view.page < view.pages else ""
    return f"""<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>{view.posts[0].column} | {SITE}</title></head><body><header class="hd"><ul>{menu()}</ul></header>
<div class="wrap">{cards}<div class="pagination">{links}{onward}<a href="?page={view.pages}">尾页</a></div></div>{FOOT}</body></html>"""


# Definition lists, the day before the title.


def _terms_post(view: View) -> str:
    m = view.matter
    return f"""<html><head><title>{m.column}:{m.title}</title><meta charset="utf-8"></head><body><div id="n1">{menu()}</div><div id="n2"><dl><dt>{m.title}</dt>
<dd class="x">[ 信息来源: {m.unit} | 发布日期: {written(m.day, view.day_form, m.clock)} | 浏览次数: <span>7</span> ]</dd><dd class="y">{body(view)}{files(view)}</dd></dl></div>{FOOT}</body></html>"""


def _terms_list(view: View) -> str:
    rows = "".join(f'<dt>{o.day:%Y/%m/%d}</dt><dd><a href="{o.number}.jhtml">{o.title}</a></dd>' for o in view.posts)
    onward = f'<a href="index_{view.page + 1}.jhtml">下一页&gt;</a>' if view.page < view.pages else "下一页&gt;"
    back = (
        ""
        if view.page == 1
        else f'<a href="{"index" if view.page == 2 else f"index_{view.page - 1}"}.jhtml">&lt;上一页</a>'
    )
    return f"""<html><head><title>{view.posts[0].column}</title><meta charset="utf-8"></head><body><div id="n1"><ul>{menu()}</ul></div><div id="n2"><dl>{rows}</dl><p>{back} {onward}</p></div>{FOOT}</body></html>"""


# Five to a list, no day shown, all in the address; a drop-down box of pages.


def _fives_post(view: View) -> str:
    m = view.matter
    return f"""<html><head><meta charset="utf-8"><title>{m.title}</title></head><body><div class="top-nav"><ul>{menu()}</ul></div><div class="main-box"><div class="path">您所在的位置：<a href="/">网站首页</a>-<a href="/gg/">{m.column}</a></div>
<p class="article-title">{m.title}</p><p class="article-info">来源：<a href="/dept/">{m.unit}</a>&nbsp;&nbsp;&nbsp;{written(m.day, view.day_form, m.clock)}</p><div class="article-body"><div>{body(view, "<div>", "</div>")}</div>{files(view)}</div>
<div class="page-nav"><span>上一条：</span><a href="/x/1.html">{view.others[2].title}</a></div></div>{FOOT}</body></html>"""


def _fives_list(view: View) -> str:
    lists = "".join(
        "<ul class='five'>"
        + "".join(
            f'<li>• <a href="/gg/{o.day:%Y/%m/%d}/{o.number}.html">{o.title}</a></li>'
            for o in view.posts[start : start + 5]
        )
        + "</ul><hr>"
        for start in range(0, len(view.posts), 5)
    )
    options = "".join(
        f'<option value="/gg/index{"" if n == 1 else f"-{n}"}.html"{" selected" if n == view.page else ""}>第{n}页</option>'
        for n in range(1, view.pages + 1)
    )
    return f"""<html><head><meta charset="utf-8"><title>{view.posts[0].column}</title></head><body><div class="top-nav"><ul>{menu()}</ul></div><div class="main-box">{lists}
<div class="turn">共{view.pages}页 <a href="/gg/index.html">首页</a> {f'<a href="/gg/index-{view.page + 1}.html">下一页</a>' if view.page < view.pages else ""} <select onchange="location.href=this.value">{options}</select></div></div>{FOOT}</body></html>"""


# Names made by a build tool, the whole card a link, buttons that turn pages.


def _hashed_post(view: View) -> str:
    m = view.matter
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"/><title>{m.title}-{m.column}-{SITE}门户网站</title></head><body><div class="_1aXb9"><div class="_9kQ2">{"".join(f'<a class="_7zz" href="/p/{n}">{name}</a>' for n, name in enumerate(MENU))}</div></div>
<div class="_3kLm0"><div class="_8uYt1"><div class="_0pOi2">{m.title}</div><div class="_5rTy3"><span class="_a">{written(m.day, view.day_form, m.clock)}</span><span class="_b">{m.unit}</span><span class="_c">字号：小 中 大</span></div>
<section class="_2wSx4">{body(view)}{files(view, "<div>", "</div>")}</section></div><div class="_6tGb5">{"".join(f'<div><a href="/d/{o.number}">{o.title}</a></div>' for o in view.others[:4])}</div></div><div class="_0foot">{SITE} 主办</div></body></html>"""


def _hashed_list(view: View) -> str:
    rows = "".join(
        f'<div class="_a1"><a class="_b2" href="/d/{o.number}"><span class="_c3">{o.title}</span><time class="_d4">{o.day}</time></a></div>'
        for o in view.posts
    )
    buttons = "".join(
        f"""<button class="_p" onclick="location.href='/p/3?p={n}'">{n}</button>"""
        for n in range(1, view.pages + 1)
        if n != view.page
    )
    onward = (
        f"""<button onclick="location.href='/p/3?p={view.page + 1}'">下一页</button>"""
        if view.page < view.pages
        else ""
    )
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"/><title>{view.posts[0].column}-{SITE}门户网站</title></head><body><div class="_9kQ2">{"".join(f'<a class="_7zz" href="/p/{n}">{name}</a>' for n, name in enumerate(MENU))}</div>
<div class="_3kLm0">{rows}</div><div class="_pg">{buttons}{onward}</div><div class="_0foot">{SITE} 主办</div></body></html>"""


# Lines with a break between, nothing around them.


def _breaks_post(view: View) -> str:
    m = view.matter
    return f"""<html><head><title>{m.title}</title><meta http-equiv=content-type content="text/html; charset=utf-8"></head><body><center>{" | ".join(f'<a href="/{n}.html">{name}</a>' for n, name in enumerate(MENU))}</center><hr>
<center><h3>{m.title}</h3>【发布日期：{written(m.day, view.day_form, m.clock)}】【来源：{m.unit}】【浏览：12】【关闭】</center><br>{body(view, "　　", "<br>")}<br>{files(view, "", "<br>")}<hr><center>{SITE} 2010-2023</center></body></html>"""


def _breaks_list(view: View) -> str:
    rows = "".join(
        f'·<a href="/view/{o.number}.html" title="{o.title}">{cut(o.title, 16, "…")}</a> <font color="gray">({o.day:%Y/%m/%d})</font><br>'
        for o in view.posts
    )
    last = (
        ""
        if view.page == view.pages
        else f'<a href="/list/3-{view.page + 1}.html">下页</a> <a href="/list/3-{view.pages}.html">末页</a>'
    )
    return f"""<html><head><title>{view.posts[0].column}</title><meta http-equiv=content-type content="text/html; charset=utf-8"></head><body><center>{" | ".join(f'<a href="/{n}.html">{name}</a>' for n, name in enumerate(MENU))}</center><hr>
{rows}<p align=center>第{view.page}页/共{view.pages}页 {last}</p><hr><center>{SITE} 2010-2023</center></body></html>"""


# Month and day alone in the list, beside a box of the same make.


def _short_post(view: View) -> str:
    m = view.matter
    return f"""<html><head><meta charset="utf-8"><title>{SITE}</title></head><body><div class="menu"><ul>{menu()}</ul></div><div class="c_left"><div class="weizhi">你的位置：首页 > {m.column} > 正文</div><div class="wz_tit">{m.title}</div>
<div class="wz_info">{written(m.day, view.day_form, m.clock)}　来源：{m.unit}　作者：李某　点击：100　<a href="#">【我要打印】</a></div><div class="wz_nr">{body(view)}{files(view)}</div><div class="pl">网友评论 <b>3</b> 条</div></div>
<div class="c_right"><h4>最新公告</h4><ul>{"".join(f'<li><a href="/n/{o.number}.html">{o.title}</a> {o.day:%m-%d}</li>' for o in view.others[:10])}</ul></div>{FOOT}</body></html>"""


def _short_list(view: View) -> str:
    rows = "".join(f'<li><span>{o.day:%m-%d}</span><a href="/n/{o.number}.html">{o.title}</a></li>' for o in view.posts)
    side = "".join(
        f'<li><span>{o.day:%m-%d}</span><a href="/n/{o.number}.html">{cut(o.title, 14)}</a></li>'
        for o in view.others[:10]
    )
    return f"""<html><head><meta charset="utf-8"><title>{view.posts[0].column}_{SITE}</title></head><body><div class="menu"><ul>{menu()}</ul></div><div class="c_left"><h4>{view.posts[0].column}</h4><ul>{rows}</ul></div><div class="c_right"><h4>点击排行</h4><ul>{side}</ul></div>{FOOT}</body></html>"""


# What is told of the post stands below it; marks of columns before the titles in the list.


def _below_post(view: View) -> str:
    m = view.matter
    return f"""<html><head><meta charset="utf-8"><title>{m.title}_{m.column}</title></head><body><div>今天是2023年12月20日</div><div class="dh"><ul>{menu()}</ul></div><div class="nr"><div class="nr_bt">{m.title}</div><div class="nr_zw">{body(view)}<p align="right">{m.unit}</p><p align="right">{m.day.year}年{m.day.month}月1日</p></div>
<div class="fj">{files(view, "<p>", "</p>")}</div><div class="nr_xx"><p>信息来源：{m.unit}</p><p>发布日期：{written(m.day, view.day_form, m.clock)}</p><p>责任编辑：王某</p></div></div>{FOOT}</body></html>"""


def _below_list(view: View) -> str:
    rows = "".join(
        f'<li>[<a href="/lm/{n % 3}/">{("工作动态", "公告", "文件")[n % 3]}</a>] <a href="/nr/{o.day:%Y%m}/{o.number}.html">{o.title}</a> <i>{o.day.year}.{o.day.month}.{o.day.day}</i></li>'
        for n, o in enumerate(view.posts)
    )
    links = " ".join(
        f'<a href="/lm/all/{n}/">{n}</a>' if n != view.page else f"<strong>{n}</strong>"
        for n in range(max(1, view.page - 3), min(view.pages, view.page + 4) + 1)
    )
    onward = f'<a href="/lm/all/{view.page + 1}/">后一页</a>' if view.page < view.pages else ""
    return f"""<html><head><meta charset="utf-8"><title>全部信息</title></head><body><div class="dh"><ul>{menu()}</ul></div><div class="lb"><ol>{rows}</ol><div class="fy">{links} {onward} 共{view.pages}页</div></div>{FOOT}</body></html>"""


# The site's name in the first heading, a title over two lines, a table of five columns as list.


def _broken_post(view: View) -> str:
    m = view.matter
    half = max(len(m.title) // 2, 2)
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{m.title}--{SITE}</title></head><body><h1><img src="/logo.png" alt="logo">{SITE}</h1><div class="d1"><ul>{menu()}</ul></div>
<div class="d2"><div class="cont-t">{m.title[:half]}<br>{m.title[half:]}</div><table class="cont-i"><tr><td>发布时间</td><td>{written(m.day, view.day_form, m.clock)}</td><td>信息来源</td><td>{m.unit}</td></tr></table><div class="cont-c"><span><span>{body(view)}</span></span>{files(view)}</div></div>
<div class="d3"><span class="d3t">延伸阅读</span><ul>{"".join(f'<li><a href="/c/{o.number}">{o.title}</a><span>{o.day}</span></li>' for o in view.others[:7])}</ul></div>{FOOT}</body></html>"""


def _broken_list(view: View) -> str:
    rows = "".join(
        f"<tr><td>{n}</td><td><a href='/c/{o.number}'>{o.title}</a></td><td>{o.unit}</td><td>{o.day}</td><td>{o.number % 900}</td></tr>"
        for n, o in enumerate(view.posts, 1)
    )
    links = "".join(f'<a href="javascript:goPage({n})">{n}</a>' for n in range(1, min(view.pages, 10) + 1))
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{view.posts[0].column}--{SITE}</title><script>function goPage(n){{ window.location.href = "/lb/8_" + n + ".html"; }}</script></head><body><div class="d1"><ul>{menu()}</ul></div>
<table class="grid"><thead><tr><th>序号</th><th>标题</th><th>发布单位</th><th>发布日期</th><th>点击数</th></tr></thead><tbody>{rows}</tbody></table><div class="pager">{links}<a href="javascript:goPage({min(view.page + 1, view.pages)})">下一页</a><a href="javascript:goPage({view.pages})">末页</a></div>{FOOT}</body></html>"""


# Today's element names; a box beside the list with more lines than the last page.


def _modern_post(view: View) -> str:
    m = view.matter
    return f"""<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{m.title}</title><meta name="description" content="{m.paragraphs[0]}"><meta property="og:title" content="{m.title}"></head><body><header><nav><ul>{menu()}</ul></nav></header>
<main><article><header><h1>{m.title}</h1><p class="byline"><time datetime="{m.day}">{written(m.day, view.day_form, m.clock)}</time><span>来源：{m.unit}</span></p></header><div>{body(view)}</div><footer><h5>附件</h5>{files(view, "<p>", "</p>")}</footer></article></main>
<aside><h3>热门</h3><ul>{"".join(f'<li><a href="/posts/{o.number}">{o.title}</a><time>{o.day}</time></li>' for o in view.others[:9])}</ul></aside><footer>{SITE}</footer></body></html>"""


def _modern_list(view: View) -> str:
    rows = "".join(
        f'<li><a href="/posts/{o.number}"><h3>{o.title}</h3></a><p>{o.paragraphs[0]}</p><time datetime="{o.day}">{o.day.year}年{o.day.month}月{o.day.day}日</time></li>'
        for o in view.posts
    )
    onward = f'<a rel="next" href="/posts/page/{view.page + 1}">»</a>' if view.page < view.pages else ""
    back = f'<a rel="prev" href="/posts/page/{view.page - 1}">«</a>' if view.page > 1 else ""
    return f"""<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{view.posts[0].column}</title></head><body><header><nav><ul>{menu()}</ul></nav></header><main><h2>{view.posts[0].column}</h2><ul>{rows}</ul><nav class="pagination">{back}<span>{view.page}</span>{onward}</nav></main>
<aside><h3>热门</h3><ul>{"".join(f'<li><a href="/posts/{o.number}">{o.title}</a><time>{o.day}</time></li>' for o in view.others[:9])}</ul></aside><footer>{SITE}</footer></body></html>"""


# Rows that are clicked, not linked; a path in the window's title.


def _clicked_post(view: View) -> str:
    m = view.matter
    return f"""<html><head><meta charset="utf-8"><title>{SITE}>>{m.column}>>{m.title}</title></head><body><div class="m">{menu()}</div><div class="p"><div class="p1"><strong>{m.title}</strong></div><div class="p2">时间：{written(m.day, view.day_form, m.clock)} &nbsp; 稿源：{m.unit} &nbsp; 人气：20</div>
<div class="p3">{body(view, '<p style="text-indent:2em"><span style="font-size:16px">', "</span></p>")}{files(view, "<p>附件下载：", "</p>")}</div><div class="p4">前一篇：<a href="x">{view.others[0].title}</a> 后一篇：<a href="y">{view.others[1].title}</a></div></div>{FOOT}</body></html>"""


def _clicked_list(view: View) -> str:
    rows = "".join(
        f"""<li onclick="window.open('/page/{o.number}.do')"><em>{o.day:%Y-%m-%d}</em><b>{o.title}</b></li>"""
        for o in view.posts
    )
    links = "".join(
        f'<a href="/more.do?lm=7&amp;pageNo={n}">{n}</a>' for n in range(1, view.pages + 1) if abs(n - view.page) < 4
    )
    return f"""<html><head><meta charset="utf-8"><title>{SITE}>>{view.posts[0].column}</title></head><body><div class="m"><ul>{menu()}</ul></div><ul class="q">{rows}</ul><div class="pages">{links}<a href="/more.do?lm=7&amp;pageNo={view.pages}">最后一页</a></div>{FOOT}</body></html>"""


# A window title that only names the site, a title that is only bold, a day that is only 时间.


def _bold_post(view: View) -> str:
    m = view.matter
    return f"""<HTML><HEAD><TITLE>欢迎访问{SITE}网站</TITLE><META http-equiv=Content-Type content="text/html; charset=gb2312"></HEAD><BODY><TABLE width=1002 align=center><TR>{"".join(f'<TD><A href="/m{n}.php">{name}</A></TD>' for n, name in enumerate(MENU))}</TR></TABLE>
<TABLE width=1002 align=center><TR><TD>位置：<A href="/">首页</A> &gt;&gt; <A href="/m3.php">{m.column}</A></TD></TR><TR><TD style="font-size:18px;font-weight:bold;text-align:center" height=40>{m.title}</TD></TR>
<TR><TD align=center>时间：{written(m.day, view.day_form, m.clock)}　来源：{m.unit}　点击：5</TD></TR><TR><TD style="line-height:200%">{body(view, "<P>　　", "</P>")}{files(view, "<P>", "</P>")}</TD></TR></TABLE><TABLE width=1002 align=center><TR><TD align=center>{SITE}办公室主办</TD></TR></TABLE></BODY></HTML>"""


def _bold_list(view: View) -> str:
    rows = "".join(
        f'<TR><TD>◆ <A href="news.php?id={o.number}">{o.title}</A></TD><TD>{o.day:%y-%m-%d}</TD></TR>'
        for o in view.posts
    )
    return f"""<HTML><HEAD><TITLE>欢迎访问{SITE}网站</TITLE><META http-equiv=Content-Type content="text/html; charset=gb2312"></HEAD><BODY><TABLE width=1002 align=center><TR>{"".join(f'<TD><A href="/m{n}.php">{name}</A></TD>' for n, name in enumerate(MENU))}</TR></TABLE>
<TABLE width=1002 align=center>{rows}</TABLE><TABLE align=center><TR><TD>共{view.total}条 每页20条 页次：{view.page}/{view.pages} <A href="newslist.php?lm=4&page=1">首页</A> <A href="newslist.php?lm=4&page={max(1, view.page - 1)}">上一页</A> <A href="newslist.php?lm=4&page={min(view.pages, view.page + 1)}">下一页</A> <A href="newslist.php?lm=4&page={view.pages}">尾页</A></TD></TR></TABLE></BODY></HTML>"""


# A body pasted from a word processor that begins with the title once more.


def _pasted_post(view: View) -> str:
    m = view.matter
    return f"""<html><head><meta charset="utf-8"><title>{m.title} - {m.column} - 政务公开 - {SITE}</title></head><body><div class="hh"><ul>{menu()}</ul></div><div class="zw"><div class="zw-h"><span>发布机构：{m.unit}</span><span>发布日期：{written(m.day, view.day_form, m.clock)}</span><span>字体大小：<a>大</a><a>小</a></span></div>
<div class="zw-b"><p class="MsoNormal" align="center" style="text-align:center"><b><span lang="EN-US" style="font-size:22.0pt;font-family:宋体">{m.title[:6]}</span></b><b><span style="font-size:22.0pt">{m.title[6:]}</span></b></p>{body(view, '<p class="MsoNormal"><span lang="EN-US">&nbsp;</span><span style="font-family:仿宋">', "<o:p></o:p></span></p>")}{files(view)}</div></div>{FOOT}</body></html>"""


def _pasted_list(view: View) -> str:
    rows = "".join(
        f'<li><div class="r1"><a href="./{o.number}/content.html" target="_blank"><i class="dot"></i>{cut(o.title, 30)}</a></div><div class="r2">发布时间：{o.day}</div><div class="r3">{o.unit}</div></li>'
        for o in view.posts
    )
    return f"""<html><head><meta charset="utf-8"><title>{view.posts[0].column} - {SITE}</title></head><body><div class="hh"><ul>{menu()}</ul></div><ul class="zwlb">{rows}</ul><div class="pg"><span>共 {view.pages} 页</span><a href="./">首页</a>{"".join(f'<a href="./{n}.html">{n}</a>' for n in range(2, min(view.pages, 5) + 1))}{f'<a href="./{view.page + 1}.html">下一页</a>' if view.page < view.pages else ""}</div>{FOOT}</body></html>"""


def template(
    name: str,
    post: Callable[[View], str],
    listing: Callable[[View], str],
    post_url: Callable[[Matter], str],
    head: str,
    tail: str,
    *,
    first: str = "",
    shift: int = 0,
    step: int = 1,
    says_source: bool = True,
    encodings: tuple[str, ...] = ("utf-8", "gb18030"),
) -> Template:
    """A template whose page n has the address head + step × (n + shift) + tail, but for the first if it has its own."""

    def numbered(page: int) -> str:
        return f"{HOST}{head}{step * (page + shift)}{tail}"

    return Template(
        name,
        post,
        listing,
        lambda matter: f"{HOST}{post_url(matter)}",
        lambda page, pages: f"{HOST}{first}" if page == 1 and first else numbered(page),
        lambda page, pages: [numbered(n) for n in range(page + 1, pages + 1)],
        says_source=says_source,
        encodings=encodings,
    )


def _nothing(page: int, pages: int) -> list[str]:
    return []


UNSEEN: tuple[Template, ...] = (
    template(
        "tables",
        _old_post,
        _old_list,
        lambda m: f"/show.asp?id={m.number}",
        "/list.asp?classid=3&page=",
        "",
        first="/list.asp?classid=3",
        says_source=False,
        encodings=("gb18030",),
    ),
    template(
        "cards",
        _cards_post,
        _cards_list,
        lambda m: f"/news/detail/{m.number}",
        "/news/list?page=",
        "",
        first="/news/list",
        says_source=False,
    ),
    template(
        "terms",
        _terms_post,
        _terms_list,
        lambda m: f"/tz/{m.number}.jhtml",
        "/tz/index_",
        ".jhtml",
        first="/tz/index.jhtml",
    ),
    template(
        "fives",
        _fives_post,
        _fives_list,
        lambda m: f"/gg/{m.day:%Y/%m/%d}/{m.number}.html",
        "/gg/index-",
        ".html",
        first="/gg/index.html",
    ),
    template(
        "hashed", _hashed_post, _hashed_list, lambda m: f"/d/{m.number}", "/p/3?p=", "", first="/p/3", says_source=False
    ),
    template("breaks", _breaks_post, _breaks_list, lambda m: f"/view/{m.number}.html", "/list/3-", ".html"),
    Template(
        "short",
        _short_post,
        _short_list,
        lambda m: f"{HOST}/n/{m.number}.html",
        lambda page, pages: f"{HOST}/n/",
        _nothing,
    ),
    template("below", _below_post, _below_list, lambda m: f"/nr/{m.day:%Y%m}/{m.number}.html", "/lm/all/", "/"),
    template("broken", _broken_post, _broken_list, lambda m: f"/c/{m.number}", "/lb/8_", ".html"),
    template("modern", _modern_post, _modern_list, lambda m: f"/posts/{m.number}", "/posts/page/", "", first="/posts"),
    template("clicked", _clicked_post, _clicked_list, lambda m: f"/page/{m.number}.do", "/more.do?lm=7&pageNo=", ""),
    template(
        "bold",
        _bold_post,
        _bold_list,
        lambda m: f"/news.php?id={m.number}",
        "/newslist.php?lm=4&page=",
        "",
        encodings=("gb18030",),
    ),
    template(
        "pasted",
        _pasted_post,
        _pasted_list,
        lambda m: f"/zwgk/{m.number}/content.html",
        "/zwgk/",
        ".html",
        first="/zwgk/",
    ),
)
