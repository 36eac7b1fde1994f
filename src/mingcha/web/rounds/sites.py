"""The register of sites: saving one, and making the engine's value of it from what the database knows."""

from __future__ import annotations

import re
from datetime import time
from pathlib import Path

from django.conf import settings
from django.db import transaction

from mingcha.collect.addresses import host_of
from mingcha.model import site as value
from mingcha.web.accounts.models import User
from mingcha.web.audit.services import record
from mingcha.web.publishing import columns
from mingcha.web.rounds import rules
from mingcha.web.rounds.models import Site
from mingcha.web.units import queries as units

_QUIET = re.compile(r"(\d{1,2}):(\d{2})\s*[-—–~至到]\s*(\d{1,2}):(\d{2})")
LABELS = {
    "name": "网站名称",
    "home": "首页网址",
    "hosts": "域名",
    "private": "登记的内网地址",
    "ignore": "不采集的网址",
    "rate": "每秒最多访问",
    "parallel": "同时连接",
    "quiet": "不访问的时段",
    "obey_robots": "遵守 robots.txt",
    "scheduled": "按期采集",
    "audit_links": "核查站外链接",
}


class NotHours(ValueError):
    """Words that are no hours of the day; the message says so in Chinese."""


def lines(text: str) -> tuple[str, ...]:
    """The entries of a field that holds one on each line."""
    return tuple(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


def quiet_hours(text: str) -> tuple[tuple[time, time], ...]:
    """22:00-06:00 on each line, as hours. Raises NotHours."""
    found = []
    for line in lines(text):
        match = _QUIET.fullmatch(line)
        try:
            if match is None:
                raise ValueError
            found.append((time(int(match[1]), int(match[2])), time(int(match[3]) % 24, int(match[4]))))
        except ValueError:
            raise NotHours(f"“{line[:40]}”不是时段，请写成 22:00-06:00 这样，一行一个。") from None
    return tuple(found)


def all_hosts(site: Site) -> tuple[str, ...]:
    """The home page's host first, then the others that were registered."""
    return tuple(dict.fromkeys((host_of(site.home), *lines(site.hosts))))


def value_of(site: Site, *, asked_rules: tuple[value.Rule, ...] | None = None) -> value.Site:
    """The engine's value: columns, units and rules are those of the database now; other rules if asked for."""
    hosts = all_hosts(site)
    return value.Site(
        name=site.name,
        home=site.home,
        hosts=hosts,
        private=lines(site.private),
        county=settings.COUNTY,
        politeness=value.Politeness(
            rate=site.rate, parallel=site.parallel, quiet=quiet_hours(site.quiet), obey_robots=site.obey_robots
        ),
        columns=columns.values(hosts),
        units=units.units(),
        rules=rules.current() if asked_rules is None else asked_rules,
        ignore=lines(site.ignore),
    )


def folder_of(site: Site) -> Path:
    """Where the site's evidence lies."""
    return Path(settings.ARCHIVES) / site.folder


def site_of_url(url: str) -> Site | None:
    """The site an address belongs to."""
    host = host_of(url)
    return next((site for site in Site.objects.all() if host in all_hosts(site)), None)


@transaction.atomic
def save_site(site: Site, *, by: User | None) -> list[str]:
    """Keep a site as it stands on the row; returns what changed, in Chinese. Naming private addresses is logged."""
    before = Site.objects.filter(pk=site.pk).first() if site.pk else None
    changes = [
        f"{label} {_shown(getattr(before, field))} → {_shown(getattr(site, field))}"
        if before
        else f"{label} {_shown(getattr(site, field))}"
        for field, label in LABELS.items()
        if before is None or getattr(before, field) != getattr(site, field)
    ]
    if changes:
        site.save()
        record(actor=by, action="修改网站" if before else "登记网站", target=site.name, detail="；".join(changes))
    return changes


def _shown(state: object) -> str:
    if isinstance(state, bool):
        return "是" if state else "否"
    return "、".join(lines(str(state))) or "（空）"
