"""Builds the sample county as an office would: units, a ledger to begin with, last month issued, then December collected
from the served portal and drafted."""

from __future__ import annotations

import os
import shutil
import time
import tomllib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from mingcha.bulletin.forms.sheet import SheetPlan, workbook_bytes
from mingcha.calendar import WorkingCalendar
from mingcha.demo.county import DECEMBER, GROUPS, YEAR, sample_units
from mingcha.demo.ledger import sample_posts
from mingcha.demo.portal.served import served
from mingcha.demo.portal.site import demo_site
from mingcha.model.bulletin import Bulletin
from mingcha.model.ledger import Field
from mingcha.model.month import Month
from mingcha.model.reconciliation import Agreement

if TYPE_CHECKING:
    from mingcha.web.accounts.models import User
    from mingcha.web.rounds.models import Round, Site

OPERATOR = "jingban"
MARK = "样例县.txt"  # a folder with this file was made by the demo and may be made anew
ANNUAL_REPORT = "样例县2023年政府信息公开工作年度报告"
# What the county's annual report printed for the same year: it differs from the bulletin by 1 088.
ANNUAL_REPORT_FIGURES = ((None, 57_986), ("county", 23_264), ("town", 34_722))

# Opens a progress bar over so many steps; called with the title and the total, gives a function to advance it.
Progress = Callable[[str, int], AbstractContextManager[Callable[[int], None]]]


class DemoFault(Exception):
    """The demo cannot be built; the message says why and what to do, in Chinese."""


@dataclass(frozen=True)
class Demo:
    """What was built: the drafted bulletin, its files, how its figures agree, and the address of the portal."""

    bulletin: Bulletin
    files: tuple[Path, ...]
    agreements: tuple[Agreement, ...]
    portal: str


def prepare_home(home: Path) -> None:
    """An empty folder for the demo's database; refuses to touch a folder that is not a demo's."""
    if home.exists() and any(home.iterdir()):
        if not (home / MARK).exists():
            raise DemoFault(f"文件夹 {home} 里已有别的内容，为免误删没有使用。请用 --home 另指定一个文件夹。")
        shutil.rmtree(home)
    home.mkdir(parents=True, exist_ok=True)
    (home / MARK).write_text("此文件夹由 mingcha demo 生成，重新运行时会整个重建。\n", encoding="utf-8")


def build(*, out: Path, progress: Progress, port: int = 0, whole_year: bool = False) -> Demo:
    """Fill the empty, migrated database and write the December bulletin into `out`. Needs web.launch.setup().

    The portal is served on `port` (0: any) while it is collected, and has that address in the ledger and the evidence.
    January to November come from a ledger file, as an office would begin; with `whole_year` they are collected too.
    """
    from mingcha.web.accounts.models import User
    from mingcha.web.bulletins import documents, drafting, explaining, layouts, values

    _people()
    operator = User.objects.get(username=OPERATOR)
    _roster(operator)
    _liaison()
    december, november = DECEMBER, DECEMBER.shift(-1)

    try:
        with _portal(december.last, port) as base:
            if whole_year:
                site = _register(base, operator)
                run = _collect(site, "full", december.january.first, at=_at(2024, 1, 2), by=operator, progress=progress)
                _issue_november(november, operator, progress=progress)
            else:
                name = "2023年1-11月信息台账.xlsx"
                _import(name, december.january, november, base=base, at=_at(2023, 12, 1), progress=progress)
                _issue_november(november, operator, progress=progress)
                site = _register(base, operator)
                run = _collect(site, "daily", december.first, at=_at(2024, 1, 2), by=operator, progress=progress)
    except OSError as fault:
        raise DemoFault(f"样例县门户没有能够启动：{fault}。") from fault
    _examine(run, at=_at(2024, 1, 2), progress=progress)
    draft = drafting.draft(
        layout=layouts.current(), month=december, number=1, dated=date(2024, 1, 12), by=operator, at=_at(2024, 1, 10)
    )
    _write(draft, december, operator, at=_at(2024, 1, 10))
    _type_in_annual_report(operator, at=_at(2024, 1, 11))

    value = values.value(draft)
    out.mkdir(parents=True, exist_ok=True)
    files = []
    with progress("写出专报", len(documents.FORMS)) as advance:
        for key, form in documents.FORMS.items():
            file = out / form.name(value, draft=True)
            file.write_bytes(documents.render(key, value))
            files.append(file)
            advance(1)
    return Demo(value, tuple(files), tuple(found.agreement for found in explaining.agreements(draft)), base)


@contextmanager
def _portal(day: date, port: int) -> Iterator[str]:
    """The portal served on the usual port, or on any where that one is taken."""
    with ExitStack() as stack:
        try:
            base = stack.enter_context(served(day, port=port))
        except OSError:
            if not port:
                raise
            base = stack.enter_context(served(day))
        yield base


def _at(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))


def _people() -> None:
    from mingcha.web.accounts.demo import DEMO_ACCOUNTS, DEMO_PASSWORD
    from mingcha.web.accounts.models import User

    for username, role, display_name in DEMO_ACCOUNTS:
        User.objects.create_user(username, password=DEMO_PASSWORD, role=role, display_name=display_name)


def _roster(operator: User) -> None:
    """Groups, units and targets, through the same door as a clerk's own changes."""
    from mingcha.web.units import services

    for group in GROUPS:
        services.save_group(group, by=operator)
    for sample in sample_units():
        services.save_unit(sample.unit, by=operator)
    services.save_targets(YEAR, {sample.unit.code: sample.target.posts for sample in sample_units()}, by=operator)


