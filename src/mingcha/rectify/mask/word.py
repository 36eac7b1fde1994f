"""A Word document masked: the looks stay, the text changes where it must, and what nobody sees goes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from mingcha.model.document import Document, Hidden
from mingcha.model.masking import Made, Replacement
from mingcha.rectify.mask.package import Element, Parts, packed, parts_of, tree_of, xml_of
from mingcha.rectify.mask.package_values import Values, mask_values, must_be_gone
from mingcha.rectify.mask.placing import (
    UNPLACED,
    Edit,
    FileLetters,
    Letters,
    all_placed,
    edited,
    edits,
    letters_of,
    values_of,
)
from mingcha.rectify.mask.word_hidden import STORIES, W, strip

_T, _P, _CELL, _HYPHEN = f"{W}t", f"{W}p", f"{W}tc", f"{W}noBreakHyphen"
_BOX = f"{W}txbxContent"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_DRAWN, _DRAWN_TEXT = (f"{{http://schemas.openxmlformats.org/drawingml/2006/main}}{name}" for name in ("p", "t"))
_FORMULA = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# Text kept apart from the paragraphs it belongs to; it is looked for by its value.
_BEHIND = {Hidden.MARKUP, Hidden.CHOICE, Hidden.PROPERTY, Hidden.ALT_TEXT, Hidden.CACHE, Hidden.BEHIND}
_MOST_BETWEEN = 2000


def stripped_word(data: bytes) -> Made:
    """The document as it prints: revisions accepted, comments, hidden text, objects and properties gone."""
    parts = parts_of(data)
    taken = strip(parts)
    return Made(packed(parts), tuple(taken))


def masked_word(data: bytes, document: Document, replacements: Sequence[Replacement]) -> Made:
    """The masked file. Raises NotMasked."""
    parts = parts_of(data)
    source = _Source(parts)
    letters = letters_of(document.text)
    places = source.places(document, letters)
    here: list[Replacement] = []
    behind: list[Replacement] = []
    for one in replacements:
        passage = document.passage_at(one.start) if document.table_at(one.start) is None else None
        (behind if passage is not None and passage.hidden in _BEHIND else here).append(one)
    changes, lost = edits(here, letters, places, source.file)
    values = dict(values_of(document, replacements, all_of=False))
    # A long number that stands in no run of text, such as the words of an art title, is looked for by itself.
    all_placed([one for one in lost if letters_of(document.text[one.start : one.end]).text not in values], "文档")
    changes += Values(values).edits(source.copies)
    source.write(changes)
    # Wherever else they stand: addresses of links, alternative texts, caches of charts, fields.
    values |= dict(values_of(document, behind, all_of=True))
    mask_values(parts, Values(values))
    must_be_gone(parts, Values({value: mask for value, mask in values.items() if value.isascii()}))
    return Made(packed(parts))


class _Source:
    """The texts of a document by the paragraphs and cells they stand in."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._roots: dict[str, Element] = {}
        self._elements: list[Element] = []
        self.file = FileLetters()
        self.copies = FileLetters()  # of text boxes, for programs that cannot draw the newer form
        self._carriers: list[tuple[int, int]] = []
        for name in parts:
            if STORIES.fullmatch(name):
                self._add(name)

    def places(self, document: Document, letters: Letters) -> list[int]:
        """For each letter of the document its place in the file: paragraph by paragraph and cell by cell."""
        found = [UNPLACED] * len(letters.at)
        whole, waiting = self.file.text, defaultdict[str, list[tuple[int, int]]](list)
        for start, end in reversed(self._carriers):
            waiting[whole[start:end]].append((start, end))
        index = 0
        for begin, end in _units(document):
            while index < len(letters.at) and letters.at[index] < begin:
                index += 1
            first = index
            while index < len(letters.at) and letters.at[index] < end:
                index += 1
            words = letters.text[first:index]
            if not words:
                continue
            if same := waiting.get(words):
                at, _ = same.pop() if len(same) > 1 else same[-1]
                found[first:index] = range(at, at + len(words))
            else:
                found[first:index] = self._scattered(words)
        return found

    def write(self, changes: Sequence[Edit]) -> None:
        by_element: dict[int, list[Edit]] = defaultdict(list)
        for one in changes:
            assert isinstance(one.key, int)
            by_element[one.key].append(one)
        for key, some in by_element.items():
            element = self._elements[key]
            if element.tag == _HYPHEN:
                element.getparent().remove(element)
                continue
            element.text = edited(element.text or "", some)
            element.set(_SPACE, "preserve")
        for name, root in self._roots.items():
            self._parts[name] = xml_of(root)

    def _add(self, name: str) -> None:
        root = self._roots[name] = tree_of(self._parts[name])
        order: dict[Element, list[Element]] = {}
        texts = list(root.iter(_T, _HYPHEN, _DRAWN_TEXT, _FORMULA))
        for text in texts:
            order.setdefault(_carrier(text), []).append(text)
        for carrier, pieces in order.items():
            is_copy = next(carrier.iterancestors(_FALLBACK), None) is not None
            into = self.copies if is_copy else self.file
            start = len(into)
            for piece in pieces:
                key = len(self._elements)
                self._elements.append(piece)
                if piece.tag == _HYPHEN:
                    into.add("-", key, 0, 1)
                else:
                    into.add(piece.text or "", key, 0)
            into.part()
            if not is_copy and len(into) > start:
                self._carriers.append((start, len(into)))

    def _scattered(self, words: str) -> list[int]:
        """Words with others between them that are told apart in the document: white text, hidden by its style."""
        whole = self.file.text
        for start, end in self._carriers:
            at = whole.find(words, start, end)
            if at >= 0:
                return list(range(at, at + len(words)))
        for start, end in self._carriers:
            if len(words) <= end - start <= len(words) + _MOST_BETWEEN:
                found, at = [], start
                for sign in words:
                    at = whole.find(sign, at, end)
                    if at < 0:
                        break
                    found.append(at)
                    at += 1
                else:
                    return found
        return [UNPLACED] * len(words)


def _carrier(text: Element) -> Element:
    """The paragraph a text stands in, or the cell around it; a text box stands for itself."""
    paragraph = None
    for ancestor in text.iterancestors():
        if ancestor.tag in (_P, _DRAWN) and paragraph is None:
            paragraph = ancestor
        elif ancestor.tag == _CELL and paragraph is not None:
            return ancestor
        elif ancestor.tag == _BOX:
            break
    return text if paragraph is None else paragraph


def _units(document: Document) -> Iterator[tuple[int, int]]:
    """Paragraphs and cells, in the order of the text."""
    stretches = [(one.start, one.end, None) for one in document.passages if one.hidden not in _BEHIND]
    for start, end, table in sorted(
        [*stretches, *((table.start, table.end, table) for table in document.tables)], key=lambda unit: unit[0]
    ):
        if table is None:
            yield start, end
            continue
        for row, at in enumerate(table.row_starts):
            for cell in document.row(table, row):
                yield at, at + len(cell)
                at += len(cell) + 1
