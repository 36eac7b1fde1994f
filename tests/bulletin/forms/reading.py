"""Read the printed forms back: what a reader of the file would see as text."""

from __future__ import annotations

import ctypes
import re
from decimal import Decimal
from html.parser import HTMLParser
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from lxml import etree

MM = 72 / 25.4
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def squeezed(text: str) -> str:
    """The text without white space: all that must be the same in every form, punctuation counted."""
    return re.sub(r"\s+", "", text)


def pdf_pages(data: bytes) -> list[str]:
    """The text of each page's text area, without the page number under it."""
    with pdfium.PdfDocument(data) as document:
        pages = []
        for page in document:
            # A hyphen that ends a line comes out as a control character.
            text = page.get_textpage().get_text_bounded(bottom=32 * MM).replace("\x02", "-").replace("\ufffe", "-")
            pages.append(squeezed(text))
        return pages


def lines_of(data: bytes, page: int) -> list[list[tuple[float, float, str]]]:
    """The characters of the text area line by line, each with its left edge and its baseline, in points."""
    with pdfium.PdfDocument(data) as document:
        text = document[page].get_textpage()
        found: list[list[tuple[float, float, str]]] = []
        for index in range(text.count_chars()):
            character = chr(raw.FPDFText_GetUnicode(text, index))
            x, y = ctypes.c_double(), ctypes.c_double()
            raw.FPDFText_GetCharOrigin(text, index, ctypes.byref(x), ctypes.byref(y))
            if character.isspace() or y.value < 32 * MM:
                continue
            # The dot of an item stands a little above the baseline of its line.
            line = next((line for line in found if abs(line[-1][1] - y.value) < 4), None)
            if line is None:
                found.append(line := [])
            line.append((x.value, y.value, character))
        return sorted(found, key=lambda line: -line[-1][1])


def pdf_text(data: bytes, *, header: tuple[str, ...] = ()) -> str:
    """The text of all pages; a table header that is repeated on top of a page is read once."""
    repeated = squeezed("".join(header))
    pages = pdf_pages(data)
    return "".join(page.removeprefix(repeated) if repeated else page for page in pages)


def docx_xml(data: bytes, part: str = "word/document.xml") -> etree._Element:
    with ZipFile(BytesIO(data)) as archive:
        return etree.fromstring(archive.read(part))


def docx_text(data: bytes) -> str:
    return squeezed("".join(word.text or "" for word in docx_xml(data).iter(f"{W}t")))


class _Words(HTMLParser):
    SILENT = frozenset({"head", "style", "svg"})

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in self.SILENT

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in self.SILENT

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.words.append(data)


def html_text(page: str) -> str:
    parser = _Words()
    parser.feed(page)
    return squeezed("".join(parser.words))


def xlsx_rows(data: bytes, sheet: str | int = 0) -> list[list[str]]:
    """The cells as Excel shows them, row by row, empty ones left out."""
    book = openpyxl.load_workbook(BytesIO(data))
    chosen = book[sheet] if isinstance(sheet, str) else book.worksheets[sheet]
    rows = []
    for row in chosen.iter_rows():
        shown = []
        for cell in row:
            if cell.value is not None:
                number = isinstance(cell.value, int | float)
                two_places = number and cell.number_format == "0.00"
                shown.append(f"{Decimal(str(cell.value)):.2f}" if two_places else str(cell.value))
        rows.append(shown)
    return rows


def xlsx_text(data: bytes) -> str:
    sheets = len(openpyxl.load_workbook(BytesIO(data)).worksheets)
    return squeezed("".join(text for n in range(sheets) for row in xlsx_rows(data, n) for text in row))
