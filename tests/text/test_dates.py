"""Dates as offices write them are read; what is not certain is refused with its reason."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingcha.text.dates import NotADate, read_date

JANUARY_9 = date(2024, 1, 9)
days = st.dates(date(1955, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    "written",
    [
        "2024年1月9日",
        "2024年01月09日",
        "2024-1-9",
        "2024/01/09",
        "2024.1.9",
        "20240109",
        "2024年1月9日 10:30",
        "2024年1月9日10时30分",
        "2024年1月9日上午10:30",
        "2024-01-09 10:30:00",
        "2024-01-09 10:30:00.0",
        "2024-01-09T10:30:00+08:00",
        "20240109103000",
        "二〇二四年一月九日",
        "二○二四年一月九日",
        "２０２４年１月９日",
        "２０２４－０１－０９",
        "2024 年 1 月 9 日",
        " 2024年1月9日\n",
        "2024年1月9号",
        "2024年1月9日（星期二）",
        "2024—1—9",
        "45300",
        45300,
        45300.4375,
        20240109.0,
        date(2024, 1, 9),
        datetime(2024, 1, 9, 23, 59),
    ],
    ids=repr,
)
def test_the_ninth_of_january_is_read_however_it_is_written(written: str | float | date) -> None:
    assert read_date(written) == JANUARY_9


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("2024年2月30日", "2024年2月30日不存在"),
        ("2023-2-29", "2023年2月29日不存在"),
        ("20241301", "2024年13月1日不存在"),
        ("24-1-9", "“24-1-9”的年份只有两位，请写成四位，如 2024-1-9"),
        ("二四年一月九日", "“二四年一月九日”的年份只有两位，请写成四位，如 2024-1-9"),
        ("1/9/2024", "“1/9/2024”分不清哪个是月、哪个是日，请按年、月、日的顺序写，如 2024-1-9"),
        ("2024年1月", "“2024年1月”缺少日，请写到日，如 2024-1-9"),
        (202401, "“202401”缺少日，请写到日，如 2024-1-9"),
        ("1月9日", "“1月9日”缺少年份，请写全，如 2024-1-9"),
        ("待定", "“待定”不是日期，请写成 2024-1-9 或 2024年1月9日 这样"),
        ("2024-1/9", "“2024-1/9”不是日期，请写成 2024-1-9 或 2024年1月9日 这样"),
        (2024.1, "数字 2024.1 不是日期，请写成 2024-1-9 或 2024年1月9日 这样"),
        (12, "“12”不是日期，请写成 2024-1-9 或 2024年1月9日 这样"),
        (True, "“是”不是日期，请写成 2024-1-9 或 2024年1月9日 这样"),
        ("2024-01-08T20:00:00Z", "“2024-01-08T20:00:00Z”不是日期，请写成 2024-1-9 或 2024年1月9日 这样"),
    ],
)
def test_what_is_no_certain_date_is_refused_with_its_reason(written: str | float, reason: str) -> None:
    with pytest.raises(NotADate) as refused:
        read_date(written)
    assert str(refused.value) == reason


def test_a_long_text_in_the_date_column_is_quoted_in_part() -> None:
    with pytest.raises(NotADate, match="…”不是日期"):
        read_date("关于" * 100)


@given(
    days,
    st.sampled_from(["{0.year}年{0.month}月{0.day}日", "{0:%Y-%m-%d}", "{0.year}.{0.month}.{0.day}", "{0:%Y%m%d}"]),
)
def test_every_day_is_read_back_from_every_way_of_writing(day: date, form: str) -> None:
    assert read_date(form.format(day)) == day


@given(days)
def test_a_serial_number_is_the_day_the_spreadsheet_shows(day: date) -> None:
    assert read_date((day - date(1899, 12, 30)).days) == day


@given(days)
def test_a_day_in_chinese_numerals_is_read(day: date) -> None:
    digits = "〇一二三四五六七八九"

    def counted(number: int) -> str:
        tens, ones = divmod(number, 10)
        return ("" if tens == 0 else "十" if tens == 1 else digits[tens] + "十") + (digits[ones] if ones else "")

    year = "".join(digits[int(digit)] for digit in str(day.year))
    assert read_date(f"{year}年{counted(day.month)}月{counted(day.day)}日") == day


@given(st.text(max_size=40) | st.floats() | st.integers())
def test_anything_else_is_a_day_or_a_sentence_and_never_a_crash(cell: str | float) -> None:
    try:
        assert isinstance(read_date(cell), date)
    except NotADate as refused:
        assert str(refused)


def test_a_time_does_not_move_the_day() -> None:
    late = datetime(2024, 1, 9) + timedelta(hours=23, minutes=59, seconds=59)
    assert read_date(late) == JANUARY_9
