"""Confirmed cases of the small county's units, ready to be told."""

from __future__ import annotations

from datetime import UTC, date, datetime

from web.cases.found import examined, told
from web.rounds.portal import make_site

from mingcha.model.finding import Severity
from mingcha.web.cases import deciding
from mingcha.web.cases.models import Case, Finding
from mingcha.web.notices.issuing import draft, issue

# A Monday; the Sunday after it is the deadline of the sample bulletin.
DATED, SUNDAY, FRIDAY = date(2023, 11, 20), date(2023, 11, 26), date(2023, 11, 24)
MORNING = datetime(2023, 11, 20, 1, 30, tzinfo=UTC)  # 09:30 in the office


def confirmed(county, *units: str, severity: Severity = Severity.LOW, places: int = 2, name: str = "词") -> list[Case]:
    """One case for each unit, of as many findings as `places`."""
    made = []
    for code in units:
        number = Case.objects.count()
        site = make_site(name=f"{name}{code}{number}", folder=f"{code}n{number}")
        quote = f"{name}{code}{number}"
        examined(site, *[told(100 * number + place, quote=quote, severity=severity) for place in range(places)])
        found = Finding.objects.filter(site=site)
        found.update(unit=county.units.get(code))
        deciding.decide(Finding.objects.filter(site=site), kind="confirmed", by=county.people["operator"], at=MORNING)
        made.append(Case.objects.get(site=site))
    return made


def drafted(county, cases, **more):
    facts = {"title": "", "dated": DATED, "due": SUNDAY, "by": county.people["operator"], "at": MORNING}
    return draft(cases=cases, **(facts | more))


def issued(county, cases, **more):
    notice = drafted(county, cases, **more)
    issue(notice, by=county.people["operator"], at=MORNING)
    return notice
