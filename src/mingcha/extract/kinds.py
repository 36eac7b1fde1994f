"""What a file of any format really is, by its bytes; a name only tells one text from another."""

from __future__ import annotations

import codecs
import io
import re
import zipfile
from enum import StrEnum
from itertools import pairwise


class Kind(StrEnum):
    """The formats we know, readable or not; the value is what a document calls its kind."""

    HTML = "html"
    TEXT = "txt"
    CSV = "csv"
    RTF = "rtf"
    DOCX = "docx"
    DOC = "doc"
    WORKBOOK = "xlsx"
    OLD_WORKBOOK = "xls"
    BINARY_WORKBOOK = "xlsb"
    SLIDES = "pptx"
    OLD_SLIDES = "ppt"
    OPEN_DOCUMENT = "odf"
    PDF = "pdf"
    OFD = "ofd"
    PICTURE = "picture"
    ZIP = "zip"
    GZIP = "gz"
    RAR = "rar"
    SEVEN_ZIP = "7z"
    COMPOUND = "ole"
    ENCRYPTED_OFFICE = "encrypted"
    LETTER_PAGE = "mht"
    FLAT_OFFICE = "xml"
    EMPTY = "empty"
    UNKNOWN = "unknown"


_SIGNATURES = (
    (b"PK\x03\x04", Kind.ZIP),
    (b"PK\x05\x06", Kind.ZIP),
    (b"PK\x07\x08", Kind.ZIP),
    (b"{\\rt", Kind.RTF),
    (b"Rar!", Kind.RAR),
    (b"7z\xbc\xaf\x27\x1c", Kind.SEVEN_ZIP),
    (b"\x1f\x8b", Kind.GZIP),
    (b"\x89PNG", Kind.PICTURE),
    (b"\xff\xd8\xff", Kind.PICTURE),
    (b"GIF8", Kind.PICTURE),
    (b"II*\0", Kind.PICTURE),
    (b"MM\0*", Kind.PICTURE),
    (b"\x09\x08\x10\0\0\x06", Kind.OLD_WORKBOOK),  # the stream of a workbook that was embedded without its file
)
COMPOUND_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Names of streams stand in a compound file's directory in UTF-16; the first that is there decides.
_STREAMS = (
    ("EncryptedPackage", Kind.ENCRYPTED_OFFICE),
    ("WordDocument", Kind.DOC),
    ("PowerPoint Document", Kind.OLD_SLIDES),
    ("Workbook", Kind.OLD_WORKBOOK),
    ("Book", Kind.OLD_WORKBOOK),
)
_PARTS = (
    ("word/document.xml", Kind.DOCX),
    ("xl/workbook.xml", Kind.WORKBOOK),
    ("xl/workbook.bin", Kind.BINARY_WORKBOOK),
    ("ppt/presentation.xml", Kind.SLIDES),
    ("OFD.xml", Kind.OFD),
)
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."
_MARKUP = re.compile(
    rb"<(?:!doctype\s+html|html|head|meta|title|body|table|div|style|script|link|p|span|center|font|br|h\d|a)\b[^>]*>?",
    re.IGNORECASE,
)
_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE)
# Heads of a letter, one of which says that its parts follow.
_LETTER = re.compile(rb"\s*(?:[!-9;-~]{1,60}:[^\n]*\n(?:[ \t][^\n]*\n)*){0,60}?mime-version:", re.IGNORECASE)
_FLAT = re.compile(
    rb"<(?:\w+:)?(?:Workbook|wordDocument|package)\b[^>]*=\s*[\"'](?:urn:schemas-microsoft-com:office:spreadsheet|"
    rb"http://schemas\.microsoft\.com/office/(?:word/2003/wordml|2006/xmlPackage))[\"']"
)
_CONTROLS = bytes([*range(9), *range(14, 27)])
_HEAD = 8192


def kind_of(data: bytes, *, name: str = "") -> Kind:
    """The kind of a whole file. The name is asked only whether a text is a table (.csv)."""
    if not data:
        return Kind.EMPTY
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            return _packed(data) if kind is Kind.ZIP else kind
    if data.startswith(COMPOUND_MARK):
        return _compound(data)
    if data[:2] == b"BM" and b"\0" in data[:16]:
        return Kind.PICTURE
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return Kind.PICTURE
    if b"%PDF-" in data[:1024]:  # readers accept rubbish before it, and so do we
        return Kind.PDF
    return _text(data, name)


def _packed(data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = {member.replace("\\", "/").lstrip("/") for member in package.namelist()[:20_000]}
    except Exception:  # a broken directory raises half a dozen kinds; what can be saved is the archive reader's work
        # The part names also stand before each part.
        return next((kind for part, kind in _PARTS if part.encode() in data), Kind.ZIP)
    for part, kind in _PARTS:
        if part in names:
            return kind
    if any(re.fullmatch(r"word/document\d*\.xml", name) for name in names):
        return Kind.DOCX
    if "mimetype" in names and "content.xml" in names and _OPEN_DOCUMENT in data[:256]:
        return Kind.OPEN_DOCUMENT
    return Kind.ZIP


def _compound(data: bytes) -> Kind:
    for stream, kind in _STREAMS:
        if stream.encode("utf-16-le") in data:
            return kind
    return Kind.COMPOUND


def _text(data: bytes, name: str) -> Kind:
    head = data[:_HEAD]
    if 0 not in head and _PAGE.match(head):
        return Kind.HTML
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or _every_other_is_zero(head):
        head = head.replace(b"\0", b"")  # good enough to look for markup
    elif head.count(0) * 200 > len(head):
        return Kind.UNKNOWN
    if _LETTER.match(head):
        return Kind.LETTER_PAGE
    if head.lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t").startswith(b"<") and _FLAT.search(head):
        return Kind.FLAT_OFFICE
    if _PAGE.match(head) or len(_MARKUP.findall(head)) >= 2:
        return Kind.HTML
    if _MARKUP.search(head) and name.lower().endswith((".htm", ".html", ".shtml", ".xls", ".jsp", ".aspx")):
        return Kind.HTML
    if (len(head) - len(head.translate(None, _CONTROLS))) * 50 > len(head):
        return Kind.UNKNOWN
    if name.lower().endswith((".csv", ".tsv")) or _even_commas(head):
        return Kind.CSV
    return Kind.TEXT


def _every_other_is_zero(head: bytes) -> bool:
    even, odd = head[::2].count(0), head[1::2].count(0)
    return max(even, odd) * 5 > len(head) and min(even, odd) * 8 < max(even, odd)


def _even_commas(head: bytes) -> bool:
    """Whether three lines or more all hold the same number, two or more, of commas or tabs."""
    lines = head.splitlines()[:20][: -1 if len(head) == _HEAD else None]
    for separator in (b",", b"\t"):
        counts = [line.count(separator) for line in lines]
        if len(counts) >= 3 and counts[0] >= 2 and all(a == b for a, b in pairwise(counts)):
            return True
    return False
