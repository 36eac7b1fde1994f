"""PDF: pages by line, numbers that cells break, what hangs on a page, and pages nobody could read."""

from __future__ import annotations

import io
import zlib

import pypdfium2 as pdfium
import pytest
import typst

from mingcha import extract
from mingcha.extract import ocr
from mingcha.model.document import Document, Hidden, Outcome, Reading
from mingcha.text.id_number import check_character


def pdf(source: str) -> bytes:
    made = typst.compile(source.encode(), format="pdf")
    assert isinstance(made, bytes)
    return made


def numbers(count: int) -> list[str]:
    """Numbers with an address code nobody lives under."""
    first = [f"9999991990{1 + n % 12:02}{1 + n % 28:02}{n:03}" for n in range(count)]
    return [digits + check_character(digits) for digits in first]


def read(data: bytes) -> Document:
    reading = extract.read(data, name="名单.pdf")
    assert reading.not_examined == ()
    return reading.documents[0]


def place(document: Document, words: str) -> str:
    return str(document.place_at(document.text.index(words)))


def objects(*bodies: str | bytes, extra: str = "") -> bytes:
    """A PDF of numbered objects; the first is the catalogue."""
    out, offsets = io.BytesIO(), []
    out.write(b"%PDF-1.7\n")
    for number, body in enumerate(bodies, 1):
        offsets.append(out.tell())
        out.write(f"{number} 0 obj\n".encode() + (body.encode() if isinstance(body, str) else body) + b"\nendobj\n")
    start = out.tell()
    out.write(f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n".encode())
    out.writelines(f"{offset:010} 00000 n \n".encode() for offset in offsets)
    out.write(f"trailer <</Size {len(bodies) + 1} /Root 1 0 R {extra}>>\nstartxref\n{start}\n%%EOF".encode())
    return out.getvalue()


def stream(content: str | bytes, head: str = "") -> bytes:
    data = content.encode() if isinstance(content, str) else content
    return f"<<{head} /Length {len(data)}>>\nstream\n".encode() + data + b"\nendstream"


FONT = "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>"
CATALOGUE = "<</Type /Catalog /Pages 2 0 R>>"
PAGES = "<</Type /Pages /Kids [3 0 R] /Count 1>>"


def page_of(content: str, page: str = "", *more: str | bytes, extra: str = "") -> bytes:
    head = "<</Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources <</Font <</F 5 0 R>>"
    resources = "/XObject <</I 6 0 R>>" if "/I Do" in content else ""
    return objects(CATALOGUE, PAGES, f"{head} {resources}>> {page}>>", stream(content), FONT, *more, extra=extra)


def test_text_is_found_by_page_and_line() -> None:
    document = read(pdf("One\n\nTwo\n#pagebreak()\nThree\n\nFour"))
    assert place(document, "Two") == "第1页第2行"
    assert place(document, "Four") == "第2页第2行"


@pytest.mark.parametrize("align", ["left", "center"])
def test_numbers_that_wrap_inside_cells_are_in_one_piece(align: str) -> None:
    wanted = numbers(100)
    # Zero-width spaces let a line end inside a number, as office programs do.
    cells = "".join(f"[{n}], [{chr(8203).join(number)}], [138{n:08}]," for n, number in enumerate(wanted))
    document = read(pdf(f"#table(columns: (2cm, 2.4cm, 4cm), align: {align}, {cells})"))
    assert [number for number in wanted if number not in document.text] == []
    assert place(document, wanted[0]) == "第1页第1个表格第1行第2列"
    assert place(document, "13800000099").endswith("行第3列")


def test_numbers_that_wrap_in_a_table_without_lines_are_in_one_piece() -> None:
    wanted = numbers(60)
    cells = "".join(f"[{n}], [{chr(8203).join(number)}], [138{n:08}]," for n, number in enumerate(wanted))
    document = read(pdf(f"#table(columns: (2cm, 2.4cm, 4cm), stroke: none, {cells})"))
    assert [number for number in wanted if number not in document.text] == []
    assert place(document, wanted[0]) == "第1页折行的单元格"


def test_digits_the_library_takes_for_lines_of_their_own_are_put_together() -> None:
    """Bare columns of digits that may wrap anywhere, with the wide lines of a Chinese office."""
    wanted = numbers(60)
    between = chr(8203).join
    cells = "".join(f"[{n}], [{between(number)}], [{between(f'138{n:08}')}]," for n, number in enumerate(wanted))
    document = read(pdf(f"#set text(size: 10pt)\n#table(columns: (1cm, 2cm, 2.5cm), stroke: none, {cells})"))
    assert [number for number in wanted if number not in document.text] == []
    assert [n for n in range(60) if f"138{n:08}" not in document.text] == []


def test_a_ruled_table_is_a_table_and_what_is_around_it_stays_in_lines() -> None:
    document = read(
        pdf(
            "Before the list\n#table(columns: (1.5cm, 3cm, 2cm), table.cell(colspan: 2)[joined], [x],"
            "[a], [two words that wrap in their cell], table.cell(rowspan: 2)[down], [b], [13812345678#linebreak()13912345678])"
            "\nAfter it"
        )
    )
    (table,) = document.tables
    rows = [document.row(table, row) for row in range(len(table.row_starts))]
    assert rows == [
        ["joined", "", "x"],
        ["a", "two words that wrap in their cell", "down"],
        ["b", "13812345678\v13912345678", ""],
    ]
    assert sorted(table.merges) == [(0, 0, 0, 1), (1, 2, 2, 2)]
    assert place(document, "Before the list") == "第1页第1行"
    assert place(document, "After it") == "第1页第2行"


def test_a_whole_grid_drawn_as_one_path_is_a_table() -> None:
    lines = "".join(f"50 {y} m 350 {y} l " for y in (600, 630, 660)) + "".join(
        f"{x} 600 m {x} 660 l " for x in (50, 150, 350)
    )
    words = "".join(
        f"BT /F 10 Tf {x} {y} Td ({text}) Tj ET "
        for x, y, text in ((55, 640, "name"), (155, 640, "place"), (55, 610, "one"), (155, 610, "two"))
    )
    document = read(page_of(f"{lines} S {words}"))
    assert document.text == "name\tplace\none\ttwo\n"


def test_a_number_cut_by_the_end_of_a_line_is_in_one_piece() -> None:
    (number,) = numbers(1)
    content = f"BT /F 12 Tf 500 700 Td ({number[:10]}) Tj -450 -14 Td ({number[10:]} and more) Tj ET"
    assert number in read(page_of(content)).text


def test_numbers_of_different_rows_are_not_joined() -> None:
    rows = "".join(f"[{n}], [{100000 + n}]," for n in range(40))
    for stroke in ("none", "1pt"):
        document = read(pdf(f"#table(columns: 2, stroke: {stroke}, {rows})"))
        assert "折行" not in str([passage.label for passage in document.passages])


def test_invisible_words_and_white_ones_are_told_apart() -> None:
    (number,) = numbers(1)
    content = f"BT /F 12 Tf 50 700 Td (seen 123456789) Tj 0 -30 Td 3 Tr (unseen {number}) Tj ET "
    content += "BT 0 Tr 1 1 1 rg /F 12 Tf 50 600 Td (white words) Tj ET"
    document = read(page_of(content))
    places = {passage.hidden: document.text[passage.start : passage.end] for passage in document.passages}
    assert number in places[Hidden.TEXT]
    assert "white words" in places[Hidden.WHITE]
    assert "seen 123456789" not in places[Hidden.TEXT]


def test_white_words_on_a_dark_bar_are_seen() -> None:
    content = "0 0 0.5 rg 0 690 600 40 re f BT 1 1 1 rg /F 12 Tf 50 700 Td (heading 123456789) Tj ET"
    assert {passage.hidden for passage in read(page_of(content)).passages} == {Hidden.VISIBLE}


def test_notes_form_fields_properties_and_bookmarks_are_read() -> None:
    note = "<</Type /Annot /Subtype /Text /Rect [1 1 9 9] /Contents (words of a note)>>"
    field = (
        "<</Type /Annot /Subtype /Widget /FT /Tx /T (name) /V (words of a field) /Rect [1 1 9 9] /DA (/F 9 Tf) "
        "/P 3 0 R>>"
    )
    data = page_of(
        "BT /F 9 Tf 9 9 Td (a) Tj ET",
        "/Annots [6 0 R 7 0 R]",
        note,
        field,
        "<</Author (drafter)>>",
        extra="/Info 8 0 R",
    )
    data = data.replace(b"/Pages 2 0 R>>", b"/Pages 2 0 R/AcroForm<</Fields[7 0 R]>>>>", 1)
    document = read(data)
    assert place(document, "words of a note") == "第1页批注1（批注）"
    assert place(document, "words of a field") == "第1页表单2"
    assert place(document, "drafter") == "文档属性：作者（文档属性）"
    assert "Chapter" in document_bookmarks()


def document_bookmarks() -> str:
    document = read(pdf("= Chapter one\ntext"))
    return next(document.text[one.start : one.end] for one in document.passages if one.label == "书签")


def picture() -> bytes:
    return stream(
        zlib.compress(bytes(400 * 400)),
        "/Type /XObject /Subtype /Image /Width 400 /Height 400 "
        "/ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /FlateDecode",
    )


@pytest.mark.skipif(ocr.is_installed(), reason="recognition is installed: the pages are examined")
@pytest.mark.parametrize("words", ["", "BT /F 9 Tf 300 20 Td (page 1) Tj ET"])
def test_a_scanned_page_is_not_examined_and_says_why(words: str) -> None:
    reading = extract.read(page_of(f"q 600 0 0 800 0 0 cm /I Do Q {words}", "", picture()), name="扫描.pdf")
    assert [str(gap) for gap in reading.not_examined] == [
        "扫描.pdf，第1页：图片或扫描页，没有文字识别，内容未检查（没有安装文字识别，请管理员按《在服务器上运行》安装）"
    ]


def test_a_small_picture_is_no_scan() -> None:
    content = "q 60 0 0 60 0 0 cm /I Do Q BT /F 9 Tf 300 20 Td (text of the page) Tj ET"
    assert read(page_of(content, "", picture())).text == "text of the page\n"


@pytest.mark.skipif(ocr.is_installed(), reason="recognition is installed: the pages are examined")
@pytest.mark.parametrize(
    ("size", "missed"),
    [("243 0 0 153", [Outcome.PICTURE]), ("119 0 0 119", [Outcome.PARTLY_READ]), ("60 0 0 60", [])],
)
def test_beside_text_a_picture_as_large_as_a_card_or_a_seal_is_not_examined_and_a_logo_passes(
    size: str, missed: list[Outcome]
) -> None:
    content = f"q {size} 0 0 cm /I Do Q BT /F 9 Tf 300 20 Td (text of the page) Tj ET"
    assert outcomes(extract.read(page_of(content, "", picture()), name="a.pdf")) == missed


@pytest.mark.skipif(ocr.is_installed(), reason="recognition is installed: the pages are examined")
def test_seals_on_many_pages_are_told_once() -> None:
    content = "q 119 0 0 119 0 0 cm /I Do Q BT /F 9 Tf 300 20 Td (text of the page) Tj ET"
    one = pdfium.PdfDocument(page_of(content, "", picture()))
    whole, out = pdfium.PdfDocument.new(), io.BytesIO()
    for _ in range(7):
        whole.import_pages(one)
    whole.save(out)
    (gap,) = extract.read(out.getvalue(), name="a.pdf").not_examined
    assert gap.place == "第1页、第2页、第3页、第4页、第5页等" and "印章大小的图片未检查" in gap.reason


def outcomes(reading: Reading) -> list[Outcome]:
    return [gap.outcome for gap in reading.not_examined]


def test_what_is_attached_to_a_pdf_is_read_too() -> None:
    document = pdfium.PdfDocument(pdf("text"))
    document.new_attachment("名单.csv").set_data("姓名,电话\n张三,1\n李四,2\n".encode())
    out = io.BytesIO()
    document.save(out)
    found = {one.member: one for one in extract.read(out.getvalue(), name="a.pdf").documents}
    assert found["名单.csv"].tables[0].name == "文本表格"


ENCRYPTED = "<</Filter /Standard /V 1 /R 2 /P -4 /O <" + "41" * 32 + "> /U <" + "42" * 32 + ">>>"


def test_a_pdf_with_a_password_is_an_outcome() -> None:
    data = page_of("BT ET", "", ENCRYPTED, extra="/Encrypt 6 0 R /ID [<41><41>]")
    assert outcomes(extract.read(data, name="a.pdf")) == [Outcome.ENCRYPTED]


def test_a_pdf_cut_short_is_an_outcome_or_what_is_left_of_it() -> None:
    data = pdf("text")
    assert outcomes(extract.read(data[:200], name="a.pdf")) == [Outcome.BROKEN]
