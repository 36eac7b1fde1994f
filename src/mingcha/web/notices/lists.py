"""One unit's list as a value: read from the record while the notice is a draft, from what was frozen afterwards."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import Any

from mingcha.examine.catalogue import catalogue, family_label
from mingcha.model.notice import ListedCase, ListedPlace, UnitList
from mingcha.standards.load import clauses
from mingcha.standards.rectification import DeadlineDays
from mingcha.text.numerals import issue_number
from mingcha.web.cases.county import own_cards
from mingcha.web.cases.models import Case, Finding
from mingcha.web.cases.time_limits import limits
from mingcha.web.notices.deadlines import due_of, severity_of
from mingcha.web.notices.models import Notice, NoticeCopy, NoticeLine
from mingcha.web.notices.wording import day, fill
from mingcha.web.workdays import calendar


def list_of(copy: NoticeCopy) -> UnitList:
    """What a unit is told, or, of a draft, what it would be told now."""
    return thawed(copy.frozen) if copy.frozen else lists_of([copy], number=None)[copy.pk]


def lists_of(copies: Iterable[NoticeCopy], *, number: int | None) -> dict[int, UnitList]:
    """The lists of copies of one notice by key, in a handful of queries however many they are."""
    held = {copy.pk: copy for copy in copies}
    lines: dict[int, list[NoticeLine]] = {key: [] for key in held}
    for line in NoticeLine.objects.filter(copy__in=held).select_related("case").order_by("copy", "position"):
        lines[line.copy_id].append(line)
    cases = [line.case for some in lines.values() for line in some]
    places, before, days = _places(cases), _told_before(cases), limits()
    return {
        key: _made(copy, lines[key], number=number, places=places, before=before, days=days)
        for key, copy in held.items()
    }


def _made(
    copy: NoticeCopy,
    lines: list[NoticeLine],
    *,
    number: int | None,
    places: dict[int, list[Finding]],
    before: dict[int, str],
    days: DeadlineDays,
) -> UnitList:
    notice = copy.notice
    cases = tuple(
        _listed(line, notice, places.get(line.case_id, []), before.get(line.case_id, ""), days) for line in lines
    )
    values = filled_in(notice, number=number) | {
        "单位": copy.unit.prose_name or copy.unit.name,
        "项数": len(cases),
        "处数": sum(one.total for one in cases),
        "期限": _deadline(notice.due, cases),
    }
    return UnitList(
        unit=copy.unit.prose_name or copy.unit.name,
        title=fill(notice.title, values),
        paragraphs=tuple(line for line in fill(notice.text, values).split("\n") if line.strip()),
        sender=notice.sender,
        dated=notice.dated,
        due=notice.due,
        issue=issue_number(number) if number else "",
        cases=cases,
    )


def filled_in(notice: Notice, *, number: int | None) -> dict[str, object]:
    """What stands for the places of a title."""
    return {"年": notice.dated.year, "期号": issue_number(number) if number else "第…期", "日期": day(notice.dated)}


def _deadline(due: date, cases: tuple[ListedCase, ...]) -> str:
    told = day(due)
    return f"{told}（清单中期限更早的，按清单所列）" if any(one.due < due for one in cases) else told


def _listed(line: NoticeLine, notice: Notice, findings: list[Finding], before: str, days: DeadlineDays) -> ListedCase:
    case = line.case
    check = catalogue(own_cards()).get(case.check_name)
    basis = tuple(str(clauses()[name]) for name in check.clauses) if check else ()
    return ListedCase(
        position=line.position,
        key=case.pk,
        problem=case.about,
        severity=severity_of(case.severity).label,
        family=family_label(case.family),
        places=tuple(_place(one) for one in findings),
        total=max(case.places, len(findings)),
        persons=sum(one.persons for one in findings) if case.family == "privacy" else 0,
        advice=check.advice if check else "请核实后改正。",
        basis=(*basis, *dict.fromkeys(one.basis for one in findings if one.basis)),
        due=line.due
        or due_of(
            case.severity,
            due=notice.due,
            dated=notice.dated,
            by_severity=notice.by_severity,
            calendar=calendar(),
            days=days,
        ),
        earlier=before,
    )


def _place(finding: Finding) -> ListedPlace:
    spot = finding.locator + (f"，还有 {finding.more_places.replace(chr(10), '；')}" if finding.more_places else "")
    address = finding.post_url or finding.source
    # The file within the post, such as an attachment; the page itself needs no second address.
    inside = "" if finding.source == address else finding.source.rstrip("/").rpartition("/")[2]
    return ListedPlace(
        address=address,
        file="，".join(part for part in (inside, finding.member) if part),
        spot=spot,
        quote=finding.quote,
        suggestion=finding.suggestion,
    )


def _places(cases: list[Case]) -> dict[int, list[Finding]]:
    found: dict[int, list[Finding]] = {}
    rows = Finding.objects.filter(case__in=cases).order_by("source", "pk")
    for one in rows:
        found.setdefault(one.case_id, []).append(one)  # type: ignore[arg-type]
    return found


def _told_before(cases: list[Case]) -> dict[int, str]:
    """When a case was told before, in words: 2023年第十一期、2023年第十二期."""
    earlier = NoticeLine.objects.filter(case__in=cases, copy__notice__state=Notice.State.ISSUED)
    told: dict[int, list[str]] = {}
    for case, year, number in earlier.order_by("copy__notice__issued_at").values_list(
        "case", "copy__notice__year", "copy__notice__number"
    ):
        told.setdefault(case, []).append(f"{year}年{issue_number(number)}")
    return {case: "、".join(issues) for case, issues in told.items()}


def frozen(unit_list: UnitList) -> str:
    """The list as JSON text; the same list is the same text."""
    return json.dumps(asdict(unit_list), ensure_ascii=False, default=date.isoformat, separators=(",", ":"))


def thawed(text: str) -> UnitList:
    held: dict[str, Any] = json.loads(text)
    cases = tuple(
        ListedCase(
            **one
            | {
                "places": tuple(ListedPlace(**place) for place in one["places"]),
                "basis": tuple(one["basis"]),
                "due": date.fromisoformat(one["due"]),
            }
        )
        for one in held["cases"]
    )
    days = {name: date.fromisoformat(held[name]) for name in ("dated", "due")}
    return UnitList(**held | days | {"paragraphs": tuple(held["paragraphs"]), "cases": cases})
