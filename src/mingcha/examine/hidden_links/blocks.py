"""Links that a reader of the page cannot see, gathered by what hides them, with how surely nobody was meant to see them.

Menus, tabs, layers and share buttons are hidden as well, until somebody points at them. So hiding alone says nothing:
what counts is the trick (some have no honest use for a link with words) together with where the link leads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from mingcha.examine.hidden_links.looks import NO_SCRIPT, ODD, PLAIN, USUAL, Looks
from mingcha.examine.hidden_links.outside import (
    Matter,
    Outside,
    advertises,
    has_harmful_words,
    host_of,
    is_organisation,
    is_wordless,
)
from mingcha.examine.hidden_links.reader import WRITTEN, Reader
from mingcha.examine.hidden_links.scripts import plain_writes
from mingcha.examine.hidden_links.styles import declarations, length
from mingcha.pages.page import Node, Tree, shallow

__all__ = ["ODD", "PLAIN", "Block", "HiddenOne", "hidden_blocks", "hosts_of"]

WORDLESS = "链接没有可点的文字"
_MOST_LINKS = 20_000
_SCRIPT = re.compile(r"<script\b([^>]{0,2000})>(.*?)(?:</script\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_IN_COMMENT = re.compile(
    r"""<a\b[^>]{0,500}?href\s*=\s*["']?([^"'\s>]{1,2000})[^>]{0,500}>(.{0,500}?)</a""", re.IGNORECASE | re.DOTALL
)
_TAG = re.compile(r"<[^>]*>")
# Links whose address may name another host.
_OUTSIDE = 'a[href*="//"],a[href*="\\\\\\\\"]'


@dataclass(frozen=True, slots=True)
class HiddenOne:
    """A link nobody sees: address, words, and how much it matters."""

    address: str
    words: str
    matter: Matter


@dataclass(slots=True)
class Block:
    """Links hidden by one thing: by which trick (`how`), how odd it is, what the element is called, where it stands.

    `start` is an offset into the source of the first link, 0 where it cannot be told.
    """

    how: str
    strength: int
    named: str
    links: list[HiddenOne] = field(default_factory=list)
    start: int = 0
    is_by_rule: bool = False

    @property
    def is_wordless(self) -> bool:
        """Whether nothing hides the links but that they have no words: mostly what an editor left behind."""
        return self.how == WORDLESS

    @property
    def matter(self) -> Matter:
        most = max(one.matter for one in self.links)
        strangers = [(one.address, one.words) for one in self.links if one.matter is Matter.STRANGER]
        if most is Matter.STRANGER and advertises(strangers):
            return Matter.ADVERTISED
        return most

    @property
    def is_named_for_organisations(self) -> bool:
        """Whether all its strangers' links are names of organisations: rather a list of friends, or who built the site."""
        told = [one for one in self.links if one.matter is Matter.STRANGER]
        return bool(told) and all(is_organisation(one.words) for one in told)


def hidden_blocks(html: str, outside: Outside) -> list[Block]:
    """The blocks of hidden links of a page that lead to strangers or advertise what is unlawful."""
    source = _SCRIPT.sub(_take_writes, html) if "ocument.write" in html else html
    tree = Tree(shallow(source))
    found: dict[tuple[int, str], Block] = {}
    hiders: dict[tuple[int, str], Node | None] = {}
    reader: Reader | None = None
    # The site's own links matter by their words alone, which are there or not.
    only_outside = not has_harmful_words(source)
    for number, (node, address, words, kind) in enumerate(_links(tree, only_outside=only_outside)):
        if number >= _MOST_LINKS:
            break
        matter = outside.matter(address, words)
        if matter is Matter.NOTHING:
            continue
        reader = reader or Reader(tree)
        looks = reader.looks(node)
        how, strength, named, hider = looks.how, looks.strength, looks.named, looks.hider
        if kind == "iframe":
            if (frame := _tiny_frame(node, looks)) is None:
                continue
            how, strength = frame
            named, hider = "iframe", node
        elif not how and kind == "a" and is_wordless(node.text(deep=True)) and not _has_picture(node):
            how, strength, named, hider = WORDLESS, ODD, "a", None
        elif not how:
            continue
        key = hider.mem_id if hider is not None else 0, how
        block = found.get(key)
        if block is None:
            block = found[key] = Block(
                how, strength, named, start=max(html.find(address), 0), is_by_rule=looks.is_by_rule
            )
            hiders[key] = hider
        block.links.append(HiddenOne(address, words, matter))
    for key, block in found.items():
        hider = hiders[key]
        if hider is None or hider.tag == "iframe" or WRITTEN in hider.attrs:
            continue
        # A menu or a drawer holds mostly the site's own links; what was put there in secret holds none.
        if len(hider.css("a[href]")) > 2 * len(block.links):
            block.strength = USUAL
    return [*found.values(), *_in_comments(html, outside)]


