"""A small portal watched over several rounds, for the tests of what rounds tell of columns, home page and leaders."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from sqlite3 import Connection

from collect.small_portal import HOME, SmallFetcher, SmallPortal, listing, page, post

from mingcha.archive.store import Archive
from mingcha.collect.due import Plan, RoundName
from mingcha.collect.frontier import Frontier
from mingcha.collect.frontier_file import reading
from mingcha.collect.rounds import Round
from mingcha.model.site import Column, Site
from mingcha.model.unit import Unit
from mingcha.text.moments import CHINA

HOST = "www.yangli.example"
NEWS, NOTICES = f"{HOME}gzdt/", f"{HOME}tzgg/"
FIRST_NEWS = [
    ("/gzdt/a1.html", "县财政局召开全县财政工作会议暨党风廉政建设会议", "2023-11-20"),
    ("/gzdt/a2.html", "县财政局组织开展预算绩效管理专题业务培训活动", "2023-11-13"),
    ("/gzdt/a3.html", "县财政局到万隆乡调研乡村振兴衔接资金使用情况", "2023-11-06"),
]
FIRST_NOTICES = [
    ("/tzgg/t1.html", "关于报送2023年度国有资产管理情况材料的通知", "2023-11-22"),
    ("/tzgg/t2.html", "关于做好2024年度部门预算编制工作有关事项的通知", "2023-11-15"),
    ("/tzgg/t3.html", "关于开展2023年会计人员继续教育工作的补充通知", "2023-11-08"),
]
SITE = Site(
    name="样例县人民政府网",
    home=HOME,
    hosts=(HOST,),
    county="样例县",
    columns=(
        Column(NEWS, "工作动态", category="动态要闻"),
        Column(NOTICES, "通知公告", category="通知公告"),
    ),
    units=(Unit("101", "县财政局", "county", 1), Unit("216", "万隆乡", "town", 2)),
)


class Watched:
    """A portal whose pages a test sets, and the folder its rounds are kept in."""

    def __init__(self, folder: Path, *, site: Site = SITE) -> None:
        self.folder, self.site = folder, site
        self.portal = SmallPortal(
            {"/": page("首页", '<p><a href="/tzgg/">通知公告</a> <a href="/gzdt/">工作动态</a></p>')}
        )
        self.put("/gzdt/", "工作动态", FIRST_NEWS)
        self.put("/tzgg/", "通知公告", FIRST_NOTICES)

    def put(
        self, url: str, name: str, lines: list[tuple[str, str, str]], *, dated: bool = True, pager: str = ""
    ) -> None:
        """A column's list, and a page for each of its posts; without `dated` the list shows no days."""
        shown = [(link, title, day if dated else "") for link, title, day in lines]
        self.portal.pages[url] = (
            listing(name, shown, pager=pager) if lines else page(name, "<div class='list'>暂无信息</div>")
        )
        for link, title, day in lines:
            self.portal.pages.setdefault(link, post(title, day, column=name))

    def round(self, on: date, name: str = "full", *, hour: int = 9) -> None:
        at = datetime(on.year, on.month, on.day, hour, tzinfo=CHINA)

        def now() -> datetime:
            nonlocal at
            at += timedelta(seconds=1)
            return at

        with Archive.open(self.folder, site=HOST, now=now) as archive:
            frontier = Frontier.open(self.folder)
            try:
                plan = Plan(RoundName(name))
                Round(self.site, archive, frontier, plan=plan, now=now).run(SmallFetcher(self.portal, now))  # type: ignore[arg-type]
            finally:
                frontier.close()

    @contextmanager
    def kept(self) -> Iterator[tuple[Connection, Archive]]:
        def never() -> datetime:
            raise AssertionError("who only reads asks for no time")

        with reading(self.folder) as db, Archive.open(self.folder, site=HOST, now=never, readonly=True) as archive:
            yield db, archive
