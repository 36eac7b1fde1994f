"""The PDF keeps the grid of official documents and never prints a box."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest
from bulletin.forms.reading import MM, lines_of, pdf_pages
from bulletin.forms.sample import saying

from mingcha.bulletin.forms import pdf
from mingcha.bulletin.forms.faces import at_hand
from mingcha.bulletin.forms.fault import MissingFont, MissingGlyphs
from mingcha.model.bulletin import Bulletin

PITCH = 225 * MM / 22
ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def printed(issue: Bulletin) -> bytes:
    return pdf.write(issue, ignore_system_fonts=True)


def test_a_full_page_has_22_lines_that_fill_the_text_area(printed: bytes) -> None:
    lines = lines_of(printed, 1)
    assert len(lines) == 22
    baselines = [line[-1][1] for line in lines]
    gaps = [above - below for above, below in pairwise(baselines)]
    assert all(abs(gap - PITCH) < 0.1 for gap in gaps)


def test_the_masthead_takes_six_lines_of_the_first_page(printed: bytes) -> None:
    body = [line for line in lines_of(printed, 0) if line[0][1] < (297 - 37) * MM - 6 * PITCH + 2]
    assert len(body) == 16


def test_a_full_line_has_28_characters_from_edge_to_edge() -> None:
    lines = lines_of(pdf.write(saying("督查专报每行二十八字" * 30), ignore_system_fonts=True), 0)
    full = [line for line in lines if len(line) > 25 and line[0][0] < 29 * MM]
    assert len(full) >= 9
    assert {len(line) for line in full} == {28}
    for line in full:
        assert line[0][0] == pytest.approx(28 * MM, abs=0.6)
        assert line[-1][0] + 16 == pytest.approx((210 - 26) * MM, abs=0.6)


def test_a_paragraph_begins_two_characters_in() -> None:
    lines = lines_of(pdf.write(saying("一" * 100), ignore_system_fonts=True), 0)
    first = next(line for line in lines if line[0][2] == "●")
    assert len(first) == 26
    assert first[1][0] == pytest.approx(28 * MM + 3 * 156 * MM / 28, abs=0.6)


def test_a_table_that_goes_on_repeats_its_header(printed: bytes) -> None:
    pages = pdf_pages(printed)
    header = "单位名称本年度任务数已发布总数12月发布条数完成比例(%)"
    annex = [page for page in pages if header in page]
    assert len(annex) == 3
    assert annex[1].startswith(header)
    assert annex[0].count("\u53bf") > 20


def test_the_closing_block_stands_at_the_foot_of_the_last_page_only(printed: bytes) -> None:
    pages = pdf_pages(printed)
    assert [page.count("印发") for page in pages] == [0] * (len(pages) - 1) + [1]
    bottom = lines_of(printed, len(pages) - 1)[-1]
    assert "".join(character for _, _, character in bottom) == "样例县人民政府办公室2024年1月12日印发"
    assert bottom[0][1] < 45 * MM


def test_a_full_last_page_sends_the_closing_block_to_the_next() -> None:
    data = pdf.write(saying(*["满" * 28 * 6] * 6), ignore_system_fonts=True)
    pages = pdf_pages(data)
    assert pages[-1].endswith("印发")
    with pdfium.PdfDocument(data) as document:
        assert len(document) == len(pages) == 3


def test_page_numbers_stand_outside(printed: bytes) -> None:
    with pdfium.PdfDocument(printed) as document:
        for number, page in enumerate(document, start=1):
            half = 105 * MM
            left, right = (
                page.get_textpage().get_text_bounded(left=start, right=start + half, top=30 * MM) for start in (0, half)
            )
            outer, inner = (right, left) if number % 2 else (left, right)
            assert outer.replace(" ", "").strip() == f"—{number}—"
            assert inner.strip() == ""


def test_every_character_is_drawn_by_a_known_face(printed: bytes) -> None:
    faces: Counter[str] = Counter()
    with pdfium.PdfDocument(printed) as document:
        for page in document:
            text = page.get_textpage()
            for index in range(text.count_chars()):
                assert raw.FPDFText_HasUnicodeMapError(text, index) <= 0
                name, flags = ctypes.create_string_buffer(200), ctypes.c_int()
                raw.FPDFText_GetFontInfo(text, index, name, 200, ctypes.byref(flags))
                if chr(raw.FPDFText_GetUnicode(text, index)).strip():
                    faces[name.value.decode().split("+")[-1]] += 1
    assert {face.split("-")[0] for face in faces} == {"NotoSerifSC", "NotoSansSC"}


def test_the_file_says_that_it_is_for_the_archive(printed: bytes) -> None:
    assert b"<pdfaid:part>2</pdfaid:part>" in printed
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in printed
    with pdfium.PdfDocument(printed) as document:
        assert document.get_metadata_value("Title") == "督查专报2024年第1期"
        assert document.get_metadata_value("Author") == "样例县人民政府办公室"


def test_a_character_in_no_font_is_named_with_its_place() -> None:
    with pytest.raises(MissingGlyphs) as fault:
        pdf.write(saying("负责同志为张𪚥，联系人李😀。", "另一段"), ignore_system_fonts=True)
    assert fault.value.characters == ("𪚥", "😀")
    assert "𪚥（U+2A6A5）、😀（U+1F600）" in str(fault.value)
    assert "负责同志为张𪚥" in str(fault.value)
    assert "安装" in str(fault.value)


def test_names_outside_gb2312_are_printed_with_the_shipped_faces() -> None:
    assert "喆堃祎翀燊赟垚镕" in "".join(pdf_pages(pdf.write(saying("喆堃祎翀燊赟垚镕"), ignore_system_fonts=True)))


def test_without_any_face_the_printer_says_which_and_what_to_do(issue: Bulletin, tmp_path: Path) -> None:
    with pytest.raises(MissingFont, match="没有可用的仿宋字体"):
        pdf.write(issue, ignore_system_fonts=True, shipped=tmp_path)


def test_the_shipped_faces_serve_every_role() -> None:
    faces = at_hand(ignore_system_fonts=True)
    assert set(faces.roles) == {"仿宋", "楷体", "黑体", "小标宋", "宋体", "西文"}
    assert all(families for families in faces.roles.values())


def test_a_hundred_units_and_a_very_long_name_stay_within_the_page(issue: Bulletin) -> None:
    annex = issue.annexes[0]
    rows = (annex.rows * 3)[:100]
    name = replace(rows[0].cells[0], text="县经济技术开发区与高新技术产业园区联合管理委员会综合服务保障中心" * 2)  # type: ignore[arg-type]
    rows = (replace(rows[0], cells=(name, *rows[0].cells[1:])), *rows[1:])
    data = pdf.write(replace(issue, annexes=(replace(annex, rows=rows),), charts=()), ignore_system_fonts=True)
    header = "单位名称本年度任务数"
    assert sum(page.startswith(header) or page.startswith("附件政府") for page in pdf_pages(data)) == 4
    with pdfium.PdfDocument(data) as document:
        for page in document:
            text = page.get_textpage()
            boxes = [box for i in range(text.count_chars()) if (box := text.get_charbox(i))[2] > box[0]]
            assert min(box[0] for box in boxes) > 27 * MM
            assert max(box[2] for box in boxes) < (210 - 25) * MM


def test_a_long_masthead_stays_on_one_line(issue: Bulletin) -> None:
    masthead = "样例县政务公开和政务新媒体工作督查情况专报"
    first = lines_of(pdf.write(replace(issue, masthead=masthead), ignore_system_fonts=True), 0)[0]
    assert "".join(character for _, _, character in first) == masthead


SCRIPT = """
import hashlib
from bulletin.forms.sample import seed_bulletin
from mingcha.bulletin.forms import docx, pdf, xlsx
issue = seed_bulletin()
for data in (pdf.write(issue, ignore_system_fonts=True), docx.write(issue, ignore_system_fonts=True), xlsx.write(issue)):
    print(hashlib.sha256(data).hexdigest())
"""


def test_the_same_bulletin_gives_the_same_bytes_on_another_day_and_clock() -> None:
    seen = set()
    for seed, zone in (("1", "Asia/Shanghai"), ("2", "America/New_York")):
        environment = {
            **os.environ,
            "PYTHONHASHSEED": seed,
            "TZ": zone,
            "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT / "tests"))),
        }
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT], env=environment, capture_output=True, text=True, check=True
        )
        seen.add(done.stdout)
    assert len(seen) == 1
