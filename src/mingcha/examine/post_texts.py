"""A published post as the text that is laid beside others: what one worker hands on so that posts can be compared."""

from __future__ import annotations

from datetime import date

from mingcha.model.post_set import PostText
from mingcha.model.published_post import PublishedPost
from mingcha.text.document_numbers import own_document_number

__all__ = ["post_text"]

# No comparison needs more than the beginning of a very long text, and all of them lie in memory together.
_LONGEST = 60_000
_HEAD = 4000


def post_text(
    post: PublishedPost,
    *,
    files: tuple[str, ...] = (),
    told_on: date | None = None,
    rectified_on: date | None = None,
    withdrawn: date | None = None,
) -> PostText:
    """The post as text. `files` are the digests of its attachments as archived; the days are those of its cases."""
    collected, column, page = post.collected, post.column, post.page
    number = own_document_number(post.body) or (own_document_number(page.text[:_HEAD]) if page is not None else None)
    return PostText(
        url=collected.url,
        title=collected.title,
        text=post.body[:_LONGEST],
        unit=collected.unit,
        column=post.column_name,
        above=column.path if column is not None else (),
        category=column.category if column is not None else "",
        columns=collected.columns,
        published=collected.published_on,
        origin=collected.source,
        number=str(number) if number is not None else "",
        files=files,
        links=tuple(link.text for link in page.links if "解读" in link.text) if page is not None else (),
        withdrawn=withdrawn,
        told_on=told_on,
        rectified_on=rectified_on,
    )
