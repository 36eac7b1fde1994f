"""Template filters: how numbers, changes and months are worded on the pages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import template

from mingcha.model.month import Month
from mingcha.text.masking import scrubbed as without_numbers

register = template.Library()


@register.filter
def count(value: int | None) -> str:
    """59,074; a number that is not known is 未有数据, never 0."""
    return "未有数据" if value is None else f"{value:,}"


@register.filter
def change(value: int | None) -> str:
    """+12, −3 or 持平; — where one side is not known."""
    if value is None:
        return "—"
    if value == 0:
        return "持平"
    return f"+{value:,}" if value > 0 else f"−{-value:,}"


@register.filter
def percent(ratio: Decimal | None) -> str:
    """172.00%, always with two decimals as the bulletin prints it."""
    return "—" if ratio is None else f"{ratio:.2f}%"


@register.filter
def month_name(key: int | Month | None) -> str:
    """2023年12月 from 202312."""
    if key is None or key == "":
        return ""
    return str(key if isinstance(key, Month) else Month.from_key(int(key)))


@register.filter
def day(value: date | None) -> str:
    """2023-12-31, always with the year."""
    return f"{value:%Y-%m-%d}" if value else ""


@register.filter
def web_address(url: str) -> str:
    """The address if a browser may follow it; what a ledger calls an address may be anything, even a script."""
    return url if url.lower().startswith(("http://", "https://")) else ""


@register.filter
def scrubbed(text: str) -> str:
    """Words of others, such as a title, with every number of a person masked."""
    return without_numbers(text or "")


@register.filter
def kilobytes(size: int) -> str:
    """A file size in words: 812 KB, 5.6 MB."""
    return f"{round(size / 1024 / 1024, 1):g} MB" if size >= 1024 * 1024 else f"{max(1, round(size / 1024))} KB"


@register.simple_tag(takes_context=True)
def sorted_by(context: dict[str, Any], name: str, *, first: str = "-") -> dict[str, str]:
    """What a sortable head needs: `aria` (the aria-sort word), `arrow`, and `next`, the value its link gives `sort`."""
    current = context.get("sort", "")
    if current.lstrip("-") != name:
        return {"aria": "", "arrow": "", "next": ("-" if first == "-" else "") + name}
    descending = current.startswith("-")
    return {
        "aria": "descending" if descending else "ascending",
        "arrow": "▼" if descending else "▲",
        "next": name if descending else f"-{name}",
    }
