"""More shapes of pages of leaders, written to try the reader before it had met any of them: it read 155 of 320 whole then.

What it could not read it named as not examined, but for leaders side by side in a table.
"""

from __future__ import annotations

from collections.abc import Sequence

from quality.completeness.leader_shapes import BASE, Pages, Person, Shape, one_page, whole_page


def picture_and_own_page(unit: str, people: Sequence[Person]) -> Pages:
    lines = "".join(
        f"<li><a href='/ld/d{n}.html' title='{p.post} {p.name}'><img src=a.jpg><span>{p.post}</span><em>{p.name}</em></a></li>"
        for n, p in enumerate(people)
    )
    pages = [(f"{BASE}/ld/index.html", whole_page(unit + "领导之窗", f"<ul class=ld>{lines}</ul>"))]
    for n, p in enumerate(people):
        pages.append(
            (
                f"{BASE}/ld/d{n}.html",
                whole_page(
                    p.name,
                    f"<div class=ld_name>{p.name}</div><div class=ld_zw>{p.post}</div><div class=tit>工作分工</div><div class=con>{p.duties}</div><div class=tit>个人简历</div><div class=con>{p.name}，男，1976年出生，曾任某局副局长、某镇镇长。</div><div class=tit>最新活动</div><ul><li><a>{p.name}调研农业农村工作</a><span>2024-01-02</span></li></ul>",
                ),
            )
        )
    return pages


def post_line_above_name(unit: str, people: Sequence[Person]) -> Pages:
    return one_page(
        unit,
        "<ul class=ldList>"
        + "".join(
            f"<li><p class=zw>{' '.join(p.post) if len(p.post) == 2 else p.post}</p><p class=name>{p.name[0] + ' ' + p.name[1:] if len(p.name) == 2 else p.name}</p><p class=fg>{p.duties}</p></li>"
            for p in people
        )
        + "</ul>",
    )


def two_in_a_row(unit: str, people: Sequence[Person]) -> Pages:
    rows = ""
    for i in range(0, len(people), 2):
        pair = people[i : i + 2]
        rows += (
            "<tr>"
            + "".join("<td><img src=x></td>" for _ in pair)
            + "</tr><tr>"
            + "".join(f"<td>{p.name}<br>{p.post}<br>{p.duties}</td>" for p in pair)
            + "</tr>"
        )
    return one_page(unit, f"<table>{rows}</table>")


def pasted_sign_by_sign(unit: str, people: Sequence[Person]) -> Pages:
    def w(text: str) -> str:
        return "".join(f"<span lang=EN-US style='x'>{c}</span>" for c in text)

    rows = "".join(
        f"<tr><td><p class=MsoNormal>{w(p.name)}</p></td><td><p class=MsoNormal>{w(p.post)}</p></td><td><p class=MsoNormal>{w(p.duties)}</p></td></tr>"
        for p in people
    )
    return one_page(
        unit,
        f"<table class=MsoTableGrid><tr><td><p>{w('姓名')}</p></td><td><p>{w('职务')}</p></td><td><p>{w('分工')}</p></td></tr>{rows}</table>",
    )


def sex_in_brackets(unit: str, people: Sequence[Person]) -> Pages:
    return one_page(unit, "".join(f"<p>　　{p.name}（女），{p.post}。{p.duties}</p>" for p in people))


def numbered_with_colon(unit: str, people: Sequence[Person]) -> Pages:
    return one_page(unit, "".join(f"<p>{n}.{p.name}　{p.post}：{p.duties}</p>" for n, p in enumerate(people, 1)))


def numbered_in_characters(unit: str, people: Sequence[Person]) -> Pages:
    return one_page(
        unit, "".join(f"<p>{'一二三四五六'[n]}、{p.name}，{p.post}，{p.duties}</p>" for n, p in enumerate(people))
    )


def post_and_name_in_one(unit: str, people: Sequence[Person]) -> Pages:
    return one_page(unit, "".join(f"<p>{p.post}{p.name}：{p.duties}</p>" for p in people))


def name_colon_post(unit: str, people: Sequence[Person]) -> Pages:
    return one_page(unit, "".join(f"<p>{p.name}：{p.post}。{p.duties}</p>" for p in people))


def square_brackets(unit: str, people: Sequence[Person]) -> Pages:
    return one_page(unit, "".join(f"<div>【{p.post}】{p.name}</div><div>【分工】{p.duties}</div>" for p in people))


