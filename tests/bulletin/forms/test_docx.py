"""The Word document: what Word, WPS and LibreOffice each insist on."""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from bulletin.forms.reading import W, docx_text, docx_xml, lines_of, pdf_pages, pdf_text
from docx import Document
from lxml import etree

from mingcha.bulletin.forms import docx
from mingcha.model.bulletin import Bulletin

# The order in which the schema (ECMA-376, wml.xsd) wants the children of each element.
ORDER = {
    "rPr": "rStyle rFonts b bCs i iCs color spacing w kern position sz szCs highlight u lang",
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr pBdr shd tabs snapToGrid spacing ind "
    "jc outlineLvl rPr sectPr",
    "tblPr": "tblStyle tblpPr tblW jc tblInd tblBorders tblLayout tblCellMar tblLook",
    "trPr": "cantSplit trHeight tblHeader",
    "tcPr": "tcW gridSpan vMerge tcBorders shd tcMar vAlign",
    "sectPr": "headerReference footerReference pgSz pgMar pgNumType cols titlePg docGrid",
    "style": "name basedOn next uiPriority semiHidden unhideWhenUsed qFormat rsid pPr rPr tblPr",
}
PARTS = ("word/document.xml", "word/styles.xml", "word/footer1.xml", "word/footer2.xml")


@pytest.fixture(scope="module")
def written(issue: Bulletin) -> bytes:
    return docx.write(issue, ignore_system_fonts=True)


def parts(data: bytes) -> list[etree._Element]:
    return [docx_xml(data, part) for part in PARTS]


def test_every_run_names_an_east_asian_font_and_bears_the_hint(written: bytes) -> None:
    seen = 0
    for part in parts(written):
        for run in part.iter(f"{W}r"):
            fonts = run.find(f"{W}rPr/{W}rFonts")
            assert fonts is not None, etree.tostring(run, encoding="unicode")
            assert {fonts.get(f"{W}{name}") for name in ("ascii", "hAnsi", "cs")} == {"Times New Roman"}
            assert fonts.get(f"{W}eastAsia") in {"仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体", "宋体"}
            assert fonts.get(f"{W}hint") == "eastAsia"
            seen += 1
    assert seen > 300


def test_no_font_comes_from_the_theme(written: bytes) -> None:
    for part in parts(written):
        assert not [name for fonts in part.iter(f"{W}rFonts") for name in fonts.attrib if name.endswith("Theme")]


def test_children_stand_in_the_order_of_the_schema(written: bytes) -> None:
    checked = 0
    for part in parts(written):
        for element in part.iter():
            name = etree.QName(element).localname
            if name in ORDER:
                order = ORDER[name].split()
                children = [etree.QName(child).localname for child in element]
                assert children == sorted(children, key=order.index), name
                checked += 1
    assert checked > 1000


def test_the_page_is_that_of_the_standard(written: bytes) -> None:
    section = docx_xml(written).find(f"{W}body/{W}sectPr")
    size, margins, grid = (section.find(f"{W}{name}") for name in ("pgSz", "pgMar", "docGrid"))
    twips_per_mm = 1440 / 25.4
    assert int(size.get(f"{W}w")) == pytest.approx(210 * twips_per_mm, abs=1)
    for side, mm in (("top", 37), ("left", 28), ("bottom", 35), ("right", 26)):
        assert int(margins.get(f"{W}{side}")) == pytest.approx(mm * twips_per_mm, abs=1)
    # A grid of characters makes LibreOffice give each glyph two cells; 580 leaves room for 21 lines only.
    assert (grid.get(f"{W}type"), grid.get(f"{W}linePitch"), grid.get(f"{W}charSpace")) == ("lines", "579", None)


def test_the_defaults_are_chinese_and_without_room_between_paragraphs(written: bytes) -> None:
    styles = docx_xml(written, "word/styles.xml")
    defaults = styles.find(f"{W}docDefaults")
    assert defaults.find(f"{W}rPrDefault/{W}rPr/{W}lang").get(f"{W}eastAsia") == "zh-CN"
    assert defaults.find(f"{W}rPrDefault/{W}rPr/{W}sz").get(f"{W}val") == "32"
    assert defaults.find(f"{W}pPrDefault/{W}pPr") is None
    used = {one.get(f"{W}val") for one in docx_xml(written).iter(f"{W}pStyle")}
    assert used <= {one.get(f"{W}styleId") for one in styles.iter(f"{W}style")}


def test_each_annex_begins_a_page_and_repeats_its_header(written: bytes) -> None:
    document = docx_xml(written)
    labels = [p for p in document.iter(f"{W}p") if p.find(f"{W}pPr/{W}pStyle[@{W}val='附件号']") is not None]
    assert ["".join(p.itertext()) for p in labels] == ["附件1", "附件2"]
    style = docx_xml(written, "word/styles.xml").find(f"{W}style[@{W}styleId='附件号']")
    assert style.find(f"{W}pPr/{W}pageBreakBefore") is not None
    for table, rows in zip(document.iter(f"{W}tbl"), (41, 17), strict=False):
        assert len(table.findall(f"{W}tr")) == rows
        marked = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in table.findall(f"{W}tr")]
        assert marked == [True] + [False] * (rows - 1)
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in table.findall(f"{W}tr"))


