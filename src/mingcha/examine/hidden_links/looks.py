"""What hides an element from its reader, and how odd that is for a link: the looks of one element from those above it.

Tricks have three strengths: USUAL is seen daily in menus, ODD is odd for a link, PLAIN has no honest use.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mingcha.examine.hidden_links.styles import TOGETHER, is_dark_on_dark, is_unseen_colour, length
from mingcha.pages.page import Node

__all__ = [
    "BY_ITSELF",
    "BY_TAG",
    "CLIPPED",
    "INDENTED",
    "NO_SCRIPT",
    "ODD",
    "OFF_SCREEN",
    "PLAIN",
    "TELLING",
    "USUAL",
    "Looks",
    "comes_from",
    "inherited",
    "tricks",
]

USUAL, ODD, PLAIN = 1, 2, 3
_FAR, _FARTHER = -500.0, 4000.0
_TINY_TEXT, _TINY_BOX, _FAINT = 1.5, 2.0, 0.05
UNDISPLAYED, INVISIBLE, SEE_THROUGH, NO_ROOM = "display:none", "visibility:hidden", "完全透明（opacity）", "宽高为零"
OFF_SCREEN, INDENTED, TOO_SMALL, SAME_COLOUR = "移到屏幕之外", "文字缩进到屏幕之外", "文字小到看不见", "文字与背景同色"
CLIPPED, BEHIND, NO_SCRIPT, MARQUEE, SCALED = (
    "被裁剪掉（clip）",
    "压在其他内容之下（z-index）",
    "放在 noscript 里",
    "极小的滚动字幕（marquee）",
    "缩放或平移到看不见（transform）",
)
# Tricks that may need no style at all.
BY_ITSELF = (NO_SCRIPT, MARQUEE)
_KEYS = {
    UNDISPLAYED: ("display",),
    INVISIBLE: ("visibility",),
    SEE_THROUGH: ("opacity", "filter"),
    NO_ROOM: ("width", "height", "max-width", "max-height"),
    OFF_SCREEN: ("left", "top", "right", "bottom", "margin-left", "margin-top"),
    INDENTED: ("text-indent",),
    TOO_SMALL: ("font-size",),
    SAME_COLOUR: ("color",),
    CLIPPED: ("clip", "clip-path"),
    BEHIND: ("z-index",),
    SCALED: ("transform",),
}


# Elements that hide or colour by what they are, without any style.
BY_TAG = frozenset({"noscript", "marquee"})
TELLING = BY_TAG | frozenset({"body", "html", "table", "td", "tr", "font", "a", "template", "textarea"})


@dataclass(slots=True)
class Looks:
    """What an element is for its reader: what is inherited, and what hides it (the strongest trick so far; `is_by_rule`: a style rule does)."""

    colour: str = ""
    ground: str = ""
    size: float = 16.0
    visible: bool = True
    how: str = ""
    strength: int = 0
    named: str = ""
    hider: Node | None = None
    is_by_rule: bool = False

    def copied(self) -> Looks:
        """A copy, many times as quick as those of the library."""
        colour, ground, size, visible = self.colour, self.ground, self.size, self.visible
        return Looks(colour, ground, size, visible, self.how, self.strength, self.named, self.hider, self.is_by_rule)


def comes_from(how: str, style: Mapping[str, str]) -> bool:
    """Whether this style is where the trick comes from."""
    return any(name in style for name in _KEYS.get(how, ()))


def inherited(style: Mapping[str, str], above: Looks, font: str | None, ground: str | None) -> Looks:
    """The looks of an element with this style; `font` and `ground` are colours told by old attributes."""
    looks = above.copied()
    if told := style.get("color") or (font or "").lower():
        looks.colour = told if told != "inherit" else above.colour
    told_ground = style.get("background-color") or (ground or "").lower()
    if told_ground and told_ground not in ("none", "inherit", "transparent", "0 0"):
        looks.ground = told_ground
    if size := style.get("font-size"):
        looks.size = _size(size, above.size)
        # A child that sets a size of its own is seen again; white space between blocks is removed that way.
        if looks.size > _TINY_TEXT and looks.how == TOO_SMALL:
            _show(looks)
    if seen := style.get("visibility"):
        looks.visible = seen not in ("hidden", "collapse")
        if looks.visible and looks.how == INVISIBLE:
            _show(looks)
    if style.get("position") == "fixed" and looks.how in (OFF_SCREEN, NO_ROOM, INDENTED) and not any(_places(style)):
        _show(looks)  # placed by the window, whatever box it stands in
    if (
        looks.how == SAME_COLOUR
        and (looks.colour != above.colour or looks.ground != above.ground)
        and not is_dark_on_dark(looks.colour, looks.ground)
    ):
        _show(looks)
    return looks


def _show(looks: Looks) -> None:
    looks.how, looks.strength, looks.named, looks.hider = "", 0, "", None


def _size(told: str, above: float) -> float:
    """The size of letters in pixels; words for sizes (medium, larger) are all readable."""
    number = length(told)
    if number is None:
        return above if told == "inherit" else 16.0
    if told.endswith("%"):
        return number / 1000 * above
    return number / 16 * above if told.endswith("em") and not told.endswith("rem") else number


def tricks(
    tag: str, node: Node, style: Mapping[str, str], inline: Mapping[str, str], looks: Looks, above: Looks
) -> Iterator[tuple[str, int]]:
    """What hides an element with this style (`inline`: the part of it that stands on the element), and how odd it is."""
    attributes = node.attrs
    if tag == "noscript":
        yield NO_SCRIPT, USUAL
    if tag == "marquee" and _is_tiny_marquee(node, style):
        yield MARQUEE, PLAIN
    if tag in ("html", "body"):
        return  # shown as soon as a script has done its work
    if "hidden" in attributes or style.get("display") == "none":
        yield UNDISPLAYED, ODD
    if not looks.visible and above.visible:
        yield INVISIBLE, ODD
    faint = length(style.get("opacity"))
    if (faint is not None and faint <= _FAINT) or re.search(r"opacity\s*=\s*0\b", style.get("filter", "")):
        yield SEE_THROUGH, USUAL if {"transform", "transition", "will-change"} & set(style) else ODD
    yield from _boxes(tag, style)
    yield from _places(style)
    if looks.size <= _TINY_TEXT and "font-size" in style:
        yield TOO_SMALL, PLAIN
    if is_unseen_colour(style.get("color")):
        yield SAME_COLOUR, PLAIN
    elif {"color", "background-color"} & set(style) or attributes.get("color") or attributes.get("bgcolor"):
        if is_dark_on_dark(looks.colour, looks.ground):
            # Colours from different rules may have others between them that are not seen here.
            own = attributes.get("color") or "color" in inline or TOGETHER in style
            yield SAME_COLOUR, PLAIN if own else USUAL
        elif not looks.ground and is_dark_on_dark(looks.colour, "#ffffff"):
            yield SAME_COLOUR, USUAL


def _boxes(tag: str, style: Mapping[str, str]) -> Iterator[tuple[str, int]]:
    clipped = any(
        style.get(name, "").startswith(("hidden", "clip")) for name in ("overflow", "overflow-x", "overflow-y")
    )
    sides = [length(style.get(name)) for name in ("width", "height", "max-width", "max-height")]
    if clipped and any(side is not None and 0 <= side <= _TINY_BOX for side in sides):
        yield NO_ROOM, ODD
    clip = style.get("clip", "")
    numbers = [length(one) or 0.0 for one in re.split(r"[\s,]+", clip.strip("rect() "))] if "rect" in clip else []
    if (len(numbers) == 4 and (numbers[1] - numbers[3] <= 1) and (numbers[2] - numbers[0] <= 1)) or re.search(
        r"inset\((?:50|100)%|circle\(0|polygon\(0 0(?:px)?, ?0 0(?:px)?, ?0 0", style.get("clip-path", "")
    ):
        yield CLIPPED, ODD


def _places(style: Mapping[str, str]) -> Iterator[tuple[str, int]]:
    far = [length(style.get(name)) for name in ("left", "top", "right", "bottom")]
    moved = style.get("position") in ("absolute", "fixed", "relative", "sticky")
    margins = [length(style.get(name)) for name in ("margin-left", "margin-top")]
    if (moved and any(one is not None and (one <= _FAR or one >= _FARTHER) for one in far)) or any(
        one is not None and one <= _FAR for one in margins
    ):
        yield OFF_SCREEN, PLAIN
    indent = length(style.get("text-indent"))
    if indent is not None and abs(indent) >= -_FAR:
        yield INDENTED, ODD
    shift = style.get("transform", "")
    if shift and (
        re.search(r"scale[xy3d]*\(\s*0(?:\.0+)?\s*[,)]", shift)
        or re.search(r"translate[xy3d]*\([^)]*-\d{3,}(?:px|%|em|vw)", shift)
    ):
        yield SCALED, ODD
    level = length(style.get("z-index"))
    if level is not None and level < 0 and moved:
        yield BEHIND, ODD


def _is_tiny_marquee(node: Node, style: Mapping[str, str]) -> bool:
    attributes = node.attrs
    sides = [length(attributes.get(name) or style.get(name)) for name in ("width", "height")]
    if any(
        side is not None and side <= 5 and "%" not in (attributes.get(name) or "")
        for side, name in zip(sides, ("width", "height"), strict=True)
    ):
        return True
    pace = [length(attributes.get(name)) for name in ("scrollamount", "scrolldelay")]
    return (pace[0] is not None and pace[0] >= 1000) or (pace[1] is not None and pace[1] >= 10_000)
