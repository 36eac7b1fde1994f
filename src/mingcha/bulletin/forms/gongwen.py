"""The Word side of GB/T 9704-2012: page, styles and the small pieces that paragraphs and tables are built of.

Every run names its four fonts, because Word, WPS and LibreOffice each fall back differently where one is missing, and
bears the East Asian hint, because “ ” — … are otherwise set half width in the Latin face. Elements are built in the
order the schema prescribes; Word refuses files where they are not.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

# An office machine has these; what stands in elsewhere is the reader's choice, not ours.
FANGSONG, KAITI, HEITI, XIAOBIAOSONG, SONGTI = "仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体", "宋体"
LATIN = "Times New Roman"
RED = "D7000F"

# Twips (1/20 pt). The text area is 156 mm × 225 mm.
PAGE_WIDTH, PAGE_HEIGHT = 11906, 16838
TOP, BOTTOM, LEFT, RIGHT = 2098, 1984, 1587, 1474
TEXT_WIDTH = PAGE_WIDTH - LEFT - RIGHT
FOOTER = 1293  # from the paper's edge to the page number, which then stands 7 mm under the text
LINE = 579  # 22 lines; at 580 only 21 fit
# A grid of characters makes LibreOffice give every glyph two cells; 0.3 pt off each 三号 character gives 28 as well.
# At 0.25 pt LibreOffice 7.4 swallows a comma in some justified lines, at 0.2 pt the 28th character has no room.
TIGHTEN = -6
INDENT = 628  # two characters of 15.7 pt
ONE = 314

Node = Any


def node(tag: str, attributes: Mapping[str, object] | None = None, *children: Node) -> Node:
    """An element of the w: namespace, its attributes in the same namespace."""
    made: Node = OxmlElement(f"w:{tag}")
    for name, value in (attributes or {}).items():
        made.set(qn(f"w:{name}"), str(value))
    made.extend(children)
    return made


def fonts(east_asia: str) -> Node:
    return node("rFonts", {"ascii": LATIN, "hAnsi": LATIN, "eastAsia": east_asia, "cs": LATIN, "hint": "eastAsia"})


def look(face: str, *, size: float, bold: bool = False, colour: str = "", tighten: int = 0) -> Node:
    """Run properties; size in pt, `tighten` in twips."""
    properties = node("rPr", None, fonts(face))
    if bold:
        properties.extend((node("b"), node("bCs")))
    if colour:
        properties.append(node("color", {"val": colour}))
    properties.append(node("spacing", {"val": tighten}))
    half_points = round(size * 2)
    properties.extend((node("sz", {"val": half_points}), node("szCs", {"val": half_points})))
    return properties


def run(text: str, face: str = FANGSONG, *, size: float = 16, bold: bool = False, colour: str = "") -> Node:
    """Text in a face; 三号 text is tightened to 28 characters a line. A tab in it jumps to the next stop."""
    made = node("r", None, look(face, size=size, bold=bold, colour=colour, tighten=TIGHTEN if size == 16 else 0))
    for index, part in enumerate(text.split("\t")):
        if index:
            made.append(node("tab"))
        if part:
            words = node("t")
            words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            words.text = part
            made.append(words)
    return made


def paragraph(style: str, *runs: Node) -> Node:
    return node("p", None, node("pPr", None, node("pStyle", {"val": style})), *runs)


def style(
    name: str,
    face: str = FANGSONG,
    *,
    size: float = 16,
    align: str = "both",
    line: int = LINE,
    at_least: bool = False,
    before: int = 0,
    after: int = 0,
    indent: Mapping[str, object] | None = None,
    keep_next: bool = False,
    new_page: bool = False,
    tabs: Mapping[str, int] | None = None,
    underline: bool = False,
    level: int | None = None,
) -> Node:
    """A paragraph style. Lengths in twips, size in pt; `tabs` gives the place of each kind of stop; `underline` rules it off in red."""
    properties = node("pPr")
    if keep_next:
        properties.extend((node("keepNext"), node("keepLines")))
    if new_page:
        properties.append(node("pageBreakBefore"))
    properties.append(node("widowControl", {"val": 0}))
    if underline:
        rule = node("bottom", {"val": "single", "sz": 12, "space": 6, "color": RED})
        properties.append(node("pBdr", None, rule))
    if tabs:
        stops = (node("tab", {"val": side, "pos": place}) for side, place in tabs.items())
        properties.append(node("tabs", None, *stops))
    properties.append(node("snapToGrid", {"val": 0}))
    rule_of_line = "atLeast" if at_least else "exact"
    properties.append(node("spacing", {"before": before, "after": after, "line": line, "lineRule": rule_of_line}))
    if indent:
        properties.append(node("ind", indent))
    properties.append(node("jc", {"val": align}))
    if level is not None:
        properties.append(node("outlineLvl", {"val": level}))
    return node(
        "style",
        {"type": "paragraph", "customStyle": 1, "styleId": name},
        node("name", {"val": name}),
        node("basedOn", {"val": "Normal"}),
        node("qFormat"),
        properties,
        look(face, size=size, tighten=TIGHTEN if size == 16 else 0),
    )


def blank(styles: tuple[Node, ...]) -> WordDocument:
    """An empty A4 document in the standard's geometry that has the given styles and no others."""
    document = Document()
    _page(document)
    _styles(document, styles)
    settings = document.settings
    settings.odd_and_even_pages_header_footer = True
    # The library's template brings a thumbnail of its own.
    package = document.part.package
    for key, relation in list(package.rels.items()):
        if relation.reltype.endswith("/thumbnail"):
            del package.rels[key]
    section = document.sections[0]
    for footer, align, indent in (
        (section.footer, "right", {"right": 280}),
        (section.even_page_footer, "left", {"left": 280}),
    ):
        footer.is_linked_to_previous = False
        element = footer._element
        for old in list(element):
            element.remove(old)
        element.append(_page_number(align, indent))
    return document


