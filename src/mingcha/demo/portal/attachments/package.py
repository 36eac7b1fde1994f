"""The smallest xlsx and docx that every reader opens, written straight into a zip without compression."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence
from html import escape
from io import BytesIO

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_FORMAT = "application/vnd.openxmlformats-officedocument"
# A date long past: a zip records when it was written, and ours is always the same.
_WRITTEN = (2023, 1, 1, 0, 0, 0)


def xlsx(title: str, rows: Sequence[Sequence[str]]) -> bytes:
    body = "".join(_row(number, cells) for number, cells in enumerate([(title,), *rows], start=1))
    return _package(
        "xl/workbook.xml",
        f"{_FORMAT}.spreadsheetml.sheet.main+xml",
        {
            "xl/workbook.xml": f'<workbook xmlns="{_SHEET}" xmlns:r="{_OFFICE}/relationships"><sheets>'
            '<sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
            f'Type="{_OFFICE}/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_SHEET}"><sheetData>{body}</sheetData></worksheet>',
        },
        {"/xl/worksheets/sheet1.xml": f"{_FORMAT}.spreadsheetml.worksheet+xml"},
    )


def docx(title: str, rows: Sequence[Sequence[str]]) -> bytes:
    table = "".join("<w:tr>" + "".join(f"<w:tc>{_paragraph(cell)}</w:tc>" for cell in row) + "</w:tr>" for row in rows)
    body = f"{_paragraph(title)}<w:tbl><w:tblPr/><w:tblGrid/>{table}</w:tbl>{_paragraph('')}"
    return _package(
        "word/document.xml",
        f"{_FORMAT}.wordprocessingml.document.main+xml",
        {"word/document.xml": f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>'},
        {},
    )


def _row(number: int, cells: Iterable[str]) -> str:
    written = "".join(
        f'<c r="{chr(65 + place)}{number}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
        for place, cell in enumerate(cells)
    )
    return f'<row r="{number}">{written}</row>'


def _paragraph(text: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def _package(main: str, main_type: str, parts: dict[str, str], types: dict[str, str]) -> bytes:
    overrides = "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in {f"/{main}": main_type, **types}.items()
    )
    every = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/relationships/officeDocument" Target="{main}"/></Relationships>',
        **parts,
    }
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as package:
        for name, text in every.items():
            info = zipfile.ZipInfo(name, _WRITTEN)
            info.create_system = 0
            package.writestr(info, _HEAD + text)
    return written.getvalue()
