"""Word's old formats and RTF give what the new one gives."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.shared import RGBColor

from mingcha import extract
from mingcha.model.document import Document, Outcome

NUMBER = "11010519491231" + "002X"


@pytest.fixture(scope="module")
def notice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    word = docx.Document()
    word.add_paragraph("关于公示补贴名单的公告")
    table = word.add_table(3, 3)
    for row, line in enumerate([("姓名", "身份证号", "村"), ("张三", NUMBER, "甲村"), ("李四", "", "乙村")]):
        for column, words in enumerate(line):
            table.cell(row, column).text = words
    paragraph = word.add_paragraph("联系电话：")
    paragraph.add_run("隐藏的话").font.hidden = True
    paragraph.add_run("白色的话").font.color.rgb = RGBColor(255, 255, 255)
    paragraph.add_run("看得见的话")
    word.sections[0].header.paragraphs[0].text = "页眉里的话"
    word.sections[0].footer.paragraphs[0].text = "页脚里的话"
    word.add_comment(paragraph.runs, text="批注里的话", author="某", initials="某")
    word.core_properties.author = "起草人"
    path = tmp_path_factory.mktemp("notice") / "notice.docx"
    word.save(str(path))
    return path


@pytest.fixture(scope="module", params=["doc", "rtf"])
def document(request: pytest.FixtureRequest, converted: Callable[[Path, str], bytes], notice: Path) -> Document:
    reading = extract.read(converted(notice, request.param), name="公告.wps")
    assert reading.not_examined == ()
    assert reading.documents[0].kind == request.param
    return reading.documents[0]


def place(document: Document, words: str) -> str:
    return str(document.place_at(document.text.index(words)))


def test_paragraphs_and_cells_are_found(document: Document) -> None:
    assert place(document, "关于公示补贴名单的公告") == "第1段"
    assert place(document, NUMBER) == "第1个表格第2行第2列"
    assert place(document, "乙村") == "第1个表格第3行第3列"


def test_what_is_not_seen_is_said_to_be_so(document: Document) -> None:
    assert place(document, "隐藏的话").endswith("（隐藏文字）")
    assert "看得见的话" in document.text
    assert not place(document, "看得见的话").endswith("）")
    assert place(document, "批注里的话").endswith("（批注）")
    assert place(document, "起草人") == "文档属性：作者（文档属性）"


def test_margins_are_read(document: Document) -> None:
    assert place(document, "页眉里的话").startswith("页眉")
    assert place(document, "页脚里的话").startswith(("页脚", "页眉页脚"))


def test_white_words_in_the_binary_format(converted: Callable[[Path, str], bytes], notice: Path) -> None:
    document = extract.read(converted(notice, "doc"), name="a.doc").documents[0]
    assert place(document, "白色的话") == "正文（白色文字）"


def test_a_document_cut_short_is_an_outcome(converted: Callable[[Path, str], bytes], notice: Path) -> None:
    data = converted(notice, "doc")
    reading = extract.read(data[:3000], name="a.doc")
    assert [gap.outcome for gap in reading.not_examined] in ([Outcome.BROKEN], [Outcome.UNSUPPORTED])


def rtf(body: str) -> Document:
    data = ("{\\rtf1\\ansi\\ansicpg936{\\fonttbl{\\f0\\fcharset134 SimSun;}}" + body + "}").encode("ascii")
    return extract.read(data, name="a.rtf").documents[0]


def codes(words: str) -> str:
    return "".join(f"\\'{byte:02x}" for byte in words.encode("gbk"))


def test_rtf_in_gbk_and_in_unicode_is_the_same_text() -> None:
    unicode = "".join(f"\\u{ord(sign)}?" for sign in "名单")
    assert rtf(f"\\f0 {codes('公示')}{unicode}\\uc2\\u22909{codes('好')}.\\par").text == "公示名单好.\n".replace(
        "好", "好"
    )


def test_deleted_words_and_text_boxes_of_rtf() -> None:
    document = rtf("a{\\deleted gone}b\\par{\\shp{\\*\\shpinst{\\sp{\\sn x}{\\sv 1}}{\\shptxt inside\\par}}}")
    assert document.text.startswith("ab\n")
    assert place(document, "gone") == "第1段（修订痕迹）"
    assert place(document, "inside") == "文本框1第1段"


def test_rtf_nested_a_million_times_is_an_outcome() -> None:
    reading = extract.read(b"{\\rtf1 " + b"{" * 1_000_000, name="a.rtf")
    assert [gap.outcome for gap in reading.not_examined] == [Outcome.PARTLY_READ]
