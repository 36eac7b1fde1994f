"""A web page parsed once: its text decoded, its tree, what it states of itself, where it leads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from mingcha.text.encodings import decode

__all__ = ["MANDATED", "BadSelector", "Node", "Page", "Tree", "decode_page", "parse", "shallow", "stated_by", "tags"]

Tree: TypeAlias = LexborHTMLParser
Node: TypeAlias = LexborNode
BadSelector = SelectolaxError


class Attributes(Protocol):
    """The attributes of an element by name; one without a value has None."""

    def get(self, name: str, /) -> str | None: ...


# A tree is thousands of small pieces of memory, let go at once. Until a large piece has been let go, the system's
# allocator hands the memory back after each page and asks for it again before the next, for a tenth of all the time.
bytes(16 * 1024 * 1024)

# The tags 国办发〔2017〕47号 prescribes, by their names in lower case: sites write them every way.
MANDATED = {
    name.lower(): name
    for name in (
        *("SiteName", "SiteDomain", "SiteIDCode"),
        *("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"),
        *("ArticleTitle", "PubDate", "ContentSource", "Keywords", "Author", "Description", "Image", "Url"),
    )
}
_CHARSET = re.compile(rb"<meta[^>]*charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_HEAD = 4096
_DEEPEST, _MANY_TAGS = 600, 24_000
# Elements that stand open until they are closed.
_BOX = re.compile(
    r"<(/?)(div|ul|ol|dl|table|section|blockquote|center|fieldset|article|main|nav|aside|header|footer)\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Page:
    """A page as fetched from `url`; `html` is its whole source, `encoding` the one found.

    `tags` are its own statements, name and value: mandated names in their own spelling, doubled ones twice, empty
    values kept. `memo` keeps what was worked out of the page, so that several who look at it do so once.
    """

    url: str
    html: str
    encoding: str
    tree: Tree
    tags: tuple[tuple[str, str], ...]
    memo: dict[str, object] = field(default_factory=dict, repr=False, compare=False)
    # Whether the tree was made of the whole source; boxes too deep are moved.
    is_whole: bool = True

    def tag(self, name: str) -> str:
        """The first value stated under the name that is not empty, else an empty string."""
        return next((value for stated, value in self.tags if stated == name and value), "")

    @property
    def plain(self) -> str:
        """The source without differences of case, for a first quick look for a sign."""
        known = self.memo.get("plain")
        if not isinstance(known, str):
            known = self.memo["plain"] = self.html.casefold()
        return known


def decode_page(data: bytes, *, declared: str = "") -> tuple[str, str]:
    """The source of a page and the encoding found; `declared` is the charset of its Content-Type, if any."""
    try:
        html = data.decode("utf-8-sig")
        if "\0" in html[:_HEAD]:
            raise UnicodeError
    except UnicodeError:
        stated = _CHARSET.search(data, 0, _HEAD)
        return decode(data, declared=declared or (stated[1].decode("ascii", "replace") if stated else ""))
    return html, "utf-8"


def shallow(html: str) -> str:
    """The source without boxes in boxes beyond any depth a person makes: the parser's time grows with its square.

    What stands too deep is put beside its boxes instead of into them.
    """
    if html.count("<") < _MANY_TAGS:
        return html
    open_ones: list[str] = []
    kept: list[str] = []
    end = 0
    for box in _BOX.finditer(html):
        name = box[2].lower()
        if not box[1]:
            if len(open_ones) >= _DEEPEST:
                kept += [html[end : box.start()], *(f"</{one}>" for one in reversed(open_ones))]
                end = box.start()
                open_ones.clear()
            open_ones.append(name)
        elif open_ones and open_ones[-1] == name:
            open_ones.pop()
    return "".join((*kept, html[end:])) if kept else html


def parse(data: bytes, *, url: str, declared: str = "") -> Page:
    """The page, parsed. Never fails: a parser of pages takes anything."""
    html, encoding = decode_page(data, declared=declared)
    source = shallow(html)
    tree = Tree(source)
    return Page(url, html, encoding, tree, tuple(tags(tree)), is_whole=source is html)


def tags(tree: Tree) -> Iterator[tuple[str, str]]:
    """Mandated names in their own spelling, others as written; an empty value stays, since it is a fault."""
    for node in tree.tags("meta"):
        if (statement := stated_by(node.attrs)) is not None:
            yield statement


def stated_by(attributes: Attributes) -> tuple[str, str] | None:
    """What one meta tag says, name and value; None where it names nothing."""
    name = attributes.get("name") or attributes.get("property") or ""
    if not name:
        return None
    name = name.strip()
    return MANDATED.get(name.lower(), name), (attributes.get("content") or "").strip()
