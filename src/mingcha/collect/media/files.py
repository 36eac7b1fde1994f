"""A file somebody hands over, read as what it is: a saved page, a list of the owner's interface, links, or a table."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import PurePath

from mingcha.collect.media.export import read_export
from mingcha.collect.media.owner_list import read_owner_list
from mingcha.collect.media.pasted import read_pasted
from mingcha.collect.media.saved_page import is_letter, read_saved_page
from mingcha.model.ledger import Sheet
from mingcha.model.media import StatedPosts
from mingcha.text.encodings import decode

_HEAD = 4096
_MARKUP = re.compile(r"\s*<(?:!doctype|html|head|body|meta|!--|\?xml)", re.IGNORECASE)
_TABLES = {".xlsx", ".xlsm", ".xls", ".et", ".csv"}


def read_media(data: bytes, *, name: str, tables: Callable[[], Sequence[Sheet]]) -> StatedPosts:
    """What a file states, its content deciding what it is; `tables` reads it as sheets. Raises FileFault.

    A page that a back end calls .xls is a table to whoever exported it, and is read or refused as one.
    """
    suffix = PurePath(name).suffix.lower()
    if is_letter(data):
        return read_saved_page(data, file=name)
    if suffix not in _TABLES and not data.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        head = decode(data[:_HEAD])[0].lstrip("\ufeff")
        if _MARKUP.match(head):
            return read_saved_page(data, file=name)
        if head.lstrip()[:1] in ("{", "["):
            return read_owner_list(data, file=name)
        if suffix in {".txt", ""} and "http" in decode(data)[0]:
            return read_pasted(decode(data)[0], file=name)
    return read_export(tables(), file=name)
