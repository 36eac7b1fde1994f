"""Formats left to an office program: made new where there is one, an outcome where there is none."""

from __future__ import annotations

import shutil

import pytest

from mingcha import extract
from mingcha.extract.contents import Unreadable
from mingcha.extract.kinds import Kind, kind_of
from mingcha.extract.limits import Limits
from mingcha.extract.office_program import remade
from mingcha.extract.reading import read_contents
from mingcha.model.document import Outcome

RTF = b"{\\rtf1\\ansi words}"
SLIDES = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "PowerPoint Document".encode("utf-16-le")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="no soffice on this machine")
def test_a_file_is_made_new() -> None:
    made = remade(RTF, old="rtf", new="docx", limits=Limits())
    assert kind_of(made) is Kind.DOCX
    assert "words" in extract.read(made, name="a").documents[0].text


def test_without_the_program_the_file_is_not_examined_and_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    with pytest.raises(Unreadable) as fault:
        read_contents(SLIDES, name="a.ppt", limits=Limits())
    assert fault.value.outcome is Outcome.NEEDS_SOFTWARE


@pytest.mark.skipif(shutil.which("soffice") is None, reason="no soffice on this machine")
def test_what_the_program_cannot_make_new_is_an_outcome() -> None:
    found = extract.read(SLIDES, name="a.ppt")
    assert [gap.outcome for gap in found.not_examined] == [Outcome.UNSUPPORTED]
    with pytest.raises(Unreadable) as fault:
        remade(RTF, old="rtf", new="docx", limits=Limits(seconds=0.01))
    assert fault.value.outcome is Outcome.TOO_SLOW