def _page(document: WordDocument) -> None:
    properties = document.sections[0]._sectPr
    for old in list(properties):
        properties.remove(old)
    properties.extend(
        (
            node("pgSz", {"w": PAGE_WIDTH, "h": PAGE_HEIGHT}),
            node(
                "pgMar",
                {
                    "top": TOP,
                    "right": RIGHT,
                    "bottom": BOTTOM,
                    "left": LEFT,
                    "header": 851,
                    "footer": FOOTER,
                    "gutter": 0,
                },
            ),
            node("cols", {"space": 425}),
            node("docGrid", {"type": "lines", "linePitch": LINE}),
        )
    )


def _styles(document: WordDocument, styles: tuple[Node, ...]) -> None:
    """Only our own styles on clean defaults: the library's template is set in Latin faces with room between lines."""
    root: Node = document.styles.element
    kept = {"Normal", "DefaultParagraphFont", "TableNormal", "NoList"}
    for old in root.findall(qn("w:style")):
        if old.get(qn("w:styleId")) not in kept:
            root.remove(old)
    defaults = root.find(qn("w:docDefaults"))
    for old in list(defaults):
        defaults.remove(old)
    language = node("lang", {"val": "en-US", "eastAsia": "zh-CN", "bidi": "ar-SA"})
    text = look(FANGSONG, size=16)
    text.append(language)
    defaults.extend((node("rPrDefault", None, text), node("pPrDefault")))
    for kept_style in root.findall(qn("w:style")):
        for part in ("w:pPr", "w:rPr"):
            for old in kept_style.findall(qn(part)):
                kept_style.remove(old)
    root.extend(styles)


def _page_number(align: str, indent: Mapping[str, object]) -> Node:
    """— 1 — in 四号 宋体, one character from the outer edge."""

    def piece(*content: Node) -> Node:
        return node("r", None, look(SONGTI, size=14), *content)

    instruction = node("instrText")
    instruction.text = " PAGE "
    return node(
        "p",
        None,
        node(
            "pPr",
            None,
            node("snapToGrid", {"val": 0}),
            node("spacing", {"before": 0, "after": 0, "line": 280, "lineRule": "atLeast"}),
            node("ind", indent),
            node("jc", {"val": align}),
        ),
        run("— ", SONGTI, size=14),
        piece(node("fldChar", {"fldCharType": "begin"})),
        piece(instruction),
        piece(node("fldChar", {"fldCharType": "separate"})),
        run("1", SONGTI, size=14),
        piece(node("fldChar", {"fldCharType": "end"})),
        run(" —", SONGTI, size=14),
    )
