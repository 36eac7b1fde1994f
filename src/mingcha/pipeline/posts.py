"""One post as the other rooms want it: as text beside others, as a page with tags, and its files as they were found."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from mingcha import extract
from mingcha.archive.store import Archive
from mingcha.collect.looked_links import looks_at
from mingcha.model.collected import Attachment, DateSource
from mingcha.model.document import Reading
from mingcha.model.looked_file import LookedFile
from mingcha.model.page_tags import PageRole, TaggedPage
from mingcha.model.post_set import PostText
from mingcha.model.published_post import PublishedPost
from mingcha.pages.page import MANDATED
from mingcha.text.document_numbers import own_document_number
from mingcha.text.file_signs import content_of

# What annual reports and their columns are called.
ANNUAL_REPORT = re.compile(r"年报|年度报告|信息公开.{0,6}报告")
_HEAD = 4000  # characters
_MANDATED = frozenset(MANDATED.values())


def post_text_of(published: PublishedPost, *, files: tuple[str, ...] = ()) -> PostText:
    """The post as it is laid beside others; `files` are the digests of its attachments."""
    post, column, body = published.collected, published.column, published.body
    number = own_document_number(body)
    if number is None and published.page is not None:
        # It often stands in the table of facts above the body.
        number = own_document_number(published.page.text[:_HEAD])
    return PostText(
        post.url,
        post.title,
        body,
        post.unit,
        post.column,
        column.path if column is not None else (),
        column.category if column is not None else "",
        post.columns,
        post.published_on,
        post.source,
        str(number) if number is not None else "",
        files,
        links=tuple(link.text for link in published.page.links) if published.page is not None else (),
    )


def tagged_page_of(published: PublishedPost) -> TaggedPage | None:
    """The prescribed tags of a post's page; None when it was not read."""
    page = published.page
    if page is None or page.kind != "html":
        return None
    tags = tuple((name, value) for name, value in page.tags if name in _MANDATED)
    return TaggedPage(page.source, PageRole.CONTENT, tags, (published.title,), shown=published.stated(DateSource.SHOWN))


def looked_file_of(archive: Archive, attachment: Attachment, page: str, data: bytes, read: Reading) -> LookedFile:
    """An attachment with every look at it and how far it could be read."""
    looks = looks_at(archive, attachment.url)
    name = PurePosixPath(attachment.url.partition("?")[0]).name
    return LookedFile(
        attachment.url,
        attachment.name,
        page,
        looks,
        extract.kind(data, name=name) if data else "",
        content_of(data) if data else "",
        len(data) if data else None,
        sum(len(one.text) for one in read.documents),
        read.not_examined,
        tuple(one.member for one in read.documents if one.member),
    )
