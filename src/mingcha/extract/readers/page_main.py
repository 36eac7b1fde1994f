"""Where on a page its text is: the element whose name says so, else the one around most of the paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from mingcha.extract.readers.page_lines import HIDE_CLOSE, HIDE_OPEN, MAIN_CLOSE, MAIN_OPEN, SPAN_CLOSE, SPAN_OPEN
from mingcha.extract.readers.page_stream import Stream, closing
from mingcha.extract.readers.page_tags import MAIN, Said
from mingcha.pages.page import BadSelector, Node, Tree

_MARKED = re.compile(f"{HIDE_OPEN}.|{HIDE_CLOSE}|{SPAN_OPEN}.{SPAN_CLOSE}")


def mark_main(tree: Tree, stream: Stream, said: Sequence[tuple[int, Said]]) -> None:
    """Put marks into the texts around the body, if there is one."""
    at = _main(tree, stream, said)
    if at is not None:
        end = closing(stream.tags, at)
        stream.parts[2 * at + 2] = MAIN_OPEN + (MAIN_CLOSE if end == at else "") + stream.parts[2 * at + 2]
        if end != at:
            stream.parts[2 * end] += MAIN_CLOSE


def _main(tree: Tree, stream: Stream, said: Sequence[tuple[int, Said]]) -> int | None:
    """The number of the tag of the element that holds the text: the first whose name says so.

    The parser is asked for all the names only where something is called so in other letters: in old pages that counts.
    """
    named = [(at, one) for at, one in said if one.is_main or one.may_be_main]
    if named:
        at, one = named[0]
        if one.is_main and not any(other.name == "article" for _, other in named):
            return at
        _without_scripts(tree, stream)
        try:
            node = tree.css_first(MAIN)
        except BadSelector:
            node = None
        if node is not None:
            return _number(tree, stream, node)
    else:
        _without_scripts(tree, stream)
    node = _heaviest(tree)
    return _number(tree, stream, node) if node is not None else None


def _heaviest(tree: Tree) -> Node | None:
    """Where most of the paragraphs' text is."""
    weights: dict[int, int] = {}
    parents: dict[int, Node] = {}
    for node in tree.tags("p"):
        parent = node.parent
        if parent is not None:
            weights[parent.mem_id] = weights.get(parent.mem_id, 0) + len(_MARKED.sub("", node.text(deep=True)))
            parents[parent.mem_id] = parent
    if not weights:
        return None
    heaviest = max(weights, key=lambda identity: weights[identity])
    found = parents[heaviest]
    return found if weights[heaviest] > 30 and found.tag not in {"body", "html"} else None


def _without_scripts(tree: Tree, stream: Stream) -> None:
    """Scripts are no words of a paragraph."""
    if not stream.is_odd and stream.taken:
        for name in {name for name, _ in stream.taken}:
            for node in tree.tags(name):
                node.decompose()


def _number(tree: Tree, stream: Stream, node: Node) -> int | None:
    """The number of an element's first tag: it is as many places after the first of its name in the tree as there."""
    name = node.tag or ""
    place = next((place for place, one in enumerate(tree.tags(name)) if one.mem_id == node.mem_id), -1)
    begun = f"{name} "
    places = (at for at, tag in enumerate(stream.tags) if tag == name or tag.startswith(begun))
    return next(islice(places, place, None), None) if place >= 0 else None
