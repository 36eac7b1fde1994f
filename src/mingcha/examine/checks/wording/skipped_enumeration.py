"""A number left out, or said twice, in a row that counts.

Looks for: 一是…三是…, 首先…第三…, 一、…三、…, （一）…（三）…, 1.…3.…, 第一，…第三，….
Matters because: the reader looks for what is missing, and whoever cites the row cites it wrongly.
To fix: count again; if a part was lost, put it back.
Cannot see: a row whose first or last part is missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from mingcha.examine.declaration import check, found
from mingcha.examine.wording.gathered import MOST
from mingcha.model.document import Document
from mingcha.model.finding import Evidence, Severity
from mingcha.text.chinese_numbers import number_in_words, read_ordinal
from mingcha.text.line_labels import FORMS, LineLabel, counts_on, line_labels

_IS = re.compile("(?P<number>[一二三四五六七八九十]{1,2})[是要]")
_FIRST = re.compile("第(?P<number>[一二三四五六七八九十]{1,2})[，,]")
# What stands before a part of a row; 统一是 and 唯一要 count nothing.
_BEGINS = frozenset("。；;，,：:、\n\t　 ！!？?”）)—")
_ANY_WAY = "是要为靠看抓在以、，,."
_FIRSTLY = re.compile(r"(?:^|(?<=[。；;：:\n\t　 ]))首先[，,]", re.MULTILINE)
_SECONDLY = re.compile("其次|第二|二是|再次|再者|然后|接着|随后")
# Rows of lines: more lost numbers than these are an excerpt, not a slip; and a row that begins so counts on.
MOST_LOST = 2
QUOTE = 16


@check(
    severity=Severity.MEDIUM,
    clauses=["OGI-6"],
    message="序号不连续：{quote}",
    advice="核对序号；有内容遗漏的补上，只是写错的改正。",
    bad=[
        "一是加强领导。三是严格考核。",
        "一是加强领导；二是压实责任；二是强化督查；三是严格考核。",
        "一、总体要求\n二、主要任务\n四、保障措施",
        "（一）加强领导。\n（三）严格考核。",
        "1.报名\n2.初审\n4.公示",
        "首先，要提高认识。第三，要抓好落实。",
        "第一，提高认识；第二，压实责任；第四，严格考核。",
    ],
    good=[
        "一是加强领导。二是严格考核。",
        "一、总体要求\n（一）指导思想\n（二）基本原则\n二、主要任务\n（一）加强领导",
        "根据第三条、第七条规定",
        "一是加强领导；二要压实责任；三是严格考核。",
        "目录\n一、概况\n二、预算\n一、概况\n二、预算",
        "2.5公里\n3.6公里",
        "1.报名\n（1）填表\n（2）交表\n2.初审",
    ],
)
def skipped_enumeration(document: Document) -> Iterator[Evidence]:
    yield from islice(_all(document), MOST)


def _all(document: Document) -> Iterator[Evidence]:
    text = document.text
    if "一是" in text or "一要" in text:
        yield from _in_sentences(text, _IS)
    if "第一，" in text or "第一," in text:
        yield from _in_sentences(text, _FIRST)
    if "首先" in text and ("第三，" in text or "第三," in text):
        yield from _firstly(text)
    if not counts_on(text):
        yield from _in_lines(document)


def _in_sentences(text: str, pattern: re.Pattern[str]) -> Iterator[Evidence]:
    """Rows within sentences; a row inside a part of another row opens and ends within it."""
    open_: list[tuple[int, re.Match[str]]] = []
    for match in pattern.finditer(text):
        number = read_ordinal(match["number"])
        if number is None or (match.start() and text[match.start() - 1] not in _BEGINS):
            continue
        if number == 1:
            open_.append((1, match))
            continue
        before = next((index for index in range(len(open_) - 1, -1, -1) if open_[index][0] == number - 1), None)
        if before is not None:
            del open_[before:]
            open_.append((number, match))
            continue
        if not open_:
            continue
        last, at = open_[-1]
        start = at.start("number")
        if number == last and last > 1 and at["number"] == match["number"]:
            if _goes_on(text, pattern, match, number + 1) and not _is_new_part(text, at.end(), match.start()):
                yield _evidence(text, start, match.end(), f"“{match[0].strip()}”出现两次。", last=match.start("number"))
        elif last < number <= last + 1 + MOST_LOST:
            lost = [number_in_words(one) for one in range(last + 1, number)]
            if not any(_stands(text, one, at.end(), match.start()) for one in lost):
                yield _evidence(text, start, match.end(), f"缺少“{'”“'.join(lost)}”。", last=match.start("number"))
        open_[-1] = (number, match)


def _goes_on(text: str, pattern: re.Pattern[str], after: re.Match[str], number: int) -> bool:
    following = pattern.search(text, after.end(), after.end() + 600)
    return following is not None and read_ordinal(following["number"]) == number


def _is_new_part(text: str, start: int, end: int) -> bool:
    return text.count("\n", start, end) > 1


def _stands(text: str, number: str, start: int, end: int) -> bool:
    """Whether a number that seems lost stands between in some other form: 二要, 第二, （二）, 其二."""
    at = text.find(number, start, end)
    while at >= 0:
        before, after = text[at - 1], text[at + len(number) : at + len(number) + 1]
        if after in _ANY_WAY and not before.isalnum():
            return True
        if before in "第其（(" or (after and after in "）)"):
            return True
        at = text.find(number, at + 1, end)
    return False


def _firstly(text: str) -> Iterator[Evidence]:
    for match in _FIRST.finditer(text):
        if match["number"] != "三" or (match.start() and text[match.start() - 1] not in _BEGINS):
            continue
        first = None
        for one in _FIRSTLY.finditer(text, max(0, match.start() - 1500), match.start()):
            first = one
        if first and not _SECONDLY.search(text, first.end(), match.start()):
            yield _evidence(text, first.start(), match.end(), "“首先”之后没有“其次”或“第二”。", last=match.start())


@dataclass(slots=True)
class _Row:
    """A row of labelled lines that is being counted."""

    style: str
    last: int
    label: LineLabel
    length: int = 1
    lost: list[tuple[LineLabel, LineLabel]] = field(default_factory=list)


def _in_lines(document: Document) -> Iterator[Evidence]:
    text = document.text
    rows: list[_Row] = []
    for label in line_labels(text):
        if rows and rows[-1].style == label.style and label.number == rows[-1].last + 1:
            top = rows[-1]
            top.last, top.label = label.number, label
            top.length += 1 if top.length > 0 else 0
            continue
        index = next((i for i in range(len(rows) - 1, -1, -1) if rows[i].style == label.style), None)
        if index is None:
            rows.append(_Row(label.style, label.number, label, 1 if label.number == 1 else -1))
            continue
        # An article runs through chapters, and a chapter does not begin its articles anew.
        if label.style not in ("chapter", "part"):
            del rows[index + 1 :]
        row = rows[index]
        gap = label.number - row.last
        if gap == 1:
            row.length += 1 if row.length > 0 else 0
        elif 1 < gap <= 1 + MOST_LOST and row.length > 0 and _is_sure(label.style, row.length):
            lost = range(row.last + 1, label.number)
            if not any(_is_inline(text, label.style, one, row.label.end, label.start) for one in lost) and (
                document.table_at(label.start) is None
            ):
                shown = "、".join(_shown(text, label, one) for one in lost)
                yield _evidence(text, row.label.start, label.end, f"缺少“{shown}”。", last=label.start)
            row.length += 1
        elif label.number == 1:
            row.length = 1
        else:
            row.length = -1
        row.last, row.label = label.number, label


def _is_sure(style: str, length: int) -> bool:
    return length >= {"article": 4, "chapter": 2, "part": 2, "dot": 1}.get(style, 1)


def _is_inline(text: str, style: str, number: int, start: int, end: int) -> bool:
    words, figures = number_in_words(number), str(number)
    return any(
        text.find(form.format(words=words, figures=figures), start, end) >= 0 for form in FORMS[style].split("|")
    )


def _shown(text: str, label: LineLabel, number: int) -> str:
    said = str(number) if label.style in ("dot", "pause", "round") else number_in_words(number)
    return {
        "bracket": f"（{said}）",
        "round": f"（{said}）",
        "article": f"第{said}条",
        "chapter": f"第{said}章",
        "part": f"第{said}节",
    }.get(label.style, said)


def _evidence(text: str, start: int, end: int, note: str, *, last: int) -> Evidence:
    """The last right label and the first wrong one with a few words after each."""
    first, then = (text[at : at + QUOTE].split("\n")[0].strip(" 　，；。") for at in (start, last))
    return found(start, end, quote=f"{first}…{then}", note=note)
