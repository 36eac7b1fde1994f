"""What a style says of how its element looks: whether it is seen at all, its ink, its ground."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TypeAlias

UNSEEN = re.compile(
    r"display:none|visibility:(?:hidden|collapse)|font-size:0*(?:\.0+)?(?:px|pt|em|rem|%)?(?:;|$|!)|font-size:[01]px|"
    r"opacity:0*(?:\.0+)?(?:;|$|!)|text-indent:-\d{3,}|(?:left|top|right|margin-left|margin-top):-\d{3,}|"
    r"clip:rect\(0|clip-path:inset\((?:50|100)%|(?:^|;)(?:max-)?(?:height|width):0(?:px)?(?:;|$|!)"
)
_INK = re.compile(r"(?:^|;)color:([^;!]+)")
_GROUND = re.compile(r"(?:^|;)background(?:-color)?:([^;!]+)")
_NAMED = {"white": (255, 255, 255), "black": (0, 0, 0), "red": (255, 0, 0), "blue": (0, 0, 255)}
Colour: TypeAlias = tuple[int, int, int]
WHITE = (255, 255, 255)
# A picture is no colour: no text is hidden by its own colour there.
_PICTURE = (128, 128, 128)
_NEAR = 12  # of 255: a difference nobody sees


def plain_style(style: str) -> str:
    """`Display : None ; ` → `display:none;`"""
    return re.sub(r"\s+", "", style.lower())


@lru_cache(maxsize=4096)
def looks(style: str) -> tuple[bool, Colour | None, Colour | None]:
    """Whether a style hides, its ink, its ground. Pages from Word repeat a few styles hundreds of times."""
    style = plain_style(style)
    ink, ground = _INK.search(style), _GROUND.search(style)
    behind = None
    if ground:
        behind = _PICTURE if "url(" in ground[1] else colour(ground[1])
    return bool(UNSEEN.search(style)), colour(ink[1]) if ink else None, behind


def colour(words: str) -> Colour | None:
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


def alike(one: Colour, other: Colour) -> bool:
    return all(abs(a - b) <= _NEAR for a, b in zip(one, other, strict=True))
