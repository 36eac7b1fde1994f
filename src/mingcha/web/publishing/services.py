"""Changing the ledger: the public door to what the modules beside it do."""

from __future__ import annotations

from mingcha.web.publishing.imports import confirm, take_file, undo
from mingcha.web.publishing.ledger_files import marked_sheet, template
from mingcha.web.publishing.looking import differences_of, faults_of, first_new_of, skipped_of
from mingcha.web.publishing.refusals import Refused
from mingcha.web.publishing.rollup import compare_counts, rebuild_counts
from mingcha.web.publishing.withdrawing import survey

__all__ = [
    "Refused",
    "compare_counts",
    "confirm",
    "differences_of",
    "faults_of",
    "first_new_of",
    "marked_sheet",
    "rebuild_counts",
    "skipped_of",
    "survey",
    "take_file",
    "template",
    "undo",
]
