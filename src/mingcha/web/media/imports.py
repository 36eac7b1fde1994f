"""The life of what somebody brings in: looked at, completed, confirmed as a whole, undone as a whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import PurePath
from typing import Any

from django.core.files import File
from django.core.files.base import ContentFile
from django.db import transaction

from mingcha.model.ledger import FileFault
from mingcha.model.month import Month
from mingcha.text.printable import printable
from mingcha.web.accounts.models import User
from mingcha.web.audit.services import record
from mingcha.web.media import matching
from mingcha.web.media.looking import PASTED, Look, look_at, note, today_of
from mingcha.web.media.matching import Place
from mingcha.web.media.models import Account, Coverage, Import, ImportFile, Post
from mingcha.web.publishing.imports import digest_of
from mingcha.web.publishing.matching import chunks
from mingcha.web.publishing.refusals import Refused
from mingcha.web.publishing.states import moment, must_be
from mingcha.web.units.models import Unit

MOST_FILES = 200
_SUFFIXES = {".xlsx", ".xlsm", ".xls", ".et", ".csv", ".txt", ".html", ".htm", ".mht", ".mhtml", ".json"}


def file_of(content: bytes, *, name: str) -> File:
    """A file as `bring` takes it, of what is at hand already."""
    return ContentFile(content, name=name)


@transaction.atomic
def bring(
    *,
    files: Sequence[File],
    text: str,
    by: User | None,
    at: datetime,
    account: Account | None = None,
    unit: Unit | None = None,
    complete_to: date | None = None,
) -> Import:
    """Keep files, or a pasted text, and look at them; the ledger is not touched.

    The import comes back previewed with its numbers, or refused with a message.
    """
    names = _names(files)
    item = Import.objects.create(
        name=(f"{names[0]} 等 {len(names)} 个文件" if len(names) > 1 else names[0] if names else PASTED)[-200:],
        text=text,
        account=account,
        unit=unit,
        complete_to=complete_to,
        brought_by=by,
        brought_at=at,
        state=Import.State.REFUSED,
    )
    for file, name in zip(files, names, strict=True):
        _keep(item, file, name)
    _preview(item, at)
    item.save()
    detail = item.message if item.state == Import.State.REFUSED else numbers(item)
    record(actor=by, action="上传新媒体信息", target=item.name, detail=detail)
    return item


@transaction.atomic
def answer(*, item: Import, answers: Mapping[int, dict[str, Any]], by: User | None, at: datetime) -> Import:
    """Take what a person said of rows that lacked something, and look again. Raises Refused."""
    Import.objects.select_for_update().get(pk=item.pk)
    item.refresh_from_db()
    must_be(item, Import.State.PREVIEWED)
    item.answers = item.answers | {str(place): said for place, said in answers.items()}
    _preview(item, at)
    item.save()
    record(actor=by, action="补填新媒体信息", target=item.name, detail=f"补填 {len(answers)} 条；{numbers(item)}")
    return item


def confirm(*, item: Import, by: User | None, at: datetime, skip_faulty: bool = False) -> Import:
    """Take a previewed import into the ledger, all of it or nothing. Raises Refused.

    Accounts, and the ledger itself, may have changed since the preview, so everything is looked at once more.
    """
    must_be(item, Import.State.PREVIEWED)
    _must_be_unchanged(item)
    refusal = ""
    with transaction.atomic():
        # All accounts, since it is only known after looking which are meant.
        matching.lock(Account.objects.order_by().values_list("pk", flat=True))
        Import.objects.select_for_update().get(pk=item.pk)
        item.refresh_from_db()
        must_be(item, Import.State.PREVIEWED)
        try:
            look = look_at(item, today=today_of(at))
        except FileFault as fault:
            raise Refused(f"没有导入：{fault}") from fault
        note(item, look)
        if look.faulty and not skip_faulty:
            refusal = f"还有 {look.faulty} 条有误或不全，没有导入。请补填或改正后重新上传，或选择只导入无误的。"
        elif not look.places:
            refusal = "没有一条可以导入的信息。请改正后重新上传。"
        else:
            _register(item, look, by=by, at=at)
            item.state, item.decided_by, item.decided_at = Import.State.CONFIRMED, by, at
            record(actor=by, action="确认导入新媒体信息", target=item.name, detail=numbers(item))
        item.save()
    if refusal:
        raise Refused(refusal)
    return item


@transaction.atomic
def undo(*, item: Import, by: User | None, at: datetime) -> Import:
    """Take a confirmed import out of the ledger, all of it, as if it had never been. Raises Refused."""
    matching.lock(Account.objects.order_by().values_list("pk", flat=True))
    Import.objects.select_for_update().get(pk=item.pk)
    item.refresh_from_db()
    must_be(item, Import.State.CONFIRMED)
    rows = Post.objects.filter(source=item).order_by()
    accounts = set(rows.values_list("account_id", flat=True).distinct())
    before = Post.objects.filter(account__in=accounts, repeats=None).count()
    rows.delete()
    Coverage.objects.filter(source=item).delete()
    matching.rematch(accounts)
    gone = before - Post.objects.filter(account__in=accounts, repeats=None).count()
    item.message = f"台账减少 {gone} 条信息"
    item.state, item.decided_by, item.decided_at = Import.State.UNDONE, by, at
    item.save()
    record(actor=by, action="撤销导入新媒体信息", target=item.name, detail=item.message)
    return item


def survey(item: Import) -> tuple[int, int]:
    """By how many posts `undo` would shrink the ledger, and how many of the import's other imports have too."""
    rows = set(Post.objects.filter(source=item).order_by().values_list("pk", flat=True))
    accounts = set(Post.objects.filter(source=item).order_by().values_list("account_id", flat=True).distinct())
    places = matching.known(accounts)
    made = sum(1 for first in matching.match(places) if first is None)
    left = [place for place in places if place.pk not in rows]
    gone = made - sum(1 for first in matching.match(left) if first is None)
    brought = Post.objects.filter(source=item, repeats=None).count()
    return gone, brought - gone


