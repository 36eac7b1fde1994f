"""The profile a portal is judged by: thresholds with their sources, and a county's own file that changes some of them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path

from mingcha.model.column_state import UpdateLimit
from mingcha.model.plain import NotPlain, from_plain
from mingcha.model.site import Column
from mingcha.model.site_state import ColumnVeto
from mingcha.model.span import Span
from mingcha.standards.column_updates import ColumnCategory, category_by_name, column_categories
from mingcha.standards.load import table

__all__ = ["GB2019", "Profile", "State", "Threshold", "profile"]

GB2019 = "gb2019"


class State(StrEnum):
    """Whether a threshold decides, only warns, or is not used."""

    IN_FORCE = "in_force"
    DRAFT = "draft"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Threshold:
    """One number of a profile; `confidence` is read or told."""

    key: str
    value: int
    source: str
    unit: str = ""
    confidence: str = "read"
    state: State = State.IN_FORCE


@dataclass(frozen=True, slots=True)
class _Limit:
    """A category's limit as a county writes it."""

    category: str
    source: str
    days: int | None = None
    months: int | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """Thresholds by key, and the limits of the categories of columns."""

    name: str
    title: str
    thresholds: Mapping[str, Threshold]
    categories: Mapping[str, ColumnCategory]

    def number(self, key: str) -> int:
        """The value of a threshold. Raises KeyError."""
        return self.thresholds[key].value

    def decides(self, key: str) -> bool:
        return self.thresholds[key].state is State.IN_FORCE

    def limit(self, column: Column) -> UpdateLimit | None:
        """The column's own limit, else its category's; a category guessed from the name is not firm. None: none."""
        if column.days:
            return UpdateLimit(Span(days=column.days), "栏目台账中本栏目的期限", kind=column.category)
        guessed = not column.category
        known = self.categories.get(column.category or category_by_name(column.name))
        if known is None or known.span is None:
            return None
        is_firm = known.confidence == "read" and not guessed
        source = f"{known.source}（类别由栏目名称推断）" if guessed else known.source
        return UpdateLimit(known.span, source, is_firm=is_firm, kind=known.name)

    @property
    def home_limit(self) -> Span:
        return Span(days=self.number("home_page_days"))

    @property
    def near(self) -> float:
        """The share of a limit after which its end is near."""
        return self.number("near_percent") / 100

    @property
    def veto(self) -> ColumnVeto:
        """From how many columns on the whole site fails."""
        return ColumnVeto(
            quick_kinds=("动态要闻",),
            slow_kinds=("通知公告", "政策文件"),
            overdue_of_these=self.number("veto_quick_and_slow"),
            overdue=self.number("veto_overdue"),
            empty=self.number("veto_empty"),
            source=self.thresholds["veto_overdue"].source.partition("：")[0],
        )


def profile(name: str = GB2019, *, county: Path | None = None) -> Profile:
    """A packaged profile with whatever the county's own file changes. Raises NotPlain."""
    where, plain = f"standards/profiles/{name}.toml", table(f"profiles/{name}")
    thresholds = _thresholds(plain.get("thresholds", ()), where)
    categories = dict(column_categories())
    if county is not None and county.is_file():
        where = str(county)
        try:
            own = tomllib.loads(county.read_text(encoding="utf-8-sig"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise NotPlain(f"{where} 不是有效的 TOML：{error}") from error
        for key in own:
            if key not in ("thresholds", "limits"):
                raise NotPlain(f"{where} 中的 {key} 不认识，这里只能写 [[thresholds]] 和 [[limits]]")
        for key, one in _thresholds(own.get("thresholds", ()), where).items():
            if key not in thresholds:
                near = get_close_matches(key, list(thresholds), 1)
                raise NotPlain(f"{where} 中没有名为“{key}”的数值" + (f"，是否为 {near[0]}？" if near else "。"))
            thresholds[key] = one
        for number, entry in enumerate(own.get("limits", ()), start=1):
            limit = from_plain(_Limit, entry, where=f"{where} 第 {number} 个 [[limits]]")
            if not limit.days and not limit.months:
                raise NotPlain(f"{where} 第 {number} 个 [[limits]] 要写 days 或 months 之一")
            categories[limit.category] = ColumnCategory(
                limit.category, limit.source, "read", days=limit.days, months=None if limit.days else limit.months
            )
    return Profile(plain["name"], plain["title"], thresholds, categories)


def _thresholds(entries: object, where: str) -> dict[str, Threshold]:
    if not isinstance(entries, list | tuple):
        raise NotPlain(f"{where} 的 thresholds 应逐个写成 [[thresholds]]")
    read = [
        from_plain(Threshold, entry, where=f"{where} 第 {number} 个 [[thresholds]]")
        for number, entry in enumerate(entries, start=1)
    ]
    for one in read:
        if one.value < 1:
            raise NotPlain(f"{where} 的 {one.key} 应是正数，现在是 {one.value}")
    return {one.key: one for one in read}
