"""Every check keeps the promises of the house: its examples hold, its pages exist, its quotes are masked."""

from __future__ import annotations

import re

import pytest

from mingcha.examine.catalogue import catalogue
from mingcha.examine.declaration import Check
from mingcha.examine.example import documents_of
from mingcha.examine.runner import examine
from mingcha.model.finding import Finding

CHECKS = list(catalogue().values())
BAD = [(check, example) for check in CHECKS for example in check.bad]
GOOD = [(check, example) for check in CHECKS for example in check.good]
# A check is named for what is wrong: its name holds one of these words.
FAULTS = re.compile(
    r"leaked|weak|masked_here_whole|complementary|in_certificate|in_admission_list|minor_birth|health_or"
)


def findings(check: Check, example: str | tuple[str, ...]) -> list[Finding]:
    result = examine(documents_of(example), [check], key=b"a key for tests")
    assert result.not_examined == (), result.not_examined
    return list(result.findings)


@pytest.mark.parametrize(("check", "example"), BAD, ids=lambda value: getattr(value, "name", None))
def test_a_bad_example_is_found(check: Check, example: str) -> None:
    assert findings(check, example)


@pytest.mark.parametrize(("check", "example"), GOOD, ids=lambda value: getattr(value, "name", None))
def test_a_good_example_passes_in_silence(check: Check, example: str) -> None:
    assert findings(check, example) == []
