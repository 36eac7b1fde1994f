"""Small numbers in Chinese words, as running text counts places and items."""

from __future__ import annotations

DIGITS = "零一二三四五六七八九"


def chinese_numeral(number: int) -> str:
    """0 to 99 in Chinese: 五, 十, 十二, 二十, 三十一."""
    if not 0 <= number <= 99:
        raise ValueError(f"只写 0 至 99，现为 {number}")
    tens, ones = divmod(number, 10)
    if tens == 0:
        return DIGITS[ones]
    return ("" if tens == 1 else DIGITS[tens]) + "十" + (DIGITS[ones] if ones else "")


def issue_number(number: int) -> str:
    """第十一期; beyond ninety-nine in figures, as nobody reads 第一百零三期 at a glance."""
    return f"第{chinese_numeral(number) if 0 <= number <= 99 else number}期"
