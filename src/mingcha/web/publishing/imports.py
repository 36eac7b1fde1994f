"""The life of an uploaded ledger: looked at, confirmed as a whole, undone as a whole."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePath
from typing import Any, BinaryIO

from django.conf import settings
from django.core.files import File
from django.db import transaction
from django.utils import timezone

from mingcha.model.ledger import Field, FileFault, LedgerReading, RowFault
from mingcha.pipeline import read_ledger
from mingcha.web.accounts.models import User
from mingcha.web.audit.services import record
from mingcha.web.publishing import rollup
from mingcha.web.publishing.matching import Arrival, Place, Plan, arrival, plan
from mingcha.web.publishing.models import Import
from mingcha.web.publishing.refusals import Refused
from mingcha.web.publishing.registering import Progress, register, withdraw
from mingcha.web.units import queries as units
from mingcha.web.units.models import Unit

# More would not be read by anybody; `marked_sheet` has them all.
FAULTS_KEPT = 1000
FIRST_NEW_KEPT = 20
_SUFFIXES = {".xlsx", ".xlsm", ".xls", ".et", ".csv", ".txt"}
_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Look:
    """A file held against the ledger as it is now."""

    plan: Plan
    faults: tuple[RowFault, ...]
    skipped: tuple[str, ...]

    @property
    def faulty(self) -> int:
        return len({(fault.sheet, fault.line) for fault in self.faults})

    @property
    def rows(self) -> int:
        return len(self.plan.new) + len(self.plan.repeats) + self.faulty


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
        try:
            look = look_at(item, read(item, at=at))
            if not look.rows:
                raise FileFault("表头之下没有一条信息。请填好后再上传。")
        except FileFault as fault:
            item.message = str(fault)
        else:
            item.state = Import.State.PREVIEWED
            item.message = _seen_before(item)
            _note(item, look)
    with transaction.atomic():
        item.save()
        detail = item.message if item.state == Import.State.REFUSED else _numbers(item)
        record(actor=by, action="上传台账", target=item.file_name, detail=detail)
    return item


def confirm(
    *, item: Import, by: User | None, at: datetime, skip_faulty: bool = False, progress: Progress | None = None
) -> Import:
    """Take a previewed import into the ledger, all of it or nothing; `item` is brought up to date. Raises Refused.

    `progress` is told (rows done, rows in all). The file is read once more: it must be the one that was previewed,
    and since then units, and the ledger itself, may have changed.
    """
    _must_be(item, Import.State.PREVIEWED)
    try:
        if digest_of(item.file) != item.digest:
            raise Refused("上传的文件在预览之后被改动过，不能导入。请重新上传。")
        reading = read(item, at=at)
    except (OSError, FileFault) as error:
        raise Refused("上传的文件已读不出来，不能导入。请重新上传。") from error
    refusal = None
    with transaction.atomic():
        rollup.lock()
        Import.objects.select_for_update().get(pk=item.pk)
        item.refresh_from_db()
        _must_be(item, Import.State.PREVIEWED)
        look = look_at(item, reading)
        _note(item, look)
        if look.faulty and not skip_faulty:
            refusal = f"还有 {look.faulty} 行有误，没有导入。请改正后重新上传，或选择只导入无误的行。"
        elif look.faulty == look.rows:
            refusal = "每一行都有误，没有可以导入的信息。请改正后重新上传。"
        else:
            register(look.plan, progress=progress)
            item.state, item.decided_by, item.decided_at = Import.State.CONFIRMED, by, at
            record(actor=by, action="确认导入", target=item.file_name, detail=_numbers(item))
        item.save()
    if refusal:
        raise Refused(refusal)
    return item


def undo(*, item: Import, by: User | None, at: datetime) -> Import:
    """Take a confirmed import out of the ledger, all of it; `item` is brought up to date. Raises Refused.

    Posts that another confirmed import repeats stay, as that import's.
    """
    with transaction.atomic():
        rollup.lock()
        Import.objects.select_for_update().get(pk=item.pk)
        item.refresh_from_db()
        _must_be(item, Import.State.CONFIRMED)
        brought, kept = withdraw(item)
        item.state, item.decided_by, item.decided_at = Import.State.UNDONE, by, at
        item.message = f"台账减少 {brought - kept} 条信息"
        if kept:
            item.message += f"；另有 {kept} 条因其他文件也有而保留"
        item.save()
        record(actor=by, action="撤销导入", target=item.file_name, detail=item.message)
    return item


def read(item: Import, *, at: datetime) -> LedgerReading:
    """The stored file understood row by row. Raises FileFault."""
    return read_ledger(
        Path(item.file.path),
        units=units.units(),
        today=timezone.localdate(at),
        only_unit=item.unit.code if item.unit else None,
        county=settings.COUNTY,
    )


def look_at(item: Import, reading: LedgerReading) -> Look:
    """Hold a reading against the ledger: what is new, what is known, and URLs that belong to another unit."""
    keys = dict(Unit.objects.order_by().values_list("code", "pk"))
    planned = plan([arrival(row, source=item.pk or 0, unit=keys[row.unit]) for row in reading.rows])
    faults = list(reading.faults)
    if planned.clashes:
        names = {unit.pk: unit.prose_name or unit.name for unit in Unit.objects.order_by()}
        faults += [_clash(row, place, names) for row, place in planned.clashes]
    skipped = list(reading.skipped)
    inside = [(row, place.arrival) for row, place in planned.repeats if place.arrival is not None]
    if inside:
        again, first = inside[0]
        skipped.append(
            f"有 {len(inside)} 行与文件里前面的行是同一条信息，只计一条（如第 {again.line} 行与第 {first.line} 行）"
        )
    order = {sheet: place for place, sheet in enumerate(dict.fromkeys(fault.sheet for fault in faults))}
    faults.sort(key=lambda fault: (order[fault.sheet], fault.line))
    return Look(planned, tuple(faults), tuple(skipped))


def faults_of(item: Import) -> list[RowFault]:
    """The first faults of an import, as they were found (at most FAULTS_KEPT; `item.faulty` counts all rows)."""
    return [
        RowFault(fault["sheet"], fault["line"], Field(fault["field"]) if fault["field"] else None, fault["message"])
        for fault in json.loads(item.faults)
    ]


def skipped_of(item: Import) -> list[str]:
    """What was passed over on purpose, a sentence each."""
    return json.loads(item.skipped)


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


def _must_be(item: Import, state: str) -> None:
    if item.state == state:
        return
    when = f"已于 {_moment(item.decided_at)} " if item.decided_at else ""
    raise Refused(
        {
            Import.State.PREVIEWED: "这次导入还没有确认，无须撤销。",
            Import.State.CONFIRMED: f"这次导入{when}确认过，不能再确认一次。",
            Import.State.UNDONE: f"这次导入{when}撤销。如需再次导入，请重新上传文件。",
            Import.State.REFUSED: "这个文件未能读取，没有可以导入的内容。请改正后重新上传。",
        }[Import.State(item.state)]
    )


def _note(item: Import, look: Look) -> None:
    item.rows, item.new, item.known = look.rows, len(look.plan.new), len(look.plan.repeats)
    item.faulty = look.faulty
    kept = look.faults[:FAULTS_KEPT]
    item.faults = json.dumps(
        [
            {"sheet": fault.sheet, "line": fault.line, "field": fault.field or "", "message": fault.message}
            for fault in kept
        ],
        ensure_ascii=False,
    )
    item.skipped = json.dumps(look.skipped, ensure_ascii=False)
    first = [place.arrival for place in look.plan.new[:FIRST_NEW_KEPT] if place.arrival is not None]
    names = dict(Unit.objects.filter(pk__in={row.unit for row in first}).values_list("pk", "name"))
    item.first_new = json.dumps(
        [
            {
                "line": row.line,
                "unit": names[row.unit],
                "column": row.column,
                "title": row.title,
                "url": row.url,
                "published": row.published.isoformat(),
            }
            for row in first
        ],
        ensure_ascii=False,
    )


def _numbers(item: Import) -> str:
    return f"共 {item.rows} 行：新增 {item.new}，已有 {item.known}，有误 {item.faulty}"


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
    return f"该文件已于 {_moment(earlier.decided_at)} {who}导入过，再次导入不会使条数增加。"


def _clash(row: Arrival, place: Place, names: dict[int, str]) -> RowFault:
    owner = names[place.unit]
    if place.arrival is not None:
        message = f"与第 {place.arrival.line} 行的网址相同，而那一行是“{owner}”的；一个网址只能属于一个单位"
    else:
        message = f"这个网址在台账里已是“{owner}”的信息；一个网址只能属于一个单位，请核对责任单位"
    return RowFault(row.sheet, row.line, Field.URL, message)


def _moment(at: datetime | None) -> str:
    if at is None:
        return ""
    local = timezone.localtime(at)
    return f"{local.year}年{local.month}月{local.day}日 {local:%H:%M}"
