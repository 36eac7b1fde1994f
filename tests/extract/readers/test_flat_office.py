"""Office files written as one XML are read by their cells and paragraphs like any others."""

from __future__ import annotations

import pytest

from mingcha import extract
from mingcha.model.document import Document, Hidden

NUMBER = "11010519491231" + "002X"
SHEET = "urn:schemas-microsoft-com:office:spreadsheet"
HEAD = '<?xml version="1.0" encoding="{}"?>\n<?mso-application progid="Excel.Sheet"?>\n'
ROWS = (
    '<Column ss:Width="60"/><Column ss:Index="3" ss:Hidden="1"/><Row><Cell><Data ss:Type="String">姓名</Data></Cell>'
    '<Cell><Data ss:Type="String">身份证号</Data></Cell></Row><Row ss:Index="4" ss:Hidden="1"><Cell ss:Index="2">'
    f'<Data ss:Type="String">{NUMBER}</Data><Comment><ss:Data>旧号</ss:Data></Comment></Cell><Cell><Data>丙</Data></Cell></Row>'
)
BOOK = f'<Workbook xmlns="{SHEET}" xmlns:ss="{SHEET}"><Worksheet ss:Name="名单"><Table>{ROWS}</Table></Worksheet></Workbook>'


def read(data: bytes, name: str) -> Document:
    reading = extract.read(data, name=name)
    assert reading.not_examined == ()
    return reading.documents[0]


@pytest.mark.parametrize("encoding", ["UTF-8", "UTF-16", "GB18030"])
def test_a_table_of_office_2003_is_found_by_its_cells(encoding: str) -> None:
    document = read((HEAD.format(encoding) + BOOK).encode(encoding), "导出.xls")
    assert document.kind == "xml"
    assert str(document.place_at(document.text.index(NUMBER))) == "名单!B4（隐藏行）"
    assert document.place_at(document.text.index("丙")).hidden is Hidden.COLUMN
    assert document.place_at(document.text.index("旧号")).hidden is Hidden.COMMENT


def test_a_text_of_office_2003_is_read_by_paragraphs_whose_runs_are_joined() -> None:
    words = (
        '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml" xmlns:wx="urn:wx"><w:body><wx:sect>'
        f"<w:p><w:r><w:t>身份证号{NUMBER[:9]}</w:t></w:r><w:r><w:t>{NUMBER[9:]}</w:t></w:r></w:p></wx:sect></w:body></w:wordDocument>"
    )
    document = read((HEAD.format("UTF-8") + words).encode(), "通知.doc")
    assert document.text == f"身份证号{NUMBER}\n"
    assert str(document.place_at(0)) == "第1段"


def test_a_flat_package_is_read_as_what_it_holds() -> None:
    space, word = (
        "http://schemas.microsoft.com/office/2006/xmlPackage",
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    )
    part = f'<w:document xmlns:w="{word}"><w:body><w:p><w:r><w:t>{NUMBER}</w:t></w:r></w:p></w:body></w:document>'
    flat = (
        f'<pkg:package xmlns:pkg="{space}"><pkg:part pkg:name="/word/document.xml"><pkg:xmlData>{part}</pkg:xmlData></pkg:part>'
        "</pkg:package>"
    )
    document = read((HEAD.format("UTF-8") + flat).encode(), "通知.xml")
    assert (document.kind, document.member, document.text) == ("docx", "文档", f"{NUMBER}\n")


def test_other_xml_stays_a_text() -> None:
    assert read(f'<?xml version="1.0"?><list xmlns="{SHEET}x"><a>甲</a></list>'.encode(), "a.xml").kind == "txt"
