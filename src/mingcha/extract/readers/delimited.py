"""Text tables: CSV with commas, semicolons or tabs, in the encodings Chinese offices send."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter

from mingcha.model.ledger import FileFault, Sheet

_SEPARATORS = ",;\t"
SHEET_NAME = "文本表格"  # text files have no sheets, and people are told of a sheet and a line


def read_delimited(data: bytes) -> tuple[Sheet, ...]:
    """One sheet; every cell is text. Raises FileFault.

    Encodings: UTF-8 with or without mark, UTF-16 with mark, else GB18030, which WPS and Excel write.
    """
    text = decode(data)
    separator = separator_of(text)
    rows = [tuple(cell.strip() for cell in row) for row in _rows(text, separator)]
    return (Sheet(name=SHEET_NAME, rows=tuple(rows)),)


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

    def evenness(separator: str) -> tuple[int, int]:
        lines = [len(row) for row in csv.reader(io.StringIO(text[:20_000]), delimiter=separator)][:30]
        width, times = Counter(cells for cells in lines if cells > 1).most_common(1)[0]
        return times, width

    candidates = [separator for separator in _SEPARATORS if separator in text[:20_000]]
    return max(candidates, key=evenness, default=",")


def _rows(text: str, separator: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(text), delimiter=separator, strict=True))
    except csv.Error as error:
        if "end of data" in str(error) or "limit" in str(error):
            raise FileFault(
                "有一处英文双引号没有成对，其后的内容无法分行。请用 WPS 表格打开后另存为 .xlsx，再上传。"
            ) from None
    # A quote inside an unquoted cell is only untidy.
    return list(csv.reader(io.StringIO(text), delimiter=separator))
