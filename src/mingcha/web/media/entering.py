"""Posts and checks entered by hand, and taken back."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from mingcha.collect.media.account_names import AccountNames
from mingcha.collect.media.judging import Judge, judge
from mingcha.model.media import MediaField, Stated, Way
from mingcha.web.accounts.models import User
from mingcha.web.audit.services import record
from mingcha.web.media import matching, queries
from mingcha.web.media.imports import post_of
from mingcha.web.media.looking import today_of
from mingcha.web.media.models import Account, Coverage, Post
from mingcha.web.publishing.refusals import Refused


class Unfit(Exception):
    """What was typed cannot be taken: pairs of field (None: the whole) and message in Chinese."""

    def __init__(self, faults: list[tuple[str | None, str]]) -> None:
        super().__init__("；".join(message for _, message in faults))
        self.faults = faults


_FIELDS = {MediaField.TITLE: "title", MediaField.URL: "url", MediaField.PUBLISHED: "published"}


@transaction.atomic
def enter(
    account: Account, *, title: str, url: str, published: date, by: User | None, at: datetime
) -> tuple[Post, bool]:
    """Enter one post of the account by hand; returns it, and whether it is new. Raises Unfit."""
    matching.lock([account.pk])
    rules = queries.rules()
    by_whom = Judge(
        AccountNames(queries.accounts(), rules), rules, today_of(at), chosen=account.code, only={account.code}
    )
    reading = judge([Stated(Way.HAND, title=title, url=url, published=published)], by_whom)
    if reading.faults:
        # The fields of a fault are the ledger's; whose link it is is a question about the link.
        raise Unfit([(_FIELDS.get(fault.field, "url"), fault.message) for fault in reading.faults])  # type: ignore[arg-type]
    place = matching.place_of(reading.posts[0], account=account.pk)
    post = post_of(place, item=None, by=by, at=at)
    post.save()
    matching.rematch([account.pk])
    post.refresh_from_db()
    record(actor=by, action="录入新媒体信息", target=account.name, detail=f"{post.published} {post.title}")
    return post, post.repeats_id is None


@transaction.atomic
def take_back(post: Post, *, by: User | None) -> None:
    """Remove a post entered by hand; what an import brought goes with its import. Raises Refused."""
    if post.way != Post.WayChoice.HAND:
        raise Refused("这条信息是导入的，不能单独删除；请撤销那次导入。")
    account = post.account
    matching.lock([account.pk])
    told = f"{post.published} {post.title}"
    post.delete()
    matching.rematch([account.pk])
    record(actor=by, action="删除新媒体信息", target=account.name, detail=told)


@transaction.atomic
def vouch(account: Account, *, through: date, by: User | None, at: datetime) -> None:
    """State that every post of the account up to this day is in the ledger."""
    Coverage.objects.create(account=account, through=through, by=by, at=at)
    record(actor=by, action="登记新媒体核查", target=account.name, detail=f"截至 {through} 信息齐全")


@transaction.atomic
def unvouch(coverage: Coverage, *, by: User | None) -> None:
    """Take such a statement back; one that came with an import goes with its import. Raises Refused."""
    if coverage.source_id is not None:
        raise Refused("这条核查记录是随导入登记的，请撤销那次导入。")
    told = f"截至 {coverage.through} 信息齐全"
    account = coverage.account
    coverage.delete()
    record(actor=by, action="撤销新媒体核查", target=account.name, detail=told)
