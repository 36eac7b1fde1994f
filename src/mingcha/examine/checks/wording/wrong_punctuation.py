"""A mark used where the standard has another, or none.

Looks for: half-width marks between Chinese characters, two marks at once (，。), 。。。 for ……, 、 before 等, （一）、, 一是，,
a full stop after the title; as a doubt 、 between 》《 and ”“, half-width brackets and those of two widths.
Matters because: marks are the first thing a reader sees that nobody has proof-read.
To fix: set the mark the standard names; a whole text set half-width is mended with one replacement.
Cannot see: whether a comma should have been a full stop.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingcha.examine.declaration import check
from mingcha.examine.wording.gathered import gathered
from mingcha.examine.wording.signs import CLOSE, DOT, HALF, HAN, HYPHEN, MARK, OPEN, Signs, signs
from mingcha.model.document import Document
from mingcha.model.finding import Evidence, Severity, Verdict

FULL = dict(zip(",;:?!", "，；：？！", strict=True))
# Where two marks meet rightly: a full stop, then the next list mark of a form; a question within another.
_MEET = re.compile("[？！][？！]|[？！]、")
_DOTS = re.compile("。{3,}|(?<=[\u4e00-\u9fff])(?:\\.{3,}|．{3,}|·{3,})(?=[\u4e00-\u9fff”。\\s]|$)")
_AND_SO_ON = re.compile(
    "(?<=[\u4e00-\u9fff”》）])、等(?![级待候额值价同于边外差次分压腰高离闲比效距宽长温号位渗张量车])|……等(?![待到])"
)
_BRACKET_LABEL = re.compile(r"[ 　]*[（(][一二三四五六七八九十]{1,3}[)）][、，．.](?=[\u4e00-\u9fff])")
_FIRST_IS = re.compile("(?<=[。；：，、\\s])([一二三四五六七八九]是)[，,](?=[\u4e00-\u9fff])")
_AFTER_FIGURE = re.compile("[0-9A-Za-z%][,;][\u4e00-\u9fff]")
_DASH = re.compile("(?<=[\u4e00-\u9fff])--(?=[\u4e00-\u9fff])")
LONGEST_IN_BRACKETS = 60
# So large a share of half-width marks is no slip.
HABIT = 0.1
_BETWEEN_TITLES = re.compile("》、《")
_BETWEEN_QUOTES = re.compile("”、“")
_HALF_BRACKETS = re.compile("(?<=[\u4e00-\u9fff])\\([\u4e00-\u9fff]{2,20}\\)(?=[\u4e00-\u9fff，。；、])")


@check(
    severity=Severity.LOW,
    clauses=["GBT-15834", "GBT-9704"],
    message="标点使用不规范：{quote}",
    advice="按《标点符号用法》改正。",
    bad=[
        "各乡镇,县直各单位要高度重视,抓好落实。",
        "要加强领导，。确保责任到人。",
        "购置了电脑、打印机、等设备。",
        "（一）、加强组织领导。\n（二）、压实工作责任。",
        "会议强调，一是，要提高认识。",
        "未完待续。。。",
        "现场办公(周末除外）。",
    ],
    good=[
        "各乡镇，县直各单位要高度重视，抓好落实。",
        "网址：http://www.example.gov.cn/a,b;c?d=1",
        "电话：0797-1234567;E-mail:a@example.com",
        "购置了电脑、打印机等设备。",
        "（一）加强组织领导。",
        "会议强调，一是要提高认识。",
        "共30人(其中女12人)",
        "一等、二等、等外品",
        "报名时间 8:30 截止",
    ],
)
def wrong_punctuation(document: Document) -> Iterator[Evidence]:
    seen = document.once(signs)
    text = document.text
    if seen.present & HALF and seen.present & HAN:
        yield from _half_width(document, seen)
    pairs = seen.before(MARK, MARK).tolist()
    if pairs:
        yield from _two_marks(document, pairs)
    if pairs or (seen.present & DOT and ("..." in text or "．．．" in text or "···" in text)):
        yield from _each(document, _DOTS, "省略号应当写作“……”。", suggestion="……")
    marks = seen.at(MARK)
    marks = marks[:-1] if len(marks) and marks[-1] == len(text) - 1 else marks
    if (seen.codes[marks + 1] == ord("等")).any() or ("…" in text and "……等" in text):
        note = "“等”之前不用顿号，也不与省略号并用。"
        yield from _around(document, ("、等", "……等"), _AND_SO_ON, note, suggestion="等")
    listed = seen.before(CLOSE, MARK)
    listed = listed[seen.codes[listed + 1] == ord("、")]
    labels = [at for at in seen.before(CLOSE, MARK | DOT).tolist() if _BRACKET_LABEL.match(text, _line_start(text, at))]
    if labels:
        yield gathered(document, [(at, at + 2) for at in labels], note="带括号的序号之后不再加标点。")
    if "一是" in text:
        yield from _around(document, ("是，", "是,"), _FIRST_IS, "“一是”“二是”之后不用逗号。")
    if seen.present & HYPHEN and "--" in text:
        yield from _each(document, _DASH, "破折号应当写作“——”。", suggestion="——", but=_site_name(document))
    if "(" in text or ")" in text:
        yield from _half_brackets(document)
    if len(listed) and "》、《" in text:
        yield from _each(document, _BETWEEN_TITLES, "并列的书名号之间通常不用顿号。", verdict=Verdict.DOUBT)
    if len(listed) and "”、“" in text:
        yield from _each(document, _BETWEEN_QUOTES, "并列的引号之间通常不用顿号。", verdict=Verdict.DOUBT)
    title = document.title.strip()
    if len(title) > 6 and title[-1] in "。，；、" and not set("，。；") & set(title[:-1]):
        at = max(text.find(title), 0)
        yield gathered(document, [(at, at + len(title))], note="标题末尾不用这个标点。", around=0)


def _site_name(document: Document) -> range:
    """Where the title of a window goes on with the name of the site: 通知--样例县人民政府."""
    text = document.text
    at = text.find(document.title) if document.kind == "html" and document.title else -1
    if at < 0:
        return range(0)
    end = text.find("\n", at)
    end = end if end >= 0 else len(text)
    cut = text.rfind("--", at, end)
    return range(cut, end) if cut > at else range(0)


def _half_width(document: Document, seen: Signs) -> Iterator[Evidence]:
    at = seen.at(HALF)
    at = at[(at > 0) & (at < len(document.text) - 1)]
    kinds = seen.kinds
    text = document.text
    # 5%,中 and IP,中 as well; between figures and letters a half-width mark is at home.
    before, after = kinds[at - 1], kinds[at + 1]
    between = (before & (HAN | CLOSE) != 0) & (after & (HAN | OPEN) != 0) & ((before | after) & HAN != 0)
    some = at[between | ((before & (HAN | OPEN) == 0) & (after & HAN != 0))].tolist()
    some = [
        one
        for one in some
        if text[one - 1] != ")"
        and text[one + 1] != "("
        and (not text[one - 1].isascii() or _AFTER_FIGURE.match(text, one - 1))
    ]
    colons = [(one, one + 1) for one in some if text[one] == ":"]
    others = [(one, one + 1) for one in some if text[one] != ":"]
    if others:
        sign = text[others[0][0]]
        # A slip of the keyboard among many right marks is a doubt; a habit is found.
        is_habit = len(others) > 1 and len(others) >= HABIT * len(seen.at(MARK))
        verdict = Verdict.FOUND if is_habit else Verdict.DOUBT
        yield gathered(document, others, note="中文里用全角标点。", suggestion=FULL[sign], verdict=verdict)
    if colons:
        yield gathered(
            document, colons, note="中文里用全角冒号。", suggestion="：", verdict=Verdict.DOUBT, confidence=0.7
        )


def _line_start(text: str, at: int) -> int:
    """Where the line begins, if it begins shortly before; else the place itself."""
    start = text.rfind("\n", max(0, at - 8), at) + 1
    return start if start or at < 8 else at


def _two_marks(document: Document, pairs: list[int]) -> Iterator[Evidence]:
    text = document.text
    some = [(at, at + 2) for at in pairs if text[at] != text[at + 1] and not _MEET.match(text, at)]
    if some:
        yield gathered(document, some, note="两个标点连用。")


def _half_brackets(document: Document) -> Iterator[Evidence]:
    text = document.text
    halves, mixed = [], []
    for opening, closing in (("(", ")"), ("(", "）"), ("（", ")")):
        sought = closing if closing == ")" else opening
        at = text.find(sought)
        while at >= 0:
            first = max(
                text.rfind("(", max(0, at - LONGEST_IN_BRACKETS), at),
                text.rfind("（", max(0, at - LONGEST_IN_BRACKETS), at),
            )
            last = at
            if sought == "(":
                first, last = at, _first_of(text, at + 1)
            if (
                first >= 0
                and last >= 0
                and text[first] == opening
                and text[last] == closing
                and "\n" not in text[first:last]
            ):
                if (opening, closing) != ("(", ")"):
                    mixed.append((first, last + 1))
                elif (match := _HALF_BRACKETS.match(text, first)) and match.end() == last + 1:
                    halves.append((first, last + 1))
            at = text.find(sought, at + 1)
    if mixed:
        note = "一对括号一半是全角，一半是半角。"
        yield gathered(document, sorted(mixed), note=note, verdict=Verdict.DOUBT, confidence=0.5)
    if halves:
        yield gathered(document, halves, note="中文里用全角括号。", verdict=Verdict.DOUBT, confidence=0.5)


def _first_of(text: str, at: int) -> int:
    ends = [end for mark in ")）(（" if (end := text.find(mark, at, at + LONGEST_IN_BRACKETS)) >= 0]
    return min(ends, default=-1)


def _around(
    document: Document, anchors: tuple[str, ...], pattern: re.Pattern[str], note: str, *, suggestion: str = ""
) -> Iterator[Evidence]:
    """Like `_each`, looking only around the anchors, one of which every match holds."""
    text, spans = document.text, dict[tuple[int, int], None]()
    for anchor in anchors:
        at = text.find(anchor)
        while at >= 0:
            for match in pattern.finditer(text, max(0, at - 12), at + len(anchor) + 3):
                if match.start() <= at < match.end():
                    spans[match.span()] = None
            at = text.find(anchor, at + 1)
    if spans:
        yield gathered(document, sorted(spans), note=note, suggestion=suggestion)


def _each(
    document: Document,
    pattern: re.Pattern[str],
    note: str,
    *,
    suggestion: str = "",
    verdict: Verdict = Verdict.FOUND,
    but: range = range(0),
) -> Iterator[Evidence]:
    """Every match, those that begin in `but` aside."""
    spans = [match.span() for match in pattern.finditer(document.text) if match.start() not in but]
    if spans:
        confidence = 1.0 if verdict is Verdict.FOUND else 0.5
        yield gathered(document, spans, note=note, suggestion=suggestion, verdict=verdict, confidence=confidence)