def four_columns_of_pairs(unit: str, people: Sequence[Person]) -> Pages:
    return one_page(
        unit,
        "".join(
            f"<table><tr><td>姓 名</td><td>{p.name}</td><td>性 别</td><td>男</td></tr><tr><td>出生年月</td><td>1975.03</td><td>学 历</td><td>大学</td></tr><tr><td>现任职务</td><td colspan=3>{p.post}</td></tr><tr><td>分管工作</td><td colspan=3>{p.duties}</td></tr></table>"
            for p in people
        ),
    )


def duties_as_list(unit: str, people: Sequence[Person]) -> Pages:
    return one_page(
        unit,
        "".join(
            f"<h3>{p.name}</h3><p>职务：{p.post}</p><p>分工：</p>"
            + (
                "<ol>" + "".join(f"<li>{d}</li>" for d in p.duties.strip("。").split("、")) + "</ol>"
                if p.duties
                else ""
            )
            for p in people
        ),
    )


def post_in_brackets_in_cell(unit: str, people: Sequence[Person]) -> Pages:
    return one_page(
        unit,
        "<table><tr><th>领导姓名及职务</th><th>分管工作</th></tr>"
        + "".join(f"<tr><td>{p.name}（{p.post}）</td><td>{p.duties}</td></tr>" for p in people)
        + "</table>",
    )


def numbered_in_brackets(unit: str, people: Sequence[Person]) -> Pages:
    return one_page(
        unit,
        "".join(f"<p>（{'一二三四五六'[n]}）{p.name}　{p.post}</p><p>　　{p.duties}</p>" for n, p in enumerate(people)),
    )


def telephone_between(unit: str, people: Sequence[Person]) -> Pages:
    return one_page(
        unit, "".join(f"<p>{p.post}：{p.name}　电话：0797-330000{n}　{p.duties}</p>" for n, p in enumerate(people))
    )


def label_leader(unit: str, people: Sequence[Person]) -> Pages:
    return one_page(
        unit,
        "".join(
            f"<dl><dt>领导：{p.name}</dt><dd>职务：{p.post}</dd><dd>主要职责：{p.duties}</dd></dl>" for p in people
        ),
    )


def post_before_name_in_table(unit: str, people: Sequence[Person]) -> Pages:
    return one_page(
        unit,
        "<table><tr><td>职务</td><td>姓名</td><td>联系电话</td><td>分管工作及联系村</td></tr>"
        + "".join(
            f"<tr><td>{p.post}</td><td>{p.name}</td><td>33000{n}</td><td>{p.duties}</td></tr>"
            for n, p in enumerate(people)
        )
        + "</table>",
    )


def side_by_side(unit: str, people: Sequence[Person]) -> Pages:
    return one_page(
        unit,
        "<table><tr>"
        + "".join(f"<td>{p.name}</td>" for p in people)
        + "</tr><tr>"
        + "".join(f"<td>{p.post}</td>" for p in people)
        + "</tr><tr>"
        + "".join(f"<td>{p.duties}</td>" for p in people)
        + "</tr></table>",
    )


def spans_of_one_box(unit: str, people: Sequence[Person]) -> Pages:
    return one_page(
        unit,
        "".join(
            f"<div class=swiper><div class=pic><img alt='{p.name}' src=1.jpg></div><div class=txt><span class=n>{p.name}</span><i>{p.post}</i><a href='/x{n}'>简历</a><div class=f><b>分工：</b>{p.duties}</div></div></div>"
            for n, p in enumerate(people)
        ),
    )


def notice_with_brackets(unit: str, people: Sequence[Person]) -> Pages:
    return one_page(
        unit,
        f"<p>为进一步明确职责，经研究，现将{unit}党政领导分工通知如下：</p>"
        + "".join(f"<p><strong>{p.name}</strong>（{p.post}）：{p.duties}</p>" for p in people)
        + "<p>本通知自印发之日起执行。</p><p>2024年1月5日</p>",
    )


MORE_SHAPES: tuple[Shape, ...] = (
    picture_and_own_page, post_line_above_name, two_in_a_row, pasted_sign_by_sign, sex_in_brackets, numbered_with_colon, numbered_in_characters, post_and_name_in_one, name_colon_post, square_brackets, four_columns_of_pairs, duties_as_list, post_in_brackets_in_cell, numbered_in_brackets, telephone_between, label_leader, post_before_name_in_table, side_by_side, spans_of_one_box, notice_with_brackets,
)  # fmt: skip
