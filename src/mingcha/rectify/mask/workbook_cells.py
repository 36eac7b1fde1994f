"""The cells of a workbook's parts: formulas become their values, hidden cells empty, masked cells text.

A cell that shares its words with others gets words of its own, run by run as they were set; words that no cell
refers to any more are blanked, since they can still be read in the file.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from mingcha.rectify.mask.package import Element, Parts, tree_of, xml_of
from mingcha.rectify.mask.placing import FileLetters, edited, edits_of, letters_of

STYLES = "xl/styles.xml"
_AS_TEXT = "49"  # the number of the format @
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_LETTERS = re.compile(r"[A-Z]+")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_CONTROLS = dict.fromkeys([*range(9), 11, 12, 13, *range(14, 32)])
# WPS keeps pictures in cells by this formula; its value names the picture and nothing else.
_PICTURE = re.compile(r"(?:_xlfn\.)?DISPIMG\(", re.IGNORECASE)
_ON = {"1", "true", "on"}
# Sheets were written by us when this is asked, so the marks are always these.
_USED = re.compile(rb'<(?:\w+:)?c\b[^>]*\bt="s"[^>]*>\s*<(?:\w+:)?v[^>]*>(\d+)<')
_NUMBER = re.compile(r"[0-9.]{7,}(?:[eE]\+?[0-9]{1,3})?")


def local(element: Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def column_number(letters: str) -> int:
    """A → 1."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def whole(number: str) -> str:
    """1.3812345678E10 → 13812345678: a long number as a list shows it; anything else stays as it is."""
    if _NUMBER.fullmatch(number) is None or ("e" not in number.lower() and "." not in number):
        return number
    try:
        return f"{Decimal(number):f}".rstrip("0").rstrip(".") if "e" not in number.lower() else f"{Decimal(number):f}"
    except InvalidOperation:
        return number


def hidden_columns(sheet: Element) -> list[tuple[int, int]]:
    """Ranges of columns that are hidden or have no width, first and last."""
    return [
        (int(one.get("min", "0")), int(one.get("max", "0")))
        for one in sheet.iter("{*}col")
        if one.get("hidden", "0").lower() in _ON or _is_nothing(one.get("width"))
    ]


def settle_cells(sheet: Element, columns: list[tuple[int, int]]) -> int:
    """Formulas become values, hidden cells empty, and every row and cell says where it stands; how many were emptied."""
    emptied = line = 0
    for row in sheet.iter("{*}row"):
        line = int(row.get("r", "0")) or line + 1
        row.set("r", str(line))
        hidden = row.get("hidden", "0").lower() in _ON or _is_nothing(row.get("ht"))
        at = 0
        for cell in row.iterchildren("{*}c"):
            found = _LETTERS.match(cell.get("r", ""))
            at = column_number(found[0]) if found else at + 1
            cell.set("r", f"{column_letters(at)}{line}")
            for reference in ("cm", "vm"):
                cell.attrib.pop(reference, None)
            if hidden or any(first <= at <= last for first, last in columns):
                emptied += len(cell) > 0
                empty(cell)
            elif (formula := cell.find("{*}f")) is not None and not _PICTURE.match(formula.text or ""):
                cell.remove(formula)
                if not len(cell):
                    empty(cell)
    return emptied


def empty(cell: Element) -> None:
    for one in list(cell):
        cell.remove(one)
    cell.attrib.pop("t", None)


def _is_nothing(measure: str | None) -> bool:
    try:
        return measure is not None and float(measure) == 0
    except ValueError:
        return False


