"""The sample county's office before the story begins: its people, units, targets, accounts, the ledger so far, the portal."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from mingcha.bulletin.forms.sheet import SheetPlan, workbook_bytes
from mingcha.calendar import WorkingCalendar
from mingcha.demo.accounts import sample_accounts
from mingcha.demo.county import GROUPS, YEAR, sample_units
from mingcha.demo.faults import DemoFault
from mingcha.demo.ledger import sample_posts
from mingcha.demo.portal.site import demo_site
from mingcha.demo.progress import Progress
from mingcha.demo.times import at
from mingcha.model.account import Account, Filing
from mingcha.model.ledger import Field
from mingcha.model.month import Month

if TYPE_CHECKING:
    from mingcha.web.accounts.models import User
    from mingcha.web.rounds.models import Site

OPERATOR = "jingban"
# The sites outside that the sample county has approved: what is not among them was approved by nobody.
APPROVED = ("news.example", "city.example", "province.example", "zfwzzc.example", "zwfw.example")


def people() -> User:
    """One made-up person for each role; returns the operator."""
    from mingcha.web.accounts.demo import DEMO_ACCOUNTS, DEMO_PASSWORD
    from mingcha.web.accounts.models import User

    for username, role, display_name in DEMO_ACCOUNTS:
        User.objects.create_user(username, password=DEMO_PASSWORD, role=role, display_name=display_name)
    return User.objects.get(username=OPERATOR)


def roster(operator: User) -> None:
    """Groups, units and targets, through the same door as a clerk's own changes."""
    from mingcha.web.units import services

    for group in GROUPS:
        services.save_group(group, by=operator)
    for sample in sample_units():
        services.save_unit(sample.unit, by=operator)
    services.save_targets(YEAR, {sample.unit.code: sample.target.posts for sample in sample_units()}, by=operator)


def liaison() -> None:
    """The demo's liaison speaks for the unit with the most to explain: the last one of the ranking."""
    from mingcha.web.accounts.models import Role, User
    from mingcha.web.units import models, services

    last = min(sample_units(), key=lambda sample: sample.year / sample.target.posts)
    person, unit = User.objects.get(role=Role.UNIT), models.Unit.objects.get(code=last.unit.code)
    services.appoint(person, role=Role.UNIT, unit=unit, by=None)


def speaker(code: str) -> User:
    """Who speaks for a unit in the story; nobody can sign in as them."""
    from mingcha.web.accounts.models import Role, User
    from mingcha.web.units import models, services

    person, is_new = User.objects.get_or_create(
        username=f"lianluo{code}", defaults={"role": Role.UNIT, "display_name": "联络员"}
    )
    if is_new:
        person.set_unusable_password()
        person.save()
        services.appoint(person, role=Role.UNIT, unit=models.Unit.objects.get(code=code), by=None)
    return person


def accounts(operator: User) -> None:
    from mingcha.web.media import services

    for sample in sample_accounts():
        account = Account(
            code=sample.code,
            name=sample.name,
            platform=sample.platform,
            unit=sample.unit,
            filing=Filing.FILED,
            opened_on=sample.opened,
            filed_on=sample.opened,
            key=sample.key,
        )
        services.save_account(account, by=operator)


def approve_sites(home: Path) -> None:
    """The county's own register of sites its pages may lead to."""
    from mingcha.pipeline.county import OWN_REGISTER

    domains = ", ".join(f'"{domain}"' for domain in APPROVED)
    (home / OWN_REGISTER).write_text(f'[[groups]]\nname = "样例县已审核"\ndomains = [{domains}]\n', encoding="utf-8")


def import_ledger(first: Month, last: Month, *, base: str, moment: datetime, by: User, progress: Progress) -> None:
    """Send the ledger of these months through the same door as an office's own file."""
    from mingcha.web.publishing import services as publishing

    calendar = WorkingCalendar.from_standards()
    name, months = f"{first.year}年{first.number}-{last.number}月信息台账.xlsx", tuple(first.until(last))
    rows = [
        (post.unit_name, post.column, post.title, post.url, post.published)
        for sample in sample_units()
        for post in sample_posts(sample, months, calendar=calendar, base=base)
    ]
    with progress(f"导入 {name}", 3) as advance:
        plan = SheetPlan("信息台账", tuple(field.value for field in Field), rows)
        content = BytesIO(workbook_bytes([plan]))
        advance(1)
        item = publishing.take_file(file=content, file_name=name, by=by, at=moment)
        advance(1)
        if item.faulty or item.state == item.State.REFUSED:
            raise DemoFault(f"样例台账未能读入：{item.message or item.faults[:300]}")
        publishing.confirm(item=item, by=by, at=moment)
        advance(1)


def register(base: str, operator: User) -> Site:
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
        registered_at=at(date(YEAR, 11, 1)),
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
