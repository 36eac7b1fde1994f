"""Aliases as one line of text, the way they stand in an Excel cell: 老名称（至 2023-05-31）；简称。"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from mingcha.model.unit import Alias

ONE = re.compile(r"(?P<name>[^（(]+)(?:[（(](?P<period>[^）)]*)[）)])?")
DAY = r"(\d{4})-(\d{1,2})-(\d{1,2})"
PERIOD = re.compile(rf"\s*(?:(?:自\s*)?(?P<since>{DAY})\s*(?:起)?)?\s*(?:[至到]\s*(?P<until>{DAY})\s*(?:止)?)?\s*")


def written(aliases: Iterable[Alias]) -> str:
    return "；".join(one(alias) for alias in aliases)


def one(alias: Alias) -> str:
    if alias.since and alias.until:
        return f"{alias.name}（{alias.since} 至 {alias.until}）"
    if alias.since:
        return f"{alias.name}（{alias.since} 起）"
    return f"{alias.name}（至 {alias.until}）" if alias.until else alias.name


def read(text: str) -> tuple[Alias, ...]:
    """The aliases of a cell; raises ValueError in Chinese for what cannot be understood."""
    found = []
    for piece in re.split(r"[；;、\n]", text):
        if not piece.strip():
            continue
        parts = ONE.fullmatch(piece.strip())
        period = PERIOD.fullmatch(parts["period"] or "") if parts else None
        if parts is None or period is None:
            raise ValueError(f"看不懂别名“{piece.strip()}”，应写成：别名 或 别名（2019-01-01 至 2023-05-31）")
        found.append(Alias(parts["name"].strip(), *(day(period[end], of=piece) for end in ("since", "until"))))
    return tuple(found)


def day(text: str | None, *, of: str) -> date | None:
    if not text:
        return None
    try:
        return date(*(int(number) for number in text.split("-")))
    except ValueError:
        raise ValueError(f"别名“{of.strip()}”中的日期“{text}”不存在") from None