def _take_writes(match: re.Match[str]) -> str:
    """What a script of plain document.write puts on the page, in its place, so that it is judged as a part of it."""
    told = plain_writes(match[2]) if "ocument.write" in match[2] and len(match[2]) < 100_000 else None
    if told is None:
        return match[0]
    return re.sub(r"<([a-zA-Z][\w]*)", rf"<\1 {WRITTEN}", told)


def _links(tree: Tree, *, only_outside: bool) -> Iterator[tuple[Node, str, str, str]]:
    for node in tree.css(_OUTSIDE) if only_outside else tree.tags("a"):
        if address := node.attrs.get("href"):
            yield node, address, _words(node), "a"
    for name in ("iframe", "frame", "embed"):
        for node in tree.tags(name):
            if address := node.attrs.get("src"):
                yield node, address, "", "iframe"
    for node in tree.tags("area"):
        if address := node.attrs.get("href"):
            yield node, address, node.attrs.get("alt") or "图", "area"


def _words(node: Node) -> str:
    words = " ".join(node.text(deep=True).split())
    return words[:200] or (node.attrs.get("title") or "").strip()[:200]


def _has_picture(node: Node) -> bool:
    """Whether a link without words shows something: a picture, or an element that styles may fill."""
    attributes = node.attrs
    if attributes.get("class") or attributes.get("id") or "background" in (attributes.get("style") or ""):
        return True
    child = node.first_child
    while child is not None:
        if child.tag == "img" and _is_tiny(child):
            child = child.next
            continue
        if child.is_element_node and child.tag not in (
            "-text",
            "-comment",
            "br",
            "span",
            "font",
            "b",
            "strong",
            "p",
            "u",
            "o:p",
            "em",
            "i",
        ):
            return True
        if child.is_element_node and (child.attrs.get("class") or "background" in (child.attrs.get("style") or "")):
            return True
        if child.first_child is not None and _has_picture(child):
            return True
        child = child.next
    return False


def _is_tiny(picture: Node) -> bool:
    """Whether a picture is a pixel or two: nobody sees it."""
    style = declarations(picture.attrs.get("style") or "")
    sides = [length(picture.attrs.get(name) or style.get(name)) for name in ("width", "height")]
    return any(side is not None and side <= 2 for side in sides)


def _tiny_frame(node: Node, looks: Looks) -> tuple[str, int] | None:
    attributes = node.attrs
    if looks.how == NO_SCRIPT:
        return looks.how, looks.strength  # counters do so for readers without scripts
    sides = [length(attributes.get(side)) for side in ("width", "height")]
    if any(
        side is not None and side <= 2 and "%" not in (attributes.get(name) or "")
        for side, name in zip(sides, ("width", "height"), strict=True)
    ):
        return "框架只有一个像素大", PLAIN
    style = declarations(attributes.get("style") or "")
    for name in ("width", "height"):
        side = length(style.get(name))
        if side is not None and side <= 2:
            return "框架只有一个像素大", PLAIN
    return (f"框架被隐藏：{looks.how}", min(looks.strength, ODD)) if looks.how else None


def _in_comments(html: str, outside: Outside) -> Iterator[Block]:
    """Links in comments: mostly what an author has put aside, so that only what is unlawful counts."""
    if "<!--" not in html:
        return
    block = Block("放在网页注释里", USUAL, "注释")
    for start, comment in _comments(html):
        for link in _IN_COMMENT.finditer(comment):
            words = _TAG.sub("", link[2]).strip()
            matter = outside.matter(link[1], words)
            if matter >= Matter.ADVERTISED:
                block.links.append(HiddenOne(link[1], words, matter))
                block.start = block.start or start
    if block.links:
        yield block


def _comments(html: str) -> Iterator[tuple[int, str]]:
    """Where each comment with a link in it begins, and what it says."""
    start = html.find("<!--")
    while start >= 0:
        end = html.find("-->", start + 4)
        if end < 0:
            return
        if end - start < 200_000 and "href" in (said := html[start + 4 : end]):
            yield start, said
        start = html.find("<!--", end)


def hosts_of(block: Block) -> tuple[str, ...]:
    """The hosts a block leads to, in order, each once; for links within the site the path."""
    return tuple(dict.fromkeys(host_of(one.address) or one.address[:60] for one in block.links))
