"""Tables of wordings that are wrong, each with the days between which it is wrong and the words that make it right.

A table is a CSV file in UTF-8 whose first line names its columns, in English or Chinese. One line is one wording. What
does not read raises NotPlain with file, line, column and the nearest right word, in Chinese.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache
from importlib.resources import files

from mingcha.model.finding import Verdict
from mingcha.model.plain import NotPlain
from mingcha.text.normal import folded

FOLDER = "wording"
ENDING = ".csv"
# Between the words of one cell.
OR = "|"
# One character alone says nothing.
SHORTEST, LONGEST = 2, 100
SURE, UNSURE = 1.0, 0.6

Wrong = Callable[[str, str], NotPlain]

# Every column, and what an office may call it.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "wording": ("词语", "错误表述", "用词"),
    "suggestion": ("建议", "建议表述", "规范表述"),
    "since": ("起", "起始日期"),
    "until": ("止", "截止日期"),
    "not_in": ("不在", "例外"),
    "beside": ("旁有", "同句有"),
    "verdict": ("结论",),
    "confidence": ("可信度",),
    "basis": ("理由", "依据"),
    "source": ("来源",),
    "note": ("备注", "说明"),
}
VERDICTS = {"found": Verdict.FOUND, "发现": Verdict.FOUND, "doubt": Verdict.DOUBT, "存疑": Verdict.DOUBT}
SOURCES = {"read": "read", "已核": "read", "told": "told", "未核": "told"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One wording that is wrong from `since` to `until`, both included; None: at all times.

    A phrase of `not_in` that holds the wording makes that place right; one that does not makes the sentence right it
    stands in. Of `beside`, if there are any, one must stand in the same sentence. `source` is read (in the document
    named) or told (known to people, not yet looked up). `line` is the line of the table, counted from 1.
    """

    wording: str
    suggestion: str = ""
    since: date | None = None
    until: date | None = None
    not_in: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    verdict: Verdict = Verdict.FOUND
    confidence: float = SURE
    basis: str = ""
    source: str = "read"
    note: str = ""
    table: str = ""
    line: int = 0

    @property
    def is_dated(self) -> bool:
        return self.since is not None or self.until is not None

    def is_wrong_on(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True, eq=False)
class WordingTable:
    """A table as text: its name, what errors call it, and its lines."""

    name: str
    where: str
    lines: tuple[str, ...]

    @property
    def header(self) -> tuple[str, ...]:
        try:
            return _header(next(csv.reader(self.lines[:1]), []), self.where)
        except csv.Error as error:
            raise NotPlain(f"{self.where} 第 1 行读不懂：英文双引号不成对，或一格太长") from error

    def entry(self, line: int, last: int) -> Entry:
        """The entry on lines `line` to `last`, counted from 1."""
        return _entry(self, self.header, next(csv.reader(self.lines[line - 1 : last])), line)


def wording_table(text: str, *, name: str, where: str) -> WordingTable:
    """The table that a CSV file's text is, not yet looked at."""
    whole = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    return WordingTable(name, where, tuple(whole.split("\n")) if whole else ())


@cache
def packaged_tables() -> tuple[WordingTable, ...]:
    """Our own tables, by name."""
    found = []
    for path in sorted(files(__package__).joinpath(FOLDER).iterdir(), key=lambda path: path.name):
        if path.name.endswith(ENDING):
            where = f"standards/{FOLDER}/{path.name}"
            text = path.read_text(encoding="utf-8")
            found.append(wording_table(text, name=path.name.removesuffix(ENDING), where=where))
    return tuple(found)


def entries(table: WordingTable) -> tuple[Entry, ...]:
    """Every entry of a table, looked at one by one and beside each other. Raises NotPlain."""
    return tuple(entry for _, entry in entries_with_last_lines(table))


def entries_with_last_lines(table: WordingTable) -> Iterator[tuple[int, Entry]]:
    """Every entry with the last line it stands on. Raises NotPlain."""
    if not table.lines:
        raise NotPlain(f"{table.where} 是空的，第一行应是列名：{'、'.join(names[0] for names in COLUMNS.values())}")
    header = table.header
    seen: dict[str, list[Entry]] = {}
    line = 2
    for last, row in _rows(table):
        if any(cell.strip() for cell in row) and not row[0].startswith("#"):
            entry = _entry(table, header, row, line)
            for other in seen.setdefault(folded(entry.wording), []):
                if _meet(entry, other):
                    raise NotPlain(
                        f"{table.where} 第 {line} 行“{_title('wording')}”列：“{entry.wording}”与第 {other.line} 行重复，"
                        "请删去一行，或把两行的起止日期分开"
                    )
            seen[folded(entry.wording)].append(entry)
            yield last, entry
        line = last + 1


