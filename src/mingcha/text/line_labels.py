"""The label a line begins with when it is one of a numbered row: 一、 （二） 3. 4、 （5） 第六条 第七章."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from mingcha.text.chinese_numbers import read_ordinal

# What may stand between the beginning of a line and its label.
_LEAD = re.compile(r"[ 　\u00a0]*(?:附件[ 　]*[:：][ 　]*)?")
_WORDS = "一二三四五六七八九十百"
_FIGURES = "0123456789"
_LONGEST = 5
# The unit after 第…, its style, and what makes it a citation in running text.
_UNITS = {
    "条": ("article", "第规之的、和至款项（(《中"),
    "章": ("chapter", "第规之的、和至"),
    "节": ("part", "第规之的、和至"),
}
_CITED = "项款条目、至"
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


class LineLabel(NamedTuple):
    """text[start:end] is the label of a line; `style` is one of FORMS, `number` counts from 1."""

    start: int
    end: int
    style: str
    number: int


def counts_on(text: str) -> bool:
    """Whether every row of line labels counts on by one or begins anew, as far as a quick look can tell.

    It is far cheaper than reading the labels, and true of most texts.
    """
    rows: dict[str, list[str]] = {}
    if "\n第" in text:
        for number, unit in _CHAPTERS.findall(text):
            rows.setdefault(unit, []).append(number)
    rows["（"] = _BRACKETS.findall(text)
    rows["、"] = _COMMAS.findall(text)
    rows["."] = _DOTS.findall(text)
    for row in rows.values():
        last = 0
        for said in row:
            number = read_ordinal(said)
            if number is None or (number != last + 1 and number != 1):
                return False
            last = number
    return True


_CHAPTERS = re.compile("\n[ 　]*第([一二三四五六七八九十百零〇]{1,5})([条章节])")
_BRACKETS = re.compile("\n[ 　]*[（(]([一二三四五六七八九十]{1,3}|[0-9]{1,2})[）)]")
_COMMAS = re.compile("\n[ 　]*([一二三四五六七八九十]{1,3}|[0-9]{1,2})、")
_DOTS = re.compile("\n[ 　]*([0-9]{1,2})[.．](?![0-9])")


def line_labels(text: str) -> Iterator[LineLabel]:
    """Every line's label, in order."""
    at = 0
    for line in text.split("\n"):
        sign = line[:1]
        if sign in _BEGINS:
            label = _label(line, 0, sign, at)
            if label is not None:
                yield label
        elif sign and sign in " 　\u00a0附":
            lead = _LEAD.match(line)
            first = lead.end() if lead else 0
            sign = line[first : first + 1]
            if sign in _BEGINS and (label := _label(line, first, sign, at)) is not None:
                yield label
        at += len(line) + 1


_BEGINS = frozenset("第（(" + _WORDS + _FIGURES)
_FOLLOWING = frozenset(_FIGURES)


def _label(line: str, first: int, sign: str, at: int) -> LineLabel | None:
    """The label at line[first], told apart by its first character; the line stands at `at`."""
    if sign == "第":
        return _chapter(line, first, at)
    if sign in "（(":
        end = line.find("）", first + 2, first + 2 + _LONGEST)
        end = end if end > 0 else line.find(")", first + 2, first + 2 + _LONGEST)
        if end < 0:
            return None
        inner, after = line[first + 1 : end], line[end + 1 : end + 2]
        number = read_ordinal(inner)
        if number is None or (after and after in _CITED):
            return None
        return LineLabel(at + first, at + end + 1, "round" if inner.isascii() else "bracket", number)
    end = line.find("、", first + 1, first + 1 + _LONGEST)
    if end > 0:
        number = read_ordinal(line[first:end])
        return (
            None
            if number is None
            else LineLabel(at + first, at + end + 1, "pause" if sign in _FIGURES else "comma", number)
        )
    if sign in _FIGURES:
        for end in (first + 1, first + 2):
            if line[end : end + 1] in (".", "．"):
                number = None if line[end + 1 : end + 2] in _FOLLOWING else read_ordinal(line[first:end])
                return None if number is None else LineLabel(at + first, at + end + 1, "dot", number)
    return None


def _chapter(line: str, first: int, at: int) -> LineLabel | None:
    """第六条, 第七章, 第二节, unless the line goes on as a citation does."""
    for unit, (style, cited) in _UNITS.items():
        end = line.find(unit, first + 2, first + 2 + _LONGEST)
        if end > 0:
            number = read_ordinal(line[first + 1 : end])
            after = line[end + 1 : end + 2]
            return (
                None
                if number is None or (after and after in cited)
                else LineLabel(at + first, at + end + 1, style, number)
            )
    return None
