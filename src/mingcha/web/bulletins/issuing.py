"""Issuing: from a draft that follows the ledger to five files that never change again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.files.storage import default_storage
from django.db import transaction

from mingcha.model import bulletin as model
from mingcha.model.case_record import CaseRecord
from mingcha.model.count import MonthCount
from mingcha.web import kept_files
from mingcha.web.accounts.models import User
from mingcha.web.audit.services import record
from mingcha.web.bulletins.documents import FORMS, render
from mingcha.web.bulletins.drafting import locked_draft
from mingcha.web.bulletins.explaining import compare
from mingcha.web.bulletins.models import Bulletin, IssuedFile
from mingcha.web.bulletins.refusals import NotIssuable, Refused
from mingcha.web.bulletins.values import freeze, homeless, month_of, workings
from mingcha.web.kept_files import untouched
from mingcha.web.publishing import queries as publishing


def may_issue(bulletin: Bulletin) -> tuple[str, ...]:
    """Every reason why this issue may not be issued now, each with what to do; empty when it may."""
    return _look(bulletin).reasons


def issue(*, bulletin: Bulletin, by: User, at: datetime) -> Bulletin:
    """Freeze the numbers, keep the five files with their digests, and close the issue for good.

    The files are made before anything is locked, since that takes seconds; then, in one transaction, it is made
    sure that neither draft nor ledger nor record has changed meanwhile. Whatever fails leaves the draft as it was and no file.
    """
    before = _look(bulletin)
    if before.reasons or before.value is None:
        raise NotIssuable(before.reasons)
    files = {form: render(form, before.value) for form in FORMS}
    kept: list[IssuedFile] = []
    try:
        with transaction.atomic():
            row = locked_draft(bulletin)
            if _look(row) != before:
                raise Refused("印发过程中台账、整改记录或草稿有变动，没有印发；请核对后再次印发。")
            _sweep(row)
            for form, data in files.items():
                _keep(row, before.value, form, data, kept)
            row.frozen = freeze(before.value)
            row.state = Bulletin.State.ISSUED
            row.issued_by, row.issued_at = by, at
            row.save(update_fields=["frozen", "state", "issued_by", "issued_at"])
            digests = "；".join(f"{item.name} SHA-256 {item.sha256}" for item in kept)
            record(actor=by, action="印发专报", target=str(row), detail=digests)
    except BaseException:
        for item in kept:
            item.file.storage.delete(item.file.name)
        raise
    return row


def verify_files(bulletin: Bulletin) -> tuple[str, ...]:
    """What is wrong with the kept files of an issued bulletin; empty when each is as it was issued."""
    faults = []
    kept = {item.form: item for item in bulletin.files.all()}
    for form in FORMS.values():
        if form.key not in kept:
            faults.append(f"{bulletin}缺少{form.label}文件的记录。")
            continue
        try:
            untouched(kept[form.key])
        except Refused as fault:
            faults.append(str(fault))
    return tuple(faults)


@dataclass(frozen=True)
class _Seen:
    """All that issuing depends on, at one moment; two looks that are equal saw the same."""

    value: model.Bulletin | None
    reasons: tuple[str, ...]
    raw: tuple[MonthCount, ...] = ()
    record: CaseRecord | None = None


def _look(bulletin: Bulletin) -> _Seen:
    if not bulletin.is_draft:
        return _Seen(None, (f"{bulletin}已经印发。",))
    try:
        made = workings(bulletin)
    except Refused as error:
        return _Seen(None, (str(error),))
    reasons = [f"缺少依据：{gap}" for gap in made.value.gaps]
    reasons += [f"【{section.title}】还没有内容。" for section in made.value.sections if not section.paragraphs]
    reasons += [
        f"段落“{paragraph}”所在的板块已不在版式中，请移走或删除。" for paragraph in homeless(bulletin, made.layout)
    ]
    reasons += [
        f"对账项“{item.agreement.name}”{item.apart}，还没有说明。"
        for item in compare(bulletin, made.statistics, made.value)
        if item.unexplained
    ]
    month = month_of(bulletin)
    raw = publishing.raw_month_counts(month.shift(-12).january, month)
    return _Seen(made.value, tuple(reasons), tuple(raw), made.record)


def _keep(bulletin: Bulletin, value: model.Bulletin, form: str, data: bytes, kept: list[IssuedFile]) -> None:
    plan = FORMS[form]
    item = IssuedFile(bulletin=bulletin, form=form, name=plan.name(value, draft=False))
    kept_files.keep(item, data, under=f"{bulletin.year}-{bulletin.number:02}-{form}.{plan.extension}", kept=kept)


def _sweep(bulletin: Bulletin) -> None:
    """Remove what an attempt that was killed half-way may have left: a draft has no files of its own."""
    folder = f"bulletins/{bulletin.pk}"
    if default_storage.exists(folder):
        for name in default_storage.listdir(folder)[1]:
            default_storage.delete(f"{folder}/{name}")
