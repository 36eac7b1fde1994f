"""Figures of a report that agree with each other, and with those of the year before."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from mingcha.standards.annual_reports import Form, Format

Figures = dict[tuple[str, str, str], Decimal]  # table, row, column


def agreeing(random: Random, form: Format, *, last: Figures | None = None, busy: bool = True) -> Figures:
    """All cells of tables 2, 3 and 4 such that every relation holds; `last` are the year before's."""
    cells: Figures = {}
    _second(random, form.form("2"), cells, last)
    _third(random, form.form("3"), cells, last, busy)
    _fourth(random, form.form("4"), cells, busy)
    return cells


def _second(random: Random, form: Form, cells: Figures, last: Figures | None) -> None:
    for row in form.rows:
        for column in form.columns_of(row):
            cells["2", row.id, column.id] = Decimal(0 if row.id == "reg" else random.choice([0, 0, 3, 17, 240, 1308]))
    if ("2", "norm", "made") in cells:
        made, before = Decimal(random.randint(0, 9)), Decimal(random.randint(0, 30))
        if last is not None and ("2", "norm", "valid") in last:
            before = last["2", "norm", "valid"]
        gone = Decimal(random.randint(0, int(made + before)))
        cells |= {
            ("2", "norm", "made"): made,
            ("2", "norm", "repealed"): gone,
            ("2", "norm", "valid"): before + made - gone,
        }
    if ("2", "fee", "fee") in cells:
        cells["2", "fee", "fee"] = Decimal(random.choice(["0", "12.5", "3.207", "86", "1204.36"]))


def _third(random: Random, form: Form, cells: Figures, last: Figures | None, busy: bool) -> None:
    (across, down), (balance,) = form.sums, form.balances
    for column in across.parts:
        for row in down.parts:
            some = random.random() < (0.25 if busy else 0.02)
            cells["3", row, column] = Decimal(random.choice([1, 1, 2, 3, 14]) if some else 0)
        total = sum((cells["3", row, column] for row in down.parts), Decimal(0))
        new, old = balance.left
        carried = last["3", balance.right[1], column] if last is not None else Decimal(random.choice([0, 0, 0, 1, 2]))
        rest = Decimal(random.choice([0, 0, 1, 2])) if busy else Decimal(0)
        # What is new is what is left when the old is taken away; it may not be below nought.
        rest = max(rest, carried - total)
        cells["3", down.total, column] = total
        cells["3", balance.right[1], column] = rest
        cells["3", old, column] = carried
        cells["3", new, column] = total + rest - carried
    for row in form.rows:
        cells["3", row.id, across.total] = sum((cells["3", row.id, c] for c in across.parts), Decimal(0))


def _fourth(random: Random, form: Form, cells: Figures, busy: bool) -> None:
    for one in form.sums:
        for part in one.parts:
            cells["4", "R4", part] = Decimal(random.choice([0, 0, 1, 2]) if busy else 0)
        # No suit follows a review that never was.
    if busy and not sum(cells["4", "R4", code] for code in ("P1", "P2", "P3")):
        cells["4", "R4", "P1"] = Decimal(1)
    for one in form.sums:
        cells["4", "R4", one.total] = sum((cells["4", "R4", part] for part in one.parts), Decimal(0))