def _rows(table: WordingTable) -> Iterator[tuple[int, list[str]]]:
    """Every row after the first line, with the last line it stands on."""
    reader = csv.reader(table.lines[1:])
    try:
        for row in reader:
            yield reader.line_num + 1, row
    except csv.Error as error:
        raise NotPlain(f"{table.where} 第 {reader.line_num + 1} 行读不懂：英文双引号不成对，或一格太长") from error


def _meet(one: Entry, other: Entry) -> bool:
    """Whether both say the same of some day: same neighbours, and days in common."""
    if (one.beside, one.not_in) != (other.beside, other.not_in):
        return False
    return (one.since or date.min) <= (other.until or date.max) and (other.since or date.min) <= (one.until or date.max)


def _header(row: Sequence[str], where: str) -> tuple[str, ...]:
    """The English name of each column."""
    names = {name: key for key, others in COLUMNS.items() for name in (key, *others)}
    found: list[str] = []
    for number, cell in enumerate(row, 1):
        name = cell.strip()
        if name not in names:
            near = get_close_matches(name, names, 1, 0.4)
            hint = f"，是不是“{near[0]}”？" if near else f"，可用的有：{'、'.join(o[0] for o in COLUMNS.values())}"
            raise NotPlain(f"{where} 第 1 行第 {number} 列：不认识的列名“{name}”{hint}")
        if names[name] in found:
            raise NotPlain(f"{where} 第 1 行第 {number} 列：列名“{name}”重复，请删去一列")
        found.append(names[name])
    if "wording" not in found:
        raise NotPlain(f"{where} 第 1 行：缺少“{COLUMNS['wording'][0]}”列")
    return tuple(found)


def _entry(table: WordingTable, header: tuple[str, ...], row: Sequence[str], line: int) -> Entry:
    if len(row) > len(header) and any(cell.strip() for cell in row[len(header) :]):
        raise NotPlain(
            f"{table.where} 第 {line} 行：有 {len(row)} 格，表头只有 {len(header)} 列；内容里有逗号的，请用英文双引号括起来"
        )
    cells = dict(zip(header, (cell.strip() for cell in row), strict=False))

    def wrong(key: str, why: str) -> NotPlain:
        return NotPlain(f"{table.where} 第 {line} 行“{_title(key)}”列：{why}")

    def day(key: str) -> date | None:
        try:
            return date.fromisoformat(cells[key]) if cells.get(key) else None
        except ValueError:
            raise wrong(key, f"应为 2024-01-31 这样的日期，现为“{cells[key]}”") from None

    def some(key: str) -> tuple[str, ...]:
        words = tuple(word.strip() for word in cells.get(key, "").split(OR)) if cells.get(key) else ()
        if not all(words):
            raise wrong(key, f"有空的词，请检查多余的“{OR}”")
        return words

    def one_of(key: str, known: Mapping[str, object], usual: str) -> str:
        given = cells.get(key) or usual
        if given not in known:
            near = get_close_matches(given, known, 1, 0.4)
            hint = f"，是不是“{near[0]}”？" if near else ""
            raise wrong(key, f"应为 {'、'.join(known)} 之一，现为“{given}”{hint}")
        return given

    wording = cells.get("wording", "")
    if not SHORTEST <= len(wording) <= LONGEST:
        raise wrong("wording", f"“{wording}”应有 {SHORTEST} 到 {LONGEST} 个字")
    verdict = VERDICTS[one_of("verdict", VERDICTS, "found")]
    entry = Entry(
        wording,
        cells.get("suggestion", ""),
        day("since"),
        day("until"),
        some("not_in"),
        some("beside"),
        verdict,
        _confidence(cells.get("confidence", ""), verdict, wrong),
        cells.get("basis", ""),
        SOURCES[one_of("source", SOURCES, "read")],
        cells.get("note", ""),
        table.name,
        line,
    )
    if entry.since and entry.until and entry.since > entry.until:
        raise wrong("until", f"止 {entry.until} 早于起 {entry.since}")
    if entry.suggestion == wording:
        raise wrong("suggestion", f"与“{wording}”一样")
    plain = folded(wording)
    for phrase in entry.not_in:
        if folded(phrase) in plain:
            raise wrong("not_in", f"“{phrase}”就在“{wording}”里面，这一行永远不会起作用")
    return entry


def _confidence(written: str, verdict: Verdict, wrong: Wrong) -> float:
    if not written:
        return SURE if verdict is Verdict.FOUND else UNSURE
    try:
        value = float(written)
    except ValueError:
        value = math.nan
    if not 0 < value <= 1:
        raise wrong("confidence", f"应为 0 到 1 之间的小数，现为“{written}”")
    return value


def _title(key: str) -> str:
    """What people call a column."""
    return COLUMNS[key][0]
