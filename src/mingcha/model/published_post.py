"""One post as it stands on the portal: what was collected of it, its page and its files as they were read."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import ClassVar

from mingcha.model.collected import CollectedPost, DateSource
from mingcha.model.document import Document, Place
from mingcha.model.site import Column
from mingcha.model.subject import Whole

# What the reader of pages calls the stretches of a page that are its author's words.
MAIN = "正文"


@dataclass(frozen=True, eq=False)
class PublishedPost(Whole):
    """`collected` is what the round knows of the post; `page` its page as read (None: it could not be read, which is
    not the same as a page without text); `files` those of its attachments that were read.

    `column` is the portal column it counts for as the office registered it (None: not registered; its name is still in
    `collected.column`). `looked_on` is the day the page was fetched: what is later than it lies in the future, what is
    long before it has had its time (None: not known). `told_body` are the words of the body where whoever collected the
    page knows them better than the reader does.
    """

    LOOKED_AS: ClassVar[str] = "一条信息"

    collected: CollectedPost
    page: Document | None = None
    files: tuple[Document, ...] = ()
    column: Column | None = None
    looked_on: date | None = None
    told_body: str = field(default="", repr=False)

    @property
    def source(self) -> str:
        return self.collected.url

    @property
    def title(self) -> str:
        return self.collected.title

    @property
    def unit(self) -> str:
        return self.collected.unit

    @property
    def column_name(self) -> str:
        return self.column.name if self.column is not None else self.collected.column

    @property
    def published(self) -> date | None:
        return self.collected.published_on

    def stated(self, source: DateSource) -> date | None:
        """The day of this kind the page or its list tells, the first of them; None when it tells none."""
        return next((one.day for one in self.collected.dates if one.source is source), None)

    def tags(self, name: str) -> tuple[str, ...]:
        """Every value the page states under this name, empty ones too; names are compared without case."""
        wanted = name.casefold()
        stated = self.page.tags if self.page is not None else ()
        return tuple(value for told, value in stated if told.casefold() == wanted)

    @cached_property
    def span(self) -> tuple[int, int]:
        """Where the body stands in the text of the page: from its first stretch of author's words to its last, tables
        between them included; the whole text where the reader knew no body."""
        if self.page is None:
            return 0, 0
        own = [one for one in self.page.passages if one.label == MAIN and not one.hidden]
        return (own[0].start, own[-1].end) if own else (0, len(self.page.text))

    @cached_property
    def body(self) -> str:
        """The words of the body, without what is hidden in it; empty when the page was not read."""
        if self.told_body or self.page is None:
            return self.told_body
        start, end = self.span
        hidden = [one for one in self.page.passages if one.hidden and start <= one.start and one.end <= end]
        kept = []
        for passage in hidden:
            kept.append(self.page.text[start : passage.start])
            start = passage.end
        return "".join((*kept, self.page.text[start:end]))

    def place_at(self, offset: int) -> Place:
        """The place of an offset into the page's text."""
        return self.page.place_at(offset) if self.page is not None else Place("网页")

    def __str__(self) -> str:
        day = f"{self.published:%Y-%m-%d}" if self.published else "日期不明"
        said = [self.column_name or "栏目不明", day, f"《{self.title}》"]
        files = "、".join(one.name for one in self.collected.attachments)
        lead = " ".join(self.body.split())[:60]
        return "，".join(said) + (f"：{lead}" if lead else "") + (f"（附件：{files}）" if files else "")


def published_post(
    title: str,
    *,
    column: str = "",
    body: str = "",
    published: date | None = None,
    unit: str = "",
    url: str = "http://www.yangli.example/post/1.html",
    page: Document | None = None,
    looked_on: date | None = None,
) -> PublishedPost:
    """A post of which only this is known: for whoever has no collection, and for examples."""
    collected = CollectedPost(url, title, published, "", column, "", unit)
    if page is None and body:
        page = Document(url, body, title=title, post=url, kind="html")
    return PublishedPost(collected, page, looked_on=looked_on)
