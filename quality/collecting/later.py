"""More templates of no family, written after `unseen` had been mended for, to see how far that carries."""

from __future__ import annotations

from collections.abc import Sequence

from quality.collecting.case import Template, View
from quality.collecting.families import FOOT, body, files, menu
from quality.collecting.matter import MENU, SITE, Matter, cut, written
from quality.collecting.unseen import template

_DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")


def _numeral(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else f"{'一二三'[tens - 1]}十"
    return head + ("一二三四五六七八九"[ones - 1] if ones else "")


# Pictures beside the titles, pinned posts, a bar to log in, a calendar.


def _picture_post(view: View) -> str:
    m = view.matter
    return f"""<html><head><meta charset="utf-8"><title>{m.title}_{SITE}网</title></head><body><div class="userbar">您好，请<a href="/login">登录</a> 2023年12月20日 星期三 多云 5~12℃</div><ul class="mainnav">{menu()}</ul>
<div class="w1200"><p class="mbx">首页 &gt; {m.column}</p><h2>{m.title}</h2><p class="attr">发表于 {written(m.day, view.day_form, m.clock)} &nbsp; 信息来源 : {m.unit} &nbsp; 阅读(77)</p><div class="txt">{body(view)}<p><img src="/u/1.jpg"></p>{files(view)}</div>
<div class="ewm"><img src="/qr.png">扫一扫在手机打开当前页</div><ul class="xgwz"><li><a href="/1.html">{view.others[0].title}</a></li></ul></div>{FOOT}</body></html>"""


def _picture_list(view: View) -> str:
    rows = "".join(
        f'<li class="{"top" if n == 0 else ""}"><a class="pic" href="/a/{o.number}.html"><img src="/t/{o.number}.jpg" alt=""></a><div><a href="/a/{o.number}.html" title="{o.title}">{"[置顶] " if n == 0 else ""}{cut(o.title, 18)}</a>'
        f"<p>{o.paragraphs[0][:30]}…</p><span>发布时间：{o.day} {o.clock}</span><span>浏览：{n}</span></div></li>"
        for n, o in enumerate(view.posts)
    )
    calendar = (
        "<table class='cal'>"
        + "".join(
            "<tr>" + "".join(f'<td><a href="/day?d=2023-12-{n:02}">{n}</a></td>' for n in range(w, w + 7)) + "</tr>"
            for w in (1, 8, 15, 22)
        )
        + "</table>"
    )
    links = "".join(
        f'<li><a href="/a/list/{n}.html">{n}</a></li>' for n in range(1, min(view.pages, 9) + 1) if n != view.page
    )
    return f"""<html><head><meta charset="utf-8"><title>{view.posts[0].column}_{SITE}网</title></head><body><ul class="mainnav">{menu()}</ul><div class="l">{calendar}</div><div class="r"><ul class="piclist">{rows}</ul>
<ul class="pages"><li class="now">{view.page}</li>{links}<li><a href="/a/list/{min(view.page + 1, view.pages)}.html">下一页</a></li><li><a href="/a/list/{view.pages}.html">尾页</a></li></ul></div>{FOOT}</body></html>"""


# Days in numerals, a list whose rows carry the title only in their bubble.


def _numeral_post(view: View) -> str:
    m = view.matter
    day = f"{str(m.day.year).translate(_DIGITS)}年{_numeral(m.day.month)}月{_numeral(m.day.day)}日"
    return f"""<html><head><meta charset="utf-8"><title>{m.title}</title></head><body><div class="k0">{menu()}</div><div class="k1"><h3>{m.title}</h3><div class="k2"><span>发布日期：{day}</span><span>来源：{m.unit}</span></div><div class="k3">{body(view)}{files(view)}</div></div>{FOOT}</body></html>"""


def _numeral_list(view: View) -> str:
    rows = "".join(
        f'<li title="{o.title}"><span class="d">{o.day.day}日</span><span class="ym">{o.day.year}年{o.day.month}月</span><a href="/k/{o.number}.html"><img src="/new.gif" alt="NEW">{cut(o.title, 15, "……")}</a></li>'
        for o in view.posts
    )
    return f"""<html><head><meta charset="utf-8"><title>{view.posts[0].column}</title></head><body><div class="k0"><ul>{menu()}</ul></div><ul class="k9">{rows}</ul><div>【<a href="/k/p{max(1, view.page - 1)}.html">上页</a>】【<a href="/k/p{min(view.pages, view.page + 1)}.html">下页</a>】 {view.page}/{view.pages}页</div>{FOOT}</body></html>"""


# Words for the post before its title; English labels.


def _english_post(view: View) -> str:
    m = view.matter
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{m.title} - News - County</title></head><body><div id="nav"><ul>{menu()}</ul></div><div id="post"><div class="post-meta"><span class="date">Date: {m.day}T{m.clock}:00+08:00</span> <span class="from">From: {m.unit}</span></div><h6 class="post-heading">{m.title}</h6>
<div class="post-text">{body(view)}{files(view)}</div></div>{FOOT}</body></html>"""


def _english_list(view: View) -> str:
    rows = "".join(
        f'<tr class="{("odd", "even")[n % 2]}"><td class="c1">{n}.</td><td class="c2"><a href="/en/{o.number}">{o.title}</a></td><td class="c3">{o.day.month}/{o.day.day}/{o.day.year}</td></tr>'
        for n, o in enumerate(view.posts, 1)
    )
    links = " ".join(
        f'<a href="/en?page={n - 1}">{n}</a>' if n != view.page else f"<b>{n}</b>"
        for n in range(1, min(view.pages, 10) + 1)
    )
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>News - County</title></head><body><div id="nav"><ul>{menu()}</ul></div><table>{rows}</table><div class="pager">{links} <a href="/en?page={min(view.page, view.pages - 1)}">Next</a> <a href="/en?page={view.pages - 1}">Last</a></div>{FOOT}</body></html>"""


# Tags that lie: the site's name for a title, a day that never was, a source 无.


def _lying_post(view: View) -> str:
    m = view.matter
    return f"""<html><head><meta charset="utf-8"><title>{m.title}-{m.column}</title><meta name="ArticleTitle" content="{cut(m.title, 10)}"><meta name="PubDate" content="2023-02-30 10:00"><meta name="ContentSource" content="无"><meta name="ColumnName" content="{m.column}"></head><body><div class="t">{menu()}</div>
<div class="a"><div class="b">{m.column}</div><div class="c"><p class="p1">{m.title}</p><p class="p2">文章来源：{m.unit}<br>上传时间：{written(m.day, view.day_form, m.clock)}</p>{body(view)}{files(view)}</div></div>{FOOT}</body></html>"""


def _lying_list(view: View) -> str:
    rows = "".join(
        f'<div class="row"><div class="col-8"><a href="/v?aid={o.number}&cid=7">{o.title}</a></div><div class="col-2">{o.unit}</div><div class="col-2">{o.day:%Y.%m.%d}</div></div>'
        for o in view.posts
    )
    links = "".join(
        f'<span><a href="/v/list?cid=7&start={(n - 1) * 20}">{n}</a></span>'
        for n in range(1, view.pages + 1)
        if n != view.page and n < 12
    )
    return f"""<html><head><meta charset="utf-8"><title>{view.posts[0].column}</title></head><body><div class="t"><ul>{menu()}</ul></div><div class="rows">{rows}</div><div class="page-bar"><span class="current">{view.page}</span>{links}<span><a href="/v/list?cid=7&start={(view.pages - 1) * 20}">末页</a></span></div>{FOOT}</body></html>"""


# A narrow old page: the title is a picture's caption, rows without day but with the unit.


def _plain_post(view: View) -> str:
    m = view.matter
    return f"""<html><head><title>{m.title}</title><meta charset="utf-8"></head><body background="bg.jpg"><table><tr>{"".join(f'<td><a href="/{n}.htm">{name}</a></td>' for n, name in enumerate(MENU))}</tr></table><table><tr><td><p align="center"><big><big><strong>{m.title}</strong></big></big></p><p align="center"><small>（{m.unit} {written(m.day, view.day_form, m.clock)}）</small></p>
{body(view, "<p>　　", "")}{files(view, "<p>", "")}<p align="center"><a href="javascript:history.back()">返回</a></td></tr></table></body></html>"""


def _plain_list(view: View) -> str:
    rows = "".join(
        f'<p>{n}、<a href="{o.day:%Y%m%d}/{o.number}.htm">{o.title}</a>（{o.unit}）'
        for n, o in enumerate(view.posts, 1)
    )
    onward = f'<a href="list{view.page + 1}.htm">下一页</a>' if view.page < view.pages else ""
    return f"""<html><head><title>{view.posts[0].column}</title><meta charset="utf-8"></head><body background="bg.jpg"><table><tr>{"".join(f'<td><a href="/{n}.htm">{name}</a></td>' for n, name in enumerate(MENU))}</tr></table>{rows}<p align="center">{onward}</body></html>"""


# Lists that grow: addresses that end in a slash, a day in two pieces, 加载更多, 推荐阅读 with summaries behind the post.


def _growing_rows(posts: Sequence[Matter]) -> str:
    return "".join(
        f'<section><div class="w"><span>{o.day:%m/%d}</span><em>{o.day.year}</em></div><div class="t"><a href="/c/4/{o.number}/">{o.title}</a></div>'
        f'<div class="s">{o.paragraphs[0][:40]}…<a href="/c/4/{o.number}/?from=list">[详细]</a></div></section>'
        for o in posts
    )


def _growing_post(view: View) -> str:
    m = view.matter
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{SITE}网</title></head><body><div class="q1">{menu()}</div><div class="q2"><a href="/">首页</a>/<a href="/c/4/">{m.column}</a></div><section class="q3"><h2>{m.title}</h2><div class="q4"><span>{written(m.day, view.day_form, m.clock)}</span><span>来源：</span><span><i></i>480</span></div>
<div class="q5">{body(view)}{files(view)}</div></section><section class="q6"><h3>推荐阅读</h3>{_growing_rows(view.others[:3])}</section>{FOOT}</body></html>"""


def _growing_list(view: View) -> str:
    onward = f'<a href="/c/4/?page={view.page + 1}">加载更多</a>' if view.page < view.pages else "没有更多了"
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{view.posts[0].column}_{SITE}网</title></head><body><div class="q1">{menu()}</div><h1>{view.posts[0].column}</h1><div class="q7">{_growing_rows(view.posts)}</div><div class="q8">{onward}</div>{FOOT}</body></html>"""


LATER: tuple[Template, ...] = (
    template(
        "growing",
        _growing_post,
        _growing_list,
        lambda m: f"/c/4/{m.number}/",
        "/c/4/?page=",
        "",
        first="/c/4/",
        says_source=False,
    ),
    template("picture", _picture_post, _picture_list, lambda m: f"/a/{m.number}.html", "/a/list/", ".html"),
    template("numeral", _numeral_post, _numeral_list, lambda m: f"/k/{m.number}.html", "/k/p", ".html"),
    template(
        "english", _english_post, _english_list, lambda m: f"/en/{m.number}", "/en?page=", "", first="/en", shift=-1
    ),
    template(
        "lying",
        _lying_post,
        _lying_list,
        lambda m: f"/v?aid={m.number}&cid=7",
        "/v/list?cid=7&start=",
        "",
        first="/v/list?cid=7",
        shift=-1,
        step=20,
    ),
    template(
        "plain",
        _plain_post,
        _plain_list,
        lambda m: f"/gb/{m.day:%Y%m%d}/{m.number}.htm",
        "/gb/list",
        ".htm",
        first="/gb/list.htm",
        says_source=False,
    ),
)
