"""An examination of a collected site, from the archive to the findings: repeats are proposed, accounts are asked."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from collect.small_portal import HOME, SmallFetcher, SmallPortal, listing, post
from web.media.media_county import make_accounts
from web.rounds.portal import make_site
from web.small_county import OWN

from mingcha.archive.store import Archive
from mingcha.collect import rounds
from mingcha.collect.due import Plan, RoundName
from mingcha.collect.frontier import Frontier
from mingcha.web.cases.examining import examine_site
from mingcha.web.cases.models import Examination, Finding
from mingcha.web.media.models import Coverage
from mingcha.web.rounds import sites

NOON = datetime(2023, 12, 20, 12, tzinfo=timezone(timedelta(hours=8)))
TITLE = "样例县2023年农村公路养护工程实施方案"


@pytest.fixture
def site(county, monkeypatch):
    """A site whose one column shows one post twice, and an account opened at the start of the month before."""
    monkeypatch.setattr(rounds, "_PAUSES", (0.0, 0.0))
    site = make_site(name="样例县门户", folder="portal", home=HOME)
    lines = [(f"/tzgg/t{number}.html", TITLE, f"2023-12-{number + 1:02}") for number in range(2)]
    pages = {"/": listing("首页", lines), "/tzgg/": listing("通知公告", lines)}
    pages |= {url: post(title, day, column="通知公告", source="县发改委") for url, title, day in lines}
    folder = sites.folder_of(site)
    folder.mkdir(parents=True)
    with Archive.open(folder, site="www.yangli.example", now=lambda: NOON) as archive:
        frontier = Frontier.open(folder)
        value = sites.value_of(site)
        rounds.Round(value, archive, frontier, plan=Plan(RoundName.FULL), now=lambda: NOON).run(
            SmallFetcher(SmallPortal(pages), lambda: NOON)
        )
        frontier.close()
    account = make_accounts(county.units)["M003"]
    Coverage.objects.create(account=account, through=NOON.date(), at=NOON)
    return site


def test_an_examination_proposes_repeats_and_asks_the_accounts(site):
    item = examine_site(site, now=lambda: NOON)
    assert item.state == Examination.State.FINISHED, item.message
    repeat = Finding.objects.get(check_name="duplicate_post")
    assert (repeat.post_url, repeat.repeats_url) == (f"{HOME}tzgg/t1.html", f"{HOME}tzgg/t0.html")
    silent = Finding.objects.get(check_name="silent_account")
    assert (silent.unit.code, silent.post_url) == (OWN, "M003")
    assert "微博“样例发布”：没有看到" in item.gaps
