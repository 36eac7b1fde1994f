"""Reads every made-up report and counts how often each check spoke, and how often it should have.

Usage: python -m quality.annual_report.gate [seed] [--misses]; exit status 1 when a floor is not reached.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from mingcha.examine.catalogue import chosen
from mingcha.model.annual_report import ReportTable
from mingcha.model.finding import Verdict
from mingcha.pipeline.annual_reports import examine_reports, read_reports
from quality.annual_report.cases import FAULTS, Case, cases
from quality.score import Score, faults, shown

FLOORS = Path(__file__).with_name("floors.toml")
CELLS = "cells"


def said(case: Case) -> tuple[Counter[str], int]:
    """How often each check spoke with certainty, and how many cells were read wrong or not at all."""
    name = case.name.replace(" ", "_").replace("/", "_")
    ending = name.split("_")[2].rsplit(".", 1)[-1]
    read = read_reports([(case.file, f"{name}.{ending}")])
    last = read_reports([(case.last_year, "last")]) if case.last_year is not None else read_reports([])
    if not read.reports:
        raise AssertionError(f"{case.name}: {read.others}")
    result = examine_reports(read.reports, chosen(only=["family:annual_report"]), key=b"quality", last=last.reports)
    if broken := [str(one) for one in result.not_examined]:
        raise AssertionError(f"{case.name}: {broken}")
    spoke = Counter(one.check for one in result.findings if one.verdict is Verdict.FOUND)
    return spoke, _misread(case, read.reports[0].tables)


def _misread(case: Case, tables: Mapping[str, ReportTable]) -> int:
    wrong = 0
    for (number, row, column), value in case.figures.items():
        table = tables[number]
        lumped = row[0] == "O" and any(one.unsplit for one in table.strange)
        if table.is_read and row not in table.missing and not lumped:
            figure = table.figure(row, column)
            wrong += figure is None or (figure.value is not None and figure.value != value)
    return wrong


def scores(some: Iterable[Case]) -> dict[str, Score]:
    """A score for each check that the cases vary, and one for cells read right."""
    table = {name: Score() for name in (*FAULTS, CELLS)}
    for case in some:
        spoke, misread = said(case)
        table[CELLS].right += len(case.figures) - misread
        table[CELLS].missed += [case.name] * misread
        for name in FAULTS:
            wanted, told = case.sets_off[name], spoke[name]
            table[name].right += min(wanted, told)
            table[name].vain += [case.name] * max(told - wanted, 0)
            table[name].missed += [case.name] * max(wanted - told, 0)
        for name in set(spoke) - set(FAULTS):
            table.setdefault(name, Score()).vain += [case.name] * spoke[name]
    return table


def main() -> int:
    numbers = [int(word) for word in sys.argv[1:] if word.isdigit()]
    table = scores(cases(seed=numbers[0]) if numbers else cases())
    print(shown(table, misses="--misses" in sys.argv[1:]))
    told = faults(table, FLOORS) if not numbers else []
    print("\n".join(told) if told else "every floor holds")
    return 1 if told else 0


if __name__ == "__main__":
    sys.exit(main())