def _liaison() -> None:
    """The demo's liaison speaks for the unit with the most to explain: the last one of the ranking."""
    from mingcha.web.accounts.models import Role, User
    from mingcha.web.units import models, services

    last = min(sample_units(), key=lambda sample: sample.year / sample.target.posts)
    person, unit = User.objects.get(role=Role.UNIT), models.Unit.objects.get(code=last.unit.code)
    services.appoint(person, role=Role.UNIT, unit=unit, by=None)


def _import(name: str, first: Month, last: Month, *, base: str, at: datetime, progress: Progress) -> None:
    """Send a ledger through the same door as an office's own file."""
    from mingcha.web.accounts.models import User
    from mingcha.web.publishing import services as publishing

    operator = User.objects.get(username=OPERATOR)
    calendar = WorkingCalendar.from_standards()
    months = tuple(first.until(last))
    rows = [
        (post.unit_name, post.column, post.title, post.url, post.published)
        for sample in sample_units()
        for post in sample_posts(sample, months, calendar=calendar, base=base)
    ]
    with progress(f"导入 {name}", 3) as advance:
        plan = SheetPlan("信息台账", tuple(field.value for field in Field), rows)
        content = BytesIO(workbook_bytes([plan]))
        advance(1)
        item = publishing.take_file(file=content, file_name=name, by=operator, at=at)
        advance(1)
        if item.faulty or item.state == item.State.REFUSED:
            raise DemoFault(f"样例台账未能读入：{item.message or item.faults[:300]}")
        publishing.confirm(item=item, by=operator, at=at)
        advance(1)


def _register(base: str, operator: User) -> Site:
    """The portal in the register of sites, its columns and rules in theirs, through the doors of the pages."""
    from mingcha.web.publishing import columns
    from mingcha.web.publishing.models import Column
    from mingcha.web.rounds import sites
    from mingcha.web.rounds.models import Site
    from mingcha.web.units.models import Unit

    told = demo_site(base)
    site = Site(
        name=told.name,
        home=told.home,
        private=urlsplit(base).netloc,
        rate=told.politeness.rate,
        parallel=told.politeness.parallel,
        folder="portal",
        registered_by=operator,
        registered_at=_at(2023, 12, 1),
    )
    sites.save_site(site, by=operator)
    units = {unit.code: unit for unit in Unit.objects.all()}
    for column in told.columns:
        columns.save_column(
            Column(),
            name=column.name,
            url=column.url,
            unit=units.get(column.unit),
            category=column.category,
            days=None,
            path=" › ".join(column.path),
            by=operator,
        )
    return site


def _collect(site: Site, name: str, since: date, *, at: datetime, by: User, progress: Progress) -> Round:
    """One round over the portal into evidence and ledger."""
    from mingcha.web.rounds import running

    with progress("采集样例县门户", 1) as advance:
        run = running.prepare(site, name=name, since=since, by=by, at=at)
        done = running.run_round(run.pk, now=_clock(at))
        if done.state != done.State.FINISHED:
            raise DemoFault(f"样例县门户没有采集完：{done.message or done.get_state_display()}")
        advance(1)
    return done


def _examine(run: Round, *, at: datetime, progress: Progress) -> None:
    """What was collected, examined, so that the office finds its list of faults."""
    from mingcha.web.cases.examining import examine_site
    from mingcha.web.cases.models import Examination

    with progress("检查采集到的信息", 1) as advance:
        item = examine_site(run.site, run=run, now=_clock(at), processes=min(2, os.cpu_count() or 1))
        if item.state != Examination.State.FINISHED:
            raise DemoFault(f"采集到的信息没有检查完：{item.message}")
        advance(1)


def _clock(at: datetime) -> Callable[[], datetime]:
    """The time of the story, going on as real time does."""
    begun = time.monotonic()
    return lambda: at + timedelta(seconds=time.monotonic() - begun)


def _issue_november(month: Month, operator: User, *, progress: Progress) -> None:
    """Last month's issue, so that December can be proved against it."""
    from mingcha.web.bulletins import drafting, issuing, layouts

    at = _at(2023, 12, 12)
    with progress("印发上月专报", 1) as advance:
        draft = drafting.draft(
            layout=layouts.current(), month=month, number=12, dated=date(2023, 12, 12), by=operator, at=at
        )
        _write(draft, month, operator, at=at)
        issuing.issue(bulletin=draft, by=operator, at=at)
        advance(1)


def _write(draft: Any, month: Month, operator: User, *, at: datetime) -> None:
    """The paragraphs people wrote that month."""
    from mingcha.web.bulletins import paragraphs

    text = files("mingcha.demo").joinpath(f"data/paragraphs_{month.key}.toml").read_text(encoding="utf-8")
    for section, written in tomllib.loads(text).items():
        for paragraph in written:
            paragraphs.add(bulletin=draft, section=section, by=operator, at=at, **paragraph)


def _type_in_annual_report(operator: User, *, at: datetime) -> None:
    from mingcha.web.bulletins import typed
    from mingcha.web.units.models import Group

    for group, value in ANNUAL_REPORT_FIGURES:
        typed.enter(
            document=ANNUAL_REPORT,
            first=DECEMBER.january,
            last=DECEMBER,
            group=Group.objects.get(code=group) if group else None,
            value=value,
            by=operator,
            at=at,
        )
