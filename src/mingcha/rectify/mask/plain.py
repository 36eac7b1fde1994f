"""Text files and text tables masked: the same bytes outside the masked places."""

from __future__ import annotations

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE
from collections.abc import Sequence
from itertools import zip_longest

from mingcha.model.document import BREAK_IN_CELL, IN_CELL, Document
from mingcha.model.masking import Made, NotMasked, Replacement, replaced
from mingcha.rectify.mask.delimited import rewritten, rows_of, said
from mingcha.rectify.mask.placing import Edit, FileLetters, all_placed, edited, edits, letters_of, placed
from mingcha.text.encodings import decode

_SEPARATORS = ",;\t|"
_MARKS = (BOM_UTF8, BOM_UTF32_LE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF16_BE)


def masked_text(data: bytes, document: Document, replacements: Sequence[Replacement]) -> Made:
    """A text with every line, space and line end as it was."""
    text, encoding = decode(data)
    file, letters = FileLetters(), letters_of(document.text)
    file.add(text, 0, 0)
    places = placed(letters, file, [(0, len(letters.at))])
    changes, lost = edits(replacements, letters, places, file)
    all_placed(lost, "文本")
    return Made(_encoded(data, edited(text, changes), encoding))


def masked_csv(data: bytes, document: Document, replacements: Sequence[Replacement]) -> Made:
    """The only table of a text file: quotes, line ends and empty lines stay, and cells without a mask as they are."""
    if not document.tables:
        return masked_text(data, document, replacements)
    text, encoding = decode(data)
    for separator in _SEPARATORS:
        changes = _changes(text, separator, document, replacements)
        if changes is not None:
            return Made(_encoded(data, edited(text, changes), encoding))
    raise NotMasked("文本表格的分隔符无法确定，没有处理。请另存为 xlsx 后再遮盖。")


def _changes(text: str, separator: str, document: Document, replacements: Sequence[Replacement]) -> list[Edit] | None:
    """The cells to write anew; None where the text parted like this is not the table of the document."""
    (table,) = document.tables
    found: list[Edit] = []
    at = 0
    for row, places in zip_longest(range(len(table.row_starts)), rows_of(text, separator)):
        if row is None or places is None:
            return None
        cells, offset = document.row(table, row), table.row_starts[row]
        if len(cells) != len(places):
            return None
        for cell, (start, end) in zip(cells, places, strict=True):
            written = text[start:end]
            if written != cell and said(written).translate(IN_CELL) != cell:
                return None
            while at < len(replacements) and replacements[at].end <= offset:
                at += 1
            here = replacements[at : at + 8]
            if here and here[0].start < offset + len(cell):
                masked = replaced(cell, offset, here).replace(BREAK_IN_CELL, "\n")
                found.append(Edit(0, start, end, rewritten(written, masked, separator)))
            offset += len(cell) + 1
    return found


def _encoded(data: bytes, made: str, encoding: str) -> bytes:
    mark = next((mark for mark in _MARKS if data.startswith(mark)), b"")
    try:
        return mark + made.encode(encoding)
    except UnicodeEncodeError:
        raise NotMasked("文件里有损坏的文字，写回时会改变，没有处理。请另存为 UTF-8 后再遮盖。") from None
