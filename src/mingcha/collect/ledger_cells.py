"""What each cell of a ledger row must be; what is not right is refused in the words the clerk reads."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from mingcha.collect.ledger_lines import text_of
from mingcha.model.ledger import Cell
from mingcha.text.canonical_url import canonical_url
from mingcha.text.dates import read_date
from mingcha.text.unit_names import UnitNames
from mingcha.text.width import without_space

TITLE_LENGTH, URL_LENGTH, COLUMN_LENGTH = 300, 1000, 120
# County portals began after this; an earlier date is a slip of the hand or a row number read as a date.
EARLIEST = date(2000, 1, 1)


class Unfit(ValueError):
    """A cell that cannot be taken; the message says why, in Chinese."""


@dataclass(frozen=True, slots=True)
class Judge:
    """What cells are judged by: the names of the units, the day, and the one unit allowed, if only one is."""

    names: UnitNames
    today: date
    only_unit: str | None = None
    # Some sixty names on some hundreds of days make up a hundred thousand rows.
    _known: dict[tuple[str, date | None], str] = field(default_factory=dict)

    def unit(self, cell: Cell, published: date | None, *, column: bool = True) -> str:
        """The unit's code. Raises Unfit, UnknownUnit.

        Without a unit column the rows are of the only unit allowed; `published` is None when it is not known.
        """
        if not column and self.only_unit:
            return self.only_unit
        text = text_of(cell)
        code = self._known.get((text, published))
        if code is None:
            code = self._known[text, published] = self._unit(text, published)
        return code

    def _unit(self, text: str, published: date | None) -> str:
        if not text:
            raise Unfit("未填写")
        code = self.names.find(text, published)
        unit = self.names.unit(code)
        if self.only_unit and code != self.only_unit:
            own = self.names.unit(self.only_unit)
            raise Unfit(f"这一行是“{unit.in_prose}”的信息，本次只能导入“{own.in_prose}”的信息")
        if unit.active_to and published and published > unit.active_to:
            ended = f"“{unit.in_prose}”已于 {_written(unit.active_to)}停用"
            if unit.successor is None:
                raise Unfit(f"{ended}，请核对单位或日期")
            heir = self.names.unit(unit.successor).in_prose
            raise Unfit(f"{ended}，此后的信息请写“{heir}”")
        return code

    def published(self, cell: Cell) -> date:
        """The day of publication. Raises Unfit, NotADate."""
        if isinstance(cell, str) and not cell.strip():
            raise Unfit("未填写")
        day = read_date(cell)
        if day > self.today:
            raise Unfit(f"{_written(day)}晚于今天（{_written(self.today)}），请核对")
        if day < EARLIEST:
            raise Unfit(f"{_written(day)}早于 {EARLIEST.year} 年，请核对")
        return day


def title(cell: Cell) -> str:
    text = text_of(cell)
    if not text:
        raise Unfit("未填写")
    return _no_longer_than(text, TITLE_LENGTH)


def column(cell: Cell) -> str:
    return _no_longer_than(text_of(cell), COLUMN_LENGTH)


def url(cell: Cell) -> str:
    """The canonical address, or nothing when the cell is empty. Raises Unfit, NotAnAddress."""
    text = text_of(cell)
    if not text or without_space(text) in {"无", "-", "—", "/"}:
        return ""
    address = canonical_url(text)
    if len(address) > URL_LENGTH:
        raise Unfit(f"有 {len(address)} 个字符，超过 {URL_LENGTH} 个字符，请核对")
    return address


def _no_longer_than(text: str, length: int) -> str:
    if len(text) > length:
        raise Unfit(f"有 {len(text)} 个字，超过 {length} 个字，请核对是否填错了列")
    return text


def _written(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
