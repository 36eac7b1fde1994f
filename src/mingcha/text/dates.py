"""Dates as offices write them; what cannot be read for certain is refused with a sentence that says why."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from mingcha.text.width import fold_all, one_line

# Day 0 of the 1900 system for every day after the 29 February 1900 that never was.
_SERIAL_ZERO = date(1899, 12, 30)
# Serial numbers taken for dates: 1954-10-03 to 2099-12-31. Smaller ones are years, counts or row numbers.
_SERIALS = range(20_000, 73_051)

_DASHES = str.maketrans("‐‑‒–—―−~～", "---------")
_DIGITS = {"〇": 0, "○": 0, "零": 0, **{digit: value for value, digit in enumerate("一二三四五六七八九", 1)}}
_NUMERAL = re.compile("[〇○零一二三四五六七八九十廿卅]+")
_WEEKDAY = re.compile(r"\s*\(?(?:星期|周)[一二三四五六日天]\)?")

_TIME = r"(?:[上下]午\s*)?\d{1,2}\s*[:时点]\s*\d{1,2}(?:\s*[:分]\s*(?:\d{1,2}(?:\.\d+)?\s*秒?)?)?(?:\s?\+08:?00)?"
_WRITTEN = re.compile(
    r"(?P<year>\d{4})\s*(?:年|(?P<sign>[-/.]))\s*(?P<month>\d{1,2})\s*(?:(?P=sign)|月)\s*(?P<day>\d{1,2})"
    rf"(?:\s*[日号]\s*(?:{_TIME})?|(?:T|\s+)(?:{_TIME}))?"
)
_PACKED = re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?:\d{6})?")
_SHORT_YEAR = re.compile(r"'?\d{2}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*[日号]?")
_YEAR_LAST = re.compile(r"\d{1,2}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d{4}")
_NO_DAY = re.compile(r"\d{4}\s*[-/.年]?\s*(?:0?[1-9]|1[0-2])\s*月?(?:份)?")
_NO_YEAR = re.compile(r"\d{1,2}\s*[-/.月]\s*\d{1,2}\s*[日号]?")


class NotADate(ValueError):
    """A cell that is no certain date; the message says why and how to write it, in Chinese."""


def read_date(value: str | int | float | date | datetime) -> date:
    """The day a cell means. Raises NotADate.

    Takes date cells, serial numbers of the 1900 system, and text such as 2024年1月9日, 2024-1-9 10:30, 2024/01/09,
    2024.1.9, 20240109, 二〇二四年一月九日, with full-width digits or spaces inside.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, bool):
        raise NotADate(f"“{'是' if value else '否'}”不是日期，{_HOW}")
    if isinstance(value, int | float):
        return _from_number(value)
    return _from_text(value)


_HOW = "请写成 2024-1-9 或 2024年1月9日 这样"


def _from_number(value: int | float) -> date:
    if _SERIALS.start <= value < _SERIALS.stop:
        return _SERIAL_ZERO + timedelta(days=int(value))
    shown = str(value) if isinstance(value, int) else f"{value:.15g}"
    if value % 1 == 0:  # never so for infinity
        return _from_text(shown)
    raise NotADate(f"数字 {shown} 不是日期，{_HOW}")


def _from_text(text: str) -> date:
    given = one_line(text)
    plain = _WEEKDAY.sub("", fold_all(given).translate(_DASHES))
    if "年" in plain or "月" in plain:
        plain = _NUMERAL.sub(lambda match: str(_numeral(match[0])), plain)
    plain = plain.strip()
    if match := _WRITTEN.fullmatch(plain) or _PACKED.fullmatch(plain):
        year, month, day = int(match["year"]), int(match["month"]), int(match["day"])
        try:
            return date(year, month, day)
        except ValueError:
            raise NotADate(f"{year}年{month}月{day}日不存在") from None
    if plain.isdecimal() and plain.isascii() and len(plain) == 5 and int(plain) in _SERIALS:
        return _SERIAL_ZERO + timedelta(days=int(plain))
    shown = given if len(given) <= 30 else given[:30] + "…"
    raise NotADate(f"“{shown}”{_why_not(plain)}")


def _why_not(plain: str) -> str:
    if _SHORT_YEAR.fullmatch(plain):
        return "的年份只有两位，请写成四位，如 2024-1-9"
    if _YEAR_LAST.fullmatch(plain):
        return "分不清哪个是月、哪个是日，请按年、月、日的顺序写，如 2024-1-9"
    if _NO_DAY.fullmatch(plain):
        return "缺少日，请写到日，如 2024-1-9"
    if _NO_YEAR.fullmatch(plain):
        return "缺少年份，请写全，如 2024-1-9"
    return f"不是日期，{_HOW}"


def _numeral(text: str) -> str:
    """一九 → 19, 十二 → 12, 二十 → 20, 三十一 → 31, 二〇二四 → 2024, 廿三 → 23."""
    text = text.replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = text.partition("十")
    if not ten:
        return "".join(str(_DIGITS[digit]) for digit in text)
    if len(tens) > 1 or len(ones) > 1:
        return text
    return str(10 * _DIGITS.get(tens, 1) + _DIGITS.get(ones, 0))
