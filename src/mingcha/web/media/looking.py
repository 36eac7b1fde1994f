"""What an import holds, held against the ledger of posts as it is now: new, known, wrong, or lacking something."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.utils import timezone

from mingcha.collect.media.account_names import AccountNames
from mingcha.collect.media.files import read_media
from mingcha.collect.media.judging import Answer, Judge, judge
from mingcha.collect.media.pasted import read_pasted
from mingcha.extract.readers import spreadsheet
from mingcha.model.ledger import FileFault, RowFault
from mingcha.model.media import Stated
from mingcha.web.media import queries
from mingcha.web.media.matching import Place, known, match, place_of
from mingcha.web.media.models import Account, Import, ImportFile

FAULTS_KEPT = 500
FIRST_NEW_KEPT = 20
# Rows a person is asked about one by one; more are better corrected in their file.
ASKED = 60
PASTED = "粘贴内容"


@dataclass(frozen=True, slots=True)
class Look:
    """What an import would do. `firsts` says of each place whether it makes a post."""

    places: tuple[Place, ...]
    firsts: tuple[bool, ...]
    faults: tuple[RowFault, ...]
    open: tuple[tuple[int, Stated], ...]
    notes: tuple[str, ...]

    @property
    def new(self) -> int:
        return sum(self.firsts)

    @property
    def faulty(self) -> int:
        """Rows with a fault; one row may have several."""
        unread = {(fault.sheet, fault.line) for fault in self.faults}
        asked = {(one.where, one.line) for _, one in self.open}
        return len(self.open) + len(unread - asked)


def look_at(item: Import, *, today: date) -> Look:
    """Read what was brought and hold it against the ledger; changes nothing. Raises FileFault naming the file."""
    stated: list[Stated] = []
    notes: list[str] = []
    faults: list[RowFault] = []
    for found in _sources(item):
        stated += found.posts
        notes += found.notes
        faults += found.faults
    accounts = queries.accounts()
    rows = dict(Account.objects.order_by().values_list("code", "pk"))
    only = {account.code for account in accounts if account.unit == item.unit.code} if item.unit else None
    by = Judge(
        AccountNames(accounts, queries.rules()),
        queries.rules(),
        today,
        chosen=item.account.code if item.account else "",
        only=_own(item, only),
    )
    answers = {int(place): Answer(**said) for place, said in item.answers.items()}
    reading = judge(stated, by, answers=answers)
    places = [place_of(post, account=rows[post.account]) for post in reading.posts]
    before = known({place.account for place in places})
    firsts = match([*before, *places])[len(before) :]
    dropped = sum(1 for said in answers.values() if said.drop)
    if dropped:
        notes.append(f"按您的选择，{dropped} 条不导入")
    return Look(
        tuple(places),
        tuple(first is None for first in firsts),
        (*faults, *reading.faults),
        reading.open,
        tuple(notes),
    )


def _own(item: Import, only: set[str] | None) -> set[str] | None:
    """A liaison speaks for what merged into the unit as well."""
    if only is None or item.unit is None:
        return only
    merged = Account.objects.filter(unit__successor=item.unit).values_list("code", flat=True)
    return only | set(merged)


def _sources(item: Import) -> list[Any]:
    found = []
    if item.text:
        found.append(read_pasted(item.text, file=PASTED))
    for kept in item.files.all():
        try:
            found.append(_read(kept))
        except FileFault as fault:
            raise FileFault(f"“{kept.name}”：{fault}") from fault
        except OSError as error:
            raise FileFault(f"“{kept.name}”已读不出来，请重新上传。") from error
    return found


def _read(kept: ImportFile) -> Any:
    path = Path(kept.file.path)
    return read_media(path.read_bytes(), name=kept.name, tables=lambda: spreadsheet.read(path))


def note(item: Import, look: Look) -> None:
    """Put the numbers of a look on the import, unsaved."""
    item.new, item.known, item.faulty = look.new, len(look.places) - look.new, look.faulty
    item.rows = len(look.places) + look.faulty
    item.faults = [
        {
            "place": fault.sheet,
            "line": fault.line,
            "field": fault.field.value if fault.field else "",
            "message": fault.message,
        }
        for fault in look.faults[:FAULTS_KEPT]
    ]
    item.notes = list(look.notes)
    item.first_new = [_shown(place) for place, first in zip(look.places, look.firsts, strict=True) if first][
        :FIRST_NEW_KEPT
    ]
    item.open = [_asked(place, one) for place, one in look.open[:ASKED] if not one.fault]


def _shown(place: Place) -> dict[str, Any]:
    row = place.row
    assert row is not None
    when = row.published.isoformat() + (f" {row.clock:%H:%M}" if row.clock else "")
    return {
        "account": row.account,
        "title": row.title,
        "url": row.url,
        "published": when,
        "place": row.file,
        "line": row.line,
    }


def _asked(place: int, one: Stated) -> dict[str, Any]:
    """What is known of a row that lacks something, for the person who is asked."""
    published = one.published.isoformat()[:10] if isinstance(one.published, date | datetime) else str(one.published)
    return {
        "index": place,
        "place": one.where,
        "line": one.line,
        "title": one.title,
        "url": one.url,
        "account": one.account,
        "published": published,
        "hint": one.hint.isoformat() if one.hint else "",
    }


def today_of(at: datetime) -> date:
    return timezone.localdate(at)
