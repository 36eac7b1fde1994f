"""What a page holds besides the text a reader sees: where its links lead, words in attributes, scripts and comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from mingcha.model.document import Hidden, Link
from mingcha.pages.page import Tree

# Attributes people read when they point at something; those of each line in the order of the page.
_ATTRIBUTES = (
    (("alt", "图片说明", Hidden.ALT_TEXT), ("title", "提示文字", Hidden.MARKUP)),
    (
        *(("placeholder", "提示文字", Hidden.MARKUP), ("aria-label", "提示文字", Hidden.MARKUP)),
        *(("data-content", "网页源代码", Hidden.MARKUP), ("data-title", "网页源代码", Hidden.MARKUP)),
    ),
)
# Words and addresses no longer than this are kept: those of a menu stand on every page of a portal.
_LONG = 300
_SPACES = "\n\t\r\f"
_COMMENT = re.compile(r"<!--(.*?)(?:-->|\Z)", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_TELLING_SCRIPT = re.compile(r"[\u3400-\u9fff]{2}|[0-9]{11}|\\u[4-9][0-9a-f]{3}", re.IGNORECASE)


def on_one_line(words: str) -> str:
    """Line breaks and tabs of the source are spaces to a browser."""
    for space in _SPACES:
        if space in words:
            words = words.replace(space, " ")
    return words


def links_of(tree: Tree) -> Iterator[Link]:
    for node in tree.tags("a"):
        if href := node.attrs.get("href"):
            words = node.text(deep=True)
            link = _known_link(href, words) if len(words) + len(href) < _LONG else _link(href, words)
            if link is not None:
                yield link
    for name in ("iframe", "embed", "frame"):
        for node in tree.tags(name):
            if address := on_one_line(node.attrs.get("src") or "").strip():
                yield Link(address)


def _link(href: str, words: str) -> Link | None:
    """Where an anchor leads; None within the page."""
    address = on_one_line(href).strip()
    if not address or address[0] == "#" or address[:11].lower() == "javascript:":
        return None
    return Link(address, " ".join(words.split()))


# The menu of a portal stands on every page of it.
_known_link = lru_cache(maxsize=8192)(_link)


def behind_page(tree: Tree, source: str) -> Iterator[tuple[str, str, Hidden]]:
    """What stands in the source only: scripts that hold data, comments, texts of attributes."""
    for name in ("script", "template"):
        for node in tree.tags(name):
            words = node.text(deep=True)
            if _TELLING_SCRIPT.search(words):
                yield "网页脚本", words, Hidden.MARKUP
    for told in _ATTRIBUTES:
        # To ask a node for what it has not, and a tree for several at once, costs more than all the rest.
        here = [(one, nodes) for one in told if (nodes := tree.css(f"[{one[0]}]"))]
        nodes = here[0][1] if len(here) == 1 else tree.css(",".join(f"[{one[0]}]" for one, _ in here)) if here else []
        for node in nodes:
            attributes = node.attrs
            for (name, label, hidden), _ in here:
                if len(words := attributes.get(name) or "") > 1:
                    yield label, words, hidden
    for node in tree.tags("input"):
        if len(words := node.attrs.get("value") or "") > 1:
            yield "表单的值", words, Hidden.MARKUP
    if (first := source.find("<!--")) >= 0:
        for words in _COMMENT.findall(source, first):
            if len(words) < 200_000 and (words := " ".join(_TAG.sub(" ", words).split())):
                yield "网页注释", words, Hidden.MARKUP
