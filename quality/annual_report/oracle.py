"""What is wrong with figures, worked out from the relations as they stand in the notice, without the program."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from quality.annual_report.figures import Figures

KINDS = ("C1", "C2", "C3", "C4", "C5", "C6")
RESULTS = "G1 G2 D1 D2 D3 D4 D5 D6 D7 D8 U1 U2 U3 N1 N2 N3 N4 N5".split()
OTHER = {True: ["O1", "O2", "O3"], False: ["O"]}
BLOCKS = ("P", "L", "M")


def broken(figures: Figures, *, last: Figures | None = None) -> Counter[str]:
    """How many findings of each check the figures call for."""
    said: Counter[str] = Counter()
    new_format = ("3", "O1", "C1") in figures
    results = RESULTS + OTHER[new_format]

    def at(row: str, column: str) -> Decimal:
        return figures["3", row, column]

    for row in ["A", "B", *results, "S", "E"]:
        said["row_total_mismatch"] += sum(at(row, kind) for kind in KINDS) != at(row, "C7")
    for column in (*KINDS, "C7"):
        said["result_total_mismatch"] += sum(at(row, column) for row in results) != at("S", column)
        said["received_handled_mismatch"] += at("A", column) + at("B", column) != at("S", column) + at("E", column)
        if last is not None:
            said["carried_over_mismatch"] += at("B", column) != last["3", "E", column]
    for block in BLOCKS:
        parts = sum(figures["4", "R4", f"{block}{number}"] for number in range(1, 5))
        said["table4_total_mismatch"] += parts != figures["4", "R4", f"{block}5"]
    for row in ("reg", "norm"):
        if last is not None and ("2", row, "valid") in last and ("2", row, "valid") in figures:
            made, gone, valid = (figures["2", row, code] for code in ("made", "repealed", "valid"))
            said["valid_documents_mismatch"] += last["2", row, "valid"] + made - gone != valid
    if any(figures.get(("2", "reg", column)) for column in ("made", "repealed", "valid", "new", "opened", "total")):
        said["rulemaking_without_power"] += 1
    for (table, _row, column), value in figures.items():
        if (value < 0 and column != "change") or (value % 1 and column not in ("fee", "spent")):
            said["wrong_figure_in_report"] += 1
        del table
    return +said
