"""Numbers in Chinese words and figures read as what they are worth: 二十三, 一百零五, 三千五百万, 1.2万, 3,456."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from mingcha.text.width import fold_all

_DIGITS = {
    sign: value
    for value, signs in enumerate(("零〇○", "一壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"))
    for sign in signs
}
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10_000, "萬": 10_000, "亿": 100_000_000}

# What a number in words may be written with, as a character class.
WORDS = "零〇一二三四五六七八九十百千万亿两"
_FIGURES = re.compile(r"([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(\.[0-9]+)?([百千]?[万亿]{0,2})")
LONGEST = 24


def read_number(text: str) -> Decimal | None:
    """What a number is worth; None when the text is none, or not one for certain (三四十, 1,23)."""
    plain = fold_all(text).strip().replace(" ", "")
    if not plain or len(plain) > LONGEST:
        return None
    figures = _FIGURES.fullmatch(plain)
    if figures:
        value = Decimal(figures[1].replace(",", "") + (figures[2] or ""))
        for scale in figures[3]:
            value *= _TENS.get(scale) or _MYRIADS[scale]
        return value
    whole, dot, part = plain.partition("点")
    value_of_words = _in_words(whole)
    if value_of_words is None:
        return None
    if not dot:
        return Decimal(value_of_words)
    if not part or any(sign not in _DIGITS for sign in part):
        return None
    return Decimal(f"{value_of_words}." + "".join(str(_DIGITS[sign]) for sign in part))


def read_ordinal(text: str) -> int | None:
    """A whole number from 1 to 999 in words or figures, as headings count: 七, 十二, 二十, 一百零三, 15."""
    if text.isascii():
        return int(text) if text.isdecimal() and 0 < int(text) < 1000 else None
    return _ordinals().get(text)


@cache
def _ordinals() -> dict[str, int]:
    told = {}
    for number in range(1, 1000):
        words = number_in_words(number)
        told[words] = number
        if 10 <= number < 20:
            told["一" + words] = number
        told[words.replace("零", "〇")] = number
    return told


def number_in_words(number: int) -> str:
    """1 to 999 as headings count: 十, 十二, 二十, 一百零三, 一百一十."""
    if not 0 < number < 1000:
        raise ValueError(f"只写 1 至 999，现为 {number}")
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    signs = "零一二三四五六七八九"
    said = f"{signs[hundreds]}百" if hundreds else ""
    if hundreds and rest and not tens:
        said += "零"
    if tens:
        said += "十" if tens == 1 and not hundreds else f"{signs[tens]}十"
    return said + (signs[ones] if ones else "")


def _in_words(text: str) -> int | None:
    if not text:
        return None
    if len(text) > 1 and all(sign in _DIGITS for sign in text):
        return None  # 二三 is two or three, 二〇二四 a year
    total, section, digit, last = 0, 0, -1, 10_000
    for sign in text:
        if sign in _DIGITS:
            if digit > 0:
                return None
            digit = _DIGITS[sign]
        elif sign in _TENS:
            scale = _TENS[sign]
            if scale >= last:
                return None
            section += (1 if digit <= 0 else digit) * scale
            digit, last = -1, scale
        elif sign in _MYRIADS:
            section += max(digit, 0)
            if section == 0 and total == 0:
                return None
            total = (total + section) * _MYRIADS[sign] if total < _MYRIADS[sign] else total + section * _MYRIADS[sign]
            section, digit, last = 0, -1, 10_000
        else:
            return None
    return total + section + max(digit, 0)
