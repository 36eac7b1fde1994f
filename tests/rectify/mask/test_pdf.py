"""A masked PDF: the text is gone from the file and not covered, the rest of the page looks as before."""

from __future__ import annotations

import io
import zlib
from pathlib import Path

import pypdfium2 as pdfium
import pytest
import typst
from extract.readers.test_pdf import objects, page_of, picture, stream
from rectify.mask.copies import MASKED, MASKED_MOBILE, MASKED_OTHER, MOBILE, OTHER, SAMPLE, copy_of, receipt_of, refusal

from mingcha import extract
from mingcha.bulletin.forms import faces as forms_faces
from mingcha.extract import ocr
from mingcha.rectify.mask.pdf_strings import values_left


def pdf(source: str) -> bytes:
    made = typst.compile(source.encode(), format="pdf")
    assert isinstance(made, bytes)
    return made


def text_of(data: bytes) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in pdfium.PdfDocument(data))


LISTED = (
    f"#table(columns: 3, [IDNO], [Tel], [note], [{SAMPLE}], [{MOBILE}], [kept], [{OTHER}], [13987654321], [kept too])"
)


def test_numbers_in_a_list_give_way_to_their_masks_and_the_rest_stays_text() -> None:
    copy = copy_of(pdf(f"Before\n{LISTED}\nAfter"), "a.pdf")
    (document,) = extract.read(copy.data, name="b.pdf").documents
    (table,) = document.tables
    rows = [document.row(table, row) for row in range(3)]
    assert rows[1:] == [[MASKED, MASKED_MOBILE, "kept"], [MASKED_OTHER, "139****4321", "kept too"]]
    assert "Before" in document.text and "After" in document.text
    assert not values_left(copy.data, [SAMPLE, OTHER, MOBILE, SAMPLE[6:14]])
    assert values_left(pdf(LISTED), [SAMPLE])


def test_what_is_not_masked_looks_as_before() -> None:
    before = pdf(f"Before\n{LISTED}\nAfter")
    after = copy_of(before, "a.pdf").data
    pages = [pdfium.PdfDocument(data)[0] for data in (before, after)]
    whole = [page.render(scale=1, grayscale=True) for page in pages]
    assert len({bitmap.stride for bitmap in whole}) == 1
    # The words above the list, and the third column with its lines.
    above = [bytes(bitmap.buffer)[: 88 * whole[0].stride] for bitmap in whole]
    assert above[0] == above[1]
    assert min(above[0]) < 100
    right = [bytes(bitmap.buffer)[x :: whole[0].stride] for bitmap in whole for x in (265, 270, 275)]
    assert right[:3] == right[3:]


def test_a_number_that_wraps_in_its_cell_is_masked_in_both_lines() -> None:
    broken = "​".join(SAMPLE)
    copy = copy_of(pdf(f"#table(columns: (2cm, 2cm), [IDNO], [x], [{broken}], [y])"), "a.pdf")
    said = "".join(text_of(copy.data).split())
    assert SAMPLE[6:14] not in said
    assert extract.read(copy.data, name="b.pdf").documents[0].text.startswith(f"IDNO\tx\n{MASKED}\ty")


@pytest.mark.parametrize("turn", ["", "/Rotate 90", "/MediaBox [100 100 700 900]"])
def test_a_number_in_one_string_with_other_words_is_taken_out_of_it(turn: str) -> None:
    content = f"BT /F 12 Tf 150 700 Td (ID NO {SAMPLE}, then more words) Tj 0 -20 Td (next line) Tj ET"
    copy = copy_of(page_of(content, turn), "a.pdf")
    assert f"ID NO {MASKED}, then more words" in text_of(copy.data)
    assert "next line" in text_of(copy.data)
    assert SAMPLE[6:14].encode() not in copy.data
    assert not values_left(copy.data, [SAMPLE])


def form_of(content: str) -> bytes:
    form = stream(content, "/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources <</Font <</F 5 0 R>>>>")
    return page_of("q /I Do Q", "", form)


def test_text_in_a_form_makes_the_page_a_picture_with_the_place_painted_over() -> None:
    copy = copy_of(form_of(f"BT /F 12 Tf 50 700 Td (ID NO {SAMPLE}) Tj ET"), "a.pdf")
    assert text_of(copy.data).strip() == ""
    assert "第1页改成了图片" in receipt_of(copy)
    bitmap = pdfium.PdfDocument(copy.data)[0].render(scale=1, grayscale=True)
    dots = bytes(bitmap.buffer)
    line = dots[(800 - 704) * bitmap.stride :][: bitmap.stride]
    assert line[100:190].count(64) > 80  # one bar over the number
    assert 255 in line[50:90]


