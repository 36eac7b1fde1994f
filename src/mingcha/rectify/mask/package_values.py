"""Values that were masked in one place, looked for in all the other parts of a package: links, charts, drawings.

What is asked for may be a hundred thousand numbers, so a text is looked through once and not once for each of them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from mingcha.model.masking import NotMasked
from mingcha.rectify.mask.package import MARKUP, Element, Parts, tree_of, xml_of
from mingcha.rectify.mask.placing import Edit, FileLetters, edited, edits_of
from mingcha.text.mask_pattern import HIDDEN

# Elements whose words belong together however many runs they are cut into.
_PARAGRAPHS = (
    "{http://schemas.openxmlformats.org/drawingml/2006/main}p",
    *(f"{{urn:oasis:names:tc:opendocument:xmlns:text:1.0}}{name}" for name in ("p", "h")),
)
# Codes of a field may be cut into runs like words.
_WORD_PARAGRAPH, _FIELD = (
    f"{{http://schemas.openxmlformats.org/wordprocessingml/2006/main}}{name}" for name in ("p", "instrText")
)
_NAMES = {
    *(("definedName", "name"), ("table", "name"), ("table", "displayName"), ("sheetPr", "codeName")),
    *(("bookmarkStart", "name"), ("hyperlink", "anchor"), ("workbookPr", "codeName"), ("docPartPr", "name")),
}
_NUMBER = re.compile(rb"[0-9]{6,}[0-9Xx]")


class Values:
    """The letters of what is to be masked, each with its mask."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._masks = dict(values)
        self._lengths = sorted({len(value) for value in values if value}, reverse=True)
        self._first = {value[0] for value in values if value}
        self._shortest = self._lengths[-1] if self._lengths else 0

    def __bool__(self) -> bool:
        return bool(self._lengths)

    def edits(self, file: FileLetters) -> Iterator[Edit]:
        """Wherever a value stands between two barriers, its mask; over several strings the first takes it."""
        whole, at = file.text, 0
        while self and at <= len(whole) - self._shortest:
            length = self._at(whole, at) if whole[at] in self._first else 0
            if length and not any(one in file.barriers for one in range(at + 1, at + length)):
                yield from edits_of(range(at, at + length), self._masks[whole[at : at + length]], file)
                at += length
            else:
                at += 1

    def masked(self, words: str) -> str:
        """One string with the values in it masked."""
        if not self or len(words) < self._shortest or self._first.isdisjoint(words):
            return words
        file = FileLetters()
        file.add(words, 0, 0)
        changes = [*self.edits(file)]
        return edited(words, changes) if changes else words

    def stand_in(self, content: bytes) -> bool:
        """Whether a long number of them stands in the bytes of a part."""
        return any(
            self._at(run, at)
            for found in _NUMBER.finditer(content)
            for run in (found[0].decode(),)
            for at in range(len(run))
        )

    def _at(self, whole: str, at: int) -> int:
        """How many letters the value has that begins here; 0 when none does."""
        left = len(whole) - at
        return next(
            (length for length in self._lengths if length <= left and whole[at : at + length] in self._masks), 0
        )


def mask_values(parts: Parts, values: Values, *, but: Collection[str] = (), within: Collection[str] = ()) -> None:
    """Mask the values in every part but `but`, in texts and attributes; elements named in `within` are passed over."""
    if not values:
        return
    for name, content in parts.items():
        if not name.endswith(MARKUP) or name in but:
            continue
        root = tree_of(content)
        if mask_tree(root, values, within=within):
            parts[name] = xml_of(root)


def mask_tree(root: Element, values: Values, *, within: Collection[str] = ()) -> bool:
    """Mask the values below an element; whether anything was."""
    changed = False
    for element in _elements(root, within):
        if element.tag in _PARAGRAPHS or (
            element.tag == _WORD_PARAGRAPH and next(element.iter(_FIELD), None) is not None
        ):
            changed |= _mask_paragraph(element, values)
        for key, words in [*element.attrib.items()]:
            if (made := values.masked(words)) != words:
                element.set(key, _as_name(made) if _is_name(element, key) else made)
                changed = True
        for slot in ("text", "tail"):
            words = getattr(element, slot) or ""
            if words and (made := values.masked(words)) != words:
                setattr(element, slot, made)
                changed = True
    return changed


def _is_name(element: Element, key: str) -> bool:
    """Whether an attribute is a name by which programs find something, in which they allow no asterisk."""
    return (element.tag.rpartition("}")[2], key.rpartition("}")[2]) in _NAMES


def _as_name(masked: str) -> str:
    return masked.replace(HIDDEN, "_")


def must_be_gone(parts: Parts, values: Values) -> None:
    """Raises NotMasked when a number still stands in some part."""
    if any(values.stand_in(content) for content in parts.values()):
        raise NotMasked("号码在文件的其他部分还有一份，无法遮盖，没有处理。请在原软件中另存后再试。")


def _elements(root: Element, within: Collection[str]) -> Iterator[Element]:
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if not isinstance(element.tag, str) or element.tag.rpartition("}")[2] in within:
            continue
        yield element
        waiting.extend(element)


def _mask_paragraph(paragraph: Element, values: Values) -> bool:
    """The runs of a paragraph together: a number cut in two by a bold letter is one number."""
    slots: list[tuple[Element, str]] = []
    file = FileLetters()
    for element in paragraph.iter():
        for slot in ("text", "tail"):
            if not isinstance(element.tag, str) or (slot == "tail" and element is paragraph):
                continue
            if words := getattr(element, slot):
                file.add(words, len(slots), 0)
                slots.append((element, slot))
    changes: dict[int, list[Edit]] = {}
    for one in values.edits(file):
        assert isinstance(one.key, int)
        changes.setdefault(one.key, []).append(one)
    for key, some in changes.items():
        element, slot = slots[key]
        setattr(element, slot, edited(getattr(element, slot), some))
    return bool(changes)
