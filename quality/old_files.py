"""Lists and notices in the formats of older programs and in OFD, written byte by byte: no program here makes them."""

from __future__ import annotations

import html
import io
import struct
import zipfile

from quality.lists import Listing

_SECTOR, _END, _FREE, _FAT = 512, 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def list_as_xls(listing: Listing) -> bytes:
    """A binary workbook of one sheet, all cells texts."""
    rows = [[listing.title], listing.header, *listing.rows]
    strings = list(dict.fromkeys(cell for row in rows for cell in row))
    place = {cell: index for index, cell in enumerate(strings)}
    cells = b"".join(
        _record(0xFD, struct.pack("<HHHI", row, column, 0, place[cell]))
        for row, line in enumerate(rows)
        for column, cell in enumerate(line)
    )
    sheet = _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 6)) + cells + _record(0x0A)
    head = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 6))
    table = b"".join(struct.pack("<HB", len(one), 1) + one.encode("utf-16-le") for one in strings)
    if len(table) > 8000:
        raise ValueError("too long for one record")
    rest = _record(0xFC, struct.pack("<II", len(strings), len(strings)) + table) + _record(0x0A)
    name = struct.pack("<BB", 2, 1) + "名单".encode("utf-16-le")
    at = len(head) + 4 + 6 + len(name) + len(rest)
    directory = _record(0x85, struct.pack("<IBB", at, 0, 0) + name)
    return _compound({"Workbook": head + directory + rest + sheet})


def notice_as_doc(text: str) -> bytes:
    """A binary Word document: its text in one piece, and the table that says where it is."""
    letters = text.replace("\n", "\r") + "\r"
    at = 0x400
    head = bytearray(at)
    struct.pack_into("<HHHHH", head, 0, 0xA5EC, 0xC1, 0, 0, 0)
    struct.pack_into("<H", head, 0x0A, 0x0200)
    struct.pack_into("<I", head, 0x4C, len(letters))
    pieces = struct.pack("<II", 0, len(letters)) + struct.pack("<HIH", 0, at, 0)
    table = b"\2" + struct.pack("<I", len(pieces)) + pieces
    struct.pack_into("<II", head, 0x1A2, 0, len(table))
    return _compound({"WordDocument": bytes(head) + letters.encode("utf-16-le"), "1Table": table})


def list_as_rtf(listing: Listing) -> bytes:
    rows = "".join(
        "\\trowd" + "".join(f"\\cellx{1500 * (i + 1)}" for i in range(len(row))) + " "
        + "".join(f"\\intbl {_rtf(cell)}\\cell" for cell in row) + "\\row\n"
        for row in [listing.header, *listing.rows]
    )  # fmt: skip
    return f"{{\\rtf1\\ansi\\ansicpg936 {_rtf(listing.title)}\\par\n{rows}\\pard}}".encode("ascii")


def notice_as_rtf(text: str) -> bytes:
    return f"{{\\rtf1\\ansi\\ansicpg936 {_rtf(text)}\\par}}".encode("ascii")


def list_as_ofd(listing: Listing) -> bytes:
    """Each cell a text object at its place, as programs that print to OFD write them."""
    rows = [[listing.title], listing.header, *listing.rows]
    return _ofd([(10 + 45 * x, 10 + 8 * y, cell) for y, row in enumerate(rows) for x, cell in enumerate(row)])


def notice_as_ofd(text: str) -> bytes:
    return _ofd([(10, 10 + 8 * y, line) for y, line in enumerate(text.split("\n"))])


def _ofd(texts: list[tuple[int, int, str]]) -> bytes:
    objects = "".join(
        f'<ofd:TextObject Boundary="{x} {y} 44 5" Size="4"><ofd:TextCode>{html.escape(words)}</ofd:TextCode>'
        "</ofd:TextObject>"
        for x, y, words in texts
        if words
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        root = f"<ofd:OFD {_SPACE}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
        package.writestr("OFD.xml", root)
        pages = '<ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages>'
        package.writestr("Doc_0/Document.xml", f"<ofd:Document {_SPACE}>{pages}</ofd:Document>")
        layer = f"<ofd:Content><ofd:Layer>{objects}</ofd:Layer></ofd:Content>"
        package.writestr("Doc_0/Pages/Page_0/Content.xml", f"<ofd:Page {_SPACE}>{layer}</ofd:Page>")
    return out.getvalue()


def _rtf(text: str) -> str:
    said = {"\n": "\\par ", "\\": "\\\\", "{": "\\{", "}": "\\}"}
    return "".join(
        said.get(sign) or (sign if sign.isascii() else f"\\u{ord(sign) - 65536 * (ord(sign) > 32767)}?")
        for sign in text
    )


def _record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _compound(streams: dict[str, bytes]) -> bytes:
    """A compound file with these streams, each in sectors of its own."""
    padded = {
        name: content.ljust(-(-max(len(content), 4096) // _SECTOR) * _SECTOR, b"\0")
        for name, content in streams.items()
    }
    tables = 1
    while True:
        count = tables + 1 + sum(len(content) // _SECTOR for content in padded.values())
        if count <= tables * 128:
            break
        tables += 1
    chain = [_FAT] * tables + [_END]
    starts = {}
    for name, content in padded.items():
        starts[name] = len(chain)
        last = len(chain) + len(content) // _SECTOR
        chain += [*range(len(chain) + 1, last), _END]
    chain += [_FREE] * (tables * 128 - len(chain))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, tables, tables, 0, 4096, _END, 0, _END, 0)
    head += struct.pack("<109I", *range(tables), *[_FREE] * (109 - tables))
    names = list(padded)
    # The second stream hangs beside the first in the tree of names.
    entries = _entry("Root Entry", 5, child=1, start=_END, size=0)
    for index, name in enumerate(names):
        beside = index + 2 if index + 1 < len(names) else _FREE
        entries += _entry(name, 2, child=_FREE, start=starts[name], size=len(padded[name]), right=beside)
    entries += _entry("", 0, child=_FREE, start=0, size=0) * (3 - len(names))
    return head + struct.pack(f"<{len(chain)}I", *chain) + entries + b"".join(padded.values())


def _entry(name: str, kind: int, *, child: int, start: int, size: int, right: int = _FREE) -> bytes:
    title = name.encode("utf-16-le")
    links = struct.pack("<HBBIII", len(title) + 2 if name else 0, kind, 1, _FREE, right, child)
    return title.ljust(64, b"\0") + links + bytes(36) + struct.pack("<IQ", start, size)
