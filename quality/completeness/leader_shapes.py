"""Pages of leaders in the shapes that systems and editors give them; every shape takes the same people.

A shape is a function from a unit's name and its people to pages: address and source. None of it is copied from a page
that exists; shapes are told apart by what stands where (label, cell, heading, order), for that is what a reader meets.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple


class Person(NamedTuple):
    """Name, post and duties; empty duties are not written on the page."""

    name: str
    post: str
    duties: str


Pages = list[tuple[str, str]]
Shape = Callable[[str, Sequence[Person]], Pages]
BASE = "http://www.yangli.example"
_MENU = (
    '<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a></li><li><a href="/ldzc/">领导之窗</a></li>'
    '<li><a href="/zwfw/">政务服务</a></li><li><a href="/hdjl/">互动交流</a></li></ul></div>'
)
_FOOT = (
    '<div class="footer"><p>主办单位：样例县人民政府办公室 联系电话：0797-0000000</p>'
    "<p>网站标识码：3600000000 赣ICP备00000000号 负责维护：县信息中心</p></div>"
)


def whole_page(title: str, body: str, *, menu: str = _MENU, foot: str = _FOOT) -> str:
    return f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}-样例县人民政府</title></head><body>{menu}<div class="main"><div class="position">当前位置：<a href="/">首页</a> &gt; {title}</div>{body}</div>{foot}</body></html>'


def one_page(unit: str, body: str, *, title: str = "领导信息", **rest: str) -> Pages:
    return [(f"{BASE}/ld/index.html", whole_page(f"{unit}{title}", body, **rest))]


def table_with_header(unit: str, people: Sequence[Person]) -> Pages:
    rows = "".join(f"<tr><td>{p.name}</td><td>{p.post}</td><td>{p.duties}</td></tr>" for p in people)
    return one_page(unit, f"<table border=1><tr><th>姓名</th><th>职务</th><th>工作分工</th></tr>{rows}</table>")


def table_with_number_and_picture(unit: str, people: Sequence[Person]) -> Pages:
    rows = "".join(
        f"<tr><td>{n}</td><td><img src='{n}.jpg'></td><td><p>{p.post}</p></td><td><p>{' '.join(p.name) if len(p.name) == 2 else p.name}</p></td><td><p>{p.duties}</p></td><td>0797-000{n}</td></tr>"
        for n, p in enumerate(people, 1)
    )
    head = "<tr><td>序号</td><td>照片</td><td>职 务</td><td>姓 名</td><td>分管工作</td><td>办公电话</td></tr>"
    return one_page(unit, f"<table>{head}{rows}</table>", title="领导班子成员")


def table_without_header(unit: str, people: Sequence[Person]) -> Pages:
    rows = "".join(
        f"<tr><td>{p.name}</td><td>{p.post}</td><td>{f'分工：{p.duties}' if p.duties else ''}</td></tr>" for p in people
    )
    return one_page(unit, f'<h1>{unit}领导信息</h1><table class="leaders">{rows}</table>')


def table_of_pairs(unit: str, people: Sequence[Person]) -> Pages:
    tables = "".join(
        f"<table><tr><td rowspan=4><img src=1.jpg></td><td>姓名</td><td>{p.name}</td></tr><tr><td>职务</td><td>{p.post}</td></tr><tr><td>工作分工</td><td>{p.duties}</td></tr><tr><td>联系电话</td><td>0797-0000000</td></tr></table>"
        for p in people
    )
    return one_page(unit, tables)


def cards(unit: str, people: Sequence[Person]) -> Pages:
    items = "".join(
        f'<div class="card"><img src="a.jpg" alt=""><h3>{p.name}</h3><p class="zw">{p.post}</p>{f"<p class=fg>{p.duties}</p>" if p.duties else ""}</div>'
        for p in people
    )
    return one_page(unit, f'<div class="cards">{items}</div>', title="领导之窗")


def labelled_lines(unit: str, people: Sequence[Person]) -> Pages:
    items = "".join(
        f"<li><p>姓名：{p.name}</p><p>性别：男</p><p>职务：{p.post}</p>{f'<p>分工：{p.duties}</p>' if p.duties else ''}<p>电话：0797-0000000</p></li>"
        for p in people
    )
    return one_page(unit, f"<ul>{items}</ul>")


def labels_in_one_line(unit: str, people: Sequence[Person]) -> Pages:
    items = "".join(
        f"<p>姓名：{p.name}　职务：{p.post}　{f'工作分工：{p.duties}' if p.duties else ''}</p>" for p in people
    )
    return one_page(unit, items)


def paragraphs(unit: str, people: Sequence[Person]) -> Pages:
    items = "".join(f"<p>　　<strong>{p.name}</strong>　{p.post}</p><p>　　{p.duties}</p>" for p in people)
    return one_page(unit, f'<div class="TRS_Editor">{items}</div>', title="领导分工")


def post_then_name(unit: str, people: Sequence[Person]) -> Pages:
    items = "".join(f"<p><b>{p.post}：{p.name}</b></p><p>{p.duties}</p>" for p in people)
    return one_page(unit, items, title="领导分工")


def headings(unit: str, people: Sequence[Person]) -> Pages:
    items = "".join(
        f"<h2>{p.post} {p.name}</h2>{f'<h4>工作分工</h4><p>{p.duties}</p>' if p.duties else ''}<h4>个人简历</h4><p>男，汉族，1975年3月出生，1996年8月参加工作，大学学历。</p>"
        for p in people
    )
    return one_page(unit, items)


def definition_list(unit: str, people: Sequence[Person]) -> Pages:
    items = "".join(f"<dt>{p.name}</dt><dd>{p.post}</dd>{f'<dd>{p.duties}</dd>' if p.duties else ''}" for p in people)
    return one_page(unit, f"<dl>{items}</dl>")


def posts_above_names(unit: str, people: Sequence[Person]) -> Pages:
    items = "".join(
        f'<li><span class="post">{p.post}</span><div class="name"><a href="javascript:">{p.name}</a></div><div>{p.duties}</div></li>'
        for p in people
    )
    return one_page(unit, f"<ul class='leader'>{items}</ul>")


def list_and_details(unit: str, people: Sequence[Person]) -> Pages:
    lines = "".join(f'<li><a href="/ld/{n}.html">{p.name}</a></li>' for n, p in enumerate(people))
    menu = f'<ul class="left">{lines}</ul>'
    pages = [(f"{BASE}/ld/index.html", whole_page(f"{unit}领导信息", f"<ul>{lines}</ul>"))]
    for n, p in enumerate(people):
        duties = f"<p><b>工作分工：</b></p><p>{p.duties}</p>" if p.duties else ""
        body = f'{menu}<div class="detail"><h1>{p.name}</h1><p>{p.name}，男，汉族，1978年5月生，大学学历，现任{p.post}。</p>{duties}<p>上一篇：没有了</p></div>'
        pages.append((f"{BASE}/ld/{n}.html", whole_page(p.name, body)))
    return pages


def tabs(unit: str, people: Sequence[Person]) -> Pages:
    names = "".join(f"<li><a href='#t{n}'>{p.name}</a></li>" for n, p in enumerate(people))
    panels = "".join(
        f"<div id=t{n}><div>{p.name}</div><div>{p.post}</div><div class=tab><span>基本信息</span></div><div>男，1980年生，中共党员，本科学历。</div><div class=tab><span>工作分工</span></div><div>{p.duties}</div></div>"
        for n, p in enumerate(people)
    )
    return one_page(unit, f"<ul class=tabs>{names}</ul>{panels}")


def prose_notice(unit: str, people: Sequence[Person]) -> Pages:
    items = "".join(f"<p>{p.name}同志：{p.post}，{p.duties or '（分工另行通知）'}</p>" for p in people)
    lead = f"<p>经研究，现将{unit}领导班子成员名单公布如下：</p>"
    return one_page(unit, lead + items, title="领导班子成员分工")


def spaced_names(unit: str, people: Sequence[Person]) -> Pages:
    rows = "".join(
        f"<tr><td>{p.name if '·' in p.name else '　'.join(p.name)}</td><td>{p.post}</td><td>{p.duties or '&nbsp;'}</td></tr>"
        for p in people
    )
    return one_page(
        unit,
        f"<table><thead><tr><td>姓　名</td><td>职　务</td><td>分　工</td></tr></thead><tbody>{rows}</tbody></table>",
    )


def merged_cells(unit: str, people: Sequence[Person]) -> Pages:
    rows = "".join(
        f"<tr>{f'<td rowspan={len(people)}>{unit}</td>' if n == 0 else ''}<td>{p.name}</td><td>{p.post}</td><td>{p.duties or '—'}</td></tr>"
        for n, p in enumerate(people)
    )
    return one_page(
        unit, f"<table><tr><th>单位</th><th>姓名</th><th>职务</th><th>主管或分管工作</th></tr>{rows}</table>"
    )


def one_line_each(unit: str, people: Sequence[Person]) -> Pages:
    items = "<br>".join(f"{p.name}，{p.post}{f'，{p.duties}' if p.duties else '。'}" for p in people)
    return one_page(unit, f"<div class=content>{items}</div>")


def old_layout_tables(unit: str, people: Sequence[Person]) -> Pages:
    cells = "".join(
        f"<TR><TD width=120><img src=x.gif></TD><TD><TABLE><TR><TD><B>{p.name}</B></TD></TR><TR><TD>职务：{p.post}</TD></TR><TR><TD>{f'分管工作：{p.duties}' if p.duties else ''}</TD></TR></TABLE></TD></TR>"
        for p in people
    )
    return one_page(unit, f"<TABLE width=776>{cells}</TABLE>")


def label_above_value(unit: str, people: Sequence[Person]) -> Pages:
    items = "".join(
        f"<div class=row><div>姓名</div><div>{p.name}</div><div>现任职务</div><div>{p.post}</div><div>分管工作</div><div>{p.duties or '暂无'}</div></div>"
        for p in people
    )
    return one_page(unit, items)


SHAPES: tuple[Shape, ...] = (
    table_with_header, table_with_number_and_picture, table_without_header, table_of_pairs, cards, labelled_lines,
    labels_in_one_line, paragraphs, post_then_name, headings, definition_list, posts_above_names, list_and_details,
    tabs, prose_notice, spaced_names, merged_cells, one_line_each, old_layout_tables, label_above_value,
)  # fmt: skip
