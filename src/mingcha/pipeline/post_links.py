"""The links of posts' pages, noted while the pages are read for their text: no page is parsed a second time for them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from sqlite3 import Connection

from mingcha.collect.link_survey import LinkSurvey
from mingcha.collect.seen_pages import number_of_page
from mingcha.pages.page import Page

__all__ = ["PostLinks"]


@dataclass(slots=True)
class PostLinks:
    """`noted` are the numbers of the addresses whose pages are in the survey."""

    survey: LinkSurvey
    noted: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, hosts: Collection[str]) -> PostLinks:
        return cls(LinkSurvey.of(hosts))

    @classmethod
    def all_of(cls, parts: Sequence[PostLinks]) -> PostLinks | None:
        """All in one; what the parts hold is used up."""
        if not parts:
            return None
        whole = cls.of(())
        for part in parts:
            whole.survey.take(part.survey)
            whole.noted |= part.noted
        return whole

    def note(self, page: Page, url: str, *, snapshot: int, frontier: Connection) -> None:
        """Note a post's page, if this snapshot is what the last round saw of the address; each address once."""
        number = number_of_page(frontier, url, snapshot=snapshot)
        if number is not None and number not in self.noted:
            self.noted.add(number)
            self.survey.add(page, order=number)
