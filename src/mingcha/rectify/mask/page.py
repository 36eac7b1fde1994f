"""A web page masked in its source: every byte outside the masked places stays as it is.

The source is taken apart into tags, comments, scripts and text, entities read with their places. The text of the body
is laid against the document's; comments, scripts, the title and the values of attributes are searched for the values.
"""

from __future__ import annotations

import codecs
import html
import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mingcha.model.document import Document, Hidden
from mingcha.model.masking import Made, NotMasked, Replacement
from mingcha.pages.page import decode_page
from mingcha.rectify.mask.placing import (
    Edit,
    FileLetters,
    Letters,
    edited,
    edits,
    letters_of,
    lines_of,
    placed,
    value_edits,
    values_of,
)

# What a parser of pages takes as one piece, in the order in which it looks for them.
_PIECE = re.compile(
    r"<!--(?P<comment>.*?)(?:--!?>|\Z)|<(?:[!?]|/(?![A-Za-z]))(?P<other>[^>]*)(?:>|\Z)"
    r"|<(?P<close>/?)(?P<name>[A-Za-z][^\s/>]*)(?P<attributes>(?:[^>\"']|\"[^\"]*(?:\"|\Z)|'[^']*(?:'|\Z))*)(?:>|\Z)",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"[^\s=/>]+\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']+))")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7};?|#[xX][0-9a-fA-F]{1,6};?|[A-Za-z][A-Za-z0-9]{1,31};?)")
# The text of these ends only with their own closing tag; of some it is no text of the page.
_RAW = {"script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes"}
_APART = {"script", "style", "title"}
_BODY = {"正文", "页面"}
_SOURCE = 0


def masked_page(data: bytes, document: Document, replacements: Sequence[Replacement]) -> Made:
    """The masked source in its own encoding. Raises NotMasked."""
    source, encoding = decode_page(data)
    pieces = _taken_apart(source)
    letters, lines = _body_of(document)
    places = placed(letters, pieces.body, lines)
    here: list[Replacement] = []
    behind: list[Replacement] = []
    for one in replacements:
        (here if _is_body(document, one.start) else behind).append(one)
    changes, lost = edits(here, letters, places, pieces.body)
    # What could not be placed is looked for by its value, in the text as well; the copy is examined again anyway.
    changes += value_edits(values_of(document, lost, all_of=False), pieces.body)
    values = dict(values_of(document, replacements, all_of=False)) | dict(values_of(document, behind, all_of=True))
    changes += value_edits(sorted(values.items(), key=lambda pair: -len(pair[0])), pieces.behind)
    if not changes:
        raise NotMasked("网页结构混乱，个人信息无法在源代码中准确定位，没有处理。请在编辑器中遮盖后再检查。")
    safe = [Edit(one.key, one.start, one.end, html.escape(one.text, quote=True)) for one in changes]
    return Made(_in_bytes(data, source, encoding, safe))


@dataclass(slots=True)
class _Pieces:
    """The letters of the page's text, and of all that stands behind it."""

    body: FileLetters
    behind: FileLetters


def _taken_apart(source: str) -> _Pieces:
    pieces = _Pieces(FileLetters(), FileLetters())
    at = template = 0
    while at < len(source):
        found = _PIECE.search(source, at)
        text_end = found.start() if found else len(source)
        _add_text(pieces.behind if template else pieces.body, source, at, text_end)
        if found is None:
            break
        pieces.body.part()
        pieces.behind.part()
        at = found.end()
        name = (found["name"] or "").lower()
        if found["comment"] is not None or found["other"] is not None:
            group = "comment" if found["comment"] is not None else "other"
            pieces.behind.add(found[group], _SOURCE, found.start(group))
        elif name:
            for value in _ATTRIBUTE.finditer(source, found.start("attributes"), found.end("attributes")):
                group_number = value.lastindex or 0
                if group_number:
                    pieces.behind.part()
                    _add_text(pieces.behind, source, value.start(group_number), value.end(group_number))
            template += (name == "template") * (-1 if found["close"] else 1)
            template = max(template, 0)
            if name in _RAW and not found["close"]:
                end = re.compile(rf"</{re.escape(name)}(?=[\s/>])", re.IGNORECASE).search(source, at)
                stop = end.start() if end else len(source)
                into = pieces.behind if template or name in _APART else pieces.body
                if name in ("title", "textarea"):
                    _add_text(into, source, at, stop)
                else:
                    into.add(source[at:stop], _SOURCE, at)
                at = stop
        pieces.body.part()
        pieces.behind.part()
    return pieces


