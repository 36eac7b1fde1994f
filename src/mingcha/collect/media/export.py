"""Tables exported by platforms and monitoring services: their columns by name, else by what stands in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from mingcha.collect.header_words import Header, HeaderWords
from mingcha.collect.ledger_lines import Line, text_of
from mingcha.collect.table_rows import rows_of, told
from mingcha.model.ledger import Cell, FileFault, RowFault, Sheet
from mingcha.model.media import MediaField, Stated, StatedPosts, Way
from mingcha.standards.media import media_columns
from mingcha.text.moments import NotADate, read_moment

# Rows looked at to tell what a column holds, and how large a part of them must agree.
_LOOKED_AT = 200
_AGREE = 0.8
_NO_RESULT = "是公式，但文件里没有算出的结果。请用 WPS 或 Excel 打开后保存一次，或直接填写内容"


@cache
def words() -> HeaderWords[MediaField]:
    """The names of an export's columns."""
    return HeaderWords((column.field, column.required, column.names) for column in media_columns())


def read_export(sheets: Sequence[Sheet], *, file: str) -> StatedPosts:
    """What all sheets state that have titles and times. Raises FileFault when none has."""
    posts: list[Stated] = []
    notes: list[str] = []
    faults: list[RowFault] = []
    unread: list[str] = []
    for sheet in sheets:
        header, guessed = _header(sheet)
        if header is None or header.missing:
            unread.append(_why_unread(sheet, header))
            continue
        notes += guessed
        passed: dict[Line, list[int]] = {}
        for line, row in rows_of(
            sheet, header, words(), passed, day=MediaField.PUBLISHED, title=MediaField.TITLE, url=MediaField.URL
        ):
            broken = [field for field, column in header.columns.items() if (line, column + 1) in sheet.broken]
            if broken:
                faults.append(RowFault(f"{file}“{sheet.name}”", line, broken[0], _NO_RESULT))
            else:
                posts.append(_stated(row, header.columns, file=file, sheet=sheet.name, line=line))
        if passed:
            notes.append(told(sheet, passed))
    if len(unread) == len(sheets):
        raise FileFault(
            f"没有找到导出表的表头。表里应有“标题”和“发布时间”两列，而{'；'.join(unread)}。"
            "请确认选对了文件，或下载模板，把内容填入模板后再上传。"
        )
    return StatedPosts(tuple(posts), (*notes, *(f"{why}，未读取" for why in unread)), tuple(faults))


def _stated(row: Sequence[Cell], columns: Mapping[MediaField, int], *, file: str, sheet: str, line: int) -> Stated:
    def cell(field: MediaField) -> Cell:
        return row[columns[field]] if field in columns else ""

    return Stated(
        Way.EXPORT,
        file=file,
        sheet=sheet,
        line=line,
        title=text_of(cell(MediaField.TITLE)),
        url=text_of(cell(MediaField.URL)),
        published=cell(MediaField.PUBLISHED),
        account=text_of(cell(MediaField.ACCOUNT)),
        platform=text_of(cell(MediaField.PLATFORM)),
        reads=cell(MediaField.READS),
        summary=_words(cell(MediaField.SUMMARY)),
        text=_words(cell(MediaField.TEXT)),
    )


def _words(cell: Cell) -> str:
    """Words of several lines stay so."""
    return cell if isinstance(cell, str) else text_of(cell)


def _why_unread(sheet: Sheet, header: Header[MediaField] | None) -> str:
    if not sheet.rows:
        return f"工作表“{sheet.name}”是空的"
    if header is None:
        return f"工作表“{sheet.name}”没有认得的列名"
    missing = "、".join(f"“{field.value}”" for field in header.missing)
    return f"工作表“{sheet.name}”缺少{missing}"


def _header(sheet: Sheet) -> tuple[Header[MediaField] | None, list[str]]:
    """The header by names; what it lacks is looked for by what stands below, and said so."""
    header = words().find(sheet)
    if header is None or len(header.columns) < 2:
        first = next((index for index, row in enumerate(sheet.rows) if sum(cell != "" for cell in row) >= 2), None)
        if first is None:
            return header, []
        # A table without a line of names begins with its first post.
        nameless = any(_is_link(cell) or _is_moment(cell) for cell in sheet.rows[first])
        header = Header(first - nameless, header.columns if header and header.row == first else {}, words().required)
    columns, notes = _with_title(header.columns), []
    header = replace(header, columns=columns)
    for field, column in _by_content(sheet, header):
        columns[field] = column
        row = sheet.rows[header.row] if header.row >= 0 else ()
        name = text_of(row[column]) if column < len(row) else ""
        called = f"“{name}”列" if name else f"第 {column + 1} 列"
        notes.append(f"工作表“{sheet.name}”的{called}不是认得的列名，按内容当作“{field.value}”，请核对")
    return replace(header, columns=columns), notes


def _with_title(columns: Mapping[MediaField, int]) -> dict[MediaField, int]:
    """Posts of 微博 have no title but their words: where no column is called a title, they are it."""
    worded = next((columns[field] for field in (MediaField.TEXT, MediaField.SUMMARY) if field in columns), None)
    if MediaField.TITLE in columns or worded is None:
        return dict(columns)
    return {**columns, MediaField.TITLE: worded}


def _by_content(sheet: Sheet, header: Header[MediaField]) -> Iterator[tuple[MediaField, int]]:
    """Columns for what is missing, by what most of their cells are; only where one column alone would do."""
    rows = sheet.rows[header.row + 1 : header.row + 1 + _LOOKED_AT]
    taken = set(header.columns.values())
    free = {
        column: cells
        for column in range(max(map(len, rows), default=0))
        if column not in taken and (cells := [row[column] for row in rows if column < len(row) and row[column] != ""])
    }
    for field, fits in ((MediaField.URL, _is_link), (MediaField.PUBLISHED, _is_moment)):
        if field in header.columns:
            continue
        found = [column for column, cells in free.items() if _share(cells, fits) >= _AGREE]
        if len(found) == 1:
            free.pop(found[0])
            yield field, found[0]
    if MediaField.TITLE not in header.columns:
        # Of texts, titles are long and each is another.
        texts = {column: [text_of(cell) for cell in cells if _is_words(cell)] for column, cells in free.items()}
        lengths = {
            column: sum(map(len, words)) / len(words)
            for column, words in texts.items()
            if len(words) >= _AGREE * len(rows) and len(set(words)) * 2 > len(words)
        }
        likely = [column for column, length in lengths.items() if length >= 6]
        if len(likely) == 1:
            yield MediaField.TITLE, likely[0]


def _share(cells: Sequence[Cell], fits: Callable[[Cell], bool]) -> float:
    return sum(map(fits, cells)) / len(cells)


def _is_link(cell: Cell) -> bool:
    return isinstance(cell, str) and cell.strip().lower().startswith(("http://", "https://"))


def _is_words(cell: Cell) -> bool:
    return isinstance(cell, str) and not _is_link(cell) and any("\u4e00" <= letter <= "\u9fff" for letter in cell)


def _is_moment(cell: Cell) -> bool:
    if isinstance(cell, int | float):
        return False  # a count may look like the number of a day
    try:
        return bool(read_moment(cell))
    except NotADate:
        return False
