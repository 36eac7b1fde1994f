"""A page read as a list of posts: each family's adapter is asked in turn, the one that learns any pattern last."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import ModuleType

from mingcha.collect.adapters import (
    aspnet,
    generic,
    gkml,
    hanweb,
    jpaas,
    load_more,
    lonsun,
    powereasy,
    scripted,
    trs,
    ucap,
    vsb,
)
from mingcha.model.collected import ListPage
from mingcha.model.fetch import Request
from mingcha.pages.page import Page

__all__ = ["is_answer", "read_answer", "read_list"]

# In this order: who knows himself by a surer sign comes first.
_PAGES: tuple[ModuleType, ...] = (
    hanweb,
    jpaas,
    ucap,
    trs,
    vsb,
    lonsun,
    aspnet,
    gkml,
    powereasy,
    load_more,
    generic,
    scripted,
)
_ANSWERS: dict[str, Callable[..., ListPage]] = {**hanweb.ANSWERS, **jpaas.ANSWERS, **ucap.ANSWERS, **load_more.ANSWERS}


def read_list(page: Page, *, today: date | None = None) -> ListPage | None:
    """The posts a list page names, newest first as it has them, and what to ask for its following pages.

    None: the page is no list. A list that says it is empty has no items. `today` gives days without a year theirs.
    """
    for adapter in _PAGES:
        found: ListPage | None = adapter.read(page, today=today)
        if found is not None:
            return found
    return None


def is_answer(request: Request) -> bool:
    """Whether the answer to a request is records for `read_answer`, not a page."""
    return request.kind in _ANSWERS


def read_answer(text: str, request: Request, *, today: date | None = None) -> ListPage:
    """The posts in an answer that is no page: records in XML, JSON, a piece of markup. An unreadable one has no items."""
    return _ANSWERS[request.kind](text, request, today=today)
