"""A web page: its text in paragraphs and tables, what it hides, what it states of itself, where it leads.

Marks are put into the parsed tree where blocks, rows, cells and hidden parts begin; then the whole text is taken in
one step. Visiting every node from Python would take longer than parsing.
"""

from __future__ import annotations

import re

from mingcha.extract.contents import Contents, Gap, Unreadable
from mingcha.extract.limits import Limits
from mingcha.extract.readers.page_behind import behind_page, links_of, on_one_line
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
from mingcha.model.document import Hidden, Outcome
from mingcha.pages.page import BadSelector, Node, Page, Tree, decode_page, tags

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
_NAMES = frozenset(name.strip().lstrip(".#") for name in _MAIN.split(","))
_NAMES_IN_LOWER_CASE = frozenset(name.lower() for name in _NAMES)
_PRE = re.compile(r"<pre\b.*?</pre\s*>", re.IGNORECASE | re.DOTALL)
# Control characters written as references, among them every mark of ours.
_CONTROL = re.compile(r"&#(?:0*(?:[1-9]|1\d|2\d|3[01])(?!\d)|[xX]0*1?[0-9a-fA-F](?![0-9a-fA-F]));?")
# Lexbor walks into the tree by recursion; no page that a person wrote is deeper than a hundred.
_DEEPEST = 2500
_MARK_BYTES = tuple(mark.encode() for mark in ALL_MARKS)


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
    return _contents(Tree(source), source, gaps=gaps)


def read_parsed(page: Page, limits: Limits) -> Contents:
    """A page somebody has parsed already and needs no longer: its tree is used up."""
    if page.is_whole and len(page.html) <= limits.characters and _without_marks(page.html) == page.html:
        _must_be_shallow(page.html)
        return _contents(page.tree, page.html)
    return read(page.html.encode(), limits)


def _contents(tree: Tree, source: str, *, gaps: tuple[Gap, ...] = ()) -> Contents:
    if tree.tags("pre"):
        tree = Tree(_PRE.sub(lambda found: found[0].replace("\n", "<br>"), source))
    stated = tuple((on_one_line(name), on_one_line(value)) for name, value in tags(tree))
    title = _title(tree, stated)
    links = tuple(links_of(tree))
    behind = [*behind_page(tree, source)]
    _mark(tree)
    text = " ".join(tree.root.text(deep=True, separator="").split()) if tree.root is not None else ""
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
        if words not in lines and (words := " ".join(words.split())) not in text:
            apart.setdefault((label, hidden), {})[words] = None
    for (label, hidden), said in apart.items():
        assembly.add_lines("\n".join(line for line in said if line), label, hidden=hidden, measure="处")
    return Contents("html", assembly, title=title, tags=stated, links=links, gaps=gaps)


def _without_marks(html: str) -> str:
    """The source with spaces for control characters, so that they can be our marks."""
    raw = html.encode(errors="replace")  # looking through bytes is many times as fast
    if any(mark in raw for mark in _MARK_BYTES):
        for mark in ALL_MARKS:
            html = html.replace(mark, " ")
    return _CONTROL.sub(" ", html) if b"&" in raw and b"&#" in raw else html


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


def _mark(tree: Tree) -> None:
    mark_hidden(tree)
    for name in ("script", "style", "template", "title"):
        for node in tree.tags(name):
            node.decompose()
    main = _main(tree)
    spans = bool(tree.tags("table")) and tree.css_first("[colspan],[rowspan]") is not None
    for node in tree.css("*"):
        marks = _MARKS.get(node.tag or "")
        if marks is None:
            continue
        before, after = marks
        if spans and before == CELL:
            attributes = node.attrs
            across, down = attributes.get("colspan"), attributes.get("rowspan")
            if across or down:
                before += f"{SPAN_OPEN}{across or 1},{down or 1}{SPAN_CLOSE}"
        node.insert_before(before)
        if after:
            node.insert_after(after)
    if main is not None:
        main.insert_before(MAIN_OPEN)
        main.insert_after(MAIN_CLOSE)


def _main(tree: Tree) -> Node | None:
    if (known := _named_main(tree)) is not None:
        return known
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


def _named_main(tree: Tree) -> Node | None:
    """The element whose name says that it holds the text.

    A selector of all the names is asked only where something is called so in other letters: in old pages that counts.
    """
    seldom = bool(tree.tags("article"))
    for node in () if seldom else tree.css("[class],[id]"):
        named = {node.id or "", *(node.attrs.get("class") or "").split()}
        if not _NAMES.isdisjoint(named):
            return node
        seldom = not _NAMES_IN_LOWER_CASE.isdisjoint({name.lower() for name in named})
        if seldom:
            break
    if not seldom:
        return None
    try:
        return tree.css_first(_MAIN)
    except BadSelector:
        return None
