"""What a page holds besides the text a reader sees: where its links lead, words in attributes, scripts and comments."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from mingcha.extract.readers.page_lines import HIDE_CLOSE, SPAN_OPEN
from mingcha.extract.readers.page_stream import Stream
from mingcha.extract.readers.page_tags import Behind, Said, plain
from mingcha.model.document import Hidden, Link

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


def link_of(stream: Stream, at: int, href: str) -> Link | None:
    """Where the anchor leads whose tag has this number; None within the page."""
    words = stream.parts[2 * at + 2]
    if stream.tags[at + 1] != "/a" or SPAN_OPEN in words or HIDE_CLOSE in words:
        words = stream.words(at)
    elif "&" in words:
        words = plain(words)
    return _known_link(href, words) if len(words) + len(href) < _LONG else _link(href, words)


def frames_of(said: Sequence[Said]) -> Iterator[Link]:
    """What a page shows of others, by the kind of its element."""
    for name in ("iframe", "embed", "frame"):
        for one in said:
            if one.name == name and (address := on_one_line(one.attributes.get("src", "")).strip()):
                yield Link(address)


def _link(href: str, words: str) -> Link | None:
    address = on_one_line(href).strip()
    if not address or address[0] == "#" or address[:11].lower() == "javascript:":
        return None
    return Link(address, " ".join(words.split()))


# The menu of a portal stands on every page of it.
_known_link = lru_cache(maxsize=8192)(_link)


def scripts_of(stream: Stream) -> Iterator[Behind]:
    """Scripts that hold data."""
    for name in ("script", "template"):
        for kind, words in stream.taken:
            if kind == name and _TELLING_SCRIPT.search(words):
                yield "网页脚本", words, Hidden.MARKUP


def fields_of(said: Sequence[Said]) -> Iterator[Behind]:
    """What stands in the fields of forms."""
    for one in said:
        if one.name == "input" and len(words := one.attributes.get("value", "")) > 1:
            yield "表单的值", words, Hidden.MARKUP


def comments_of(source: str) -> Iterator[Behind]:
    if (first := source.find("<!--")) >= 0:
        for words in _COMMENT.findall(source, first):
            if len(words) < 200_000 and (words := " ".join(_TAG.sub(" ", words).split())):
                yield "网页注释", words, Hidden.MARKUP
