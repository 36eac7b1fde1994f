"""A PDF that was just put together, its objects gone through: what hangs on a page and is not drawn goes.

Pages bring along what programs kept on them: metadata, working copies, pictures in little, names of layers. The
library that moves pages knows nothing of it, so its file, which is always written in one way, is edited here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingcha.model.masking import NotMasked

_OBJECT = re.compile(rb"(\d+) (\d+) obj\s*")
_XREF = re.compile(rb"startxref\s+(\d+)")
_TOKEN = re.compile(
    rb"\s*(<<|>>|\[|\]|\((?:[^()\\]|\\.)*\)|<[0-9A-Fa-f\s]*>|/[^\s<>\[\]()/%]*|[^\s<>\[\]()/%]+)", re.DOTALL
)
_REFERENCE = re.compile(rb"(?<![0-9.])(\d+) 0 R\b")
_PAGE_KEEPS = frozenset(
    b"/Type /Parent /MediaBox /CropBox /BleedBox /TrimBox /ArtBox /Rotate /Resources /Contents /Group /UserUnit".split()
)
_GONE = frozenset(
    b"/Metadata /PieceInfo /LastModified /AF /AA /Thumb /StructParent /StructParents /OPI /Measure /PtData /Usage "
    b"/SeparationInfo /OutputIntents /Lang /ActualText /Alt".split()
)
_LAYER, _LAYER_NAME = b"/OCG", b"(Layer)"
_UNKNOWN = "PDF 内部结构少见，不能保证遮盖干净，没有处理。请用原文件重新生成 PDF 后再遮盖。"


def drawn_alone(data: bytes) -> bytes:
    """The file with what pages draw and nothing else that they carry. Raises NotMasked."""
    objects = dict(_objects(data))
    trailer = data[data.rindex(b"trailer") : data.rindex(b"startxref")]
    cleaned = {number: _cleaned(content) for number, content in objects.items()}
    waiting = [int(found) for found in _REFERENCE.findall(trailer)]
    reached: set[int] = set()
    while waiting:
        number = waiting.pop()
        if number in cleaned and number not in reached:
            reached.add(number)
            waiting += [int(found) for found in _REFERENCE.findall(_description(cleaned[number]))]
    out, offsets = bytearray(data[: data.index(b"1 0 obj")]), {}
    for number in sorted(reached):
        offsets[number] = len(out)
        out += b"%d 0 obj\r\n%s\r\nendobj\r\n" % (number, cleaned[number])
    last = max(reached) + 1
    start = len(out)
    out += b"xref\r\n0 %d\r\n0000000000 65535 f\r\n" % last
    for number in range(1, last):
        out += b"%010d 00000 n\r\n" % offsets[number] if number in offsets else b"0000000000 00001 f\r\n"
    out += re.sub(rb"/Size \d+", b"/Size %d" % last, trailer) + b"startxref\r\n%d\r\n%%%%EOF\r\n" % start
    return bytes(out)


def _objects(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Every object by its number, in the places the file's own table gives."""
    table = _XREF.search(data, max(len(data) - 64, 0))
    if table is None:
        raise NotMasked(_UNKNOWN)
    places = sorted(
        int(line[:10]) for line in data[int(table[1]) :].splitlines() if len(line) >= 18 and line[17:18] == b"n"
    )
    for start, end in zip(places, [*places[1:], int(table[1])], strict=True):
        head = _OBJECT.match(data, start)
        stop = data.rfind(b"endobj", start, end)
        if head is None or stop < 0:
            raise NotMasked(_UNKNOWN)
        yield int(head[1]), data[head.end() : stop].rstrip(b"\r\n")


def _description(content: bytes) -> bytes:
    """An object without its stream."""
    at = _end_of_dictionary(content) if content.startswith(b"<<") else len(content)
    return content[:at]


def _end_of_dictionary(content: bytes) -> int:
    depth = at = 0
    while token := _TOKEN.match(content, at):
        at = token.end()
        depth += (token[1] == b"<<") - (token[1] == b">>")
        if depth == 0:
            return at
    raise NotMasked(_UNKNOWN)


def _cleaned(content: bytes) -> bytes:
    if not content.startswith((b"<<", b"[")):
        return content
    end = _end_of_dictionary(content) if content.startswith(b"<<") else len(content)
    tokens = _TOKEN.findall(content[:end])
    said, at = _value(tokens, 0)
    if at != len(tokens):
        raise NotMasked(_UNKNOWN)
    return said + content[end:]


def _value(tokens: list[bytes], at: int) -> tuple[bytes, int]:
    """The value that begins at a token, cleaned, and where the next one begins."""
    token = tokens[at]
    if token == b"<<":
        return _dictionary(tokens, at + 1)
    if token == b"[":
        parts = []
        at += 1
        while tokens[at] != b"]":
            said, at = _value(tokens, at)
            parts.append(said)
        return b"[" + b" ".join(parts) + b"]", at + 1
    if token.isdigit() and tokens[at + 2 : at + 3] == [b"R"]:
        return b" ".join(tokens[at : at + 3]), at + 3
    return token, at + 1


def _dictionary(tokens: list[bytes], at: int) -> tuple[bytes, int]:
    entries: dict[bytes, bytes] = {}
    while tokens[at] != b">>":
        key = tokens[at]
        entries[key], at = _value(tokens, at + 1)
    kind = entries.get(b"/Type")
    if kind == _LAYER:
        entries[b"/Name"] = _LAYER_NAME
    said = [
        key + b" " + value
        for key, value in entries.items()
        if key not in _GONE and (kind != b"/Page" or key in _PAGE_KEEPS)
    ]
    return b"<<" + b" ".join(said) + b">>", at + 1
