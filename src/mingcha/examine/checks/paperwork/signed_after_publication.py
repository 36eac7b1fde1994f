"""A document dated later than the day it was published on, or years before it.

Looks for: the day under a document's signature, or its 成文日期 in the table at its head, that is later than the post's day
of publication. A day more than a year before it is a doubt: a document is to be public within twenty working days.
Matters because: one of the two days is wrong, and both decide whether the document was disclosed in time.
To fix: compare with the signed document and correct the day that is wrong.
Cannot see: documents whose day stands in a file or a picture only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from mingcha.examine.declaration import check, doubt, found
from mingcha.model.collected import DateSource, StatedDate
from mingcha.model.finding import Evidence, Severity
from mingcha.model.published_post import PublishedPost, published_post
from mingcha.standards.column_contents import column_kind
from mingcha.text.dates import NotADate, read_date

_LABELLED = re.compile(
    r"(?:成\s*文|生\s*成|发\s*文|签\s*发)\s*(?:日\s*期|时\s*间)\s*[:：]?[\s]{0,4}(\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?)"
)
_LATE = 365
# What is dated before the event it announces: only documents are held to the rule of twenty working days.
_DOCUMENTS = ("政策文件", "制度", "通知公告")


def _signed(published: date, signed: date, *, column: str = "政策文件") -> PublishedPost:
    post = published_post("关于加强河道管理的通知", column=column, published=published, body="各村：\n请遵照执行。")
    dates = (StatedDate(DateSource.TAG, published), StatedDate(DateSource.SIGNED, signed))
    return replace(post, collected=replace(post.collected, dates=dates))


@check(
    severity=Severity.LOW,
    clauses=["OGI-26"],
    message="成文日期与发布日期不合：{quote}",
    advice="对照原文件核实，改正写错的日期；确属迟发的，今后应当在文件形成后二十个工作日内公开。",
    bad=[
        _signed(date(2023, 12, 1), date(2023, 12, 11)),
        _signed(date(2023, 12, 1), date(2021, 12, 1)),
        published_post(
            "关于加强河道管理的通知",
            column="政策文件",
            published=date(2023, 5, 4),
            body="成文日期：2023-06-01\n各村：\n请遵照执行。",
        ),
    ],
    good=[
        _signed(date(2023, 12, 1), date(2023, 11, 20)),
        _signed(date(2023, 12, 1), date(2023, 12, 1)),
        _signed(date(2023, 12, 1), date(2021, 12, 1), column="工作动态"),
    ],
)
def signed_after_publication(post: PublishedPost) -> Iterator[Evidence]:
    published = post.published
    if published is None:
        return
    start, end, signed, where = 0, 0, post.stated(DateSource.SIGNED), "落款日期"
    labelled = _LABELLED.search(post.page.text) if post.page is not None else None
    if labelled is not None:
        try:
            signed, where = read_date(labelled[1]), "成文日期"
            start, end = labelled.span(1)
        except NotADate:
            labelled = None
    if signed is None:
        return
    place = "" if labelled is not None else where
    days = (signed - published).days
    quote = f"{where} {signed}，发布日期 {published}"
    kind = column_kind(post.column_name, post.column.category if post.column is not None else "")
    is_document = kind is not None and kind.kind in _DOCUMENTS
    if days > 0:
        told = found if (is_document or labelled is not None) and days <= _LATE else doubt
        yield told(
            start,
            end,
            quote=quote,
            note=f"文件晚于发布 {days} 天",
            where=place,
            confidence=0.9 if told is found else 0.5,
        )
    elif days < -_LATE and is_document:
        yield doubt(start, end, quote=quote, note=f"成文 {-days} 天以后才发布", where=place, confidence=0.4)
