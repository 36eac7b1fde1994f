"""Text tables: CSV with commas, semicolons or tabs, in the encodings Chinese offices send."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter

from mingcha.model.ledger import FileFault, Sheet

_SEPARATORS = ",;\t"
# Never in a ledger: Unicode leaves it to programs for their own use.
_STRAY = "\ufdd0"
SHEET_NAME = "文本表格"  # text files have no sheets, and people are told of a sheet and a line


def read_delimited(data: bytes) -> tuple[Sheet, ...]:
    """One sheet; every cell is text. Raises FileFault.

    Encodings: UTF-8 with or without mark, UTF-16 with mark, else GB18030, which WPS and Excel write.
    """
    text = one_line_end(decode(data))
    separator = separator_of(text)
    rows = _rows(text, separator)
    if _STRAY in text:
        rows = _without_strays(rows)
    return (Sheet(name=SHEET_NAME, rows=tuple(tuple(cell.strip() for cell in row) for row in rows)),)


def one_line_end(text: str) -> str:
    """Lines that end in LF alone: a file may end them in CR LF, or all of them in CR as old programs did.

    A CR between lines that end in LF stands inside a cell, and is kept as a sign of its own until cells are parted.
    """
    text = text.replace("\r\n", "\n")
    return text.replace("\r", _STRAY) if "\n" in text else text.replace("\r", "\n")


def decode(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FileFault("文字编码无法识别，文件可能不完整。请用 WPS 表格打开后另存为 .xlsx，再上传。")


def separator_of(text: str) -> str:
    """The sign that splits the first lines most evenly into several cells; a comma when none does."""

    start = one_line_end(text[:20_000])

    def evenness(separator: str) -> tuple[int, int]:
        lines = [len(row) for row in csv.reader(io.StringIO(start), delimiter=separator)][:30]
        common = Counter(cells for cells in lines if cells > 1).most_common(1)
        return max(((times, width) for width, times in common), default=(0, 0))

    candidates = [separator for separator in _SEPARATORS if separator in start]
    return max(candidates, key=evenness, default=",")


def _rows(text: str, separator: str) -> list[list[str]]:
    for strict in (True, False):  # a quote inside an unquoted cell is only untidy
        try:
            return list(csv.reader(io.StringIO(text), delimiter=separator, strict=strict))
        except csv.Error as error:
            if "end of data" in str(error) or "limit" in str(error):
                break
    raise FileFault(
        "有一处英文双引号没有成对，或一个单元格长得不合常理，其后的内容无法分行。"
        "请用 WPS 表格打开后另存为 .xlsx，再上传。"
    )


def _without_strays(rows: list[list[str]]) -> list[list[str]]:
    """Cells with a space where a CR stood. Raises FileFault where it may have been the end of a line."""
    widest = max((len(row) for row in rows if not any(_STRAY in cell for cell in row)), default=0)
    for number, row in enumerate(rows, 1):
        if len(row) > widest and any(_STRAY in cell for cell in row):
            raise FileFault(
                f"各行的换行符不一致（如第 {number} 行），无法确定从哪里分行。请用 WPS 表格打开后另存为 .xlsx，再上传。"
            )
    return [[cell.replace(_STRAY, " ") for cell in row] for row in rows]
