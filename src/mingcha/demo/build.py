"""Builds the sample county as an office would: a ledger to begin with, then November and December collected from the portal
as it stood day by day, examined, told to the units and looked at again, and the bulletins written from that."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mingcha.demo import office
from mingcha.demo.county import DECEMBER
from mingcha.demo.faults import DemoFault
from mingcha.demo.months import SINCE, Office
from mingcha.demo.portal.served import Served, turning
from mingcha.demo.progress import Progress
from mingcha.demo.times import at
from mingcha.model.bulletin import Bulletin
from mingcha.model.month import Month
from mingcha.model.reconciliation import Agreement

if TYPE_CHECKING:
    from mingcha.web.accounts.models import User

MARK = "样例县.txt"  # a folder with this file was made by the demo and may be made anew
ANNUAL_REPORT = "样例县2023年政府信息公开工作年度报告"
# What the county's annual report printed for the same year: it differs from the bulletin by 1 088.
ANNUAL_REPORT_FIGURES = ((None, 57_986), ("county", 23_264), ("town", 34_722))


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


def build(*, out: Path, home: Path, progress: Progress, port: int = 0, whole_year: bool = False) -> Demo:
    """Fill the empty, migrated database in `home` and write the December bulletin into `out`. Needs web.launch.setup().

    The portal is served on `port` (0: any) while it is collected, and has that address in the ledger and the evidence.
    January to October come from a ledger file, as an office would begin; with `whole_year` they are collected too.
    """
    from mingcha.web.bulletins import documents, drafting, explaining, layouts, values

    operator = office.people()
    office.roster(operator)
    office.liaison()
    office.accounts(operator)
    office.approve_sites(home)
    january, november = DECEMBER.january, DECEMBER.shift(-1)
    try:
        with _portal(port) as portal:
            base = portal.address
            since = january.first if whole_year else SINCE
            if not whole_year:
                office.import_ledger(
                    january, november.shift(-1), base=base, moment=at(SINCE), by=operator, progress=progress
                )
            site = office.register(base, operator)
            story = Office(operator, site, portal, progress)
            story.november(since=since)
            story.recheck(since=since)
            _issue_november(november, operator, progress=progress)
            story.cut_off(since=since)
    except OSError as fault:
        raise DemoFault(f"样例县门户没有能够启动：{fault}。") from fault
    written = at(date(2024, 1, 10))
    draft = drafting.draft(
        layout=layouts.current(), month=DECEMBER, number=1, dated=date(2024, 1, 12), by=operator, at=written
    )
    _write(draft, DECEMBER, operator, moment=written)
    _type_in_annual_report(operator, moment=at(date(2024, 1, 11)))

    value = values.value(draft)
    out.mkdir(parents=True, exist_ok=True)
    written_files = []
    with progress("写出专报", len(documents.FORMS)) as advance:
        for key, form in documents.FORMS.items():
            file = out / form.name(value, draft=True)
            file.write_bytes(documents.render(key, value))
            written_files.append(file)
            advance(1)
    return Demo(value, tuple(written_files), tuple(found.agreement for found in explaining.agreements(draft)), base)


@contextmanager
def _portal(port: int) -> Iterator[Served]:
    """The portal, whose address is held for every day of the story: at the usual port, or at any where that is taken."""
    with ExitStack() as stack:
        try:
            portal = stack.enter_context(turning(SINCE, port=port))
        except OSError:
            if not port:
                raise
            portal = stack.enter_context(turning(SINCE))
        yield portal


def _issue_november(month: Month, operator: User, *, progress: Progress) -> None:
    """Last month's issue, so that December can be proved against it."""
    from mingcha.web.bulletins import drafting, issuing, layouts

    moment = at(date(2023, 12, 12))
    with progress("印发上月专报", 1) as advance:
        draft = drafting.draft(
            layout=layouts.current(), month=month, number=12, dated=date(2023, 12, 12), by=operator, at=moment
        )
        _write(draft, month, operator, moment=moment)
        issuing.issue(bulletin=draft, by=operator, at=moment)
        advance(1)


def _write(draft: Any, month: Month, operator: User, *, moment: datetime) -> None:
    """The paragraphs people wrote that month."""
    from mingcha.web.bulletins import paragraphs

    text = files("mingcha.demo").joinpath(f"data/paragraphs_{month.key}.toml").read_text(encoding="utf-8")
    for section, written in tomllib.loads(text).items():
        for paragraph in written:
            paragraphs.add(bulletin=draft, section=section, by=operator, at=moment, **paragraph)


def _type_in_annual_report(operator: User, *, moment: datetime) -> None:
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
            at=moment,
        )
