"""The marks of a page's foot, by whatever shows them; the whole page is looked at, since feet have no common shape."""

from __future__ import annotations

from mingcha.model.page_foot import FootMark, PageFoot
from mingcha.pages.flow import flow
from mingcha.pages.page import Page
from mingcha.standards.footer_marks import RequiredMark, required_marks
from mingcha.text.width import fold_all

__all__ = ["foot_of"]

_ADDRESSES = (("a", "href"), ("img", "src"), ("script", "src"), ("iframe", "src"), ("span", "id"), ("area", "href"))
_SAID = ("alt", "title")
# What a reader never sees is still a sign where a script writes the mark.
_SCRIPTS = 4000
_SHOWN = 40


def foot_of(page: Page, *, pages: int = 1) -> PageFoot:
    """Every required mark the page shows. Links in the menus count too: a mark has no place of its own."""
    shown = flow(page)
    words = [text for _, text in shown.all_lines()]
    addresses: list[str] = []
    for tag, attribute in _ADDRESSES:
        for node in page.tree.tags(tag):
            attributes = node.attrs
            if value := attributes.get(attribute):
                addresses.append(value)
            words += [said for name in _SAID if (said := attributes.get(name))]
    scripts = [text[:_SCRIPTS] for node in page.tree.tags("script") if (text := node.text())]
    text = fold_all("\n".join(words))
    found = tuple(mark for required in required_marks() if (mark := _seen(required, text, addresses, scripts)))
    return PageFoot(page.url, found, sum(map(len, (line for _, line in shown.all_lines()))), pages)


def _seen(required: RequiredMark, text: str, addresses: list[str], scripts: list[str]) -> FootMark | None:
    if match := required.words.search(text):
        return FootMark(required.name, match[0].strip()[:_SHOWN])
    if required.hosts is None:
        return None
    for address in (*addresses, *scripts):
        if match := required.hosts.search(address):
            return FootMark(required.name, match[0][:_SHOWN])
    return None
