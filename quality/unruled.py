"""Printed lists whose columns no line parts, and pages that look like one: contents, letters, poems, papers, forms."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from quality import lists, numbers
from quality.files import printed, typed

# What breaks where its column ends, as office programs break it: numbers have no place of their own to break at.
_BREAKS = "\u200b"
_LONG = 10
ALIGNS = ("left", "center", "center + horizon", "left + horizon", "left + bottom")
# Wrapped columns hold a third to two thirds of what stands in them.
_NARROW = {"身份": "2.2cm", "证": "2.4cm", "址": "2.6cm", "账": "2.3cm", "卡": "2.3cm"}
SENTENCES = (
    "各村要认真核对名册，把政策讲到每一户，做到不漏一户、不错一人。",
    "公示期间如有异议，请向镇便民服务中心反映，逾期不再受理。",
    "会议听取了上半年工作的汇报，研究了下一步的安排，要求抓紧落实。",
    "今年雨水调匀，早稻长势良好，干部分头下到田间察看苗情。",
    "村里修了新路，装了路灯，晚上出门散步的人多了起来。",
)


@dataclass(frozen=True)
class Layout:
    """How a list is printed."""

    align: str = "left"
    is_narrow: bool = False  # columns of numbers and addresses wrap
    height: str = "297mm"
    size: float = 9
    repeats_header: bool = False


def list_without_lines(listing: lists.Listing, layout: Layout, *, foot: str = "特此公示。") -> bytes:
    """The list as a table without strokes below its title, and a line under it."""
    rows = [[_breaking(cell, layout) for cell in cells] for cells in [listing.header, *listing.rows]]
    head = ", ".join(f"[{typed(cell)}]" for cell in rows[0])
    body = ", ".join(f"[{typed(cell)}]" for cells in rows[1:] for cell in cells)
    widths = ", ".join(_width(header, layout) for header in listing.header)
    first = f"table.header({head})" if layout.repeats_header else head
    width = "210mm" if layout.is_narrow or len(listing.header) < 6 else "330mm"
    return printed(
        f'#set page(width: {width}, height: {layout.height}, margin: 15mm, numbering: "1")\n#set text(size: {layout.size}pt)\n'
        f"#align(center)[#text(size: 15pt)[{typed(listing.title)}]]\n"
        f"#table(columns: ({widths}), stroke: none, align: {layout.align}, {first}, {body})\n\n{typed(foot)}"
    )


def _breaking(cell: str, layout: Layout) -> str:
    return _BREAKS.join(cell) if layout.is_narrow and len(cell) > _LONG else cell


def _width(header: str, layout: Layout) -> str:
    if not layout.is_narrow:
        return "auto"
    return next((width for word, width in _NARROW.items() if word in header), "auto")


def roster(random: Random, rows: int, columns: int) -> lists.Listing:
    """A list of persons with 4 to 8 columns, some of which leak."""
    more: list[tuple[str, Callable[[int], str], str]] = [
        ("身份证号码", lambda i: numbers.id_number(random), "leaked_id_number"),
        ("家庭住址", lambda i: numbers.address(random), "leaked_home_address"),
        ("银行卡号", lambda i: numbers.card(random), "leaked_bank_card"),
        ("联系电话", lambda i: numbers.mobile(random), "leaked_mobile"),
        ("补贴金额（元）", lambda i: str(random.randrange(100, 9999)), ""),
        ("性别", lambda i: random.choice("男女"), ""),
        ("发放月份", lambda i: f"2024-0{random.randrange(1, 9)}", ""),
        ("备注", lambda i: random.choice(("", "", "已核")), ""),
    ]
    first = [("序号", lambda i: str(i + 1), "")] if random.random() < 0.7 else []
    first += [("姓名", lambda i: numbers.name(random), "")]
    leaks, plain = more[:4], more[4:]
    rest = random.sample(leaks, random.randrange(1, min(4, columns - 2)))
    while len(first) + len(rest) < columns:
        rest.append(random.choice([one for one in [*plain, *leaks] if one not in rest]))
    random.shuffle(rest)
    chosen = [*first, *rest]
    cells = [[make(i) for _, make, _ in chosen] for i in range(rows)]
    checks = frozenset(check for _, _, check in chosen if check)
    return lists.Listing(random.choice(lists.TITLES), [header for header, _, _ in chosen], cells, (), checks)


def layouts(random: Random) -> Layout:
    return Layout(
        align=random.choice(ALIGNS),
        is_narrow=random.random() < 0.7,
        height=random.choice(("297mm", "150mm", "110mm")),
        size=random.choice((8, 9, 10.5)),
        repeats_header=random.random() < 0.4,
    )


def traps(random: Random) -> dict[str, bytes]:
    """Pages without a list, by name."""
    words = [random.choice(SENTENCES) for _ in range(40)]
    prose = "\n\n".join(typed("".join(random.sample(SENTENCES, 3))) for _ in range(12))
    chapters = [
        (f"第{n}章", random.choice(SENTENCES)[: random.randrange(4, 10)], str(i * 3 + 1))
        for i, n in enumerate("一二三四五六七八")
    ]
    form = [
        ("姓名", numbers.name(random), "性别", "男"),
        ("籍贯", "样例县", "学历", "大专"),
        ("职务", "干事", "民族", "汉"),
        ("特长", "书法", "年龄", "41"),
        ("住址", "县城", "电话", "见附表"),
    ]
    blanks = [
        ("姓名", "", "性别", ""),
        ("身份证号", "", "电话", ""),
        ("家庭住址", "", "邮编", ""),
        ("开户行", "", "账号", ""),
    ]
    verse = [("春风又到小河边", "柳絮轻轻飞满天", "燕子归来寻旧垒", "一声啼过杏花前")] * 6
    talks = [("问", words[0][:9], ""), ("答", words[1], ""), ("问", words[2][:9], ""), ("答", words[3], "")]
    names = [tuple(numbers.name(random) for _ in range(6)) for _ in range(8)]
    schedule = [(f"{8 + i}:00", random.choice(SENTENCES)[:12], "二楼会议室") for i in range(6)]
    grid = "#grid(columns: {}, column-gutter: {}, row-gutter: 8pt, {})"

    def laid(rows: Sequence[tuple[str, ...]], gap: str) -> str:
        return grid.format(len(rows[0]), gap, ", ".join(f"[{typed(cell)}]" for row in rows for cell in row))

    papers = {f"{n}-columns": f"#columns({n}, gutter: 14pt)[{prose}]" for n in (2, 3, 4)}
    page = "#set text(size: 10pt)\n"
    return {
        name: printed(page + body)
        for name, body in {
            "prose": prose,
            **papers,
            "contents": "目录\n\n" + laid(chapters, "30pt"),
            "contents-dots": "\n\n".join(
                f"{typed(a)} {typed(b)} #box(width: 1fr, repeat[.]) {c}" for a, b, c in chapters
            ),
            "form": laid(form, "40pt"),
            "form-blank": laid(blanks, "60pt"),
            "poem": laid(verse, "20pt"),
            "questions": laid(talks, "20pt"),
            "names": "参会人员：\n\n" + laid(names, "24pt"),
            "schedule": laid(schedule, "30pt"),
            "letter": typed("张家村委会：") + "\n\n" + prose + "\n\n#align(right)[样例县民政局\n\n2024年5月6日]",
        }.items()
    }
