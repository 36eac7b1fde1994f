"""Lists that are lines of text: 序号 姓名 身份证号 above, and below it lines of as many words. They become tables.

Text files, scans and PDFs have no cells, only spaces between them. Spaces are replaced by the mark of a cell's end, one
for one, so that every offset stays what it was, and places remain those of the lines.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from dataclasses import replace

from mingcha.examine.held_characters import held_characters, may_hold
from mingcha.model.document import CELL_END, ROW_END, Document, Table
from mingcha.standards.privacy_words import words_in

# Formats that say themselves what a table is.
HAVE_TABLES = {"html", "xlsx", "xls", "et", "csv", "ods", "name"}
# One of these is in every heading worth finding.
HEADED = ("名", "户主", "对象", "申请人", "身份证", "证件", "号码", "电话", "手机", "账号", "卡号", "住址")
HEADING = re.compile("|".join(HEADED))
# Columns that are often empty.
REMARKS = ("备注", "备 注", "说明", "其他")
LONGEST_HEADING, MOST_DIGITS = 80, 5
# So many lines that do not fit, and the list has ended: page feet and heads stand between.
OTHER_LINES = 12
# 姓 名 is one word, and so is 17 组 75 号.
SPACES = re.compile(r"[ \u00a0\u3000]+")
INSIDE = re.compile(
    # 姓 名, 身 份 证 号: single characters, but a name ends a word.
    r"(?:(?<=^[\u4e00-\u9fff])|(?<=[ \u3000][\u4e00-\u9fff]))(?<!名)[ \u3000](?=[\u4e00-\u9fff](?:[ \u3000]|$))"
    # 17 组 75 号: printing puts spaces between Chinese and figures.
    r"|(?<=[\u4e00-\u9fff]) (?=[0-9]{1,4} ?[组号栋幢单室楼层队社年月日岁])"
    r"|(?<=[0-9]) (?=[组号栋幢单室楼层队社年月日岁])|(?<=[组栋幢元楼层年月]) (?=[0-9]{1,4} ?[号室栋元单月日层])"
    # 赣 B12345
    r"|(?<=[\u4e00-\u9fff]) (?=[A-HJ-NP-Z][A-Z0-9]{5,6}(?: |$))"
    # 110105 19491231 002X
    r"|(?<=\d{6}) (?=\d{8} \d{3}[\dXx](?!\d))|(?<=\d{6} \d{8}) (?=\d{3}[\dXx](?!\d))"
)


def with_lists(document: Document) -> Document:
    """The same document with its lists as tables; the document itself when it has none."""
    if document.kind in HAVE_TABLES or not may_hold(document, HEADED) or not HEADING.search(document.text):
        return document
    found = list(_lists(document))
    if not found:
        return document
    pieces, at = [], 0
    for table in found:
        pieces += [document.text[at : table.start], _celled(document.text[table.start : table.end])]
        at = table.end
    pieces.append(document.text[at:])
    tables = tuple(sorted([*document.tables, *found], key=lambda table: table.start))
    listed = replace(document, text="".join(pieces), tables=tables)
    listed.remember(held_characters, document.once(held_characters))
    return listed


def _lists(document: Document) -> Iterator[Table]:
    header: tuple[str, ...] = ()
    current: tuple[str, ...] = ()
    starts, end, others = array("q"), 0, 0
    for start, line in _lines(document):
        if heading := _heading(line):
            yield from _table(document, current, starts, end)
            header, starts, others = heading, array("q"), 0
        elif header and (fitting := _fitting(line, header)):
            if starts and (start != end or fitting != current):
                yield from _table(document, current, starts, end)
                starts = array("q")
            current = fitting
            starts.append(start)
            end, others = start + len(line) + 1, 0
        elif header:
            others += 1
            if others > OTHER_LINES:
                yield from _table(document, current, starts, end)
                header, starts = (), array("q")
    yield from _table(document, current, starts, end)


def _fitting(line: str, header: tuple[str, ...]) -> tuple[str, ...]:
    """The headers of a line's cells: all of them, or all but the remarks when one cell is missing; else nothing."""
    count = len(_cells(line))
    if count == len(header):
        return header
    said = tuple(cell for cell in header if cell not in REMARKS)
    return said if count == len(said) else ()


def _table(document: Document, header: tuple[str, ...], starts: array[int], end: int) -> Iterator[Table]:
    if starts:
        yield Table(
            "",
            starts[0],
            min(end, len(document.text)),
            starts,
            range(1, len(starts) + 1),
            is_sheet=False,
            header=header,
            is_listed=True,
        )


def _lines(document: Document) -> Iterator[tuple[int, str]]:
    """Offset and text of the lines outside tables."""
    at = 0
    for table in (*document.tables, None):
        end = table.start if table is not None else len(document.text)
        for line in document.text[at:end].split(ROW_END):
            yield at, line
            at += len(line) + 1
        at = table.end if table is not None else at


def _heading(line: str) -> tuple[str, ...]:
    """The cells of a heading; nothing when the line is none."""
    if len(line) > LONGEST_HEADING or not HEADING.search(line) or sum(c.isdigit() for c in line) > MOST_DIGITS:
        return ()
    cells = _cells(line)
    if len(cells) < 2 or any(c in line for c in "：:。，；"):
        return ()
    claimed = sum(bool(words_in(cell)) for cell in cells)
    return tuple(cells) if claimed >= 2 and claimed * 2 >= len(cells) else ()


def _cells(line: str) -> list[str]:
    return _celled(line).split(CELL_END)


def _celled(text: str) -> str:
    """The text with one mark in each gap between cells; as long as before."""
    kept = INSIDE.sub("\x00", text)
    marked = SPACES.sub(lambda gap: CELL_END + " " * (len(gap[0]) - 1), kept)
    return marked.replace("\x00", " ")
