"""Dividing a long list into pages, with links that stay few however long the list is."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

SIZES = (20, 50, 100, 200)


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list of `total`; `number` counts from 1 and is always within the list."""

    number: int
    size: int
    total: int

    @property
    def last(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def start(self) -> int:
        return (self.number - 1) * self.size

    @property
    def stop(self) -> int:
        return min(self.start + self.size, self.total)

    @property
    def previous(self) -> int:
        return self.number - 1

    @property
    def next(self) -> int:
        return self.number + 1

    @property
    def window(self) -> list[int | None]:
        """The page numbers to show; None stands for those left out."""
        near = {1, self.last, *range(max(1, self.number - 2), min(self.last, self.number + 2) + 1)}
        shown: list[int | None] = []
        for number in sorted(near):
            if shown and shown[-1] is not None and number - shown[-1] > 1:
                shown.append(None)
            shown.append(number)
        return shown


def page_of(request: HttpRequest, *, total: int, size: int | None = None) -> Page:
    """The page the query string asks for; what makes no sense falls back to the nearest page that does."""
    asked = request.GET.get("size", "")
    size = size or (int(asked) if asked in map(str, SIZES) else SIZES[1])
    last = max(1, -(-total // size))
    number = request.GET.get("page", "")
    wanted = int(number) if number.isdecimal() and len(number) < 10 else 1
    return Page(number=min(max(1, wanted), last), size=size, total=total)
