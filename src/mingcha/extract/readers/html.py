"""A web page: its text in paragraphs and tables, what it hides, what it states of itself, where it leads.

Marks are put into the parsed tree where blocks, rows, cells and hidden parts begin; then the whole text is taken in
one step. Visiting every node from Python would take longer than parsing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingcha.extract.contents import Contents, Gap, Unreadable
from mingcha.extract.limits import Limits
from mingcha.extract.readers.page_hidden import mark_hidden
from mingcha.extract.readers.page_lines import (
    ALL_MARKS,
    BLOCK,
    CELL,
    MAIN_CLOSE,
    MAIN_OPEN,
    ROW,
    SPAN_CLOSE,
    SPAN_OPEN,
    TABLE_CLOSE,
    TABLE_OPEN,
    add_page,
)
from mingcha.model.assembly import Assembly
from mingcha.model.document import Hidden, Link, Outcome
from mingcha.pages.page import BadSelector, Node, Tree, decode_page, tags

# Where the usual publishing systems of governments put the text of a page; the first that exists is taken.
_MAIN = (
    "#UCAP-CONTENT, .TRS_UEDITOR, .TRS_Editor, .trs_editor_view, #zoom, #Zoom, #zoomcon, .article-content, "
    ".article_content, .articleContent, .article-con, .article_con, #articleContent, #article_content, .xxgk_content, "
    ".pages_content, .news_content, .news-content, .detail-content, .content-detail, .view_content, .info-content, "
    ".wzcon, .zwxl-article, .bt-content, #js_content, .rich_media_content, .conTxt, .con_text, #contentText, article"
)
# What is put before and after an element of each name.
_MARKS = dict.fromkeys(
    "p div li h1 h2 h3 h4 h5 h6 hr dd dt section article blockquote pre ul ol dl form option textarea caption fieldset "
    "legend header footer nav aside figure figcaption center address button marquee iframe select".split(),
    (BLOCK, BLOCK),
) | {"br": (BLOCK, ""), "table": (TABLE_OPEN, TABLE_CLOSE), "tr": (ROW, ""), "td": (CELL, ""), "th": (CELL, "")}
_PRE = re.compile(r"<pre\b.*?</pre\s*>", re.IGNORECASE | re.DOTALL)
# Attributes people read when they point at something.
_ATTRIBUTES = {
    "[alt],[title]": (("alt", "图片说明", Hidden.ALT_TEXT), ("title", "提示文字", Hidden.MARKUP)),
    "[placeholder],[aria-label],[data-content],[data-title]": (
        *(("placeholder", "提示文字", Hidden.MARKUP), ("aria-label", "提示文字", Hidden.MARKUP)),
        *(("data-content", "网页源代码", Hidden.MARKUP), ("data-title", "网页源代码", Hidden.MARKUP)),
    ),
}
# Control characters written as references, among them every mark of ours.
_CONTROL = re.compile(r"&#(?:0*(?:[1-9]|1\d|2\d|3[01])(?!\d)|[xX]0*1?[0-9a-fA-F](?![0-9a-fA-F]));?")
_COMMENT = re.compile(r"<!--(.*?)(?:-->|\Z)", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_TELLING_SCRIPT = re.compile(r"[\u3400-\u9fff]{2}|[0-9]{11}|\\u[4-9][0-9a-f]{3}", re.IGNORECASE)
# Lexbor walks into the tree by recursion; no page that a person wrote is deeper than a hundred.
_DEEPEST = 2500


def read(data: bytes, limits: Limits) -> Contents:
    html, _ = decode_page(data)
    gaps: tuple[Gap, ...] = ()
    if len(html) > limits.characters:
        html, gaps = html[: limits.characters], (Gap(Outcome.PARTLY_READ, reason="网页过长，只读了前面的部分"),)
    return read_text(html, gaps=gaps)


def read_text(html: str, *, gaps: tuple[Gap, ...] = ()) -> Contents:
    """A page whose encoding is known."""
    source = _without_marks(html)
    _must_be_shallow(source)
    tree = Tree(source)
    stated = tuple(tags(tree))
    title = _title(tree, stated)
    links = tuple(_links(tree))
    behind = [*_behind(tree, source)]
    _mark(tree)
    text = tree.root.text(deep=True, separator="") if tree.root is not None else ""
    assembly = Assembly()
    if title:
        assembly.add(title, "标题")
    add_page(assembly, text)
    for name, value in stated:
        if value and value not in text:
            assembly.add(value, f"网页标签 {name}", hidden=Hidden.MARKUP)
    apart: dict[tuple[str, Hidden], dict[str, None]] = {}
    # What people read when they point at a link is nearly always the link's own words, a line by itself.
    lines = set(text.split(BLOCK)) if behind else set()
    for label, words, hidden in behind:
        if words not in lines and words not in text:
            apart.setdefault((label, hidden), {})[" ".join(words.split())] = None
    for (label, hidden), said in apart.items():
        assembly.add_lines("\n".join(line for line in said if line), label, hidden=hidden, measure="处")
    return Contents("html", assembly, title=title, tags=stated, links=links, gaps=gaps)


def _without_marks(html: str) -> str:
    """Line breaks become spaces, as a browser shows them, so that breaks and control characters can be our marks."""
    if html.find("<pre") >= 0 or html.find("<PRE") >= 0:
        html = _PRE.sub(lambda found: found[0].replace("\n", "<br>"), html)
    for mark in ALL_MARKS:
        if mark in html:
            html = html.replace(mark, " ")
    if "&#" in html:
        html = _CONTROL.sub(" ", html)
    return html.replace("\r", " ")


def _must_be_shallow(source: str) -> None:
    if source.count("<") < _DEEPEST:
        return
    depth = deepest = 0
    for closing, _ in re.findall(r"<(/?)(div|span|p|table|ul|li|b|i|font|a|section|blockquote|em|strong)\b", source):
        depth += -1 if closing else 1
        deepest = max(deepest, depth)
    # Paragraphs and list items are often left open, and close by themselves.
    if deepest > _DEEPEST * 4 and deepest * 2 > source.count("<"):
        raise Unreadable(Outcome.BROKEN, "网页标签嵌套过深，不是正常的网页")


def _title(tree: Tree, declared: tuple[tuple[str, str], ...]) -> str:
    stated = next((value for name, value in declared if name == "ArticleTitle" and value), "")
    for selector in () if stated else ("h1", "title"):
        node = tree.css_first(selector)
        if node is not None and (words := " ".join(node.text(deep=True).split())):
            return words
    return " ".join(stated.split())


def _links(tree: Tree) -> Iterator[Link]:
    for node in tree.tags("a"):
        address = (node.attrs.get("href") or "").strip()
        if address and address[0] != "#" and address[:11].lower() != "javascript:":
            yield Link(address, " ".join(node.text(deep=True).split()))
    for name in ("iframe", "embed", "frame"):
        for node in tree.tags(name):
            if address := (node.attrs.get("src") or "").strip():
                yield Link(address)


def _behind(tree: Tree, source: str) -> Iterator[tuple[str, str, Hidden]]:
    """What stands in the source only: scripts that hold data, comments, texts of attributes."""
    for name in ("script", "template"):
        for node in tree.tags(name):
            words = node.text(deep=True)
            if _TELLING_SCRIPT.search(words):
                yield "网页脚本", words, Hidden.MARKUP
    for selector, told in _ATTRIBUTES.items():
        for node in tree.css(selector):
            attributes = node.attrs
            for name, label, hidden in told:
                if len(words := attributes.get(name) or "") > 1:
                    yield label, words, hidden
    for node in tree.tags("input"):
        if len(words := node.attrs.get("value") or "") > 1:
            yield "表单的值", words, Hidden.MARKUP
    if "<!--" in source:
        for words in _COMMENT.findall(source):
            if len(words) < 200_000 and (words := " ".join(_TAG.sub(" ", words).split())):
                yield "网页注释", words, Hidden.MARKUP


def _mark(tree: Tree) -> None:
    mark_hidden(tree)
    for node in tree.css("script,style,template,title"):
        node.decompose()
    main = _main(tree)
    spans = tree.css_first("[colspan],[rowspan]") is not None
    for node in tree.css("*"):
        marks = _MARKS.get(node.tag or "")
        if marks is None:
            continue
        before, after = marks
        if spans and before == CELL:
            across, down = node.attrs.get("colspan"), node.attrs.get("rowspan")
            if across or down:
                before += f"{SPAN_OPEN}{across or 1},{down or 1}{SPAN_CLOSE}"
        node.insert_before(before)
        if after:
            node.insert_after(after)
    if main is not None:
        main.insert_before(MAIN_OPEN)
        main.insert_after(MAIN_CLOSE)


def _main(tree: Tree) -> Node | None:
    try:
        if (known := tree.css_first(_MAIN)) is not None:
            return known
    except BadSelector:
        pass
    # Where most of the paragraphs' text is.
    weights: dict[int, int] = {}
    parents: dict[int, Node] = {}
    for node in tree.tags("p"):
        parent = node.parent
        if parent is not None:
            weights[parent.mem_id] = weights.get(parent.mem_id, 0) + len(node.text(deep=True))
            parents[parent.mem_id] = parent
    if not weights:
        return None
    heaviest = max(weights, key=lambda identity: weights[identity])
    found = parents[heaviest]
    return found if weights[heaviest] > 30 and found.tag not in {"body", "html"} else None
