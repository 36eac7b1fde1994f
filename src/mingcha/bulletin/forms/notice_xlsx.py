"""A unit's list as an Excel workbook: one row a case with room for the answer, and every place on a sheet of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mingcha.bulletin.forms import wording
from mingcha.bulletin.forms.notice_words import (
    COVERING_HEADER,
    LIST_HEADER,
    PLACE_HEADER,
    covering_rows,
    covering_title,
    list_title,
    printed_places,
)
from mingcha.bulletin.forms.sheet import Cell, SheetPlan, workbook_bytes
from mingcha.model.notice import UnitList

# The unit fills these in when it answers through the OA.
ANSWER_HEADER = ("整改情况", "整改后网址", "完成日期")


def write(unit_list: UnitList) -> bytes:
    """The workbook, ready to print on A4 crosswise. The same list gives the same bytes."""
    told = wording.clean(unit_list)
    plans = [
        SheetPlan(
            name="问题清单",
            title=list_title(told),
            subtitle=f"{told.sender}　{wording.day(told.dated)}",
            header=(*LIST_HEADER, *ANSWER_HEADER),
            rows=_cases(told),
            widths=(6, 8, 30, 46, 30, 24, 14, 24, 24, 14),
            bordered=True,
            landscape=True,
        ),
        SheetPlan(
            name="全部位置",
            header=PLACE_HEADER,
            rows=_places(told),
            widths=(6, 8, 30, 60, 30, 26, 30, 20),
            landscape=True,
        ),
    ]
    return workbook_bytes(plans, dated=told.dated)


def write_covering(lists: Sequence[UnitList]) -> bytes:
    """Each unit of a notice with what it is told, for the office."""
    told = wording.clean(tuple(lists))
    plan = SheetPlan(
        name="汇总",
        title=covering_title(told[0]),
        subtitle=wording.day(told[0].dated),
        header=COVERING_HEADER,
        rows=([_number(cell) for cell in row] for row in covering_rows(told)),
        widths=(8, 32, 12, 12, 30),
        centred=True,
        bordered=True,
    )
    return workbook_bytes([plan], dated=told[0].dated)


def _cases(told: UnitList) -> Iterator[list[Cell]]:
    for one in told.cases:
        problem = f"【{one.severity}】{one.problem}" + (f"（{one.earlier}已交办）" if one.earlier else "")
        places = "\n".join(printed_places(one))
        basis = "；".join(one.basis)
        yield [one.position, one.key, problem, places, one.advice, basis, one.due, "", "", ""]


def _places(told: UnitList) -> Iterator[list[Cell]]:
    for one in told.cases:
        for place in one.places:
            yield [
                one.position,
                one.key,
                one.problem,
                place.address,
                place.file,
                place.spot,
                place.quote,
                place.suggestion,
            ]


def _number(cell: str) -> Cell:
    return int(cell) if cell.isdecimal() else cell