def test_everything_that_hangs_on_the_pages_goes() -> None:
    note = f"<</Type /Annot /Subtype /Text /Rect [1 1 9 9] /Contents (ID NO {SAMPLE})>>"
    info = f"<</Author (draft {SAMPLE})>>"
    meta = stream(f"<x:xmpmeta>ID NO {SAMPLE}</x:xmpmeta>", "/Type /Metadata /Subtype /XML")
    content = f"BT /F 9 Tf 9 90 Td (words of the page) Tj 0 -30 Td 3 Tr (ID NO {SAMPLE}) Tj ET"
    data = page_of(content, "/Annots [6 0 R]", note, info, meta, extra="/Info 7 0 R")
    data = data.replace(b"/Pages 2 0 R>>", b"/Pages 2 0 R/Metadata 8 0 R>>", 1)
    document = pdfium.PdfDocument(data)
    document.new_attachment("list.txt").set_data(f"ID NO {SAMPLE}".encode())
    out = io.BytesIO()
    document.save(out)
    copy = copy_of(out.getvalue(), "a.pdf")
    assert text_of(copy.data).strip() == "words of the page"
    assert not values_left(copy.data, [SAMPLE])
    assert SAMPLE.encode() not in copy.data
    for words in ("批注 1 条", "附件 1 个", "看不见的文字 1 处", "文档属性"):
        assert words in receipt_of(copy)


def test_a_filled_field_stays_readable_and_is_masked() -> None:
    look = stream(
        f"BT /F 12 Tf 2 5 Td (ID NO {SAMPLE}) Tj ET",
        "/Type /XObject /Subtype /Form /BBox [0 0 300 20] /Resources <</Font <</F 5 0 R>>>>",
    )
    field = (
        f"<</Type /Annot /Subtype /Widget /FT /Tx /T (name) /V (ID NO {SAMPLE}) /Rect [50 600 350 620] /DA (/F 9 Tf) "
        "/P 3 0 R /F 4 /AP <</N 7 0 R>> >>"
    )
    data = page_of("BT /F 9 Tf 9 90 Td (words) Tj ET", "/Annots [6 0 R]", field, look)
    data = data.replace(b"/Pages 2 0 R>>", b"/Pages 2 0 R/AcroForm<</Fields[6 0 R]>>>>", 1)
    copy = copy_of(data, "a.pdf")
    assert not values_left(copy.data, [SAMPLE])
    assert pdfium.PdfDocument(copy.data).get_formtype() == 0
    bitmap = pdfium.PdfDocument(copy.data)[0].render(scale=1, grayscale=True)
    assert min(bytes(bitmap.buffer)[190 * bitmap.stride : 200 * bitmap.stride]) < 200


@pytest.mark.skipif(ocr.is_installed(), reason="recognition is installed: the pages are read")
def test_a_scanned_page_is_refused() -> None:
    assert "没有文字识别" in refusal(page_of("q 600 0 0 800 0 0 cm /I Do Q", "", picture()), "a.pdf")


def test_a_locked_pdf_is_refused() -> None:
    locked = "<</Filter /Standard /V 1 /R 2 /P -4 /O <" + "41" * 32 + "> /U <" + "42" * 32 + ">>>"
    assert refusal(page_of("BT ET", "", locked, extra="/Encrypt 6 0 R /ID [<41><41>]"), "a.pdf")


def test_a_value_is_seen_however_it_is_written() -> None:
    plain = stream(f"BT ({SAMPLE[:9]}) Tj [({SAMPLE[9:12]}) -20 ({SAMPLE[12:]})] TJ ET")
    assert values_left(objects(plain), [SAMPLE])
    packed = stream(zlib.compress(f"<{SAMPLE.encode().hex()}> Tj".encode()), "/Filter /FlateDecode")
    assert values_left(objects(packed), [SAMPLE])
    wide = stream(f"/Span <</ActualText <FEFF{SAMPLE.encode('utf-16-be').hex()}>>> BDC EMC")
    assert values_left(objects(wide), [SAMPLE])
    octal = stream("(" + "".join(f"\\{ord(sign):03o}" for sign in SAMPLE) + ") Tj")
    assert values_left(objects(octal), [SAMPLE])
    codes = {sign: f"{7 + index:04X}" for index, sign in enumerate("0123456789X")}
    ranged = stream("1 beginbfrange <0007> <0010> <0030> endbfrange 1 beginbfchar <0011> <0058> endbfchar")
    drawn = stream("<" + "".join(codes[sign] for sign in SAMPLE) + "> Tj")
    assert values_left(objects(ranged, drawn), [SAMPLE])
    assert not values_left(objects(ranged, plain), [OTHER])


