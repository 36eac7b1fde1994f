"""Cases of the small county that units were told of, with and without a notice."""

from __future__ import annotations

from datetime import UTC, date, datetime

from web.cases.found import examined, told
from web.rounds.portal import make_site

from mingcha.model.finding import Severity
from mingcha.web.cases import deciding, life
from mingcha.web.cases.models import Case, Finding
from mingcha.web.notices.models import Notice, NoticeCopy, NoticeLine
from mingcha.web.rounds.models import Site

MONDAY, SUNDAY = date(2023, 11, 20), date(2023, 11, 26)
MORNING = datetime(2023, 11, 20, 1, 30, tzinfo=UTC)  # 09:30 in the office
THURSDAY = datetime(2023, 11, 23, 1, 30, tzinfo=UTC)


def at(day: date) -> datetime:
    """Half past nine in the office."""
    return datetime(day.year, day.month, day.day, 1, 30, tzinfo=UTC)


def the_site() -> Site:
    return Site.objects.filter(folder="told").first() or make_site(name="样例县门户", folder="told")


def confirmed(county, unit: str, number: int = 1, *, places: int = 1, **more) -> list[Case]:
    """So many cases of the unit, which nobody has been told of."""
    site = the_site()
    made = []
    for _ in range(number):
        first = Finding.objects.count() + 1
        facts = {"quote": f"词语{unit}之{first}", "severity": Severity.MEDIUM} | more
        findings = [told(first + place, **facts) for place in range(places)]
        examined(site, *findings, at=MORNING)
        # An examination tells all there is: what it does not tell is gone, which is not what is meant here.
        Finding.objects.update(gone_at=None)
        rows = Finding.objects.filter(fingerprint__in=[one.fingerprint for one in findings])
        rows.update(unit=county.units[unit])
        deciding.decide(Finding.objects.filter(pk__in=rows), kind="confirmed", by=None, at=MORNING)
        made.append(Case.objects.get(pk=rows[0].case_id))
    return made


def told_cases(
    county, unit: str, number: int = 1, *, due: date = SUNDAY, day: datetime = MORNING, **more
) -> list[Case]:
    """So many cases of the unit, told by a notice that is issued."""
    cases = confirmed(county, unit, number, **more)
    tell(county, cases, due=due, day=day)
    return [Case.objects.get(pk=case.pk) for case in cases]


def tell(county, cases: list[Case], *, due: date = SUNDAY, day: datetime = MORNING) -> Notice:
    """A notice with these cases, issued without its files."""
    number = Notice.objects.filter(state="issued").count() + 1
    notice = Notice.objects.create(
        year=day.year, title=f"关于第{number}期问题的通知", dated=day.date(), due=due, created_at=day
    )
    copies = {}
    for position, case in enumerate(cases, 1):
        if case.unit_id not in copies:
            copies[case.unit_id] = NoticeCopy.objects.create(notice=notice, unit=case.unit)
        NoticeLine.objects.create(copy=copies[case.unit_id], case=case, position=position, due=due)
    Notice.objects.filter(pk=notice.pk).update(state="issued", number=number, issued_at=day)
    life.tell(cases, due=due, by=county.people["operator"], at=day)
    return Notice.objects.get(pk=notice.pk)
