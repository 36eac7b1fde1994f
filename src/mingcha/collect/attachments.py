"""The files that belong to a post: those in its body, and those in a block of files beside it."""

from __future__ import annotations

import re
from urllib.parse import unquote

from mingcha.collect.addresses import is_attachment, is_picture, join
from mingcha.collect.links import base_of, clicked, resolve
from mingcha.collect.patterns import bodies
from mingcha.collect.patterns.bodies import ASIDE, Box
from mingcha.collect.patterns.heads import Head
from mingcha.model.collected import Attachment
from mingcha.pages.flow import Flow
from mingcha.pages.page import Page
from mingcha.text.width import one_line

_VIEWER = re.compile(r"[?&](?:file|url|src|furl|path)=([^&#]+)", re.IGNORECASE)
# A block with more links than these to other things is no block of attachments; one farther off belongs to something else.
_A_TITLE, _OTHER_LINKS, _FAR = 5, 2, 1200


def attachments_of(page: Page, shown: Flow, box: Box | None, head: Head | None) -> tuple[Attachment, ...]:
    """The files of the post: links to files in its body and beside it, frames that show one."""
    base = base_of(page)
    found: dict[str, Attachment] = {}
    for place in range(head.start if head else 0, len(shown)):
        tag = shown.tags[place]
        if tag not in ("a", "iframe", "embed"):
            continue
        attributes = shown.nodes[place].attrs
        href = attributes.get("href") or attributes.get("src") or ""
        name = shown.text(place).strip() or (attributes.get("title") or attributes.get("download") or "").strip()
        url = resolve(base, href)
        if url is None and tag == "a" and (target := clicked(f"{attributes.get('onclick') or ''};{href}")):
            url = resolve(base, target)
        if url is None:
            continue
        if tag != "a":
            viewed = _VIEWER.search(url)
            url = (join(base, unquote(viewed[1])) if viewed else url) or url
        inside = box is None or box.start <= place < box.end
        is_file = is_attachment(url, name) or (is_picture(url) and inside and tag == "a" and len(name) >= 2)
        if not is_file or not (inside or _beside(shown, place, box)):
            continue
        before = found.get(url)
        if before is None or len(before.name) < len(name):
            found[url] = Attachment(url, _file_name(name, url))
    return tuple(found.values())


def _file_name(name: str, url: str) -> str:
    return one_line(name) or unquote(url.partition("?")[0].rpartition("/")[2])


def _beside(shown: Flow, place: int, box: Box | None) -> bool:
    """Whether a file outside the body stands in a block of the post: not in a menu or box, not behind the post's end."""
    if box is None:
        return True
    branch = place
    for above in shown.above(place):
        if above <= box.start < shown.ends[above]:
            break
        hint = shown.hint(above)
        if shown.tags[above] in ("nav", "aside") or (hint and ASIDE.search(hint)):
            return False
        branch = above
    others = sum(
        shown.tags[at] == "a"
        and len(shown.text(at)) > _A_TITLE
        and not is_attachment(shown.nodes[at].attrs.get("href") or "", shown.text(at))
        for at in range(branch, shown.ends[branch])
    )
    if others > _OTHER_LINKS:
        return False
    between = [words for _, words in shown.lines(box.end, place)] if place >= box.end else []
    return sum(map(len, between)) < _FAR and not any(bodies.is_foot(words) for words in between)
