"""What a page holds besides the text a reader sees: where its links lead, words in attributes, scripts and comments."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mingcha.extract.readers.page_lines import HIDE_CLOSE, SPAN_OPEN
from mingcha.extract.readers.page_stream import Stream
from mingcha.extract.readers.page_tags import Behind, Said, on_one_line, plain
from mingcha.model.document import Hidden, Link

# Links of words no longer than this are kept.
_LONG = 300
_COMMENT = re.compile(r"<!--(.*?)(?:-->|\Z)", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
# What a parser takes for a comment besides: <![CDATA[…]]>, <?php …?>.
_ASIDE = re.compile(r"<(?:\?|!(?!--|doctype))([^>]*)", re.IGNORECASE)
_LONG_NUMBER = re.compile(r"[0-9]{11}")
_TELLING_SCRIPT = re.compile(r"[\u3400-\u9fff]{2}|[0-9]{11}|\\u[4-9][0-9a-f]{3}", re.IGNORECASE)


def pointing(stream: Stream) -> tuple[list[Link], list[Behind], list[tuple[int, Said]]]:
    """Where anchors lead, what is read by pointing at something, and the tags that say still more, with their numbers."""
    links: list[Link] = []
    pointed: list[Behind] = []
    seldom: list[tuple[int, Said]] = []
    tags, parts, what = stream.tags, stream.parts, stream.said
    for at in stream.places:
        said = what[tags[at]]
        if address := said.address:
            words = parts[2 * at + 2]
            if tags[at + 1] != "/a" or SPAN_OPEN in words or HIDE_CLOSE in words:
                words = stream.words(at)
            elif "&" in words:
                words = plain(words)
            if (known := said.link) is None or known[0] != words:
                known = words, Link(address, " ".join(words.split()))
                if len(words) < _LONG:
                    said.link = known
            links.append(known[1])
            if said.pointed and not (len(said.pointed) == 1 and said.pointed[0][1] == words and tags[at + 1] == "/a"):
                pointed += said.pointed  # nearly always they are the link's own words
        elif said.pointed:
            pointed += said.pointed
        if said.is_seldom:
            seldom.append((at, said))
    return links, pointed, seldom


def frames_of(said: Sequence[Said]) -> Iterator[Link]:
    """What a page shows of others, by the kind of its element."""
    for name in ("iframe", "embed", "frame"):
        for one in said:
            if one.name == name and (address := on_one_line(one.attributes.get("src", "")).strip()):
                yield Link(address)


def scripts_of(stream: Stream) -> Iterator[Behind]:
    """Scripts that hold data, and style sheets with numbers."""
    for kind, words in stream.taken:
        if kind == "style" and _LONG_NUMBER.search(words):
            yield "网页样式", words, Hidden.MARKUP
    for name in ("script", "template"):
        for kind, words in stream.taken:
            if kind == name and _TELLING_SCRIPT.search(words):
                yield "网页脚本", words, Hidden.MARKUP


def fields_of(said: Sequence[Said]) -> Iterator[Behind]:
    """What stands in the fields of forms, and in frames that bring their page with them."""
    for one in said:
        if one.name == "iframe" and (page := one.attributes.get("srcdoc", "")):
            yield "框架", " ".join(_TAG.sub(" ", page).split()), Hidden.MARKUP
        if one.name == "input" and len(words := one.attributes.get("value", "")) > 1:
            yield "表单的值", words, Hidden.MARKUP


def comments_of(source: str) -> Iterator[Behind]:
    if (first := source.find("<!--")) >= 0:
        for words in _COMMENT.findall(source, first):
            if len(words) < 200_000 and (words := " ".join(_TAG.sub(" ", words).split())):
                yield "网页注释", words, Hidden.MARKUP
    known = source.count("<!--") + (source.lstrip()[:9].lower() == "<!doctype")
    if source.count("<!") > known or "<?" in source:
        for words in _ASIDE.findall(source):
            if len(words) < 200_000 and _TELLING_SCRIPT.search(words):
                yield "网页注释", " ".join(words.split()), Hidden.MARKUP
