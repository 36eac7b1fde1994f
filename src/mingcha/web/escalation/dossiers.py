"""卷宗: everything the record holds of some cases in one zip, with digests; who took it, and whether in full, is logged."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from mingcha.bulletin.forms import dossier
from mingcha.bulletin.forms.dossier import Entry
from mingcha.web.accounts.models import User
from mingcha.web.answers import proofs
from mingcha.web.answers.models import Answer
from mingcha.web.audit.models import LogEntry
from mingcha.web.audit.services import record
from mingcha.web.cases.models import Case
from mingcha.web.downloads import safe_name
from mingcha.web.escalation import signing
from mingcha.web.escalation.case_texts import case_text, receipts_text
from mingcha.web.escalation.drafting import of_cases
from mingcha.web.escalation.models import Proposal, ProposalCase
from mingcha.web.escalation.page_evidence import page_evidence
from mingcha.web.notices.models import Notice, NoticeCopy, NoticeFile, NoticeLine
from mingcha.web.publishing.refusals import Refused
from mingcha.web.units.models import Unit

MOST_CASES = 200
ACTION = "导出卷宗"
_MISSING = "这一文件读不出来或与登记的摘要不符，没有放入卷宗，请从备份中恢复后重新导出。\r\n".encode()


@dataclass(frozen=True, slots=True)
class Dossier:
    """The zip with its name and digest."""

    name: str
    content: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    def __repr__(self) -> str:
        return f"Dossier({self.name!r}, {len(self.content)} bytes)"


def cases_of_unit(unit: Unit) -> QuerySet[Case]:
    """What a unit was told of, the latest first."""
    return Case.objects.filter(unit=unit, told_at__isnull=False).order_by("-told_at", "-pk")


def bundle(
    cases: Iterable[Case], *, title: str, by: User, at: datetime, in_full: bool = False, why: str = ""
) -> Dossier:
    """The dossier of cases of one unit. In full it holds what was collected unmasked, for a reason that is logged."""
    held = list(cases)[: MOST_CASES + 1]
    if not held:
        raise Refused("没有可以装入卷宗的事项。")
    if len(held) > MOST_CASES:
        raise Refused(f"一份卷宗最多装 {MOST_CASES} 件事项。请按文书或逐件导出。")
    if in_full and not why.strip():
        raise Refused("装入未遮盖的原始证据，要写明理由。")
    keys = [case.pk for case in held]
    cases = list(Case.objects.filter(pk__in=keys).select_related("unit", "site").order_by("pk"))
    lines = list(
        NoticeLine.objects.filter(case__in=keys, copy__notice__state=Notice.State.ISSUED)
        .select_related("copy__notice")
        .order_by("copy__notice__issued_at", "pk")
    )
    steps = of_cases(keys)
    entries = [one for case in cases for one in _case(case, lines, steps, in_full=in_full, at=at)]
    entries += _notices({line.copy_id for line in lines})
    entries += _letters({line.proposal for line in steps})
    local = timezone.localtime(at)
    facts = [
        ("县", settings.COUNTY),
        ("单位", "、".join(sorted({str(case.unit) for case in cases}))),
        ("事项", f"{len(cases)} 件：" + "、".join(str(key) for key in sorted(keys))),
        ("导出", f"{local:%Y-%m-%d %H:%M}　{by}"),
        (
            "个人信息",
            "含未遮盖的原始证据，请按规定保管" if in_full else "已遮盖；原始证据未附，其摘要见各事项的网页证据说明",
        ),
    ]
    content = dossier.write(title, facts, entries, stamp=local.replace(tzinfo=None))
    made = Dossier(safe_name(f"{title}_{local:%Y%m%d%H%M}.zip"), content)
    detail = f"{len(cases)} 件事项；{'含未遮盖的原始证据，理由：' + why.strip() if in_full else '已遮盖'}；SHA-256 {made.sha256}"
    record(actor=by, action=ACTION, target=title, detail=detail)
    return made


def known_since(content: bytes) -> LogEntry | None:
    """The log's entry of the day this very file was taken, if it was taken here."""
    digest = hashlib.sha256(content).hexdigest()
    return LogEntry.objects.filter(action=ACTION, detail__endswith=f"SHA-256 {digest}").order_by("id").first()


def _case(
    case: Case, lines: list[NoticeLine], steps: list[ProposalCase], *, in_full: bool, at: datetime
) -> Iterator[Entry]:
    folder = f"事项{case.pk}"
    findings = list(case.findings.order_by("pk"))
    answers = list(
        Answer.objects.filter(case=case).select_related("by", "decided_by").prefetch_related("files").order_by("pk")
    )
    text = case_text(
        case,
        findings=findings,
        lines=[line for line in lines if line.case_id == case.pk],
        answers=answers,
        proposals=[one for one in steps if one.case_id == case.pk],
    )
    yield Entry(f"{folder}/事项情况.txt", case.about[:80], text.encode())
    for answer in answers:
        for file in answer.files.all():
            content = proofs.content_of(file.stored, sha256=file.sha256)
            name = safe_name(file.name) if content is not None else f"{safe_name(file.name)}_缺失.txt"
            what = f"{answer.get_kind_display()}的佐证，SHA-256 {file.sha256}"
            yield Entry(f"{folder}/答复{answer.pk}_{file.pk}_{name}", what, _MISSING if content is None else content)
    yield from page_evidence(case, findings, folder=f"{folder}/网页", in_full=in_full, at=at)


def _notices(keys: Iterable[int]) -> Iterator[Entry]:
    """Each unit's own files of the notices as they were issued, and who received and read them when."""
    copies = list(
        NoticeCopy.objects.filter(pk__in=set(keys)).select_related("notice", "unit", "read_by").order_by("notice", "pk")
    )
    for copy in copies:
        for file in NoticeFile.objects.filter(notice=copy.notice_id, unit=copy.unit_id).order_by("pk"):
            content = _kept(file)
            path = f"通知/{safe_name(str(copy.notice))}/{safe_name(file.name)}"
            what = f"{copy.notice}，{copy.unit}，SHA-256 {file.sha256}"
            yield Entry(
                path if content is not None else f"{path}_缺失.txt", what, _MISSING if content is None else content
            )
    yield Entry("通知/签收情况.txt", "签收与阅读时间", receipts_text(copies).encode())


def _kept(file: NoticeFile) -> bytes | None:
    try:
        with file.file.open("rb") as source:
            content: bytes = source.read()
    except OSError:
        return None
    return content if hashlib.sha256(content).hexdigest() == file.sha256 else None


def _letters(proposals: Iterable[Proposal]) -> Iterator[Entry]:
    for one in sorted(set(proposals), key=lambda each: each.pk):
        if one.state != Proposal.State.SIGNED:
            continue
        name = f"督办文书/{safe_name(one.numbered)}_{safe_name(one.label)}"
        try:
            yield Entry(f"{name}.docx", f"{one.title}，签发人 {'、'.join(signing.signers(one))}", signing.document(one))
        except Refused as fault:
            yield Entry(f"{name}_缺失.txt", str(fault), _MISSING)
