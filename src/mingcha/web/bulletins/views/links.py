"""Links from what a bulletin prints to the page that proves it."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import reverse

from mingcha.model.bulletin import Linked
from mingcha.web.bulletins.models import Bulletin


def figure_link(bulletin: Bulletin) -> Callable[[Linked], str]:
    """The address of the page about a figure or unit name of this issue."""

    def link(run: Linked) -> str:
        return reverse("bulletin_figure", args=[bulletin.pk, run.key])

    return link
