"""The label a line begins with when it is one of a numbered row: 一、 （二） 3. 4、 （5） 第六条 第七章."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mingcha.text.chinese_numbers import read_ordinal

_WORDS = "[一二三四五六七八九十百零〇]{1,5}"
_LABEL = re.compile(
    rf"[ 　\u00a0]*(?:附件[ 　]*[:：][ 　]*)?(?:"
    rf"(?P<comma>{_WORDS})、"
    rf"|[（(](?P<bracket>{_WORDS})[)）](?![项款条目、至])"
    r"|(?P<dot>[0-9]{1,2})[.．](?![0-9])"
    r"|(?P<pause>[0-9]{1,2})、"
    r"|[（(](?P<round>[0-9]{1,2})[)）](?![项款条目、至])"
    rf"|第(?P<article>{_WORDS})条(?![第规之的、和至款项（(《中])"
    rf"|第(?P<chapter>{_WORDS})章(?![第规之的、和至])"
    rf"|第(?P<part>{_WORDS})节(?![第规之的、和至])"
    r")"
)
# What such a line can begin with, so that most lines are not looked at twice.
_BEGINS = frozenset("一二三四五六七八九十百第（(0123456789 　\u00a0附")
# What a row's label looks like with another number; for asking whether a missing one stands somewhere inline.
FORMS = {
    "comma": "{words}、",
    "bracket": "{words}）|{words})",
    "dot": "{figures}.|{figures}．|{figures}、",
    "pause": "{figures}、|{figures}.|{figures}．",
    "round": "{figures}）|{figures})",
    "article": "第{words}条",
    "chapter": "第{words}章",
    "part": "第{words}节",
}


@dataclass(frozen=True, slots=True)
class LineLabel:
    """text[start:end] is the label of a line; `style` is one of FORMS, `number` counts from 1."""

    start: int
    end: int
    style: str
    number: int


def line_labels(text: str) -> Iterator[LineLabel]:
    """Every line's label, in order."""
    at, length = 0, len(text)
    while 0 <= at < length:
        if text[at] in _BEGINS and (match := _LABEL.match(text, at)):
            style = match.lastgroup or ""
            number = read_ordinal(match[style])
            if number is not None:
                sign = text[match.start(style) - 1] if match.start(style) else ""
                yield LineLabel(match.start(style) - (sign != "" and sign in "（(第"), match.end(), style, number)
        at = text.find("\n", at) + 1 or -1