def _add_text(into: FileLetters, source: str, start: int, end: int) -> None:
    """Text with entities, each of which is one sign or two written in several."""
    at = start
    if source.find("&", start, end) >= 0:
        for entity in _ENTITY.finditer(source, start, end):
            into.add(source[at : entity.start()], _SOURCE, at)
            signs = html.unescape(entity[0])
            if len(signs) <= 2:
                into.add(signs, _SOURCE, entity.start(), entity.end())
            else:  # &notit; means ¬it; : its own letters stand for themselves
                into.add(entity[0], _SOURCE, entity.start())
            at = entity.end()
    into.add(source[at:end], _SOURCE, at)


def _body_of(document: Document) -> tuple[Letters, Iterator[tuple[int, int]]]:
    """The letters of the parts that stand in the page's text, and its lines."""
    stretches = sorted(
        [(table.start, table.end) for table in document.tables]
        + [(one.start, one.end) for one in document.passages if one.label in _BODY and one.first_line]
    )
    texts, offsets = [], array("q")
    for start, end in stretches:
        part = letters_of(document.text[start:end], start)
        texts.append(part.text)
        offsets.extend(part.at)
    letters = Letters("".join(texts), offsets)
    return letters, lines_of(document, letters, stretches)


def _is_body(document: Document, offset: int) -> bool:
    if document.table_at(offset) is not None:
        return True
    passage = document.passage_at(offset)
    return passage is not None and passage.label in _BODY and passage.hidden not in (Hidden.MARKUP, Hidden.ALT_TEXT)


def _in_bytes(data: bytes, source: str, encoding: str, changes: Sequence[Edit]) -> bytes:
    """The changes made in the bytes, so that what is not changed is not even written again."""
    mark = next((m for m in (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) if data.startswith(m)), b"")
    plain = {"utf-16": "utf-16-be" if mark == codecs.BOM_UTF16_BE else "utf-16-le"}.get(encoding, encoding)
    try:
        if mark + source.encode(plain) == data:
            return mark + edited(source, changes).encode(plain, errors="xmlcharrefreplace")
    except UnicodeEncodeError:
        pass
    offsets = _byte_offsets(data[len(mark) :], plain)
    if len(offsets) != len(source) + 1:
        raise NotMasked("网页的文字编码前后不一致，不能保证其余内容不变，没有处理。请另存为 UTF-8 后再遮盖。")
    out, at = [mark], 0
    body = data[len(mark) :]
    done = 0
    for one in sorted(changes, key=lambda edit: (edit.start, -edit.end)):
        if one.start < done:
            done = max(done, one.end)
            at = offsets[done]
            continue
        out += [body[at : offsets[one.start]], one.text.encode(plain, errors="xmlcharrefreplace")]
        at, done = offsets[one.end], one.end
    return b"".join(out) + body[at:]


def _byte_offsets(body: bytes, encoding: str) -> array[int]:
    """Where each character begins in the bytes, and where the last ends; damaged bytes are characters of their own."""
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    offsets, begin = array("q"), 0
    for index in range(len(body)):
        signs = decoder.decode(body[index : index + 1])
        for number in range(len(signs)):
            # Several at once: a damaged byte and the good one that showed it to be damaged.
            offsets.append(begin if number == 0 else index)
        if signs:
            begin = index + 1
    for _ in decoder.decode(b"", final=True):
        offsets.append(begin)
    offsets.append(len(body))
    return offsets
