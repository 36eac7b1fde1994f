"""What a file is by its first bytes, as far as a link's target must be told: a page, a document, a picture, a program."""

from __future__ import annotations

import re

__all__ = ["content_of", "ending_of"]

_SIGNS = (
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"{\\rt", "rtf"),
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b", "gz"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"II*\0", "picture"),
    (b"MM\0*", "picture"),
    (b"BM", "picture"),
    (b"\x7fELF", "program"),
    (b"\xca\xfe\xba\xbe", "program"),
    (b"dex\n", "program"),
    (b"#!/", "program"),
)
_PAGE = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)?(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head|body|script|meta|title|center|div|frameset)\b",
    re.IGNORECASE | re.DOTALL,
)
# Office programs save pages of their own kind under the names of documents, and open them again.
_OFFICE = re.compile(
    rb"urn:schemas-microsoft-com:office|mso-|ProgId\s*content=|Generator[^>]+Microsoft|xmlns:[xwo]=", re.IGNORECASE
)
_ENDING = re.compile(r"\.([A-Za-z0-9]{1,5})\Z")
_HEAD = 4096


def content_of(data: bytes) -> str:
    """html, office-html, pdf, zip, ole, rtf, rar, 7z, gz, picture, program, text, empty; else an empty string."""
    if not data:
        return "empty"
    head = data[:_HEAD]
    if head[:2] == b"MZ" and len(data) > 64:
        return "program"
    for sign, name in _SIGNS:
        if head.startswith(sign):
            return name
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "picture"
    if _PAGE.match(head):
        return "office-html" if _OFFICE.search(head) else "html"
    return "text" if b"\0" not in head[:1024] else ""


def ending_of(name: str) -> str:
    """The ending of a file's name or address, in lower case; empty when it has none."""
    path = name.strip().partition("?")[0].partition("#")[0]
    match = _ENDING.search(path.rstrip("）)】] "))
    return match[1].lower() if match else ""
