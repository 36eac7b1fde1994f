"""The binary Word format (doc, older wps): the piece table gives the text, the property pages what is hidden in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from mingcha.extract.contents import Contents, Gap, Unreadable
from mingcha.extract.limits import Limits
from mingcha.extract.readers.compound import add_properties, embedded, opened, stream
from mingcha.extract.readers.numbers_behind import add_numbers_left
from mingcha.extract.readers.word_pages import hidden_runs, row_ends, u16, u32
from mingcha.model.assembly import Assembly
from mingcha.model.document import Hidden, Outcome

_MAGIC, _ENCRYPTED, _SECOND_TABLE = (0xA5EC, 0xA5DC), 0x0100, 0x0200
_OLDEST = 0x00C1  # Word 97; before it the text was kept otherwise
_PIECES = 0x01A2
# Lengths of the stories, which follow each other in this order, and what a clerk calls them.
_STORIES = (
    (0x4C, "", Hidden.VISIBLE),
    (0x50, "脚注", Hidden.VISIBLE),
    (0x54, "页眉页脚", Hidden.VISIBLE),
    (0x58, "宏", Hidden.TEXT),
    (0x5C, "批注", Hidden.COMMENT),
    (0x60, "尾注", Hidden.VISIBLE),
    (0x64, "文本框", Hidden.VISIBLE),
    (0x68, "页眉文本框", Hidden.VISIBLE),
)
_FIELD = re.compile("\x13([^\x13\x14\x15]*)(?:\x14([^\x13\x15]*))?\x15")
_CELL_END, _ROW_END = "\x07", "\x06"
_SIGNS = str.maketrans({"\x1e": "-", "\x1f": None, "\xa0": " ", "\x0b": "\v", "\x0c": "\r", "\x0e": "\r", "\t": " "})
_NOTHING = re.compile("[\x00-\x05\x08\x0f-\x12\x16-\x1d\x7f]")


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int  # in characters
    end: int
    at: int  # in bytes of the stream
    width: int  # bytes a character

    def text(self, main: bytes) -> str:
        content = main[self.at : self.at + (self.end - self.start) * self.width]
        return content.decode("utf-16-le" if self.width == 2 else "cp1252", errors="replace")


def read(data: bytes, limits: Limits) -> Contents:
    file = opened(data)
    main = stream(file, "WordDocument")
    if len(main) < _PIECES + 8 or u16(main, 0) not in _MAGIC:
        raise Unreadable(Outcome.BROKEN, "没有正文")
    flags = u16(main, 0x0A)
    if flags & _ENCRYPTED:
        raise Unreadable(Outcome.ENCRYPTED, "请取消打开密码后保存，再检查")
    if u16(main, 2) < _OLDEST:
        raise Unreadable(Outcome.UNSUPPORTED, "Word 97 以前的文档；请用 WPS 或 Word 打开后另存为 .docx，再检查")
    table = stream(file, "1Table" if flags & _SECOND_TABLE else "0Table")
    pieces = _pieces(main, table)
    if pieces[-1].end > limits.characters:
        raise Unreadable(Outcome.TOO_LARGE, f"文字超过 {limits.characters // 10_000} 万字")
    text, hidden = _marked(main, table, pieces)
    assembly, gaps, at = Assembly(), [], 0
    tables = 0
    for offset, label, why in _STORIES:
        length = u32(main, offset)
        tables = _add_story(assembly, text[at : at + length], hidden, at, label, why, tables)
        at += length
    if at > len(text) + 8:
        gaps.append(Gap(Outcome.PARTLY_READ, reason="文件记载的字数多于实际保存的字数"))
    add_properties(assembly, file)
    add_numbers_left(assembly, data)
    return Contents("doc", assembly, inside=[*embedded(file)], gaps=tuple(gaps))


def _pieces(main: bytes, table: bytes) -> list[_Piece]:
    start, length = u32(main, _PIECES), u32(main, _PIECES + 4)
    found, at = table[start : start + length], 0
    while at < len(found) and found[at] == 1:  # properties of pieces, not needed here
        at += 3 + u16(found, at + 1)
    if at >= len(found) or found[at] != 2:
        raise Unreadable(Outcome.BROKEN, "文字位置表缺失")
    count = (u32(found, at + 1) - 4) // 12
    at += 5
    pieces = []
    for index in range(max(count, 0)):
        first, last = u32(found, at + 4 * index), u32(found, at + 4 * index + 4)
        place = u32(found, at + 4 * (count + 1) + 8 * index + 2)
        packed = bool(place & 0x40000000)
        place &= 0x3FFFFFFF
        if last < first or last - first > len(main):
            raise Unreadable(Outcome.BROKEN, "文字位置表已损坏")
        pieces.append(_Piece(first, last, place // 2 if packed else place, 1 if packed else 2))
    if not pieces:
        raise Unreadable(Outcome.BROKEN, "文字位置表是空的")
    return pieces


def _marked(main: bytes, table: bytes, pieces: list[_Piece]) -> tuple[str, list[tuple[int, Hidden]]]:
    """The whole text, ends of rows marked; and the places, in order, where what hides it changes."""
    ends = row_ends(main, table)
    runs = hidden_runs(main, table)
    starts = [start for start, _, _ in runs]
    texts, changes = [], []
    total = 0
    for piece in pieces:
        text = piece.text(main)
        if ends and _CELL_END in text:
            text = "".join(
                _ROW_END if sign == _CELL_END and piece.at + index * piece.width in ends else sign
                for index, sign in enumerate(text)
            )
        last = piece.at + len(text) * piece.width
        changes.append((total, Hidden.VISIBLE))
        for start, end, why in runs[max(bisect_right(starts, piece.at) - 1, 0) :]:
            if start >= last:
                break
            if end > piece.at:
                changes.append((total + (max(start, piece.at) - piece.at) // piece.width, why))
                changes.append((total + (min(end, last) - piece.at) // piece.width, Hidden.VISIBLE))
        texts.append(text)
        total += len(text)
    return "".join(texts), changes


def _add_story(
    assembly: Assembly, text: str, hidden: list[tuple[int, Hidden]], at: int, label: str, why: Hidden, tables: int
) -> int:
    shown, apart = _parted(text, hidden, at)
    rows: list[list[str]] = []
    paragraph = 0
    # A row is what ends with its mark; where no row's end is known, two ends of cells in a row stand for it.
    shown = _clean(shown) if _ROW_END in shown else _clean(shown.replace("\x07\x07", _CELL_END + _ROW_END))
    for stretch in re.split(f"([^\r{_ROW_END}]*{_CELL_END}[^{_ROW_END}]*{_ROW_END})|\r", shown):
        if stretch is None:
            continue
        if stretch.endswith(_ROW_END):
            cells = stretch.removesuffix(_ROW_END).removesuffix(_CELL_END).split(_CELL_END)
            rows.append([cell.replace("\r", "\n").strip("\n") for cell in cells])
            continue
        words = stretch.replace("\v", "\n").strip("\n ").replace(_CELL_END, " ").replace(_ROW_END, "")
        if not words:
            continue
        tables = _add_table(assembly, rows, label, why, tables)
        paragraph += 1
        assembly.add(words, f"{label}第{paragraph}段", hidden=why)
    tables = _add_table(assembly, rows, label, why, tables)
    for words, reason in apart:
        words = _clean(words).replace(_CELL_END, " ").replace(_ROW_END, "\n").replace("\r", "\n").strip()
        assembly.add(words, label or "正文", hidden=reason)
    return tables


def _parted(text: str, hidden: list[tuple[int, Hidden]], at: int) -> tuple[str, list[tuple[str, Hidden]]]:
    """What is shown, and stretches of what is not."""
    shown, apart = [], []
    now, since = Hidden.VISIBLE, 0
    for place, why in [*hidden, (at + len(text), Hidden.VISIBLE)]:
        place = min(max(place - at, 0), len(text))
        if place > since:
            if now:
                apart.append((text[since:place], now))
            else:
                shown.append(text[since:place])
            since = place
        now = why
    # Addresses and quoted words of fields; those of page numbers say nothing.
    apart += [(field[1], Hidden.BEHIND) for field in _FIELD.finditer(text) if '"' in field[1]]
    return "".join(shown), apart


def _clean(text: str) -> str:
    """Signs of the format made plain; of fields, the result."""
    while True:
        text, count = _FIELD.subn(lambda found: found[2] or "", text)
        if not count:
            return _NOTHING.sub("", text.translate(_SIGNS)).replace("\x13", "").replace("\x14", "").replace("\x15", "")


def _add_table(assembly: Assembly, rows: list[list[str]], label: str, why: Hidden, tables: int) -> int:
    if rows:
        tables += 1
        assembly.add_table(rows, f"{label}第{tables}个表格", is_sheet=False, hidden=why)
        rows.clear()
    return tables
