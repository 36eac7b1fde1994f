"""The same list or notice written in each format offices attach, with its hidden parts."""

from __future__ import annotations

import csv
import html
import io
import zipfile
from pathlib import Path
from typing import Any

import docx
import openpyxl
import typst
from openpyxl.comments import Comment

from mingcha.bulletin.forms import faces
from quality.lists import Listing


def list_as_csv(listing: Listing, encoding: str = "utf-8-sig") -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([listing.header, *listing.rows])
    return out.getvalue().encode(encoding)


def list_as_html(listing: Listing) -> bytes:
    def row(cells: list[str], tag: str) -> str:
        return "<tr>" + "".join(f"<{tag}>{html.escape(cell)}</{tag}>" for cell in cells) + "</tr>"

    body = row(listing.header, "th") + "".join(row(cells, "td") for cells in listing.rows)
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{listing.title}</title></head>"
        f"<body><h1>{listing.title}</h1><table>{body}</table></body></html>"
    ).encode()


def list_as_xlsx(listing: Listing, *, titled: bool = True, comment: str = "", hide: str = "column") -> bytes:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    if hide == "sheet" and listing.hidden:
        sheet["A1"] = "见附表"
        sheet = book.create_sheet("底册")
        sheet.sheet_state = "hidden"
    if titled:
        sheet.append([listing.title])
        sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(listing.header))
    sheet.append(listing.header)
    for cells in listing.rows:
        sheet.append(cells)
    for index in listing.hidden if hide == "column" else ():
        sheet.column_dimensions[openpyxl.utils.get_column_letter(index + 1)].hidden = True
    if comment:
        sheet["A2"].comment = Comment(comment, "经办")
    return _saved(book)


def list_as_docx(listing: Listing) -> bytes:
    document = docx.Document()
    document.add_heading(listing.title)
    table = document.add_table(rows=0, cols=len(listing.header))
    for cells in [listing.header, *listing.rows]:
        for cell, text in zip(table.add_row().cells, cells, strict=True):
            cell.text = text
    return _saved(document)


def notice_as_html(text: str) -> bytes:
    lines = "".join(f"<p>{html.escape(line)}</p>" for line in text.split("\n"))
    return f"<html><head><meta charset=utf-8><title>公示</title></head><body>{lines}</body></html>".encode()


def notice_as_docx(text: str) -> bytes:
    document = docx.Document()
    for line in text.split("\n"):
        document.add_paragraph(line)
    return _saved(document)


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def _saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def list_as_pdf(listing: Listing) -> bytes:
    """A printed list; narrow columns wrap what does not fit."""
    cells = "".join(f"[{typed(cell)}]," for cells in [listing.header, *listing.rows] for cell in cells)
    return printed(f"= {typed(listing.title)}\n#table(columns: {len(listing.header)}, {cells})")


def notice_as_pdf(text: str) -> bytes:
    return printed("\n\n".join(map(typed, text.split("\n"))))


def notice_in_footer(text: str) -> bytes:
    """The page says nothing; the footer says it all."""
    document = docx.Document()
    document.add_paragraph("见页脚。")
    document.sections[0].footer.paragraphs[0].text = text.replace("\n", "")
    return _saved(document)


def typed(text: str) -> str:
    return '#"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def printed(body: str) -> bytes:
    fonts = Path(faces.__file__).with_name("fonts")
    source = '#set text(font: "Noto Sans SC", size: 9pt)\n' + body
    return typst.compile(source.encode(), font_paths=[str(fonts)], ignore_system_fonts=True)
