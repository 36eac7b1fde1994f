"""Pages put together by make, so that a fault of a template is told once with its number of pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from mingcha.model.page_tags import PageRole, TaggedPage, TaggedPages

__all__ = ["by_template", "shown_pages"]

_SHOWN = 4


def by_template(pages: Iterable[TaggedPage], *, site: str) -> tuple[TaggedPages, ...]:
    """Pages of one role that state the same tags, largest first."""
    groups: dict[tuple[PageRole, frozenset[str]], list[TaggedPage]] = {}
    codes: Counter[str] = Counter()
    for page in pages:
        groups.setdefault((page.role, frozenset(name.lower() for name, _ in page.tags)), []).append(page)
        if code := page.value("SiteIDCode"):
            codes[code] += 1
    usual = codes.most_common(1)[0][0] if codes else ""
    made = [
        TaggedPages(site, role, tuple(sorted(some, key=lambda page: page.url)), usual)
        for (role, _), some in groups.items()
    ]
    return tuple(sorted(made, key=lambda one: (-len(one.pages), one.key)))


def shown_pages(pages: Iterable[TaggedPage]) -> tuple[str, ...]:
    """The first addresses, for a finding to name."""
    return tuple(page.url for _, page in zip(range(_SHOWN), pages, strict=False))
