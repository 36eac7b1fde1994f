"""Where the sample county's columns live: which system publishes each, under which address, for whom.

The portal grew as real ones do. Departments write in the oldest part (TRS addresses), townships moved to another system
(大汉 addresses), what must be disclosed stands in a catalogue (gkml), and the smaller bodies still have their pages of
2005. A post's address is known from its column, its day and its number alone.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files

ANNUAL_REPORTS = "政府信息公开年报"
# Columns many units write to belong to the portal itself.
PORTAL_CODE = "900"
_IN_CATALOGUE = frozenset(("政策文件", "重点领域信息公开", "财政信息", "建议提案办理", ANNUAL_REPORTS))
_OLD_PAGES = frozenset(("工作动态", "通知公告", "政策解读"))
_FIRST_IN_CATALOGUE, _FIRST_WITH_OLD_PAGES = "111", "127"


class Family(StrEnum):
    """The system that publishes a column, by the look of its pages."""

    TRS = "trs"
    HANWEB = "hanweb"
    CATALOGUE = "gkml"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Place:
    """A column of one unit (of the whole portal when `unit` is empty); `number` is unique on the portal."""

    unit: str
    column: str
    category: str
    family: Family
    folder: str
    number: int
    ending: str

    @property
    def home(self) -> str:
        """The path of the first list page."""
        if self.family is Family.HANWEB:
            return f"/col/col{self.number}/index.html"
        return f"{self.folder}/index.{self.ending}"

    def address(self, day: date, number: int) -> str:
        """The path of the post with this number."""
        if self.family is Family.HANWEB:
            return f"/art/{day.year}/{day.month}/{day.day}/art_{self.number}_{number}.html"
        if self.family is Family.CATALOGUE:
            return f"{self.folder}/{day.year}{day.month:02d}/{number}.{self.ending}"
        if self.family is Family.PLAIN:
            return f"{self.folder}/{day.year}/{number}.{self.ending}"
        month = f"{day.year}{day.month:02d}"
        return f"{self.folder}/{month}/t{month}{day.day:02d}_{number}.{self.ending}"


def place(*, unit: str, group: str, unit_folder: str, column: dict[str, str]) -> Place:
    """The place of one row of columns.csv for a unit."""
    code, name, folder = unit or PORTAL_CODE, column["column"], column["folder"]
    family, ending, path = Family.TRS, "html", f"/{unit_folder}/{folder}"
    if group == "town":
        family = Family.HANWEB
    elif group == "county" and name in _IN_CATALOGUE and code >= _FIRST_IN_CATALOGUE:
        family, path = Family.CATALOGUE, f"/zwgk/gkml/{unit_folder}/{folder}"
    elif group == "county" and name in _OLD_PAGES and code >= _FIRST_WITH_OLD_PAGES:
        family, ending = Family.PLAIN, "htm"
    elif group == "county" and int(code) % 3 == 0:
        ending = "shtml"
    return Place(unit, name, column["category"], family, path, int(code) * 100 + int(column["number"]), ending)


def column_rows(group: str) -> list[dict[str, str]]:
    return [row for row in _columns() if row["group"] == group]


@lru_cache(maxsize=1)
def _columns() -> tuple[dict[str, str], ...]:
    text = files("mingcha.demo").joinpath("data/columns.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))
