"""The sample county's portal: of all its units 万隆乡 alone shows leaders without duties, and 县气象局 an empty column."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from mingcha.archive.store import Archive
from mingcha.collect import rounds
from mingcha.collect.due import Plan, RoundName
from mingcha.collect.frontier import Frontier
from mingcha.collect.frontier_file import FrontierFault
from mingcha.collect.rounds import Round
from mingcha.demo.county import sample_units
from mingcha.demo.portal.portal import Portal
from mingcha.demo.portal.site import demo_site
from mingcha.examine.catalogue import chosen
from mingcha.examine.runner import Result
from mingcha.model.column_state import Reminder
from mingcha.model.fetch import FetchOutcome, Request, Response
from mingcha.model.finding import Verdict
from mingcha.model.leader import Appointment
from mingcha.model.site import Column, Site
from mingcha.pipeline.portal_states import examine_portal
from mingcha.text.moments import CHINA

BASE = "http://www.yangli.example"
CHECKS = chosen(only=["family:freshness", "family:completeness"])
_WEATHER = "人工影响天气"


class PortalFetcher:
    """Asks the sample portal as it stands on a day, without a socket."""

    def __init__(self, day: date, now: Callable[[], datetime]) -> None:
        self._portal, self._now = Portal(day, base=BASE), now

    def run(
        self,
        supply: Callable[[int, Collection[str]], Sequence[Request]],
        deliver: Callable[[Response], None],
        *,
        should_stop: Callable[[], bool] = lambda: False,
    ) -> None:
        while not should_stop() and (requests := supply(8, frozenset())):
            for request in requests:
                parts = urlsplit(request.url)
                target = parts.path + (f"?{parts.query}" if parts.query else "")
                answer = self._portal.answer("GET", target, {"host": parts.netloc})
                outcome = FetchOutcome.OK if answer.status == 200 else FetchOutcome.GONE
                headers = tuple((name.encode(), value.encode()) for name, value in answer.headers)
                deliver(
                    Response(
                        request,
                        request.url,
                        outcome,
                        self._now(),
                        status=answer.status,
                        headers=headers,
                        body=answer.body,
                    )
                )


def site() -> Site:
    """The sample portal, registered with the pages of its leaders and a few columns only, so that a round is short."""
    whole = demo_site(BASE)
    leaders = tuple(
        Column(f"{BASE}/jg/{sample.unit.code}/ldxx.html", "领导信息", unit=sample.unit.code)
        for sample in sample_units()
    )
    some = tuple(one for one in whole.columns if one.name == _WEATHER or one.unit == "")
    return replace(whole, columns=(*leaders, *some))


def collect(folder: Path, day: date, *, most: int) -> None:
    at = datetime(day.year, day.month, day.day, 20, tzinfo=CHINA)

    def now() -> datetime:
        nonlocal at
        at += timedelta(milliseconds=5)
        return at

    with Archive.open(folder, site="www.yangli.example", now=now) as archive:
        frontier = Frontier.open(folder)
        try:
            plan = Plan(RoundName.DAILY, since=day - timedelta(days=5), most=most)
            Round(site(), archive, frontier, plan=plan, now=now).run(PortalFetcher(day, now))  # type: ignore[arg-type]
        finally:
            frontier.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("evidence")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rounds, "_PAUSES", (0.0, 0.0))
        collect(place, date(2023, 12, 29), most=130)
    return place


def told(folder: Path, *names: str, **more: object) -> Result:
    """What these checks say; all of both families when none is named."""
    checks = chosen(only=list(names)) if names else CHECKS
    parts = examine_portal(site(), folder, checks, key=b"k", today=date(2023, 12, 29), **more)  # type: ignore[arg-type]
    return sum(parts, Result())


@pytest.fixture(scope="module")
def everything(folder: Path) -> Result:
    return told(folder)


def test_one_township_alone_shows_leaders_without_duties(everything: Result) -> None:
    (one,) = (finding for finding in everything.findings if finding.check == "leader_without_duties")
    assert one.verdict is Verdict.FOUND and one.source == f"{BASE}/jg/216/ldxx.html"
    assert one.quote.startswith("万隆乡所列 3 名领导都没有分工")
    assert not [gap for gap in everything.not_examined if "领导信息" in str(gap)], "all other units were read"


def test_a_column_that_was_emptied_is_told_as_empty(everything: Result) -> None:
    (one,) = (finding for finding in everything.findings if finding.check == "empty_column")
    assert one.verdict is Verdict.FOUND and _WEATHER in one.quote and one.source.endswith("/rgyxtq/index.shtml")


def test_the_home_page_is_kept_up_and_its_foot_is_whole(everything: Result) -> None:
    assert not {one.check for one in everything.findings} & {"stale_home_page", "missing_footer_mark", "stale_column"}


def test_what_a_short_round_did_not_bring_is_not_told_as_missing(everything: Result) -> None:
    assert not {one.check for one in everything.findings} & {"uncovered_catalogue_item", "missing_platform_column"}
    assert any("只采集了一部分" in str(gap) for gap in everything.not_examined)


def test_an_appointment_that_ended_is_told_beside_the_name_shown(folder: Path, everything: Result) -> None:
    (shown,) = (one for one in everything.findings if one.check == "leader_without_duties")
    name = shown.quote.split("：")[1].split("（")[0]
    left = {"216": [Appointment(name, "乡长", date(2018, 1, 1), date(2023, 6, 1))]}
    (one,) = (
        finding
        for finding in told(folder, "leader_left_still_shown", appointments=left).findings
        if finding.check == "leader_left_still_shown"
    )
    assert one.verdict is Verdict.DOUBT and name in one.quote


def test_a_reminder_is_told_as_proof(folder: Path) -> None:
    news = next(column for column in site().columns if column.category == "动态要闻")
    quick = replace(
        site(), columns=tuple(replace(one, days=2) if one.url == news.url else one for one in site().columns)
    )
    reminders = {news.url: [Reminder(date(2023, 12, 29), way="电话")]}
    checks = chosen(only=["column_about_to_lapse"])
    parts = examine_portal(quick, folder, checks, key=b"k", today=date(2023, 12, 29), reminders=reminders)
    lapsing = [one for part in parts for one in part.findings if one.check == "column_about_to_lapse"]
    assert all("已提醒：12月29日（电话）" in one.message for one in lapsing if one.source == news.url)


def test_a_folder_nothing_was_collected_into_is_told_as_such(tmp_path: Path) -> None:
    with pytest.raises(FrontierFault, match="没有采集记录"):
        list(examine_portal(site(), tmp_path, CHECKS, key=b"k", today=date(2023, 12, 29)))
