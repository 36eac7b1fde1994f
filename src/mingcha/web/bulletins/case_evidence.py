"""The rows that a bulletin's sentences about cases rest on, read from the record as it stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from mingcha.model import bulletin as model
from mingcha.model.case import CaseState
from mingcha.model.case_evidence import CaseEvidence, CaseRow, FindingRow
from mingcha.model.case_query import CaseCondition, CaseQuery
from mingcha.model.finding import Severity
from mingcha.web.bulletins.checks_called import checks_called
from mingcha.web.bulletins.record import day_of
from mingcha.web.bulletins.recounting import Recount
from mingcha.web.cases.models import Aftermath, Case, Finding, Recheck
from mingcha.web.notices.models import Notice, NoticeLine
from mingcha.web.publishing.matching import chunks

SEVERITIES = list(Severity)


def case_evidence(bulletin: model.Bulletin) -> CaseEvidence:
    """Every row counted now or named in print; a case that no longer counts is listed all the same."""
    recount = Recount()
    counted = {figure.key: recount.rows(figure.cases) for figure in bulletin.case_figures()}
    cases: set[int] = set()
    findings: set[int] = set()
    for figure in bulletin.case_figures():
        kept = findings if figure.cases.condition is CaseCondition.REMOVED else cases
        kept.update(counted[figure.key], figure.rows)
    for name in bulletin.case_names():
        cases.update(name.cases.cases)
    for query in tied(bulletin):
        cases.update(query.cases)
    return CaseEvidence(tuple(case_rows(sorted(cases))), tuple(finding_rows(sorted(findings))), counted)


def tied(bulletin: model.Bulletin) -> list[CaseQuery]:
    """What paragraphs rest on that people wrote in the place of generated ones."""
    return [query for section in bulletin.sections for item in section.paragraphs for query in item.rests_on]


def case_rows(keys: Sequence[int]) -> list[CaseRow]:
    """Cases as rows, in official order of their units; a constant number of queries for every 900."""
    notices, looks, places, brought = _notices(keys), _looks(keys), _places(keys), _aftermaths(keys)
    called = checks_called()
    rows = []
    for part in chunks(list(keys)):
        found = Case.objects.filter(pk__in=part).select_related("unit")
        for case in found.order_by("unit__group__order", "unit__order", "pk"):
            gone, address = places.get(case.pk, (0, ""))
            rows.append(
                CaseRow(
                    key=case.pk,
                    unit=case.unit.name if case.unit else "",
                    fault=case.about,
                    check=called.get(case.check_name, case.check_name),
                    severity=SEVERITIES[case.severity].label,
                    confirmed=day_of(case.confirmed_at),
                    notices="、".join(notices.get(case.pk, ())),
                    told=day_of(case.told_at) if case.told_at else None,
                    due=case.due,
                    answered=day_of(case.answered_at) if case.answered_at else None,
                    rechecks="；".join(looks.get(case.pk, ())),
                    closed=day_of(case.closed_at) if case.closed_at else None,
                    state=CaseState(case.state).label,
                    places=case.places,
                    gone=gone,
                    address=address,
                    aftermaths="；".join(brought.get(case.pk, ())),
                )
            )
    return rows


def finding_rows(keys: Sequence[int]) -> list[FindingRow]:
    called = checks_called()
    return [
        FindingRow(
            key=one.pk,
            unit=one.unit.name if one.unit else "",
            fault=one.message,
            check=called.get(one.check_name, one.check_name),
            address=one.post_url or one.source,
            first_seen=day_of(one.first_seen),
            gone=day_of(one.gone_at) if one.gone_at else day_of(one.last_seen),
            places=one.places,
        )
        for part in chunks(list(keys))
        for one in Finding.objects.filter(pk__in=part).select_related("unit").order_by("check_name", "pk")
    ]


def _notices(keys: Iterable[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for part in chunks(list(keys)):
        lines = NoticeLine.objects.filter(case__in=part, copy__notice__state=Notice.State.ISSUED)
        for line in lines.select_related("copy__notice").order_by("copy__notice__dated", "copy__notice"):
            notice = line.copy.notice
            found[line.case_id].append(f"{notice}（{notice.dated}，期限 {line.due or notice.due}）")
    return found


def _looks(keys: Iterable[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for part in chunks(list(keys)):
        for row in Recheck.objects.filter(case__in=part).order_by("at", "pk"):
            left = f"，{row.places} 处中仍有 {row.left} 处" if row.left else ""
            found[row.case_id].append(f"{day_of(row.at)} {row.get_result_display()}{left}")
    return found


def _aftermaths(keys: Iterable[int]) -> dict[int, list[str]]:
    """Confirmed faults that the mending brought about: what nobody has confirmed is nobody's fault yet."""
    found: dict[int, list[str]] = defaultdict(list)
    for part in chunks(list(keys)):
        ties = Aftermath.objects.filter(case__in=part, counts=True, untied_why="", finding__case__isnull=False)
        for case, message, noticed in ties.order_by("pk").values_list("case", "finding__message", "noticed_at"):
            found[case].append(f"{day_of(noticed)} {message}")
    return found


def _places(keys: Iterable[int]) -> dict[int, tuple[int, str]]:
    """How many places of a case are gone, and the address of its first."""
    found: dict[int, tuple[int, str]] = {}
    for part in chunks(list(keys)):
        rows = Finding.objects.filter(case__in=part).order_by("pk")
        for case, gone_at, post, source in rows.values_list("case", "gone_at", "post_url", "source"):
            gone, address = found.get(case, (0, post or source))
            found[case] = (gone + (gone_at is not None), address)
    return found