def test_units_behind_their_target_are_bold(written: bytes) -> None:
    table = next(docx_xml(written).iter(f"{W}tbl"))
    bold = [row for row in table.findall(f"{W}tr") if row.find(f".//{W}b") is not None]
    assert ["".join(row.find(f"{W}tc").itertext()) for row in bold] == ["县史志研究室", "统调队", "县烟草专卖局"]


def test_the_closing_block_is_held_to_the_foot_between_three_rules(written: bytes) -> None:
    block = list(docx_xml(written).iter(f"{W}tbl"))[-1]
    place = block.find(f"{W}tblPr/{W}tblpPr")
    assert (place.get(f"{W}vertAnchor"), place.get(f"{W}tblpYSpec")) == ("margin", "bottom")
    weights = [
        (rule.tag.removeprefix(W), rule.get(f"{W}sz")) for rules in block.iter(f"{W}tcBorders") for rule in rules
    ]
    # Eighths of a point: 8 is 0.35 mm, 6 is 0.25 mm.
    assert weights == [("top", "8"), ("bottom", "6"), ("top", "6"), ("bottom", "8")]


def test_page_numbers_stand_outside(written: bytes) -> None:
    document = Document(BytesIO(written))
    assert document.settings.odd_and_even_pages_header_footer
    section = document.sections[0]
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        paragraph = footer.paragraphs[0]
        assert paragraph.text == "— 1 —"
        assert paragraph._element.find(f"{W}pPr/{W}jc").get(f"{W}val") == side
        assert " PAGE " in [one.text for one in paragraph._element.iter(f"{W}instrText")]


def test_a_chart_is_a_picture_that_tells_itself_in_words(issue: Bulletin, written: bytes) -> None:
    properties = [one for one in docx_xml(written).iter() if etree.QName(one).localname == "docPr"]
    assert [one.get("name") for one in properties] == [chart.title for chart in issue.charts]
    assert "县烟草专卖局57.71%" in properties[0].get("descr")
    with ZipFile(BytesIO(written)) as archive:
        pictures = [name for name in archive.namelist() if name.startswith("word/media/")]
        assert all(archive.read(name).startswith(b"\x89PNG") for name in pictures)
    assert len(pictures) == 2


def test_the_file_bears_the_date_of_the_bulletin_and_no_other_names(written: bytes) -> None:
    properties = Document(BytesIO(written)).core_properties
    assert properties.title == "督查专报2024年第1期"
    assert properties.author == properties.last_modified_by == "样例县人民政府办公室"
    assert str(properties.created) == str(properties.modified) == "2024-01-12 00:00:00+00:00"
    assert properties.comments == ""
    with ZipFile(BytesIO(written)) as archive:
        assert not [name for name in archive.namelist() if "thumbnail" in name]


@pytest.fixture(scope="module")
def soffice() -> str:
    found = shutil.which("soffice")
    if found is None:
        pytest.skip("no LibreOffice on this machine: how it lays the document out is not looked at")
    return found


@pytest.fixture(scope="module")
def laid_out(issue: Bulletin, soffice: str, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The document without charts as LibreOffice prints it."""
    folder: Path = tmp_path_factory.mktemp("libreoffice")
    (folder / "issue.docx").write_bytes(docx.write(replace(issue, charts=())))
    subprocess.run(
        [
            soffice,
            f"-env:UserInstallation=file://{folder}/profile",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder),
            str(folder / "issue.docx"),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return (folder / "issue.pdf").read_bytes()


def test_libreoffice_prints_every_mark(issue: Bulletin, laid_out: bytes) -> None:
    header = issue.annexes[0].header
    assert pdf_text(laid_out, header=header) == docx_text(docx.write(replace(issue, charts=())))


def test_libreoffice_sets_28_characters_on_a_line_and_22_lines_on_a_page(laid_out: bytes) -> None:
    lines = lines_of(laid_out, 1)
    assert len(lines) == 22
    assert Counter(len(line) for line in lines).most_common(1)[0][0] == 28


def test_libreoffice_repeats_the_header_and_ends_with_the_closing_block(laid_out: bytes) -> None:
    pages = pdf_pages(laid_out)
    header = "单位名称本年度任务数已发布总数12月发布条数完成比例(%)"
    assert sum(header in page for page in pages) == 3
    assert [page.count("印发") for page in pages] == [0] * (len(pages) - 1) + [1]
    assert pages[-1].endswith("样例县人民政府办公室2024年1月12日印发")
