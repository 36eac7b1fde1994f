"""Days as lists and pages show them: whole, without a year, in two pieces, in an address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from mingcha.text.dates import NotADate, read_date
from mingcha.text.width import fold_all

__all__ = [
    "LABEL",
    "Day",
    "ShortDay",
    "day_in_address",
    "day_of_words",
    "day_within",
    "hangs_on_today",
    "resolve",
    "years_told",
]

_YEAR, _MONTH, _DATE = r"(?P<y>(?:19|20)\d\d)", r"(?P<m>1[0-2]|0?[1-9])", r"(?P<d>3[01]|[12]\d|0?[1-9])"
_SIGN = r"\s*[-/.年_月—–‐‑−·]\s*"
_CLOCK = r"(?:[T\s]*\d{1,2}\s*[:时]\s*\d{1,2}(?:\s*[:分]\s*\d{1,2}(?:\.\d+)?)?[秒分]?)?"
_WHOLE = rf"{_YEAR}{_SIGN}{_MONTH}{_SIGN}{_DATE}(?!\d)\s*[日号]?{_CLOCK}"
_PACKED = r"(?P<y>20\d\d)(?P<m>1[0-2]|0[1-9])(?P<d>3[01]|[12]\d|0[1-9])(?!\d)"
_SHORT = rf"{_MONTH}\s*[-/.月]\s*{_DATE}(?!\d)\s*[日号]?{_CLOCK}"
_LAST = rf"{_MONTH}\s*[-/.]\s*{_DATE}\s*[-/., ]\s*{_YEAR}(?!\d)"
_TWO_DIGITS = r"(?P<y>\d\d)(?P<s>[-/.])(?P<m>1[0-2]|0[1-9])(?P=s)(?P<d>3[01]|[12]\d|0[1-9])(?!\d)"
_OPEN, _CLOSE = r"[\s\[(【〔{<《|/·•\-—]*", r"[\s\])】〕}>》|/·•\-—]*"
# Words that stand before a date in a list or at the head of a post and say that it is the day of publication.
LABEL = (
    r"(?:(?:信息|文章|稿件|最[新后])?(?:发\s*布|发\s*表|公\s*开|公\s*示|公\s*告|更\s*新|上\s*传|添\s*加|录\s*入|刊\s*登|挂\s*网|推\s*送)\s*"
    r"(?:时\s*间|日\s*期)?|时\s*间|日\s*期|发文(?:时间|日期))"
)
_LABELLED = rf"(?:{LABEL}\s*[:：]?\s*)?"
_WEEKDAY = re.compile(r"\(?(?:星期|周)[一二三四五六日天]\)?")
_FORMS = tuple(
    re.compile(rf"{_OPEN}{_LABELLED}{_OPEN}{form}{_CLOSE}", re.IGNORECASE)
    for form in (_WHOLE, _PACKED, _LAST, _TWO_DIGITS, _SHORT)
)
_ANYWHERE = re.compile(rf"(?<!\d){_WHOLE}")
_YEAR_MONTH = re.compile(rf"{_OPEN}{_YEAR}\s*[-/.年]\s*{_MONTH}\s*月?{_CLOSE}")
_MONTH_ONLY = re.compile(rf"{_OPEN}{_MONTH}\s*月{_CLOSE}")
_BARE_MONTH = re.compile(rf"{_OPEN}{_MONTH}\s*月?{_CLOSE}")
_YEAR_ONLY = re.compile(rf"{_OPEN}{_YEAR}\s*年?{_CLOSE}")
_DAY_ONLY = re.compile(rf"{_OPEN}{_DATE}\s*[日号]?{_CLOSE}")
_AGO = re.compile(
    rf"{_OPEN}(?:(?P<days>\d{{1,2}})\s*天前|(?P<word>今天|今日|昨天|昨日|前天|刚刚)|\d+\s*(?:小时|分钟|秒)前){_CLOSE}{_CLOCK}"
)
_WORDS = {"今天": 0, "今日": 0, "刚刚": 0, "昨天": 1, "昨日": 1, "前天": 2}

# What every text has in it that is a day only because of today, a weekday put in between counted.
_HANGS_ON_TODAY = re.compile(
    r"[今昨][天日]|前天|刚刚|(?:天|小时|分钟|秒)前|[今昨前刚天小时分钟秒]\s*[(（]?(?:星期|周)[一二三四五六日天]"
)

# /202312/t20231201_123.html · /2023/12/1/art_ · /2023-12/01/ · /20231201/ · t20231201_
_ADDRESS = tuple(
    re.compile(form)
    for form in (
        r"[/_]t(?P<y>20\d\d)(?P<m>1[0-2]|0[1-9])(?P<d>3[01]|[12]\d|0[1-9])_",
        r"/(?P<y>20\d\d)/(?P<m>1[0-2]|0?[1-9])/(?P<d>3[01]|[12]\d|0?[1-9])/",
        r"/(?P<y>20\d\d)-?(?P<m>1[0-2]|0[1-9])[/-](?P<d>3[01]|[12]\d|0[1-9])/",
        r"/(?P<y>20\d\d)/(?P<m>1[0-2]|0[1-9])(?P<d>3[01]|[12]\d|0[1-9])/",
        r"[/_-](?P<y>20\d\d)-?(?P<m>1[0-2]|0[1-9])-?(?P<d>3[01]|[12]\d|0[1-9])(?:[/_-]|\d{4,10}\.|\.s?html?)",
    )
)
_ADDRESS_MONTH = re.compile(r"/(?P<y>20\d\d)[/-]?(?P<m>1[0-2]|0?[1-9])/")
EARLIEST = 1999
# No text longer than this is a day; the same words are asked after in every run of rows they might belong to.
_LONGEST_DAY, _KEPT = 60, 8192


@dataclass(frozen=True, slots=True)
class ShortDay:
    """A day without its year."""

    month: int
    day: int


Day = date | ShortDay


def day_of_words(words: str, *, today: date | None = None) -> Day | None:
    """The day a text is, when it is a day and nothing else (brackets, a label, a time and a weekday aside)."""
    return _day_of_words(words, today) if len(words) <= _LONGEST_DAY else None


@lru_cache(maxsize=_KEPT)
def _day_of_words(words: str, today: date | None) -> Day | None:
    plain = _WEEKDAY.sub("", fold_all(words)).strip()
    if not any(character.isdecimal() for character in plain):
        if today and (match := _AGO.fullmatch(plain)) and match["word"]:
            return today - timedelta(days=_WORDS[match["word"]])
        return None
    for form in _FORMS:
        if match := form.fullmatch(plain):
            return _made(match)
    if today and (match := _AGO.fullmatch(plain)):
        return today - timedelta(days=int(match["days"] or 0) if match["days"] else _WORDS.get(match["word"] or "", 0))
    return None


def hangs_on_today(texts: Iterable[str]) -> bool:
    """Whether any of the texts may be another day for another today: 昨天, 3天前."""
    return _HANGS_ON_TODAY.search("\n".join(texts)) is not None


def day_within(words: str) -> date | None:
    """The first whole day inside a longer text; impossible ones are passed over."""
    for match in _ANYWHERE.finditer(fold_all(words)):
        day = _made(match)
        if isinstance(day, date):
            return day
    return None


def day_of_pieces(pieces: Sequence[str]) -> Day | None:
    """The day split over two or three texts next to each other, such as 01 and 2023-12, or 12月 and 01, or 2023 and 12-01."""
    plain = [fold_all(piece).strip() for piece in pieces]
    if len(plain) == 2:
        for one, other in (plain, plain[::-1]):
            if (days := _DAY_ONLY.fullmatch(one)) and (months := _YEAR_MONTH.fullmatch(other)):
                return _date(months["y"], months["m"], days["d"])
            if (years := _YEAR_ONLY.fullmatch(one)) and (short := _FORMS[-1].fullmatch(other)):
                return _date(years["y"], short["m"], short["d"])
            if (days := _DAY_ONLY.fullmatch(one)) and (month := _MONTH_ONLY.fullmatch(other)):
                return ShortDay(int(month["m"]), int(days["d"]))
    if len(plain) == 3:
        for first, second, third in ((0, 1, 2), (2, 1, 0), (2, 0, 1), (1, 0, 2), (1, 2, 0)):
            years, months = _YEAR_ONLY.fullmatch(plain[first]), _BARE_MONTH.fullmatch(plain[second])
            days = _DAY_ONLY.fullmatch(plain[third])
            if years and months and days:
                return _date(years["y"], months["m"], days["d"])
    return None


@lru_cache(maxsize=_KEPT)
def day_in_address(url: str) -> date | None:
    """The day a post's address bears, such as /202312/t20231201_1.html."""
    path = url.partition("?")[0]
    for form in _ADDRESS:
        if match := form.search(path):
            return _date(match["y"], match["m"], match["d"])
    return None


