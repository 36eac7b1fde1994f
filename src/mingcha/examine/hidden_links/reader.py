"""How each element of a page looks to its reader, from its style rules, its own style, and what scripts do to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from mingcha.examine.hidden_links.looks import (
    BY_ITSELF,
    BY_TAG,
    CLIPPED,
    INDENTED,
    ODD,
    OFF_SCREEN,
    PLAIN,
    TELLING,
    USUAL,
    Looks,
    comes_from,
    inherited,
    tricks,
)
from mingcha.examine.hidden_links.scripts import hides
from mingcha.examine.hidden_links.styles import Rules, declarations, rules_of
from mingcha.pages.page import Node, Tree

__all__ = ["WRITTEN", "Reader"]

# Put on elements that a script has written, before the page is parsed.
WRITTEN = "data-mingcha-written"
_DEEPEST, _HIGHEST = 3000, 200
# Names authors give to what opens when somebody points at it or clicks, and to what slides.
_OPENS = re.compile(
    r"menu|nav|drop|down|sub|tab|pop|modal|dialog|layer|mask|share|bdshare|code|qr|ewm|float|side|slid|swip|carou|scroll|roll|banner|focus"
    r"|select|option|more|tip|toggle|collap|accord|fold|hover|show|hide|hid|none|active|cur|box|list|link|friend|yqlj|foot|bottom|search|mobile|wap|phone|app"
    r"|wow|anim|fade|aos|drawer|canvas|overlay|bar|tool|header|login|user|lang|switch|panel|wrap|item|con|bd|hd|tree|ztree|layui|el-|van-|ant-|modal|print|weixin|wechat|wx|gzh|zt|lj|dz",
    re.IGNORECASE,
)
_SLIDES = re.compile(
    r"slid|swip|carou|scroll|roll|banner|focus|slick|owl|marquee|tempwrap|cloned|gallery|pic|img", re.IGNORECASE
)
_PICTURED = re.compile(
    r"logo|icon|ico|btn|button|share|weibo|weixin|wx|wechat|qq|home|arrow|prev|next|close", re.IGNORECASE
)
_SPOKEN = re.compile(r"sr-only|visually-?hidden|screen-?reader|skip|a11y|wza|accessib|clip", re.IGNORECASE)
_OPENS_BY_NAME = re.compile(r"menu|nav|tab|drop|share|slid|pop|modal|layer|select|link|friend|yqlj", re.IGNORECASE)
_BOUND = ("data-", "aria-", "v-", ":", "@", "ng-", "x-")
_POINTED_AT = re.compile(r":(?:hover|focus|target|checked)")
_QUOTES = (("#", ""), (".", ""), ('"', '"'), ("'", "'"))
_HOLD_MENUS = frozenset({"li", "nav", "dl", "dd", "label", "button", "select"})
# What an element is called: tag, id, classes.
Name = tuple[str, str, frozenset[str]]


class Reader:
    """Works out the looks of elements, each once; ancestors first, without recursion."""

    def __init__(self, tree: Tree) -> None:
        sheets = [
            node.text(deep=True)
            for node in tree.tags("style")
            if (node.attrs.get("media") or "all").strip().lower() in ("", "all", "screen")
        ]
        sheet = "\n".join(sheets)[:2_000_000]
        self._rules: Rules = rules_of(sheet)
        self._known: dict[int, Looks] = {}
        self._names: dict[int, Name] = {}
        scripts = [text for node in tree.tags("script") if len(text := node.text(deep=True)) < 200_000]
        self._hidden_by_script = {one.ident: one.style for text in scripts for one in hides(text)}
        self._pointed_at = _pointed_at(sheet)
        self._opened = "\n".join((*scripts, self._pointed_at))[:1_000_000]

    def looks(self, node: Node) -> Looks:
        path: list[Node] = []
        above: Node | None = node
        known: Looks | None = None
        while above is not None and above.is_element_node and len(path) < _DEEPEST:
            known = self._known.get(above.mem_id)
            if known is not None:
                break
            path.append(above)
            above = above.parent
        looks = known or Looks()
        for one in reversed(path):
            looks = self._of(one, looks)
            self._known[one.mem_id] = looks
        return looks

    def _name(self, node: Node) -> Name:
        known = self._names.get(node.mem_id)
        if known is None:
            attributes = node.attrs
            known = (
                node.tag or "",
                (attributes.get("id") or "").strip(),
                frozenset((attributes.get("class") or "").split()),
            )
            self._names[node.mem_id] = known
        return known

    def _above(self, node: Node) -> Iterator[Name]:
        above = node.parent
        for _ in range(_HIGHEST):
            if above is None or not above.is_element_node:
                return
            yield self._name(above)
            above = above.parent

    def _of(self, node: Node, above: Looks) -> Looks:
        tag, ident, classes = self._name(node)
        attributes = node.attrs
        by_rule = self._rules.for_element(tag, ident, classes, lambda: self._above(node)) if self._rules.count else {}
        told = attributes.get("style")
        inline = declarations(told) if told else {}
        by_script = {}
        if self._hidden_by_script:
            for name in (ident, *classes):
                if name in self._hidden_by_script:
                    by_script = declarations(self._hidden_by_script[name])
        if not (by_rule or inline or by_script or "hidden" in attributes):
            if tag not in TELLING:
                return above
            if tag not in BY_TAG and not attributes.get("color") and not attributes.get("bgcolor"):
                return above  # as nearly all anchors and cells
        style = {**by_rule, **inline, **by_script}
        looks = inherited(style, above, attributes.get("color") if tag == "font" else None, attributes.get("bgcolor"))
        for how, strength in tricks(tag, node, style, inline, looks, above):
            is_scripted = comes_from(how, by_script)
            weight = self._weighed(node, how, strength, by_script=is_scripted)
            if weight > looks.strength:
                looks.named, looks.hider = _selector(tag, ident, classes), node
                looks.is_by_rule = not (is_scripted or comes_from(how, inline) or how in BY_ITSELF)
                looks.how, looks.strength = (f"用脚本隐藏：{how}" if is_scripted else how), weight
                if WRITTEN in attributes:
                    looks.how, looks.strength = f"脚本写出的隐藏代码：{how}", PLAIN
        return looks

    def _weighed(self, node: Node, how: str, strength: int, *, by_script: bool) -> int:
        """What the author's names for the element and what is around it say: something that opens, slides, is spoken."""
        tag, ident, classes = self._name(node)
        named = " ".join((ident, *classes))
        if strength == USUAL or _SPOKEN.search(named):
            return USUAL
        if strength == PLAIN:
            around = (named, *self._named_above(node, 3))
            slides = how == OFF_SCREEN and any(_SLIDES.search(one) for one in around)
            return USUAL if slides or any(self._is_pointed_at(one) for one in (ident, *classes)) else PLAIN
        if how == INDENTED:
            return USUAL if _PICTURED.search(named) or self._has_ground(node) else ODD
        if how == CLIPPED:
            return ODD
        return USUAL if self._opens(node, tag, ident, classes, by_script=by_script) else ODD

    def _opens(self, node: Node, tag: str, ident: str, classes: frozenset[str], *, by_script: bool) -> bool:
        """Whether what is hidden as menus are hidden may be one: by its name, a script, its place, its attributes."""
        names = [one for one in (ident, *classes) if one]
        if any(_OPENS.search(one) for one in names):
            return True
        # The script that hides it speaks of it once; another mention may show it again.
        if any(self._spoken_of(one) > by_script for one in names):
            return True
        if any(name.startswith(_BOUND) and name != WRITTEN for name in node.attrs):
            return True
        parent = node.parent
        if tag in ("li", "option", "nav") or (parent is not None and parent.tag in _HOLD_MENUS):
            return True
        return not names and any(_OPENS_BY_NAME.search(one) for one in self._named_above(node, 2))

    def _spoken_of(self, name: str) -> int:
        """How often a script, or a rule for a pointer over something, names an id or a class."""
        return sum(self._opened.count(f"{sign}{name}{end}") for sign, end in _QUOTES) if self._opened else 0

    def _is_pointed_at(self, name: str) -> bool:
        """Whether a rule for a pointer over something, or the cursor in it, names an id or a class."""
        return bool(name) and (f"#{name}" in self._pointed_at or f".{name}" in self._pointed_at)

    def _named_above(self, node: Node, steps: int) -> list[str]:
        return [f"{ident} {' '.join(classes)}" for _, ident, classes in islice(self._above(node), steps)]

    def _has_ground(self, node: Node) -> bool:
        tag, ident, classes = self._name(node)
        style = self._rules.for_element(tag, ident, classes, lambda: self._above(node))
        return "url(" in (style.get("background") or "") or "url(" in (node.attrs.get("style") or "")


def _pointed_at(sheet: str) -> str:
    """The selectors for a pointer over something: a name that stands there opens."""
    selectors = []
    for match in _POINTED_AT.finditer(sheet):
        begin = max(sheet.rfind("}", 0, match.start()), match.start() - 200, 0)
        end = sheet.find("{", match.end())
        selectors.append(sheet[begin : min(end if end > 0 else len(sheet), match.end() + 200)])
    return "\n".join(selectors)


def _selector(tag: str, ident: str, classes: frozenset[str]) -> str:
    return tag + (f"#{ident}" if ident else "".join(f".{one}" for one in sorted(classes)[:2]))
