"""What is known of cases, as plain text for a dossier: every date and name of the record, in order."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from mingcha.examine.catalogue import called, catalogue, family_label
from mingcha.standards.load import clauses
from mingcha.text.masking import scrubbed
from mingcha.web.answers.models import Answer
from mingcha.web.cases.county import own_cards
from mingcha.web.cases.history import WORDS
from mingcha.web.cases.models import Case, Finding
from mingcha.web.escalation.models import ProposalCase
from mingcha.web.notices.models import NoticeCopy, NoticeLine

# As many places are written out; of the others the number.
MOST_PLACES = 200


def case_text(
    case: Case,
    *,
    findings: Iterable[Finding],
    lines: Iterable[NoticeLine],
    answers: Iterable[Answer],
    proposals: Iterable[ProposalCase],
) -> str:
    """One case whole."""
    check = catalogue(own_cards()).get(case.check_name)
    basis = "；".join(f"{clauses()[name]}：{clauses()[name].fact}" for name in check.clauses) if check else ""
    made = [
        f"整改事项 {case.pk} 号",
        "",
        f"单位：{case.unit}",
        f"问题：{case.about}",
        f"类型：{called(case.check_name, own=own_cards())}（{family_label(case.family)}）",
        f"状态：{case.get_state_display()}" + (f"，复核结果：{case.get_result_display()}" if case.result else ""),
        f"期限：{case.due or '未定'}",
        f"处数：{case.places}",
        f"依据：{basis or '—'}",
    ]
    if case.closed_at:
        made.append(f"了结：{_moment(case.closed_at)} {case.closed_why}")
    if case.relapse_of_id:
        made.append(f"再犯：同类问题曾列为 {case.relapse_of_id} 号事项并销号")
    made += ["", "一、所在位置", *_places(findings)]
    made += ["", "二、确认", *_decisions(case)]
    made += ["", "三、交办", *[_line(one) for one in lines]]
    made += ["", "四、单位答复", *[part for one in answers for part in _answer(one)]]
    made += ["", "五、复核", *_rechecks(case)]
    made += ["", "六、整改中新出现的问题", *_aftermaths(case)]
    made += ["", "七、催办与问责", *[_proposal(one) for one in proposals]]
    made += ["", "八、办理记录", *_steps(case)]
    return scrubbed_lines(made)


def receipts_text(copies: Iterable[NoticeCopy]) -> str:
    """When each list was issued, received and read."""
    made = ["签收与阅读情况", ""]
    for copy in copies:
        received = f"{_moment(copy.received_at)} {copy.received_by}签收" if copy.received_at else "没有签收记录"
        received += f"（{copy.received_note}）" if copy.received_note else ""
        read = f"{_moment(copy.read_at)} {copy.read_by or ''}阅读" if copy.read_at else "没有阅读记录"
        made.append(f"{copy.notice}：{_moment(copy.notice.issued_at)}印发；{received}；{read}")
    return scrubbed_lines(made)


def scrubbed_lines(lines: Iterable[str]) -> str:
    return "".join(f"{scrubbed(line)}\r\n" for line in lines)


def _places(findings: Iterable[Finding]) -> list[str]:
    held = list(findings)
    made = []
    for number, one in enumerate(held[:MOST_PLACES], 1):
        gone = f"{_moment(one.gone_at)}起已没有" if one.gone_at else f"{_moment(one.last_seen)}仍在"
        place = "　".join(part for part in (one.source, one.member, one.locator) if part)
        made.append(f"{number}. {place}　{one.quote}　首次发现 {_moment(one.first_seen)}，{gone}")
    if len(held) > MOST_PLACES:
        made.append(f"另有 {len(held) - MOST_PLACES} 处，见系统记录。")
    return made or ["没有列出位置。"]


def _decisions(case: Case) -> list[str]:
    found = {one.decision for one in case.findings.select_related("decision__by") if one.decision}
    return [
        f"{_moment(one.at)} {one.by or '—'} {one.get_kind_display()}"
        + (f"，理由：{one.reason}" if one.reason else "")
        + (f"，{_moment(one.seconded_at)} {one.seconded_by} 复核同意" if one.seconded_at else "")
        for one in sorted(found, key=lambda each: each.pk)
    ] or ["没有记录。"]


def _line(line: NoticeLine) -> str:
    notice = line.copy.notice
    return f"{_moment(notice.issued_at)} {notice}第 {line.position} 项，期限 {line.due or notice.due}"


def _answer(one: Answer) -> list[str]:
    head = f"{_moment(one.at)} {one.by or '—'} {one.get_kind_display()}"
    head += f"，申请延至 {one.wanted_due}" if one.wanted_due else ""
    made = [head, f"    {one.text}".replace("\n", " ")]
    made += [f"    附件：{file.name}　SHA-256 {file.sha256}" for file in one.files.all()]
    if one.decided_at:
        given = f"，延至 {one.given_due}" if one.given_due else ""
        made.append(
            f"    {_moment(one.decided_at)} {one.decided_by or ''} {one.get_state_display()}{given} {one.reply}"
        )
    return made


def _rechecks(case: Case) -> list[str]:
    return [
        f"{_moment(one.at)} {one.by or '系统'}：{one.get_result_display()}，{one.places} 处中仍有 {one.left} 处"
        + (f"，{one.unseen} 处未能看到" if one.unseen else "")
        + (f"。{one.note}" if one.note else "")
        for one in case.rechecks.select_related("by").order_by("pk")
    ] or ["没有复核记录。"]


def _aftermaths(case: Case) -> list[str]:
    return [
        f"{_moment(one.noticed_at)} {one.get_relation_display()}：{one.finding.message} {one.finding.source}"
        + (f"（已解除：{one.untied_why}）" if one.untied_by_id else "" if one.counts else "（只是相近）")
        for one in case.aftermaths.select_related("finding").order_by("pk")
    ] or ["没有。"]


def _proposal(line: ProposalCase) -> str:
    one = line.proposal
    told = f"{_moment(one.drafted_at)} 起草{one.label}：{one.get_state_display()}"
    if one.number:
        told += f"，{one.numbered}，{_moment(one.second_at or one.signed_at)} 签发"
        told += f"，{_moment(one.sent_at)} {one.sent_how}" if one.sent_at else ""
    return told + f"；{line.reasons}".replace("\n", "；")


def _steps(case: Case) -> list[str]:
    return [
        f"{_moment(one.at)} {one.by or '系统'} {WORDS.get(one.what, one.what)} {one.words}".rstrip()
        for one in case.steps.select_related("by").order_by("pk")
    ]


def _moment(at: datetime | None) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else "—"
