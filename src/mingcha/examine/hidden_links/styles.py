"""What the style rules of a page make of an element, as far as hiding goes. Long because CSS knows many ways to hide.

Only rules that always hold count: those for printing, for narrow screens and for a pointer over the element are put
aside. Style sheets in files of their own are not seen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

__all__ = ["TOGETHER", "Rules", "declarations", "is_dark_on_dark", "length", "rules_of"]

Style = Mapping[str, str]

TRACKED = frozenset(
    "display visibility opacity filter font-size font text-indent width height max-width max-height overflow overflow-x"
    " overflow-y position left top right bottom margin margin-left margin-top color background background-color clip"
    " clip-path z-index transform transition will-change line-height".split()
)
# Said where one rule gives both the colour of the letters and that of the ground.
TOGETHER = "colour and ground"
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_LENGTH = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+))(px|em|rem|pt|%|vw|vh|ex|cm|in)?")
_UNIT = {
    "": 1.0,
    "px": 1.0,
    "pt": 1.33,
    "em": 16.0,
    "rem": 16.0,
    "ex": 8.0,
    "%": 10.0,
    "vw": 10.0,
    "vh": 8.0,
    "cm": 38.0,
    "in": 96.0,
}
_COMPOUND = re.compile(r"(?P<tag>[a-zA-Z][\w-]*|\*)?(?P<rest>(?:[.#][\w\u0080-\uffff-]+)*)")
_PART = re.compile(r"([.#])([\w\u0080-\uffff-]+)")
_MOST_RULES = 6000
_ALWAYS = re.compile(r"@(?:supports|layer|container)\b|@media\s*(?:only\s+)?(?:all|screen)?\s*$", re.IGNORECASE)


def declarations(text: str) -> dict[str, str]:
    """The tracked properties of a declaration block, lower case, without blanks around; what is important goes last."""
    found: dict[str, str] = {}
    important: set[str] = set()
    for one in text.split(";"):
        name, colon, value = one.partition(":")
        name = name.strip().lower()
        if not colon or name not in TRACKED:
            continue
        value = value.strip().lower()
        if weighty := "!important" in value:
            value = value.replace("!important", "").strip()
        elif name in important:
            continue
        if weighty:
            important.add(name)
        found[name] = value
    if (
        "font" in found
        and "font-size" not in found
        and (size := re.search(r"(?<![\w.])[\d.]+(?:px|em|pt|%)", found["font"]))
    ):
        found["font-size"] = size[0]
    if "margin" in found:
        parts = found["margin"].split()
        if parts:
            found.setdefault("margin-top", parts[0])
            found.setdefault("margin-left", parts[3] if len(parts) > 3 else parts[min(1, len(parts) - 1)])
    if "background" in found and "background-color" not in found:
        found["background-color"] = found["background"]
    return found


def length(value: str | None) -> float | None:
    """A length in pixels, roughly; None where there is none or it is worked out by the browser."""
    if not value:
        return None
    match = _LENGTH.match(value)
    return float(match[1]) * _UNIT[match[2] or ""] if match else None


@dataclass(frozen=True, slots=True)
class Compound:
    """One step of a selector: tag (empty: any), id (empty: any), classes."""

    tag: str
    ident: str
    classes: frozenset[str]

    def fits(self, tag: str, ident: str, classes: frozenset[str]) -> bool:
        return (not self.tag or self.tag == tag) and (not self.ident or self.ident == ident) and self.classes <= classes


@dataclass(frozen=True, slots=True)
class Rule:
    """A selector (its steps, last first; the step above may be any ancestor), its weight, what it says."""

    steps: tuple[Compound, ...]
    weight: tuple[int, int, int, int]
    says: Style


@dataclass(slots=True)
class Rules:
    """The rules of a page by what their last step asks for."""

    by_id: dict[str, list[Rule]] = field(default_factory=dict)
    by_class: dict[str, list[Rule]] = field(default_factory=dict)
    by_tag: dict[str, list[Rule]] = field(default_factory=dict)
    count: int = 0

    def add(self, rule: Rule) -> None:
        last = rule.steps[0]
        if last.ident:
            self.by_id.setdefault(last.ident, []).append(rule)
        elif last.classes:
            self.by_class.setdefault(min(last.classes), []).append(rule)
        else:
            self.by_tag.setdefault(last.tag, []).append(rule)
        self.count += 1

    def for_element(
        self,
        tag: str,
        ident: str,
        classes: frozenset[str],
        above: Callable[[], Iterator[tuple[str, str, frozenset[str]]]],
    ) -> dict[str, str]:
        """What all rules that fit say together; `above` gives its ancestors, nearest first."""
        some = [*self.by_tag.get(tag, ()), *self.by_tag.get("", ())]
        if ident:
            some += self.by_id.get(ident, ())
        for name in classes:
            some += self.by_class.get(name, ())
        if not some:
            return {}
        fitting = [rule for rule in some if _fits(rule, tag, ident, classes, above)]
        fitting.sort(key=lambda rule: rule.weight)
        said: dict[str, str] = {}
        for rule in fitting:
            both = [name in rule.says for name in ("color", "background-color")]
            if all(both):
                said[TOGETHER] = "yes"
            elif any(both):
                said.pop(TOGETHER, None)
            said.update(rule.says)
        return said


def _fits(
    rule: Rule,
    tag: str,
    ident: str,
    classes: frozenset[str],
    above: Callable[[], Iterator[tuple[str, str, frozenset[str]]]],
) -> bool:
    if not rule.steps[0].fits(tag, ident, classes):
        return False
    wanted = list(rule.steps[1:])
    if not wanted:
        return True
    for one in above():
        if wanted[0].fits(*one):
            wanted.pop(0)
            if not wanted:
                return True
    return False


@lru_cache(maxsize=256)
def rules_of(sheet: str) -> Rules:
    """The rules of a style sheet (of all sheets of a page in a row), read once however many pages share them."""
    rules = Rules()
    for selectors, block in _blocks(_COMMENT.sub(" ", sheet)):
        says = declarations(block)
        if not says:
            continue
        for selector in selectors.split(","):
            steps = _steps(selector.strip())
            if steps and rules.count < _MOST_RULES:
                ids = sum(bool(one.ident) for one in steps)
                classes = sum(len(one.classes) for one in steps)
                tags = sum(bool(one.tag) for one in steps)
                rules.add(Rule(steps, (ids, classes, tags, rules.count), says))
    return rules


def _blocks(sheet: str) -> Iterator[tuple[str, str]]:
    """Selector and declarations of each rule that always holds."""
    place, end = 0, len(sheet)
    closing: list[int] = []
    while place < end:
        opens = sheet.find("{", place)
        closes = sheet.find("}", place)
        if opens < 0:
            return
        if 0 <= closes < opens:
            place = closes + 1
            continue
        head = (
            sheet[place:opens].rpartition(";")[2].strip()
            if "@" not in sheet[place:opens]
            else sheet[place:opens].strip()
        )
        if head.startswith("@") or ";" in head:
            at = head.rpartition(";")[2].strip()
            if at.startswith("@") and not _ALWAYS.match(at):
                place = _after_group(sheet, opens)
                continue
            if at.startswith("@"):
                place = opens + 1
                closing.append(0)
                continue
            head = at
        closes = sheet.find("}", opens)
        if closes < 0:
            closes = end
        yield head, sheet[opens + 1 : closes]
        place = closes + 1


def _after_group(sheet: str, opens: int) -> int:
    """The place behind the brace that closes the one at `opens`."""
    depth, place = 1, opens + 1
    while depth:
        closes = sheet.find("}", place)
        if closes < 0:
            return len(sheet)
        inner = sheet.count("{", place, closes)
        depth += inner - 1
        place = closes + 1
    return place


def _steps(selector: str) -> tuple[Compound, ...]:
    """The steps of a selector, last first; none when it asks for a state, an attribute or a neighbour."""
    if not selector or any(sign in selector for sign in ":[+~@"):
        return ()
    steps = []
    for text in selector.replace(">", " ").split():
        match = _COMPOUND.fullmatch(text)
        if match is None:
            return ()
        parts = _PART.findall(match["rest"])
        ids = [name for sign, name in parts if sign == "#"]
        tag = (match["tag"] or "").lower()
        steps.append(
            Compound("" if tag == "*" else tag, ids[0] if ids else "", frozenset(n for sign, n in parts if sign == "."))
        )
    return tuple(reversed(steps))


_NAMED = {
    "white": "#ffffff",
    "black": "#000000",
    "red": "#ff0000",
    "blue": "#0000ff",
    "gray": "#808080",
    "grey": "#808080",
}
_RGB = re.compile(r"rgba?\(\s*(\d+)\s*[, ]\s*(\d+)\s*[, ]\s*(\d+)\s*(?:[,/]\s*([\d.]+%?))?\s*\)")
_HEX = re.compile(r"#([0-9a-f]{6}|[0-9a-f]{3})(?![0-9a-f])")
_NEAR = 12


def colour(value: str | None) -> tuple[int, int, int] | None:
    """Red, green and blue of the first colour a value names; None where it names none."""
    if not value:
        return None
    for name, code in _NAMED.items():
        if re.search(rf"\b{name}\b", value):
            value = code
            break
    if match := _HEX.search(value):
        digits = match[1] if len(match[1]) == 6 else "".join(letter * 2 for letter in match[1])
        return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)
    if match := _RGB.search(value):
        return int(match[1]), int(match[2]), int(match[3])
    return None


def is_unseen_colour(value: str | None) -> bool:
    """Whether a text colour lets everything through."""
    if not value:
        return False
    if value == "transparent":
        return True
    match = _RGB.search(value)
    return match is not None and match[4] is not None and float(match[4].rstrip("%") or 1) == 0


def is_dark_on_dark(text: str | None, ground: str | None) -> bool:
    """Whether text and ground have the same colour, or two nobody can tell apart."""
    one, other = colour(text), colour(ground)
    if one is None or other is None or "url(" in (ground or "") or "gradient" in (ground or ""):
        return False
    return all(abs(a - b) <= _NEAR for a, b in zip(one, other, strict=True))
