"""What a round has collected is examined from the archive alone: pages, files, and what is missing."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from collect.small_portal import HOME, SmallFetcher, SmallPortal, listing, post

from mingcha.archive.store import Archive
from mingcha.collect import rounds
from mingcha.collect.due import Plan, RoundName
from mingcha.collect.frontier import Frontier
from mingcha.collect.frontier_file import FrontierFault
from mingcha.examine.catalogue import chosen
from mingcha.examine.runner import Result
from mingcha.model.site import Site
from mingcha.model.unit import Unit
from mingcha.pipeline import Collection, collected, examine_collected

CHINA = timezone(timedelta(hours=8))
NOON = datetime(2023, 12, 20, 12, tzinfo=CHINA)
SAMPLE = "11010519491231002X"
DAY = date(2023, 1, 10)
SITE = Site(
    name="样例县人民政府网",
    home=HOME,
    hosts=("www.yangli.example",),
    county="样例县",
    units=(Unit("101", "县财政局", "county", 1), Unit("102", "县教体局", "county", 2)),
)


def portal(*, posts: int = 18) -> SmallPortal:
    """Notices of one column; the second has a list with identity numbers, the third a link to nothing; the menu of all
    bears a private number."""
    lines = [
        (f"/tzgg/t{number}.html", f"关于第{number}项工作的通知", f"2023-12-{number + 1:02}") for number in range(posts)
    ]
    pages: dict[str, str | bytes | int] = {"/": listing("首页", lines[:3]), "/tzgg/": listing("通知公告", lines)}
    for number, (url, title, day) in enumerate(lines):
        files = {1: '<a href="/f/名单.csv">附件：名单</a>', 2: '<a href="/f/没有.xlsx">附件：没有</a>'}.get(number, "")
        pages[url] = post(title, day, column="通知公告", attachments=files).replace(
            "主办：", f"值班人员身份证号{SAMPLE}，主办："
        )
    pages["/f/%E5%90%8D%E5%8D%95.csv"] = f"姓名,身份证号\n张三,{SAMPLE}\n".encode()
    return SmallPortal(pages)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(rounds, "_PAUSES", (0.0, 0.0))
    with Archive.open(tmp_path, site="www.yangli.example", now=lambda: NOON) as archive:
        frontier = Frontier.open(tmp_path)
        collecting = rounds.Round(SITE, archive, frontier, plan=Plan(RoundName.FULL), now=lambda: NOON)
        collecting.run(SmallFetcher(portal(), lambda: NOON))  # type: ignore[arg-type]
        frontier.close()
    return tmp_path


def examined(folder: Path, *, processes: int = 1) -> Result:
    collection = Collection.opened(SITE, folder)
    checks = chosen(only=["leaked_id_number"])
    parts = examine_collected(collection, checks, key=b"k", today=NOON.date(), processes=processes)
    return sum(parts, Result())


def test_a_leak_in_a_file_is_told_with_the_address_of_the_file(folder: Path) -> None:
    sources = [one.source for one in examined(folder).findings if "csv" in one.source]
    assert sources == [f"{HOME}f/%E5%90%8D%E5%8D%95.csv"]


def test_a_leak_in_the_template_is_told_once_and_not_for_every_page(folder: Path) -> None:
    (template,) = [one for one in examined(folder).findings if "csv" not in one.source]
    assert template.locator.startswith("页面模板")


def test_a_file_that_was_never_got_is_not_examined_and_not_clean(folder: Path) -> None:
    (missed,) = (one for one in examined(folder).not_examined if one.source.endswith(".xlsx"))
    assert "没有取得" in missed.reason


def test_two_workers_find_what_one_finds(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collected, "SHARD", 8)
    assert {one.fingerprint for one in examined(folder, processes=2).findings} == {
        one.fingerprint for one in examined(folder).findings
    }


def test_a_folder_without_a_collection_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(FrontierFault, match="mingcha collect"):
        Collection.opened(SITE, tmp_path, since=date(2023, 1, 1))


def test_posts_that_count_twice_are_handed_over_with_the_post_they_repeat(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rounds, "_PAUSES", (0.0, 0.0))
    title = "样例县2023年农村公路养护工程实施方案"
    lines = [(f"/tzgg/t{number}.html", title, f"2023-12-{number + 1:02}") for number in range(2)]
    lines += [("/tzgg/t2.html", "关于公布防汛值班安排的通知", "2023-12-03")]
    pages: dict[str, str | bytes | int] = {"/": listing("首页", lines), "/tzgg/": listing("通知公告", lines)}
    pages |= {url: post(title, day, column="通知公告") for url, title, day in lines}
    with Archive.open(tmp_path, site="www.yangli.example", now=lambda: NOON) as archive:
        frontier = Frontier.open(tmp_path)
        collecting = rounds.Round(SITE, archive, frontier, plan=Plan(RoundName.FULL), now=lambda: NOON)
        collecting.run(SmallFetcher(SmallPortal(pages), lambda: NOON))  # type: ignore[arg-type]
        frontier.close()
    told: dict[str, str] = {}
    collection = Collection.opened(SITE, tmp_path)
    for names in (["leaked_id_number"], ["duplicate_post"]):
        assert not told
        parts = examine_collected(
            collection, chosen(only=names), key=b"k", today=NOON.date(), counted_twice=told.update
        )
        assert len(sum(parts, Result()).findings) == (names == ["duplicate_post"])
    assert told == {f"{HOME}tzgg/t1.html": f"{HOME}tzgg/t0.html"}


def test_a_report_is_laid_beside_what_the_office_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from mingcha.demo.county import sample_units
    from mingcha.demo.portal.annual_reports import annual_report
    from mingcha.demo.posts import SamplePost
    from mingcha.model.annual_report import OwnCounts

    monkeypatch.setattr(rounds, "_PAUSES", (0.0, 0.0))
    unit = next(one.unit for one in sample_units() if one.unit.code == "102")
    title = f"{unit.in_prose}2022年政府信息公开工作年度报告"
    sample = SamplePost(unit="102", column="政府信息公开年报", title=title, published=DAY, appears=DAY, number=1)
    blocks = "".join(one if one.startswith("<table") else f"<p>{one}</p>" for one in annual_report(sample, unit))
    page = post(title, "2023-01-10", source="县教体局", column="政府信息公开年报").replace("</h1>", "</h1>" + blocks)
    lines = [("/nb/1.html", title, "2023-01-10")]
    held = SmallPortal({"/": listing("首页", lines), "/nb/": listing("政府信息公开年报", lines), "/nb/1.html": page})
    with Archive.open(tmp_path, site="www.yangli.example", now=lambda: NOON) as archive:
        frontier = Frontier.open(tmp_path)
        rounds.Round(SITE, archive, frontier, plan=Plan(RoundName.FULL), now=lambda: NOON).run(
            SmallFetcher(held, lambda: NOON)  # type: ignore[arg-type]
        )
        frontier.close()
    collection = Collection.opened(SITE, tmp_path)
    checks = chosen(only=["report_disagrees_with_counts"])
    counts = {("102", 2022): OwnCounts("信息台账", published=5)}
    told = sum(examine_collected(collection, checks, key=b"k", today=NOON.date(), counts=counts), Result())
    (finding,) = told.findings
    assert "信息台账是 5" in finding.message