def month_in_address(url: str) -> tuple[int, int] | None:
    """Year and month of an address such as /202312/123.html."""
    match = _ADDRESS_MONTH.search(url.partition("?")[0])
    return (int(match["y"]), int(match["m"])) if match else None


def resolve(
    days: Sequence[Day | None], urls: Sequence[str], *, today: date | None, first_page: bool
) -> list[date | None]:
    """Gives the days of a list their years: from the address, from a neighbour that has one, from today.

    Lists run from the newest down, so that a month that rises again means the year before. On a later page, of which
    nothing tells the year, a day without one stays unknown.
    """
    found: list[date | None] = [None] * len(days)
    known: date | None = None
    for place, (day, url) in enumerate(zip(days, urls, strict=True)):
        if not isinstance(day, ShortDay):
            found[place] = day
            known = day or known
            continue
        stated = day_in_address(url)
        month = month_in_address(url)
        if stated is not None:
            found[place] = _nearest(day, stated, (0, 1))
        elif month is not None:
            found[place] = _on(day, month[0] + (day.month < month[1] - 6))
        elif known is not None:
            found[place] = _nearest(day, known, (-1, 0, 1))
        elif first_page and today is not None:
            this = _on(day, today.year)
            found[place] = this if this and this <= today else _on(day, today.year - 1)
        known = found[place] or known
    return found