def test_a_number_that_the_end_of_a_page_cuts_is_masked_on_both_pages() -> None:
    faces = Path(forms_faces.__file__).with_name("fonts")

    def page(*words: tuple[int, int, str]) -> str:
        return "#page[" + "".join(f'#place(dx: {x}pt, dy: {y}pt)[#"{text}"]' for x, y, text in words) + "]"

    first = [(0, 600, "序号"), (40, 600, "姓名"), (100, 600, "身份证号码")]
    first += [
        (0, 620, "1"),
        (40, 620, "赵一"),
        (100, 620, OTHER),
        (0, 640, "2"),
        (40, 640, "孙三"),
        (100, 640, SAMPLE[:10]),
    ]
    second = [(100, 0, SAMPLE[10:]), (0, 20, "3"), (40, 20, "李四"), (100, 20, OTHER)]
    source = '#set text(font: "Noto Sans SC", size: 9pt)\n' + page(*first) + page(*second)
    made = typst.compile(source.encode(), font_paths=[str(faces)], ignore_system_fonts=True)
    assert isinstance(made, bytes)
    copy = copy_of(made, "a.pdf")
    before, after = ("".join(page.get_textpage().get_text_range().split()) for page in pdfium.PdfDocument(copy.data))
    assert SAMPLE[:10] not in before and SAMPLE[:6] in before
    assert SAMPLE[10:] not in after and SAMPLE[-4:] in after


def test_what_hangs_on_a_page_and_is_not_drawn_goes() -> None:
    hung = f"/PieceInfo <</X <</Private ({OTHER})>>>> /AA <</O <</S /URI /URI ({OTHER})>>>> /Unknown ({OTHER}) /Metadata 6 0 R"
    copy = copy_of(page_of(f"BT /F 12 Tf 50 700 Td (ID NO {SAMPLE}) Tj ET", hung, stream(f"<x>{OTHER}</x>")), "a.pdf")
    assert f"ID NO {MASKED}" in text_of(copy.data)
    assert OTHER.encode() not in copy.data and b"PieceInfo" not in copy.data and b"Unknown" not in copy.data
    assert not values_left(copy.data, [SAMPLE, OTHER])


def test_a_page_that_says_to_screen_readers_what_it_does_not_draw_is_refused() -> None:
    content = "/P <</ActualText ({})>> BDC BT /F 12 Tf 50 700 Td (ID NO {}) Tj ET EMC"
    assert "读屏软件" in refusal(page_of(content.format(OTHER, SAMPLE)), "a.pdf")
    copy = copy_of(page_of(content.format("nothing", SAMPLE)), "a.pdf")
    assert f"ID NO {MASKED}" in text_of(copy.data) and not values_left(copy.data, [SAMPLE])


@pytest.mark.parametrize("state", ["ON", "OFF"])
def test_a_layer_keeps_no_name_and_none_that_was_off_is_switched_on(state: str) -> None:
    content = f"BT /F 12 Tf 50 700 Td (ID NO {SAMPLE}) Tj ET /OC /L BDC BT /F 12 Tf 50 600 Td (draft) Tj ET EMC"
    layers = f"/OCProperties<</OCGs[6 0 R]/D<</{state}[6 0 R]>>>>"
    data = page_of(content, "", f"<</Type /OCG /Name (of {OTHER})>>")
    data = data.replace(b"/Resources <<", b"/Resources <</Properties <</L 6 0 R>> ", 1)
    assert b"/Properties" in data
    data = data.replace(b"/Pages 2 0 R>>", b"/Pages 2 0 R" + layers.encode() + b">>", 1)
    if state == "OFF":
        assert "图层" in refusal(data, "a.pdf")
        return
    copy = copy_of(data, "a.pdf")
    assert "draft" in text_of(copy.data) and OTHER.encode() not in copy.data


def test_the_receipt_tells_of_nothing_that_was_not_there() -> None:
    assert copy_of(page_of(f"BT /F 12 Tf 50 700 Td (ID NO {SAMPLE}) Tj ET"), "a.pdf").receipt.taken_out == ()
    link = "<</Type /Annot /Subtype /Link /Rect [50 600 350 620] /A <</S /URI /URI (http://a.example/)>>>>"
    linked = page_of(f"BT /F 12 Tf 50 700 Td (ID NO {SAMPLE}) Tj ET", "/Annots [6 0 R]", link)
    assert copy_of(linked, "a.pdf").receipt.taken_out == ("链接",)
