"""Text files and text tables masked: the same bytes outside the masked places."""

from __future__ import annotations

import csv
import io
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Sequence

from mingcha.model.document import BREAK_IN_CELL, Document
from mingcha.model.masking import Made, NotMasked, Replacement, replaced
from mingcha.rectify.mask.placing import FileLetters, all_placed, edited, edits, letters_of, placed
from mingcha.text.encodings import decode

_SEPARATORS = ",;\t|"


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
    """The only table of a text file, written with its separator and line ends, and quoted where needed."""
    if not document.tables:
        return masked_text(data, document, replacements)
    (table,) = document.tables
    text, encoding = decode(data)
    out, at = io.StringIO(), 0
    writer = csv.writer(out, delimiter=_separator(text, document), lineterminator="\r\n" if "\r\n" in text else "\n")
    for row, start in enumerate(table.row_starts):
        cells, offset = [], start
        for cell in document.row(table, row):
            end = offset + len(cell)
            while at < len(replacements) and replacements[at].end <= offset:
                at += 1
            here = replacements[at : at + 8]
            masked = replaced(cell, offset, here) if here and here[0].start < end else cell
            cells.append(masked.replace(BREAK_IN_CELL, "\n"))
            offset = end + 1
        writer.writerow(cells)
    made = out.getvalue()
    return Made(_encoded(data, made if text.endswith(("\n", "\r")) else made.rstrip("\r\n"), encoding))


def _separator(text: str, document: Document) -> str:
    """The sign that parts the cells of the file as they are parted in the document."""
    table = document.tables[0]
    wanted = [document.row(table, row) for row in range(min(len(table.row_starts), 5))]
    for separator in _SEPARATORS:
        rows = csv.reader(io.StringIO(text[:100_000]), delimiter=separator)
        if [len(row) for row, _ in zip(rows, wanted, strict=False)] == [len(row) for row in wanted]:
            return separator
    raise NotMasked("文本表格的分隔符无法确定，没有处理。请另存为 xlsx 后再遮盖。")


def _encoded(data: bytes, made: str, encoding: str) -> bytes:
    mark = next((mark for mark in (BOM_UTF8, BOM_UTF16_LE, BOM_UTF16_BE) if data.startswith(mark)), b"")
    try:
        return mark + made.encode(encoding)
    except UnicodeEncodeError:
        raise NotMasked("文件里有损坏的文字，写回时会改变，没有处理。请另存为 UTF-8 后再遮盖。") from None
