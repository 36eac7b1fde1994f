"""Of the labelled cases every fifteenth is masked: the copy is clean, or the refusal says why."""

from __future__ import annotations

import sys

import pytest
from project import ROOT
from rectify.mask.copies import copy_of

from mingcha import extract
from mingcha.examine.catalogue import that_mask
from mingcha.examine.runner import examine
from mingcha.model.finding import Verdict

sys.path.insert(0, str(ROOT))

from quality.cases import Case, cases

# OFD cannot be masked; the binary text formats need an office program.
NOT_MASKED = (".ofd", ".doc", ".rtf")
SOME = [
    pytest.param(name, data, id=f"{case.name}-{name}")
    for case in [*cases()][3::15]
    for name, data in case.files.items()
    if not name.endswith(NOT_MASKED)
]


@pytest.mark.parametrize(("name", "data"), SOME)
def test_nothing_is_found_in_the_copy(name: str, data: bytes) -> None:
    copy = copy_of(data, name)
    reading = extract.read(copy.data, name=copy.name)
    result = examine(reading.documents, list(that_mask()), key=b"key")
    assert [str(one) for one in result.findings if one.verdict is Verdict.FOUND] == []
    assert len(reading.documents) > 0


def test_there_are_enough_of_them() -> None:
    assert len(SOME) > 40
    assert isinstance(next(cases()), Case)
