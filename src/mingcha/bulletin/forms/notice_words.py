"""The words of a unit's list that its letter and its workbook share: heads, places, what a row says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mingcha.bulletin.forms import wording
from mingcha.model.notice import ListedCase, ListedPlace, UnitList

LIST_HEADER = ("序号", "编号", "问题", "位置", "怎么改", "依据", "整改期限")
COVERING_HEADER = ("序号", "单位", "问题项数", "涉及处数", "整改期限")
PLACE_HEADER = ("序号", "编号", "问题", "网址", "文件", "位置", "原文（已遮盖）", "建议改为")
# How many places a letter writes out; the workbook has them all.
PRINTED = 5


def list_title(told: UnitList) -> str:
    return f"{told.unit}政务公开问题清单" + (f"（{told.issue}）" if told.issue else "")


def place_line(place: ListedPlace, *, words: bool = True) -> str:
    """Where it stands, then what stands there and what it should say."""
    inside = "，".join(part for part in (place.file, place.spot) if part)
    return "　".join(part for part in (place.address, inside, _words(place) if words else "") if part)


def _words(place: ListedPlace) -> str:
    if not place.quote:
        return ""
    return f"“{place.quote}”" + (f"改为“{place.suggestion}”" if place.suggestion else "")


def printed_places(one: ListedCase) -> list[str]:
    """The first places of a case, and how many more there are; what is the same at all of them is said once."""
    words = {_words(place) for place in one.places}
    if len(one.places) > 1 and len(words) == 1:
        shown = [place_line(place, words=False) for place in one.places[:PRINTED]]
    else:
        shown = [place_line(place) for place in one.places[:PRINTED]]
    if len(shown) > 1:
        shown = [f"（{number}）{line}" for number, line in enumerate(shown, 1)]
        same = words.pop() if len(words) == 1 else ""
        shown = [f"均为：{same}", *shown] if same else shown
    more = len(one.places) - PRINTED
    if more > 0:
        shown.append(f"另有 {more} 处，网址见同名表格的“全部位置”。")
    return shown or ["—"]


def covering_title(first: UnitList) -> str:
    return f"{first.issue}政务公开问题清单交办情况汇总"


def covering_rows(lists: Sequence[UnitList]) -> Iterable[list[str]]:
    for number, told in enumerate(lists, 1):
        yield [str(number), told.unit, str(len(told.cases)), str(told.total), _until(told)]
    yield ["", "合计", str(sum(len(told.cases) for told in lists)), str(sum(told.total for told in lists)), ""]


def _until(told: UnitList) -> str:
    first, last = (find((one.due for one in told.cases), default=told.due) for find in (min, max))
    return wording.day(last) if first == last else f"{first.month}月{first.day}日至{last.month}月{last.day}日"