def years_told(text: str) -> set[int]:
    return {int(year) for year in re.findall(r"(?<!\d)(20\d\d)(?!\d)", text)}


def _made(match: re.Match[str]) -> Day | None:
    stated = match.groupdict().get("y")
    if stated is None:
        try:
            date(2000, int(match["m"]), int(match["d"]))  # a leap year takes every day there is
        except ValueError:
            return None
        return ShortDay(int(match["m"]), int(match["d"]))
    return _date(stated if len(stated) == 4 else f"20{stated}", match["m"], match["d"])


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day)) if int(year) >= EARLIEST else None
    except ValueError:
        return None


def _on(day: ShortDay, year: int) -> date | None:
    try:
        return date(year, day.month, day.day)
    except ValueError:
        return None


def _nearest(day: ShortDay, other: date, years: Sequence[int]) -> date | None:
    """The day in the year, so many more than the other's, that brings it closest to the other."""
    return min((_on(day, other.year + more) for more in years), key=lambda one: _gap(one, other))


def _gap(one: date | None, other: date) -> int:
    return abs((one - other).days) if one else 1_000_000


def written_day(words: str) -> date | None:
    """A whole day in any form a page's tag or a head line has, Chinese numerals too."""
    day = day_of_words(words)
    if isinstance(day, date):
        return day
    if (inside := day_within(words)) is not None:
        return inside
    try:
        return read_date(words)
    except NotADate:
        return None