def numbers(item: Import) -> str:
    return f"共 {item.rows} 条：新增 {item.new}，已有 {item.known}，有误或不全 {item.faulty}"


def _names(files: Sequence[File]) -> list[str]:
    """What people call the files, each another: two pages saved from one phone often bear one name."""
    names: list[str] = []
    for file in files:
        name = printable(PurePath(file.name or "文件").name)[-180:]
        stem, suffix = PurePath(name).stem, PurePath(name).suffix
        number = 2
        while name in names:
            name, number = f"{stem}（{number}）{suffix}", number + 1
        names.append(name)
    return names


def _keep(item: Import, file: File, name: str) -> None:
    """Store the bytes under their digest: what people call a file is shown to them, but no path is made of it."""
    digest = digest_of(file)
    suffix = PurePath(name).suffix.lower()
    kept = ImportFile(source=item, name=name, digest=digest, size=file.size)
    kept.file.save(f"{digest[:16]}{suffix if suffix in _SUFFIXES else ''}", file, save=True)


def _preview(item: Import, at: datetime) -> None:
    try:
        look = look_at(item, today=today_of(at))
        if not look.places and not look.faulty and not item.answers:
            raise FileFault("里面没有一条信息。请确认选对了文件。")
    except FileFault as fault:
        item.message = str(fault)
        return
    item.state, item.message = Import.State.PREVIEWED, ""
    note(item, look)
    item.notes = [*_seen_before(item), *item.notes]


def _seen_before(item: Import) -> list[str]:
    told = []
    for kept in item.files.all():
        earlier = ImportFile.objects.filter(digest=kept.digest, source__state=Import.State.CONFIRMED).first()
        if earlier:
            told.append(f"“{kept.name}”已于 {moment(earlier.source.decided_at)} 导入过，再次导入不会使条数增加")
    return told


def _must_be_unchanged(item: Import) -> None:
    try:
        for kept in item.files.all():
            with kept.file.open("rb") as stored:
                if digest_of(stored) != kept.digest:
                    raise Refused(f"“{kept.name}”在预览之后被改动过，不能导入。请重新上传。")
    except OSError as error:
        raise Refused("上传的文件已读不出来，不能导入。请重新上传。") from error


def _register(item: Import, look: Look, *, by: User | None, at: datetime) -> None:
    for part in chunks(look.places, 400):
        Post.objects.bulk_create(post_of(place, item=item, by=by, at=at) for place in part)
    accounts = {place.account for place in look.places}
    matching.rematch(accounts)
    if item.complete_to:
        chosen = {item.account_id} if item.account_id else set()
        Coverage.objects.bulk_create(
            Coverage(account_id=account, through=item.complete_to, source=item, by=by, at=at)
            for account in sorted(accounts | chosen)
        )


def post_of(place: Place, *, item: Import | None, by: User | None, at: datetime) -> Post:
    row = place.row
    assert row is not None
    return Post(
        account_id=place.account,
        title=row.title,
        url=row.url,
        published=row.published,
        clock=row.clock,
        month=Month.of(row.published).key,
        reads=row.reads,
        summary=row.summary,
        text=row.text,
        identity=place.identity,
        by_title=place.by_title,
        firm=row.firm,
        way=Post.WayChoice[row.way.name].value,
        source=item,
        file=row.file[:200],
        sheet=row.sheet[:60],
        line=row.line,
        by=by,
        at=at,
    )
