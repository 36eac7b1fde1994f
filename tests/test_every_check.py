"""Every check keeps the promises of the house: its examples hold, its pages exist, its quotes are masked."""

from __future__ import annotations

import re
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
from project import ROOT

from mingcha.examine.catalogue import catalogue
from mingcha.examine.declaration import Check, Example
from mingcha.examine.example import documents_of
from mingcha.examine.example_text import Written
from mingcha.examine.runner import examine, examine_subjects
from mingcha.model.finding import Finding
from mingcha.standards.load import clauses

CHECKS = list(catalogue().values())
BAD = [(check, example) for check in CHECKS for example in check.bad]
GOOD = [(check, example) for check in CHECKS for example in check.good]
# A check is named for what is wrong: its name holds one of these words.
FAULTS = re.compile(
    r"leaked|weak|masked_here_whole|complementary|in_certificate|in_admission_list|minor_birth|health_or|told_of_person|belief_or|marriage_or"
    r"|dead_|wrong_|unapproved|missing_|changed_target|untrusted|hidden_link|injected|cloaked|empty_|unreadable|nameless|scanned|executable|encrypted"
    r"|stale_|about_to_lapse|silent_|impossible_|future_|backdated|too_many_|leader_|mismatch|unknown_column_type|uncovered_"
    r"|duplicate|republished|misplaced|without_interpretation|signed_after|shown_valid"
    r"|renamed_|repealed_|_to_avoid|hurtful_|vulgar_|absolute_claim|doubled_|misspelt_|misstated_|outdated_|unquoted_"
    r"|unpaired_|malformed_|reversed_|skipped_|copied_|traditional_|secrecy_mark|leftover_|broken_|redundant_|width_mix|number_form|unit_form"
    r"|hacked_page_"
    r"|blank_|unsplit_|is_picture|without_power|out_of_order|_resembles|published_twice|outside_column|disagrees|late_"
)


def findings(check: Check, example: Example) -> list[Finding]:
    if isinstance(example, str | Written | tuple):
        result = examine(documents_of(example), [check], key=b"a key for tests")
    else:
        result = examine_subjects([example], [check], key=b"a key for tests")
    assert result.not_examined == (), result.not_examined
    return list(result.findings)


@pytest.mark.parametrize(("check", "example"), BAD, ids=lambda value: getattr(value, "name", None))
def test_a_bad_example_is_found(check: Check, example: Example) -> None:
    assert findings(check, example)


@pytest.mark.parametrize(("check", "example"), GOOD, ids=lambda value: getattr(value, "name", None))
def test_a_good_example_passes_in_silence(check: Check, example: Example) -> None:
    assert findings(check, example) == []


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_a_check_is_documented_under_its_own_name(check: Check) -> None:
    assert FAULTS.search(check.name), "the name states the fault"
    assert "{quote}" in check.message
    assert check.message.format(quote="") and check.advice.endswith("。")
    assert check.clauses and set(check.clauses) <= set(clauses())
    assert check.bad and check.good
    assert (ROOT / "docs" / "reference" / "checks" / check.family / f"{check.name}.md").is_file()


@pytest.mark.parametrize(("check", "example"), BAD, ids=lambda value: getattr(value, "name", None))
def test_what_is_said_of_a_bad_example_repeats_no_number(check: Check, example: Example) -> None:
    for finding in findings(check, example):
        said = " ".join((finding.quote, finding.message, finding.locator, *finding.more_places))
        assert not re.search(r"[0-9]{15}|[0-9]{14}[0-9Xx]{1,4}|(?<![0-9])1[3-9][0-9]{9}(?![0-9])", said)


def test_the_contributing_page_teaches_a_check_that_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The code on the page is put where the page says, and its own examples are tried."""
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    (path,) = re.findall(r"`src/mingcha/examine/checks/(privacy/\w+\.py)`", page)
    (code,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    file = tmp_path / Path(path).name
    file.write_text(code, encoding="utf-8")
    name = f"mingcha.examine.checks.privacy.{file.stem}"
    spec = spec_from_file_location(name, file)
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    monkeypatch.setitem(sys.modules, name, module)
    spec.loader.exec_module(module)
    taught: Check = getattr(module, file.stem)
    assert all(findings(taught, example) for example in taught.bad)
    assert not any(findings(taught, example) for example in taught.good)
