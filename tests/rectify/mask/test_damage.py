"""Whatever is done to a file, there is a copy that was proved or a refusal that says why; nothing else comes out."""

from __future__ import annotations

import contextlib
from random import Random

import pytest
from extract.samples import samples
from rectify.mask.copies import copy_of

from mingcha.extract.readers.old_workbook_anew import written_anew
from mingcha.model.masking import NotMasked

TRIED = 25


@pytest.mark.parametrize("form", ["html", "txt", "csv", "docx", "xlsx", "pdf", "zip"])
def test_a_damaged_file_is_masked_or_refused(form: str) -> None:
    random = Random(form)
    for _ in range(TRIED):
        data = bytearray(samples()[form])
        for _ in range(random.choice((1, 3, 20))):
            data[random.randrange(len(data))] = random.randrange(256)
        if random.random() < 0.2:
            del data[random.randrange(len(data)) :]
        with contextlib.suppress(NotMasked):
            copy_of(bytes(data), f"a.{form}")


def test_a_damaged_old_workbook_is_written_or_told_to_be_damaged() -> None:
    from mingcha.extract.contents import Unreadable
    from mingcha.extract.limits import Limits
    from mingcha.extract.renewed import renewed

    random, whole = Random("xls"), samples()["xls"]
    for _ in range(TRIED * 4):
        data = bytearray(whole)
        for _ in range(random.choice((3, 20))):
            data[random.randrange(1024, len(data))] = random.randrange(256)
        with contextlib.suppress(Unreadable), pytest.MonkeyPatch.context() as patch:
            patch.setenv("PATH", "/nowhere")
            made, _ = renewed(bytes(data), "xls", Limits())
            assert made.startswith(b"PK")
    assert written_anew(whole).startswith(b"PK")
