"""A record of cases in the small county: a list told on 20 November, re-checked on 1 December, and what December brought."""

from __future__ import annotations

from datetime import UTC, date, datetime

from web.cases.found import HOME, told
from web.cases.found import examined as examined_
from web.rounds.portal import make_site

from mingcha.model.document import NotExamined, Outcome
from mingcha.model.finding import Severity
from mingcha.web.cases import deciding
from mingcha.web.cases.models import Aftermath, Case, Examination, Finding
from mingcha.web.notices.issuing import draft, issue
from mingcha.web.units.models import Unit

TOLD, DUE = date(2023, 11, 20), date(2023, 11, 26)


def at(month: int, day: int) -> datetime:
    """Ten in the morning in the office."""
    return datetime(2023, month, day, 2, tzinfo=UTC)


def faults():
    """What stands in November: a dead link, leaders without duties, a backdated report, wrong words that soon go."""
    link = told(
        1, quote="明细", check="dead_link", family="links", severity=Severity.MEDIUM, message="链接打不开：明细"
    )
    leaders = told(
        2, quote="领导", check="leader_without_duties", family="completeness", severity=Severity.MEDIUM,
        message="领导信息没有分工：四人",
    )  # fmt: skip
    dated = told(
        3, quote="标注", check="backdated_post", family="freshness", severity=Severity.HIGH,
        message="发布日期早于实际上网时间：标注 2022-12-30",
    )  # fmt: skip
    words = [told(10 + n, quote=f"错词{n}", check="misspelt_word", message=f"疑为错别字：错词{n}") for n in range(3)]
    return link, leaders, dated, words


def confirm(unit: str, *checks: str, on: datetime, by) -> None:
    """The office confirms what it has not decided yet of these checks, as the unit's."""
    rows = Finding.objects.filter(decision=None, check_name__in=checks)
    keys = list(rows.values_list("pk", flat=True))
    rows.update(unit=Unit.objects.get(code=unit))
    deciding.decide(Finding.objects.filter(pk__in=keys), kind="confirmed", by=by, at=on)


def examined(site, *findings, on: datetime, unseen: tuple[str, ...] = ()) -> Examination:
    missed = tuple(NotExamined(address, Outcome.UNREADABLE) for address in unseen)
    item = examined_(site, *findings, missed=missed, at=on)
    item.state = Examination.State.FINISHED
    item.save()
    return item


def record_of_two_months(people) -> None:
    """县水利局's link is not mended, 县财政局's leaders are; 嘉定镇 mended its date and broke the column.

    In December two wrong words went, and 县财政局 gave people's numbers away.
    """
    by = people.operator
    site = make_site()
    link, leaders, dated, words = faults()
    examined(site, link, leaders, dated, *words, on=at(11, 18))
    confirm("S1", "dead_link", "misspelt_word", on=at(11, 18), by=by)
    confirm("S2", "leader_without_duties", on=at(11, 18), by=by)
    confirm("Z1", "backdated_post", on=at(11, 18), by=by)
    notice = draft(
        cases=Case.objects.exclude(check_name="misspelt_word"), title="", dated=TOLD, due=DUE, by=by, at=at(11, 20)
    )
    issue(notice, by=by, at=at(11, 20))
    news = told(
        20, quote="巡查", check="misplaced_post", severity=Severity.MEDIUM, family="paperwork",
        message="栏目错放：“巡查”放在“政府信息公开年报”栏目", suggestion="移到“乡镇动态”栏目",
    )  # fmt: skip
    broke = Case.objects.get(check_name="backdated_post")
    examined(site, link, news, *words, on=at(12, 1))
    finding = Finding.objects.get(check_name="misplaced_post")
    Aftermath.objects.get_or_create(
        case=broke, finding=finding, defaults={"relation": "same_column", "noticed_at": at(12, 1)}
    )
    confirm("Z1", "misplaced_post", on=at(12, 2), by=by)
    leak = told(
        30, quote="3601**", check="leaked_id_number", family="privacy", severity=Severity.CRITICAL, page=30,
        message="出现完整的居民身份证号：3601**", source=f"{HOME}upload/补贴发放表.xlsx",
    )  # fmt: skip
    examined(site, link, news, words[0], leak, on=at(12, 10))
    confirm("S2", "leaked_id_number", on=at(12, 10), by=by)
