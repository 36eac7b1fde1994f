"""What a tag of a page says, worked out once by its letters: the pages of a portal repeat theirs a thousand times."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from mingcha.extract.readers.page_lines import (
    BLOCK,
    CELL,
    ROW,
    SPAN_CLOSE,
    SPAN_OPEN,
    TABLE_CLOSE,
    TABLE_OPEN,
)
from mingcha.extract.readers.page_looks import Colour, colour, looks
from mingcha.model.document import Hidden, Link

# What is put in the place of an element's first and last tag, by its name.
_MARKS = dict.fromkeys(
    "p div li h1 h2 h3 h4 h5 h6 dd dt section article blockquote pre ul ol dl form option textarea caption fieldset "
    "legend header footer nav aside figure figcaption center address button marquee iframe select".split(),
    (BLOCK, BLOCK),
) | {
    "br": (BLOCK, ""),
    "hr": (BLOCK + BLOCK, ""),
    "table": (TABLE_OPEN, TABLE_CLOSE),
    "tr": (ROW, ""),
    "td": (CELL, ""),
    "th": (CELL, ""),
}
_NOTHING = ("", "")
# Elements that hold nothing and have no last tag.
VOID = frozenset(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr".split()
)
# Where the usual publishing systems of governments put the text of a page; the first that exists is taken.
MAIN = (
    "#UCAP-CONTENT, .TRS_UEDITOR, .TRS_Editor, .trs_editor_view, #zoom, #Zoom, #zoomcon, .article-content, "
    ".article_content, .articleContent, .article-con, .article_con, #articleContent, #article_content, .xxgk_content, "
    ".pages_content, .news_content, .news-content, .detail-content, .content-detail, .view_content, .info-content, "
    ".wzcon, .zwxl-article, .bt-content, #js_content, .rich_media_content, .conTxt, .con_text, #contentText, article"
)
_NAMES = frozenset(name.strip().lstrip(".#") for name in MAIN.split(","))
_NAMES_IN_LOWER_CASE = frozenset(name.lower() for name in _NAMES)
# Attributes people read when they point at something, and those that pages fill with words for their scripts.
_POINTED = (("alt", "图片说明", Hidden.ALT_TEXT), ("title", "提示文字", Hidden.MARKUP))
_WRITTEN = (
    *(("placeholder", "提示文字", Hidden.MARKUP), ("aria-label", "提示文字", Hidden.MARKUP)),
    *(("label", "提示文字", Hidden.MARKUP), ("summary", "提示文字", Hidden.MARKUP)),
    *(("data-content", "网页源代码", Hidden.MARKUP), ("data-title", "网页源代码", Hidden.MARKUP)),
)
# Numbers of people stand in any attribute: data-phone, the value of a choice, what a click calls. Addresses are full of
# numbers; of them only what is built as an identity number is.
_LONG_NUMBER = re.compile(r"[0-9０-９]{11}")
_LIKE_IDENTITY = re.compile(
    r"(?<![0-9A-Za-z])[1-9][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])[0-3][0-9]{4}[0-9Xx](?![0-9A-Za-z])"
)
_ADDRESSES = frozenset({"href", "src", "action", "data", "poster", "background", "srcset"})
_READ_ELSEWHERE = frozenset(name for name, _, _ in (*_POINTED, *_WRITTEN)) | {"style", "class", "srcdoc"}
_ATTRIBUTE = re.compile(r' ([^ ]+?)="([^"]*)"')
_SPACES = "\n\t\r\f"
_SELDOM = frozenset({"meta", "input", "h1", "pre", "iframe", "embed", "frame"})
# So many tags, of so many characters in all, are remembered before all are forgotten.
_MANY, _LARGE = 20_000, 2_000_000

# A label, the words, how they are hidden.
Behind: TypeAlias = tuple[str, str, Hidden]


@dataclass(slots=True)
class Said:
    """What the first tag of an element says besides its name; most say nothing and have no such record.

    `address` is where an anchor leads, if not within the page; `pointed` and `written` are words of its attributes; `is_unseen`, `ink` and `ground` its
    looks. `is_main` and `may_be_main` tell whether its name is that of a page's body, exactly or but for its case.
    `attributes` are kept of the few elements that are asked for others; `link` is the last link made of the tag, with
    the words it was made of: those of a menu stand on every page of a portal.
    """

    name: str
    address: str = ""
    pointed: tuple[Behind, ...] = ()
    written: tuple[Behind, ...] = ()
    is_unseen: bool = False
    ink: Colour | None = None
    ground: Colour | None = None
    is_main: bool = False
    may_be_main: bool = False
    is_seldom: bool = False  # it says more than where a link leads and what is pointed at
    attributes: dict[str, str] = field(default_factory=dict)
    link: tuple[str, Link] | None = None


class Vocabulary(dict[str, str]):
    """Tags as a parser writes them, without their brackets, and the mark that stands for each; `said` are those that
    say more than their names."""

    def __init__(self) -> None:
        self.said: dict[str, Said] = {}
        self.length = 0

    @property
    def is_full(self) -> bool:
        return len(self) > _MANY or self.length > _LARGE

    def __missing__(self, tag: str) -> str:
        self.length += len(tag)
        if tag[:1] == "/":
            mark = _MARKS.get(tag[1:], _NOTHING)[1]
        else:
            name, _, _ = tag.partition(" ")
            mark = _MARKS.get(name, _NOTHING)[0]
            attributes = {key: plain(value) for key, value in _ATTRIBUTE.findall(tag, len(name))}
            if mark == CELL and (attributes.get("colspan") or attributes.get("rowspan")):
                across, down = attributes.get("colspan") or 1, attributes.get("rowspan") or 1
                mark += f"{SPAN_OPEN}{across},{down}{SPAN_CLOSE}"
            said = said_by(name, attributes)
            if said.address or said.pointed or said.is_seldom:
                self.said[tag] = said
        self[tag] = mark
        return mark


_known = Vocabulary()


def now() -> Vocabulary:
    """The vocabulary in use; a new one is begun when it is full. Whoever reads a page keeps the one he began with."""
    global _known
    if _known.is_full:
        _known = Vocabulary()
    return _known


def plain(words: str) -> str:
    """Words as a parser writes them, without its references."""
    if "&" not in words:
        return words
    words = words.replace("&nbsp;", "\xa0").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"')
    return words.replace("&amp;", "&")


def said_by(name: str, attributes: dict[str, str]) -> Said:
    """What an element says by its attributes."""
    unseen, ink, ground = looks(attributes.get("style", ""))
    if ink is None and name == "font":
        ink = colour(attributes.get("color", ""))
    ground = ground or colour(attributes.get("bgcolor", ""))
    unseen = unseen or name == "noscript" or "hidden" in attributes
    named = {attributes.get("id", ""), *attributes.get("class", "").split()}
    is_main = not _NAMES.isdisjoint(named)
    may_be_main = name == "article" or not _NAMES_IN_LOWER_CASE.isdisjoint({one.lower() for one in named})
    written = _words(attributes, _WRITTEN) + tuple(_numbers(name, attributes))
    return Said(
        name,
        _address(attributes.get("href", "")) if name == "a" else "",
        _words(attributes, _POINTED),
        written,
        is_unseen=unseen,
        ink=ink,
        ground=ground,
        is_main=is_main,
        may_be_main=may_be_main,
        attributes=attributes if name in _SELDOM else {},
        is_seldom=bool(
            written or unseen or ink is not None or ground is not None or is_main or may_be_main or name in _SELDOM
        ),
    )


def on_one_line(words: str) -> str:
    """Line breaks and tabs of the source are spaces to a browser."""
    for space in _SPACES:
        if space in words:
            words = words.replace(space, " ")
    return words


def _address(href: str) -> str:
    address = on_one_line(href).strip()
    return "" if address[:1] == "#" or address[:11].lower() == "javascript:" else address


def _words(attributes: dict[str, str], told: tuple[Behind, ...]) -> tuple[Behind, ...]:
    return tuple((label, words, hidden) for name, label, hidden in told if len(words := attributes.get(name, "")) > 1)


def _numbers(element: str, attributes: dict[str, str]) -> Iterator[Behind]:
    """Attributes with numbers as long as those of people, with their names: a number says little without."""
    for name, words in attributes.items():
        if (
            name in _READ_ELSEWHERE
            or len(words) < 11
            or (name in ("content", "value") and element in ("meta", "input"))
        ):
            continue
        number = _LIKE_IDENTITY if name in _ADDRESSES or name.endswith(("-src", "-href", "-url")) else _LONG_NUMBER
        if number.search(words):
            yield "网页源代码", f"{name}={words}", Hidden.MARKUP
