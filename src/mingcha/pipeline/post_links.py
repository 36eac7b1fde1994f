"""The links of posts' pages, noted while the pages are read for their text: no page is parsed a second time for them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from sqlite3 import Connection

from mingcha.collect.identity import without_session
from mingcha.collect.link_survey import LinkSurvey
from mingcha.pages.page import Page

__all__ = ["OF_PAGES", "PostLinks"]

# Which addresses of the frontier are pages whose links count, as the last round saw them.
OF_PAGES = (
    "kind in ('home', 'list', 'page', 'post') and alias = 0 and snapshot > 0 and outcome in ('ok', 'not_modified')"
)
_OF_POST = f"select id from address where key = ? and snapshot = ? and {OF_PAGES}"  # noqa: S608


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
        row = frontier.execute(_OF_POST, (without_session(url), snapshot)).fetchone()
        if row is not None and row[0] not in self.noted:
            self.noted.add(row[0])
            self.survey.add(page, order=row[0])
