"""Which parts of a page a visitor does not see: by style, by attribute, by colour."""

from __future__ import annotations

import re
from functools import lru_cache

from mingcha.extract.readers.page_lines import HIDE_CLOSE, HIDE_OPEN
from mingcha.model.document import Hidden
from mingcha.pages.page import BadSelector, Node, Tree

# The mark is followed by one letter, so that a single pass over the text knows what is hidden and how.
CODES = {Hidden.TEXT: "T", Hidden.WHITE: "W"}
_UNSEEN = re.compile(
    r"display:none|visibility:(?:hidden|collapse)|font-size:0*(?:\.0+)?(?:px|pt|em|rem|%)?(?:;|$|!)|font-size:[01]px|"
    r"opacity:0*(?:\.0+)?(?:;|$|!)|text-indent:-\d{3,}|(?:left|top|right|margin-left|margin-top):-\d{3,}|"
    r"clip:rect\(0|clip-path:inset\((?:50|100)%|(?:^|;)(?:max-)?(?:height|width):0(?:px)?(?:;|$|!)"
)
_COLOUR = re.compile(r"(?:^|;)color:([^;!]+)")
_GROUND = re.compile(r"(?:^|;)background(?:-color)?:([^;!]+)")
_RULE = re.compile(r"([^{}@]{1,500})\{([^{}]*)\}")
_MANY_RULES = 400
_NAMED = {"white": (255, 255, 255), "black": (0, 0, 0), "red": (255, 0, 0), "blue": (0, 0, 255)}
_Colour = tuple[int, int, int]
_WHITE = (255, 255, 255)
_NEAR = 12  # of 255: a difference nobody sees
_ANCESTORS = 40


def mark_hidden(tree: Tree) -> None:
    """Put marks around what is inside every hidden element. Style sheets of other files are not known."""
    seen: set[int] = set()
    for node in tree.css("[style]"):
        unseen, ink, _ = _looks(node.attrs.get("style") or "")
        if (unseen or ink is not None) and (why := _why(node)) is not None:
            _wrap(node, why, seen)
    for node in (*tree.css("[hidden]"), *tree.tags("font"), *tree.tags("noscript")):
        if (why := _why(node)) is not None:
            _wrap(node, why, seen)
    for selector, style in _rules(tree):
        try:
            nodes = tree.css(selector) if _UNSEEN.search(style) else []
        except (BadSelector, ValueError):
            continue
        for node in nodes:
            _wrap(node, Hidden.TEXT, seen)


def plain_style(style: str) -> str:
    """`Display : None ; ` → `display:none;`"""
    return re.sub(r"\s+", "", style.lower())


def _rules(tree: Tree) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for node in tree.tags("style"):
        sheet = node.text(deep=True)
        if "@media" in sheet:  # print rules hide menus from paper only
            sheet = re.sub(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", sheet)
        for selector, style in _RULE.findall(re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)):
            if ":" not in selector and len(found) < _MANY_RULES:
                found.append((selector.strip(), plain_style(style)))
    return found


def _why(node: Node) -> Hidden | None:
    attributes = node.attrs
    unseen, ink, _ = _looks(attributes.get("style") or "")
    if unseen or node.tag == "noscript" or "hidden" in attributes:
        return Hidden.TEXT
    if ink is None and node.tag == "font":
        ink = _rgb(attributes.get("color") or "")
    if ink is not None and _alike(ink, _ground(node)):
        return Hidden.WHITE if _alike(ink, _WHITE) else Hidden.TEXT
    return None


@lru_cache(maxsize=4096)
def _looks(style: str) -> tuple[bool, _Colour | None, _Colour | None]:
    """Whether a style hides, its ink, its ground. Pages from Word repeat a few styles hundreds of times."""
    style = plain_style(style)
    ink, ground = _COLOUR.search(style), _GROUND.search(style)
    behind = None
    if ground:
        # A picture is no colour: no text is hidden by its own colour there.
        behind = (128, 128, 128) if "url(" in ground[1] else _rgb(ground[1])
    return bool(_UNSEEN.search(style)), _rgb(ink[1]) if ink else None, behind


def _ground(node: Node) -> _Colour:
    """The colour behind an element, by its own and its ancestors' style; white where none is stated."""
    at: Node | None = node
    for _ in range(_ANCESTORS):
        if at is None:
            break
        attributes = at.attributes
        behind = _looks(attributes.get("style") or "")[2] or _rgb(attributes.get("bgcolor") or "")
        if behind is not None:
            return behind
        at = at.parent
    return _WHITE


def _rgb(words: str) -> _Colour | None:
    words = words.strip().lower()
    if words in _NAMED:
        return _NAMED[words]
    if found := re.match(r"#?([0-9a-f]{6})\b", words):
        return int(found[1][:2], 16), int(found[1][2:4], 16), int(found[1][4:], 16)
    if found := re.match(r"#([0-9a-f])([0-9a-f])([0-9a-f])\b", words):
        return int(found[1] * 2, 16), int(found[2] * 2, 16), int(found[3] * 2, 16)
    if found := re.match(r"rgba?\((\d{1,3}),(\d{1,3}),(\d{1,3})", words):
        return int(found[1]), int(found[2]), int(found[3])
    return None


def _alike(one: _Colour, other: _Colour) -> bool:
    return all(abs(a - b) <= _NEAR for a, b in zip(one, other, strict=True))


def _wrap(node: Node, why: Hidden, seen: set[int]) -> None:
    first = node.first_child
    if first is None or node.mem_id in seen or node.tag in {"html", "body", "head"}:
        return
    seen.add(node.mem_id)
    first.insert_before(HIDE_OPEN + CODES[why])
    node.insert_child(HIDE_CLOSE)
