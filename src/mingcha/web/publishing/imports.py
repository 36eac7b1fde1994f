"""The life of an uploaded ledger: looked at, confirmed as a whole, undone as a whole."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import PurePath
from typing import Any, BinaryIO

from django.conf import settings
from django.core.files import File
from django.db import transaction

from mingcha.model.ledger import FileFault
from mingcha.web.accounts.models import User
from mingcha.web.audit.services import record
from mingcha.web.publishing import rollup
from mingcha.web.publishing.looking import forget, look_at, note, read
from mingcha.web.publishing.models import Import
from mingcha.web.publishing.refusals import Refused
from mingcha.web.publishing.registering import Progress, register
from mingcha.web.publishing.states import moment, must_be
from mingcha.web.publishing.undisturbed import undisturbed
from mingcha.web.publishing.withdrawing import withdraw
from mingcha.web.units.models import Unit

_SUFFIXES = {".xlsx", ".xlsm", ".xls", ".et", ".csv", ".txt"}
_MEGABYTE = 1024 * 1024


def take_file(
    *, file: File | BinaryIO, file_name: str, by: User | None, at: datetime, unit: Unit | None = None
) -> Import:
    """Keep an uploaded file and look at it; the ledger is not touched.

    The import comes back previewed with its numbers, or refused with a message. `unit` is set for a liaison's own
    upload, which may then hold that unit's posts only.
    """
    file = file if isinstance(file, File) else File(file)
    size = file.size
    item = Import(
        file_name=PurePath(file_name).name[-200:],
        size=size,
        uploaded_by=by,
        uploaded_at=at,
        unit=unit,
        state=Import.State.REFUSED,
    )
    if size > settings.LEDGER_FILE_LIMIT:
        item.message = (
            f"文件有 {size / _MEGABYTE:.0f} MB，超过 {settings.LEDGER_FILE_LIMIT // _MEGABYTE} MB 的上限，没有读取。"
            "请确认选对了文件，或按月份拆成几个文件分别导入。"
        )
    else:
        _keep(item, file)
        with undisturbed():
            _preview(item, at)
    with transaction.atomic():
        item.save()
        detail = item.message if item.state == Import.State.REFUSED else _numbers(item)
        record(actor=by, action="上传台账", target=item.file_name, detail=detail)
    return item


def confirm(
    *, item: Import, by: User | None, at: datetime, skip_faulty: bool = False, progress: Progress | None = None
) -> Import:
    """Take a previewed import into the ledger, all of it or nothing; `item` is brought up to date. Raises Refused.

    `progress` is told (rows done, rows in all). The bytes must be those that were previewed; units, and the ledger
    itself, may have changed since, so everything is looked at once more.
    """
    must_be(item, Import.State.PREVIEWED)
    with undisturbed():
        refusal = _confirm(item, by, at, skip_faulty, progress)
    if refusal:
        raise Refused(refusal)
    return item


def _preview(item: Import, at: datetime) -> None:
    try:
        look = look_at(item, read(item, at=at))
        if not look.rows:
            raise FileFault("表头之下没有一条信息。请填好后再上传。")
    except FileFault as fault:
        item.message = str(fault)
    else:
        item.state = Import.State.PREVIEWED
        item.message = _seen_before(item)
        note(item, look)


def _confirm(item: Import, by: User | None, at: datetime, skip_faulty: bool, progress: Progress | None) -> str:
    """Why it was refused, the preview being brought up to date; empty when it is done."""
    try:
        with item.file.open("rb") as stored:
            unchanged = digest_of(stored) == item.digest
        if not unchanged:
            raise Refused("上传的文件在预览之后被改动过，不能导入。请重新上传。")
        reading = read(item, at=at)
    except (OSError, FileFault) as error:
        raise Refused("上传的文件已读不出来，不能导入。请重新上传。") from error
    refusal = ""
    with transaction.atomic():
        rollup.lock()
        Import.objects.select_for_update().get(pk=item.pk)
        item.refresh_from_db()
        must_be(item, Import.State.PREVIEWED)
        look = look_at(item, reading)
        note(item, look)
        if look.faulty and not skip_faulty:
            refusal = f"还有 {look.faulty} 行有误，没有导入。请改正后重新上传，或选择只导入无误的行。"
        elif look.faulty == look.rows:
            refusal = "每一行都有误，没有可以导入的信息。请改正后重新上传。"
        else:
            register(look.plan, progress=progress)
            item.state, item.decided_by, item.decided_at = Import.State.CONFIRMED, by, at
            record(actor=by, action="确认导入", target=item.file_name, detail=_numbers(item))
        item.save()
    forget()
    return refusal


def undo(*, item: Import, by: User | None, at: datetime) -> Import:
    """Take a confirmed import out of the ledger, all of it; `item` is brought up to date. Raises Refused.

    The ledger is then what the remaining imports make of it: a post that another of them has too stays, as that
    import's. Rows that were faulty when their import was confirmed are not taken up again.
    """
    with undisturbed(), transaction.atomic():
        rollup.lock()
        Import.objects.select_for_update().get(pk=item.pk)
        item.refresh_from_db()
        must_be(item, Import.State.CONFIRMED)
        item.message = str(withdraw(item))
        item.state, item.decided_by, item.decided_at = Import.State.UNDONE, by, at
        item.save()
        record(actor=by, action="撤销导入", target=item.file_name, detail=item.message)
    return item


def digest_of(file: Any) -> str:
    """The SHA-256 of a file's bytes, read from its beginning."""
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    return digest.hexdigest()


def _keep(item: Import, file: File) -> None:
    """Store the bytes under their digest: what people call a file is shown to them, but no path is made of it."""
    item.digest = digest_of(file)
    suffix = PurePath(item.file_name).suffix.lower()
    item.file.save(f"{item.digest[:16]}{suffix if suffix in _SUFFIXES else ''}", file, save=False)


def _numbers(item: Import) -> str:
    differing = f"（其中内容不同 {item.differing}）" if item.differing else ""
    return f"共 {item.rows} 行：新增 {item.new}，已有 {item.known}{differing}，有误 {item.faulty}"


def _seen_before(item: Import) -> str:
    earlier = (
        Import.objects.filter(digest=item.digest, state=Import.State.CONFIRMED)
        .select_related("decided_by")
        .order_by("pk")
        .first()
    )
    if earlier is None:
        return ""
    who = f"由{earlier.decided_by}" if earlier.decided_by else ""
    return f"该文件已于 {moment(earlier.decided_at)} {who}导入过，再次导入不会使条数增加。"
