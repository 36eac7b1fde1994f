"""What a PDF keeps beside its pages, and what it gives to screen readers in place of what it draws, is not lost."""

from __future__ import annotations

import zlib

import pytest
from extract.readers.test_pdf import page_of, stream

from mingcha import extract
from mingcha.model.document import Document

NUMBER, DRAWN = "11010519491231" + "002X", "369999199001011230"
WORDS = "BT /F 12 Tf 50 700 Td (words of the page) Tj ET"


def read(data: bytes) -> Document:
    reading = extract.read(data, name="a.pdf")
    assert reading.not_examined == ()
    return reading.documents[0]


@pytest.mark.parametrize(
    "written",
    [
        f"({NUMBER})",
        f"(\\061{NUMBER[1:]})",
        f"<FEFF{NUMBER.encode('utf-16-be').hex()}>",
    ],
)
@pytest.mark.parametrize(
    "beside", ["/A <</S /URI /URI {}>>", "/PieceInfo <</X <</Private {}>>>>", "/AA <</O <</S /JavaScript /JS {}>>>>"]
)
def test_a_string_beside_the_page_is_told_once(beside: str, written: str) -> None:
    document = read(page_of(WORDS, beside.format(written)))
    assert document.text.count(NUMBER) == 1
    assert str(document.place_at(document.text.index(NUMBER))) == "PDF 内部的文字（不显示的内容）"


def test_dates_and_what_the_page_says_already_are_not_told_again() -> None:
    document = read(
        page_of(f"BT /F 12 Tf 50 700 Td (ID {NUMBER}) Tj ET", f"/X ({NUMBER}) /M (D:20240101120000+08'00')")
    )
    assert document.text == f"ID {NUMBER}\n"


@pytest.mark.parametrize("packed", [False, True])
def test_words_for_screen_readers_hide_nothing_that_is_drawn(*, packed: bool) -> None:
    content = f"/P <</MCID 0 /ActualText (nothing to see)>> BDC BT /F 12 Tf 50 700 Td (ID {DRAWN}) Tj ET EMC"
    data = page_of(content)
    if packed:
        data = data.replace(stream(content), stream(zlib.compress(content.encode()), "/Filter /FlateDecode"))
        assert b"ActualText" not in data
    document = read(data)
    assert "nothing to see" in document.text
    assert str(document.place_at(document.text.index(DRAWN))) == "第1页画出的文字第1行"


def test_words_for_screen_readers_that_repeat_what_is_drawn_are_read_once() -> None:
    content = f"/Span <</ActualText (ID {DRAWN})>> BDC BT /F 12 Tf 50 700 Td (ID {DRAWN}) Tj ET EMC"
    assert read(page_of(content)).text.count(DRAWN) == 1


@pytest.mark.parametrize("kind", ["Stamp", "FreeText", "Watermark"])
def test_words_that_a_stamp_draws_are_read_though_its_remark_says_other_words(kind: str) -> None:
    look = stream(
        f"BT /F 12 Tf 2 5 Td (ID {DRAWN}) Tj ET",
        "/Type /XObject /Subtype /Form /BBox [0 0 300 20] /Resources <</Font <</F 5 0 R>>>>",
    )
    stamp = (
        f"<</Type /Annot /Subtype /{kind} /Contents (remark) /Rect [50 600 350 620] /P 3 0 R /F 4 /AP <</N 7 0 R>> >>"
    )
    document = read(page_of(WORDS, "/Annots [6 0 R]", stamp, look))
    assert document.text.count("words of the page") == 1 and "remark" in document.text
    assert str(document.place_at(document.text.index(DRAWN))) == "第1页批注画出的文字"
