"""A document as the checks see it: one text, and where every character of it stands in the file.

The text of a whole file is one string. Passages and tables are stretches of it, in ascending order and never
overlapping, so that a list of 700,000 lines costs one string and one number a row. `assembly.Assembly` builds it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, ClassVar, TypeVar

T = TypeVar("T")

CELL_END, ROW_END = "\t", "\n"
# A line break inside a cell; a tab inside a cell becomes a space.
BREAK_IN_CELL = "\v"
IN_CELL = str.maketrans({CELL_END: " ", "\r": "", ROW_END: BREAK_IN_CELL})


class Hidden(StrEnum):
    """Why a reader of the file as it opens does not see a place; VISIBLE is the empty string."""

    VISIBLE = ""
    COLUMN = "隐藏列"
    ROW = "隐藏行"
    SHEET = "隐藏工作表"
    WHITE = "白色文字"
    TEXT = "隐藏文字"
    COVERED = "被遮盖的文字"
    COMMENT = "批注"
    NOTE = "备注"
    REVISION = "修订痕迹"
    PROPERTY = "文档属性"
    NAME = "定义的名称"
    CHOICE = "数据有效性列表"
    CACHE = "缓存数据"
    EMBEDDED = "嵌入对象"
    ALT_TEXT = "图片说明"
    MARKUP = "网页源代码"
    BEHIND = "不显示的内容"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands, as a clerk finds it: `汇总表!D17`, `第3页第12行`, `第5段`, `批注2`, `文档属性：作者`."""

    label: str
    hidden: Hidden = Hidden.VISIBLE

    def __str__(self) -> str:
        return f"{self.label}（{self.hidden.value}）" if self.hidden else self.label


@dataclass(frozen=True, slots=True)
class Passage:
    """text[start:end] outside tables: one place, or lines counted from `first_line` (0: not counted).

    `measure` is what a line of it is called: 行 of a text, 段 of a page.
    """

    start: int
    end: int
    label: str
    hidden: Hidden = Hidden.VISIBLE
    first_line: int = 0
    measure: str = "行"


@dataclass(frozen=True, slots=True)
class Link:
    """Where a page leads, as it says it (relative addresses stay so), and the words a reader clicks."""

    address: str
    text: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """text[start:end] as rows ended by a line feed, whose cells are parted by tabs. Nothing else holds either mark.

    `row_starts` are offsets into the text, one a row; `row_numbers` the file's own numbers (1-based, may skip);
    `first_column` is the 1-based number of the first cell. `is_sheet` chooses between `表!D17` and `表第3行第2列`.
    Rows and columns in `hidden_rows`, `hidden_columns`, `whole_numbers`, `merges` and `hidden_cells` count from 0
    within the table. A merged range (top, left, bottom, right; all inclusive) holds its value in its first cell only.
    `header` is given when it does not stand in the rows; `is_listed` says that the rows are lines of running text, whose
    places are those of the lines.
    `whole_numbers`: cells of 12 digits and more that the file keeps as numbers; beyond 15 digits the rest is lost.
    """

    name: str
    start: int
    end: int
    row_starts: Sequence[int]
    row_numbers: Sequence[int]
    first_column: int = 1
    is_sheet: bool = True
    hidden: Hidden = Hidden.VISIBLE
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    hidden_cells: Mapping[tuple[int, int], Hidden] = field(default_factory=dict)
    whole_numbers: frozenset[tuple[int, int]] = frozenset()
    merges: tuple[tuple[int, int, int, int], ...] = ()
    header: tuple[str, ...] = ()
    is_listed: bool = False

    def row_of(self, offset: int) -> int:
        return bisect_right(self.row_starts, offset) - 1

    def hidden_at(self, row: int, column: int) -> Hidden:
        if self.hidden:
            return self.hidden
        if column in self.hidden_columns:
            return Hidden.COLUMN
        if row in self.hidden_rows:
            return Hidden.ROW
        return self.hidden_cells.get((row, column), Hidden.VISIBLE)

    def place(self, row: int, column: int) -> Place:
        number, at = self.row_numbers[row], self.first_column + column
        label = f"{self.name}!{letters(at)}{number}" if self.is_sheet else f"{self.name}第{number}行第{at}列"
        return Place(label, self.hidden_at(row, column))


@dataclass(frozen=True, slots=True)
class Trace:
    """Where the letters of text[start:end], spaces not counted, stand in the file, in order, one mark for each.

    Of a PDF a mark is the number of the sign on page `page`; of a picture `box` is what surrounds them all: left, top,
    right, bottom in its points.
    """

    start: int
    end: int
    page: int
    marks: Sequence[int] = ()
    box: tuple[float, float, float, float] | None = None


