"""A web page: its text in paragraphs and tables, what it hides, what it states of itself, where it leads.

The page is taken from the parser as texts and tags by turns; each tag becomes the mark of a block, a row, a cell or
nothing, and further marks are put where hidden parts and the body begin. Visiting every node would take longer than
parsing.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Sequence

from mingcha.extract.contents import Contents, Gap, Unreadable
from mingcha.extract.limits import Limits
from mingcha.extract.readers.page_behind import comments_of, fields_of, frames_of, pointing, scripts_of
from mingcha.extract.readers.page_hidden import hide_by_sheets, hide_by_tags
from mingcha.extract.readers.page_lines import (
    ALL_MARKS,
    BLOCK,
    add_page,
)
from mingcha.extract.readers.page_main import mark_main
from mingcha.extract.readers.page_stream import Stream, stream_of
from mingcha.extract.readers.page_tags import Said, on_one_line
from mingcha.model.assembly import Assembly
from mingcha.model.document import Hidden, Outcome
from mingcha.pages.page import Page, Tree, decode_page, stated_by

_PRE = re.compile(r"<pre\b.*?</pre\s*>", re.IGNORECASE | re.DOTALL)
# Control characters written as references, among them every mark of ours.
_CONTROL = re.compile(r"&#(?:0*(?:[1-9]|1\d|2\d|3[01])(?!\d)|[xX]0*1?[0-9a-fA-F](?![0-9a-fA-F]));?")
# Lexbor walks into the tree by recursion; no page that a person wrote is deeper than a hundred.
_DEEPEST = 10_000
_OPENED = re.compile(rb"<(/?)(?:div|span|p|table|ul|li|b|i|font|a|section|blockquote|em|strong)\b")
# So many are looked for one by one.
_FEW = 2
_MARK_BYTES = tuple(mark.encode() for mark in ALL_MARKS)


def read(data: bytes, limits: Limits) -> Contents:
    html, encoding = decode_page(data)
    gaps: tuple[Gap, ...] = ()
    if len(html) > limits.characters:
        html, gaps = html[: limits.characters], (Gap(Outcome.PARTLY_READ, reason="网页过长，只读了前面的部分"),)
    is_same = encoding == "utf-8" and not gaps and "\ufffd" not in html and not data.startswith(BOM_UTF8)
    raw = data if is_same else html.encode(errors="replace")
    source = _without_marks(html, raw)
    _must_be_shallow(raw)
    # The parser would make these very bytes of the text.
    return _contents(Tree(raw if source is html else source), source, gaps=gaps)


def read_parsed(page: Page, limits: Limits) -> Contents:
    """A page somebody has parsed already and needs no longer: its tree is used up."""
    raw = page.html.encode(errors="replace")
    if page.is_whole and len(page.html) <= limits.characters and _without_marks(page.html, raw) == page.html:
        _must_be_shallow(raw)
        return _contents(page.tree, page.html)
    return read(raw, limits)


def _contents(tree: Tree, source: str, *, gaps: tuple[Gap, ...] = (), is_broken: bool = False) -> Contents:
    """`is_broken` says that the lines of preformatted text in the source have been."""
    stream = stream_of(tree, hide_by_sheets)
    links, pointed, seldom = pointing(stream)
    if any(one.name == "pre" for _, one in seldom) and not is_broken:
        broken = _PRE.sub(lambda found: found[0].replace("\n", "<br>"), source)
        return _contents(Tree(broken), source, gaps=gaps, is_broken=True)
    said = [*(one for _, one in seldom), *stream.apart]
    metas = [statement for one in said if one.name == "meta" and (statement := stated_by(one.attributes))]
    stated = tuple([(on_one_line(name), on_one_line(value)) for name, value in metas])
    title = _title(stream, seldom, stated)
    links += frames_of(said)
    behind = [*scripts_of(stream), *pointed]
    behind += [words for one in stream.apart for words in one.pointed]
    behind += [words for one in said for words in one.written]
    behind += fields_of(said)
    behind += comments_of(source)
    hide_by_tags(stream, seldom)
    mark_main(tree, stream, seldom)
    text = stream.marked()
    assembly = Assembly()
    if title:
        assembly.add(title, "标题")
    add_page(assembly, text)
    for name, value in stated:
        if value and value not in text:
            assembly.add(value, f"网页标签 {name}", hidden=Hidden.MARKUP)
    apart: dict[tuple[str, Hidden], dict[str, None]] = {}
    # What people read when they point at a link is nearly always the link's own words, a line by itself.
    lines = set(text.split(BLOCK)) if len(behind) > _FEW else set()
    for label, words, hidden in behind:
        if words not in lines and (words := " ".join(words.split())) not in text:
            apart.setdefault((label, hidden), {})[words] = None
    for (label, hidden), words_of_kind in apart.items():
        assembly.add_lines("\n".join(line for line in words_of_kind if line), label, hidden=hidden, measure="处")
    return Contents("html", assembly, title=title, tags=stated, links=tuple(links), gaps=gaps)


def _without_marks(html: str, raw: bytes) -> str:
    """The source with spaces for control characters, so that they can be our marks; `raw` is the same in UTF-8."""
    if any(mark in raw for mark in _MARK_BYTES):
        for mark in ALL_MARKS:
            html = html.replace(mark, " ")
    return _CONTROL.sub(" ", html) if b"&" in raw and b"&#" in raw else html


def _must_be_shallow(raw: bytes) -> None:
    if len(raw) < _DEEPEST * len("<b>") or raw.count(b"<") < _DEEPEST:
        return
    depth = deepest = 0
    for last in _OPENED.findall(raw):
        depth += -1 if last else 1
        deepest = max(deepest, depth)
    # Paragraphs and list items are often left open, and close by themselves.
    if deepest > _DEEPEST and deepest * 2 > raw.count(b"<"):
        raise Unreadable(Outcome.BROKEN, "网页标签嵌套过深，不是正常的网页")


def _title(stream: Stream, said: Sequence[tuple[int, Said]], stated: Sequence[tuple[str, str]]) -> str:
    """What the page states, else its first heading, else the title of its window."""
    if words := next((value for name, value in stated if name == "ArticleTitle" and value), ""):
        return " ".join(words.split())
    heading = next((stream.words(at) for at, one in said if one.name == "h1"), "")
    window = next((words for name, words in stream.taken if name == "title"), "")
    return " ".join(heading.split()) or " ".join(window.split())
