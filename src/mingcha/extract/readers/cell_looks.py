"""What a cell's style says: a date, white on white, or shown as nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from mingcha.extract.markup import Element
from mingcha.model.document import Hidden

_DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_PLAIN = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
# One part of a format: quoted words or single signs around the place of a value.
_SET = r'(?:"[^"]*"|\\.|\[[^\]]*\]|[_*].)*'
_AROUND = re.compile(rf"({_SET})(@|General|[#0?,]+)({_SET})")
_QUOTED = re.compile(r'"([^"]*)"|\\(.)|\[[^\]]*\]|[_*].')
_DIGITS = re.compile(r"[0-9]{2}")
_LITTLE = timedelta(milliseconds=500)


@dataclass(frozen=True, slots=True)
class Around:
    """What a format sets before and after the value, as lists do that spare their writer the county's six digits."""

    before: str
    after: str
    places: int  # a shorter number is filled up with zeros
    of_texts: bool

    def shown(self, words: str, *, is_text: bool) -> str:
        if is_text is not self.of_texts:
            return words
        return f"{self.before}{words if is_text else words.zfill(self.places)}{self.after}"


@dataclass(frozen=True, slots=True)
class Looks:
    """By number of a cell's style: those that are dates, those whose text is not seen, with the reason, and digits set around it."""

    dates: frozenset[int]
    hidden: dict[int, Hidden]
    since_1904: bool = False
    around: dict[int, Around] = field(default_factory=dict)

    def day(self, number: str) -> str:
        """A stored number as the date people see; unchanged when it is none."""
        try:
            value = float(number)
            start = datetime(1904, 1, 1) if self.since_1904 else datetime(1899, 12, 30)  # noqa: DTZ001 - no zone in files
            moment = start + timedelta(days=value) + _LITTLE
        except (ValueError, OverflowError):
            return number
        if 0 <= value < 1:
            return f"{moment:%H:%M:%S}"
        if value < 0 or moment.date() >= date(9999, 12, 31):
            return number
        return f"{moment:%Y-%m-%d}" if value == int(value) else f"{moment:%Y-%m-%d %H:%M:%S}"


def is_date_format(code: str) -> bool:
    return bool(re.search(r"[ymdhs]", _PLAIN.sub("", code.split(";")[0]), re.IGNORECASE)) and "General" not in code


def looks(styles: Element, book: Element) -> Looks:
    since_1904 = any(one.get("date1904") in ("1", "true") for one in book.iter("{*}workbookPr"))
    if styles is None:
        return Looks(frozenset(), {}, since_1904)
    codes = {_number(one.get("numFmtId")): one.get("formatCode", "") for one in styles.iter("{*}numFmt")}
    fonts = [_ink(font) for font in _children(styles, "fonts")]
    fills = [_is_ground(fill) for fill in _children(styles, "fills")]
    dates, hidden, around = set(), {}, {}
    wrapping = {form: one for form, code in codes.items() if (one := _around(code)) is not None}
    for index, style in enumerate(_children(styles, "cellXfs")):
        form = _number(style.get("numFmtId"))
        if form in _DATES or (form in codes and is_date_format(codes[form])):
            dates.add(index)
        if form in wrapping:
            around[index] = wrapping[form]
        if re.fullmatch(r"\s*;;;?;*\s*", codes.get(form, "")):
            hidden[index] = Hidden.TEXT
        font, fill = _number(style.get("fontId")), _number(style.get("fillId"))
        filled = fill < len(fills) and fills[fill]
        if font < len(fonts) and fonts[font] and not filled:
            hidden[index] = Hidden.WHITE
    return Looks(frozenset(dates), hidden, since_1904, around)


def _around(code: str) -> Around | None:
    """Nothing for the formats of most cells, which set no digits around their value."""
    if not {'"', "\\"} & {*code} or (found := _AROUND.match(code)) is None:
        return None
    before, after = ("".join(words or sign for words, sign in _QUOTED.findall(part)) for part in found.group(1, 3))
    if _DIGITS.search(before + after) is None:
        return None
    return Around(before, after, found[2].count("0"), found[2] == "@")


def _children(styles: Element, name: str) -> list[Element]:
    parent = styles.find(f"{{*}}{name}")
    return [] if parent is None else [child for child in parent if isinstance(child.tag, str)]


def _ink(font: Element) -> bool:
    """Whether a font is white, or too small to be seen."""
    colour, size = font.find("{*}color"), font.find("{*}sz")
    if size is not None and re.fullmatch(r"[01](?:\.\d+)?", size.get("val", "")):
        return True
    return colour is not None and _is_white(colour)


def _is_ground(fill: Element) -> bool:
    """Whether a cell is filled with a colour other than white."""
    pattern = fill.find("{*}patternFill")
    if pattern is None:
        return fill.find("{*}gradientFill") is not None
    colour = pattern.find("{*}fgColor")
    if pattern.get("patternType", "none") in ("none",):
        return False
    return colour is None or not _is_white(colour)


def _is_white(colour: Element) -> bool:
    rgb = colour.get("rgb", "").upper()
    # Theme colour 0 and index 9 are white; a tint below zero darkens.
    themed = colour.get("theme") == "0" and not colour.get("tint", "").startswith("-")
    return rgb[-6:] in {"FFFFFF", "FEFEFE", "FDFDFD"} or themed or colour.get("indexed") == "9"


def _number(words: str | None) -> int:
    return int(words) if words and words.isdigit() else 0
