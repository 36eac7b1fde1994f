"""Which parts of a page a visitor does not see: by style, by attribute, by colour."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from mingcha.extract.readers.page_lines import HIDE_CLOSE, HIDE_OPEN
from mingcha.extract.readers.page_looks import UNSEEN, WHITE, Colour, alike, plain_style
from mingcha.extract.readers.page_stream import Stream, closing
from mingcha.extract.readers.page_tags import VOID, Said
from mingcha.model.document import Hidden
from mingcha.pages.page import BadSelector, Tree

# The mark is followed by one letter, so that a single pass over the text knows what is hidden and how.
CODES = {Hidden.TEXT: "T", Hidden.WHITE: "W"}
_RULE = re.compile(r"([^{}@]{1,500})\{([^{}]*)\}")
_MANY_RULES = 400
_ANCESTORS = 40
_OUTERMOST = frozenset({"html", "body", "head"})


def hide_by_sheets(tree: Tree, sheets: Iterable[str]) -> bool:
    """Put marks into the tree around what is inside elements that a style sheet of the page hides; whether any was.

    Style sheets of other files are not known.
    """
    seen: set[int] = set()
    for selector, style in _rules(sheets):
        try:
            nodes = tree.css(selector) if UNSEEN.search(style) else []
        except (BadSelector, ValueError):
            continue
        for node in nodes:
            first = node.first_child
            if first is not None and node.mem_id not in seen and node.tag not in _OUTERMOST:
                seen.add(node.mem_id)
                first.insert_before(HIDE_OPEN + CODES[Hidden.TEXT])
                node.insert_child(HIDE_CLOSE)
    return bool(seen)


def hide_by_tags(stream: Stream, said: Sequence[tuple[int, Said]]) -> None:
    """Put marks into the texts around what is inside elements that their own tags hide."""
    why = {at: Hidden.TEXT for at, one in said if one.is_unseen}
    inked = {at: one.ink for at, one in said if one.ink is not None and at not in why}
    if inked:
        known = {WHITE, *(one.ground for _, one in said if one.ground is not None)}
        suspect = [at for at, ink in inked.items() if any(alike(ink, ground) for ground in known)]
        for at, ground in _grounds(stream, suspect) if suspect else ():
            if alike(inked[at], ground):
                why[at] = Hidden.WHITE if alike(inked[at], WHITE) else Hidden.TEXT
    for at, hidden in why.items():
        _wrap(stream, at, hidden)


def _rules(sheets: Iterable[str]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for sheet in sheets:
        if "@media" in sheet:  # print rules hide menus from paper only
            sheet = re.sub(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", sheet)
        for selector, style in _RULE.findall(re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)):
            if ":" not in selector and len(found) < _MANY_RULES:
                found.append((selector.strip(), plain_style(style)))
    return found


def _grounds(stream: Stream, wanted: Collection[int]) -> list[tuple[int, Colour]]:
    """The colour behind each element, by its own and its ancestors' style; white where none is stated."""
    found, ahead = [], set(wanted)
    around: list[tuple[str, Colour | None]] = []  # the elements that are open, with the grounds they state
    for at, tag in enumerate(stream.tags):
        name = tag.partition(" ")[0]
        if name[:1] == "/":
            if around and around[-1][0] == name[1:]:
                around.pop()
            continue
        said = stream.said.get(tag)
        around.append((name, said.ground if said is not None else None))
        if at in ahead:
            behind = (ground for _, ground in reversed(around[-_ANCESTORS:]) if ground is not None)
            found.append((at, next(behind, WHITE)))
        if name in VOID:
            around.pop()
    return found


def _wrap(stream: Stream, at: int, why: Hidden) -> None:
    tags, parts = stream.tags, stream.parts
    name = tags[at].partition(" ")[0]
    end = closing(tags, at)
    if end == at or name in _OUTERMOST or (end == at + 1 and not parts[2 * end]):
        return
    first, mark = parts[2 * at + 2], HIDE_OPEN + CODES[why]
    if first[:1] == HIDE_OPEN:  # a style sheet hides it too
        parts[2 * at + 2] = mark + first[2:]
        return
    parts[2 * at + 2] = mark + first
    parts[2 * end] += HIDE_CLOSE