class Cells:
    """The masked words put into the cells of one workbook; `write` puts the parts back."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._name = strings_part(parts)
        self._strings = tree_of(parts[self._name]) if self._name else None
        self._items = [] if self._strings is None else [*self._strings.iterchildren("{*}si")]
        self._styles = tree_of(parts[STYLES]) if STYLES in parts else None
        self._as_text: dict[str, str] = {}
        self._known: dict[tuple[int, str], int] = {}

    def words(self, cell: Element) -> str:
        """What stands in a cell's markup: shared words, its own, or a number as it is written."""
        if cell.get("t") == "s":
            item = self._item(cell)
            return "" if item is None else "".join(one.text or "" for one in item.iter("{*}t"))
        if cell.get("t") == "inlineStr":
            return "".join(one.text or "" for one in cell.iter("{*}t"))
        return whole(cell.findtext("{*}v") or "")

    def put(self, cell: Element, before: str, after: str) -> None:
        """The cell says `after` in place of `before`, as a text."""
        item = self._item(cell) if cell.get("t") == "s" else None
        if item is not None and self._strings is not None:
            key = int(cell.findtext("{*}v", "0")), after
            if key not in self._known:
                made = _reworded(item, before, after)
                self._strings.append(made)
                self._items.append(made)
                self._known[key] = len(self._items) - 1
            cell.find("{*}v").text = str(self._known[key])
        else:
            space = cell.tag[: -len(local(cell))]
            empty(cell)
            cell.set("t", "inlineStr")
            _say(_added(_added(cell, f"{space}is"), f"{space}t"), after)
        cell.set("s", self._text_style(cell.get("s", "0")))

    def write(self) -> None:
        if self._strings is not None:
            for count in ("count", "uniqueCount"):
                self._strings.attrib.pop(count, None)
            self._parts[self._name] = xml_of(self._strings)
        if self._styles is not None:
            self._parts[STYLES] = xml_of(self._styles)

    def _item(self, cell: Element) -> Element:
        place = cell.findtext("{*}v", "")
        return self._items[int(place)] if place.isdecimal() and int(place) < len(self._items) else None

    def _text_style(self, style: str) -> str:
        """The same looks with the format of texts."""
        if style not in self._as_text:
            self._as_text[style] = style
            looks = None if self._styles is None else self._styles.find("{*}cellXfs")
            if looks is not None and style.isdecimal() and int(style) < len(looks):
                made = copy.deepcopy(looks[int(style)])
                made.set("numFmtId", _AS_TEXT)
                made.set("applyNumberFormat", "1")
                looks.append(made)
                looks.set("count", str(len(looks)))
                self._as_text[style] = str(len(looks) - 1)
        return self._as_text[style]


def strings_part(parts: Parts) -> str:
    return next((name for name in parts if name.lower() == "xl/sharedstrings.xml"), "")


def blank_unused(parts: Parts) -> None:
    """Shared words that no cell refers to are emptied, and readings of words taken out."""
    name = strings_part(parts)
    if not name:
        return
    used = {
        int(found[1])
        for part, content in parts.items()
        if "worksheets/" in part and part.endswith(".xml")
        for found in _USED.finditer(content)
    }
    root = tree_of(parts[name])
    for index, item in enumerate(root.iterchildren("{*}si")):
        for sound in [one for one in item if local(one) in ("rPh", "phoneticPr")]:
            item.remove(sound)
        if index not in used and len(item):
            space = item.tag[: -len("si")]
            for one in list(item):
                item.remove(one)
            _added(item, f"{space}t")
    parts[name] = xml_of(root)


def cells_of(sheet: Element) -> Iterator[tuple[str, Element]]:
    """The cells by their places."""
    for cell in sheet.iter("{*}c"):
        yield cell.get("r", ""), cell


def _reworded(item: Element, before: str, after: str) -> Element:
    """A copy of shared words that says `after`, each run keeping what it can of its looks."""
    made = copy.deepcopy(item)
    runs = [*made.iter("{*}t")]
    file = FileLetters()
    for key, run in enumerate(runs):
        file.add(run.text or "", key, 0)
    letters = letters_of(before)
    if len(runs) > 1 and letters.text == file.text:
        same_head = _common(letters.text, after_letters := letters_of(after).text)
        same_tail = _common(letters.text[same_head:][::-1], after_letters[same_head:][::-1])
        end = len(letters.text) - same_tail
        changes: dict[Any, list[Any]] = {}
        for one in edits_of(range(same_head, end), after_letters[same_head : len(after_letters) - same_tail], file):
            changes.setdefault(one.key, []).append(one)
        for key, some in changes.items():
            _say(runs[key], edited(runs[key].text or "", some))
        return made
    space = item.tag[: -len("si")]
    for one in list(made):
        made.remove(one)
    _say(_added(made, f"{space}t"), after)
    return made


def _common(one: str, other: str) -> int:
    length = 0
    while length < min(len(one), len(other)) and one[length] == other[length]:
        length += 1
    return length


def _say(element: Element, words: str) -> None:
    element.text = _ESCAPE.sub("_x005F_", words).translate(_CONTROLS)
    element.set(_SPACE, "preserve")


def _added(parent: Element, tag: str) -> Element:
    made = parent.makeelement(tag)
    parent.append(made)
    return made