class Outcome(StrEnum):
    """Why a document, or a part of it, was not examined. Never the same as clean."""

    MISSING = "没有这个文件"
    UNSEEN = "没有看到"
    EMPTY = "文件是空的"
    UNKNOWN_FORMAT = "不认识的文件格式"
    UNSUPPORTED = "这种格式目前还不能读取"
    NEEDS_SOFTWARE = "读取这种格式需要另装软件，本机没有"
    ENCRYPTED = "文件加了密码，打不开"
    BROKEN = "文件已损坏或不完整"
    TOO_LARGE = "文件或其内容超过允许的大小"
    TOO_DEEP = "压缩包嵌套层数过多"
    EXPANDS = "压缩包展开后过大，可能是恶意文件"
    TOO_SLOW = "读取超过时限"
    OUT_OF_MEMORY = "读取所需内存超过上限"
    READER_FAILED = "读取时出错"
    PICTURE = "图片或扫描页，没有文字识别，内容未检查"
    PARTLY_READ = "只读出一部分"
    CHECK_FAILED = "检查项运行出错，未得出结论"


@dataclass(frozen=True, slots=True)
class NotExamined:
    """One thing that was not examined: which file, which part of it (empty: all), and why."""

    source: str
    outcome: Outcome
    member: str = ""
    place: str = ""
    reason: str = ""

    def __str__(self) -> str:
        where = "，".join(part for part in (self.source, self.member, self.place) if part)
        return f"{where}：{self.outcome.value}" + (f"（{self.reason}）" if self.reason else "")


@dataclass(frozen=True, eq=False)
class Document:
    """One file, web page or archive member, read.

    `source` is the path or address it came from, `member` the path inside an archive, `post` what page and
    attachments have in common (empty: nothing known). `kind` is the format by content: html, docx, xlsx, pdf, txt …
    `tags` are a page's own statements (name and value of its meta tags, doubled ones twice), `links` where it leads.
    `traces` are kept only for whoever asks the reader for them. `posted` is the day it was published (None: not known;
    what was right then is judged by it), `unit` the code of the unit whose it is, `column` the portal column it stands in.
    """

    LOOKED_AS: ClassVar[str] = "文件"

    source: str
    text: str
    passages: tuple[Passage, ...] = ()
    tables: tuple[Table, ...] = ()
    member: str = ""
    kind: str = ""
    title: str = ""
    post: str = ""
    tags: tuple[tuple[str, str], ...] = ()
    links: tuple[Link, ...] = ()
    traces: tuple[Trace, ...] = ()
    posted: date | None = None
    unit: str = ""
    column: str = ""
    _remembered: dict[Callable[[Document], Any], Any] = field(default_factory=dict, init=False, repr=False)

    def once(self, compute: Callable[[Document], T]) -> T:
        """What the function finds in this document, computed at the first call: many checks ask the same."""
        known = self._remembered
        if compute not in known:
            known[compute] = compute(self)
        found: T = known[compute]
        return found

    def remember(self, compute: Callable[[Document], T], found: T) -> None:
        """Take the answer of `compute` as already known: many documents were asked together."""
        self._remembered[compute] = found

    def table_at(self, offset: int) -> Table | None:
        if not self.tables:
            return None
        index = bisect_right(self.tables, offset, key=lambda table: table.start) - 1
        return self.tables[index] if index >= 0 and offset < self.tables[index].end else None

    def passage_at(self, offset: int) -> Passage | None:
        if not self.passages:
            return None
        index = bisect_right(self.passages, offset, key=lambda passage: passage.start) - 1
        return self.passages[index] if index >= 0 and offset < self.passages[index].end else None

    def cell_at(self, table: Table, offset: int) -> tuple[int, int]:
        """Row and column, both from 0, of the cell that holds the offset."""
        row = table.row_of(offset)
        return row, self.text.count(CELL_END, table.row_starts[row], offset)

    def row(self, table: Table, index: int) -> list[str]:
        """The cells of one row."""
        start = table.row_starts[index]
        end = table.row_starts[index + 1] if index + 1 < len(table.row_starts) else table.end
        return self.text[start:end].removesuffix(ROW_END).split(CELL_END)

    def place_at(self, offset: int) -> Place:
        if (table := self.table_at(offset)) is not None and not table.is_listed:
            return table.place(*self.cell_at(table, offset))
        passage = self.passage_at(offset)
        if passage is None:
            return Place(f"第{self.text.count(ROW_END, 0, offset) + 1}行")
        if not passage.first_line:
            return Place(passage.label, passage.hidden)
        line = passage.first_line + self.text.count(ROW_END, passage.start, offset)
        return Place(f"{passage.label}第{line}{passage.measure}", passage.hidden)

    def places_at(self, offsets: Sequence[int]) -> tuple[str, ...]:
        """What `place_at` says of several offsets, in ascending order."""
        if self.tables or self.passages:
            return tuple([str(self.place_at(offset)) for offset in offsets])
        told, line, last = [], 1, 0
        for offset in offsets:
            line += self.text.count(ROW_END, last, offset)
            last = offset
            told.append(str(Place(f"第{line}行")))
        return tuple(told)

    def __getstate__(self) -> dict[str, Any]:
        return self.__dict__ | {"_remembered": {}}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader gives: the documents found in a file, and what in it could not be examined."""

    documents: tuple[Document, ...] = ()
    not_examined: tuple[NotExamined, ...] = ()


def letters(number: int) -> str:
    """The name of a sheet's column: 1 → A, 28 → AB."""
    name = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name
