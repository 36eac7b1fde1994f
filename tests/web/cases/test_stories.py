"""The two stories of the sample county, from the portal as rounds read it: what a correction broke is found and tied.

A town mends the date of its annual report and then puts news among the reports; another repairs a dead link and then
publishes the same document a second time.
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from collect.small_portal import HOME, SmallFetcher, SmallPortal, listing, page, post
from web.rounds.portal import make_round, make_site

from mingcha.archive.store import Archive
from mingcha.collect import rounds
from mingcha.collect.due import Plan, RoundName
from mingcha.collect.frontier import Frontier
from mingcha.web.cases import deciding, life
from mingcha.web.cases.examining import examine_site
from mingcha.web.cases.models import Aftermath, Case, Finding
from mingcha.web.rounds import finds, sites, taking
from mingcha.web.rounds.models import Round

CHINA = timezone(timedelta(hours=8))
REPORT = "大塘镇2022年政府信息公开工作年度报告"
NEWS = "大塘镇开展冬季森林防火巡查"
ROADS = "小江镇2023年农村公路养护资金安排表"
PARTS = "".join(
    f"<p>{line}</p>"
    for line in (
        "一、总体情况", "主动公开政府信息五百一十二条。", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况", "五、存在的主要问题及改进情况", "六、其他需要报告的事项", "无。",
    )
)  # fmt: skip


class Portal:
    """The portal of two towns, and the days on which it is read."""

    def __init__(self, site):
        self.site = site
        self.reports = [("/dtz/nb/1.html", REPORT, "2022-12-30")]
        self.roads = [("/xjz/zdly/1.html", ROADS, "2023-10-17")]
        self.file = 404
        self.instead = {}

    def read(self, day):
        """A round of this day over the whole portal, then an examination."""
        at = datetime(2023, *day, 12, tzinfo=CHINA)
        pages = {"/": page("首页", '<a href="/dtz/nb/">政府信息公开年报</a><a href="/xjz/zdly/">重点领域信息公开</a>')}
        pages["/dtz/nb/"] = listing("政府信息公开年报", self.reports)
        pages["/xjz/zdly/"] = listing("重点领域信息公开", self.roads)
        for url, title, told in self.reports:
            pages[url] = post(title, told, column="政府信息公开年报", source="大塘镇政府", attachments=PARTS)
        for url, title, told in self.roads:
            link = '<p><a href="/zt/nclgl.html">农村公路养护资金安排明细</a></p>'
            pages[url] = post(title, told, column="重点领域信息公开", source="小江镇政府", attachments=link)
        pages["/zt/nclgl.html"] = self.file
        pages |= self.instead
        folder = sites.folder_of(self.site)
        folder.mkdir(parents=True, exist_ok=True)
        run = make_round(self.site, name=Round.Name.FULL)
        with Archive.open(folder, site="www.yangli.example", now=lambda: at) as archive:
            frontier = Frontier.open(folder)
            value = sites.value_of(self.site)
            rounds.Round(value, archive, frontier, plan=Plan(RoundName.FULL), now=lambda: at).run(
                SmallFetcher(SmallPortal(pages), lambda: at)
            )
            frontier.close()
        taking.take(finds.finds(value, folder), run=run, by=None, at=at)
        return at, run, examine_site(self.site, run=run, now=lambda: at)


@pytest.fixture
def portal(county, monkeypatch):
    monkeypatch.setattr(rounds, "_PAUSES", (0.0, 0.0))
    return Portal(make_site(name="样例县门户", folder="portal", home=HOME))


def confirmed(portal, day, **chosen):
    """The first reading of the portal; the one fault confirmed on this day and told with four days to go."""
    at, _, _ = portal.read(day)
    deciding.decide(Finding.objects.filter(**chosen), kind="confirmed", by=None, at=at)
    case = Case.objects.get()
    life.tell([case], due=(at + timedelta(days=6)).date(), by=None, at=at + timedelta(hours=1))
    return case


def test_news_among_the_annual_reports_after_their_date_was_mended(portal):
    case = confirmed(portal, (11, 20), check_name="late_report")
    portal.reports = [("/dtz/nb/1.html", REPORT, "2023-01-18"), ("/dtz/nb/2.html", NEWS, "2023-11-28")]
    portal.read((12, 1))
    case.refresh_from_db()
    tied = Aftermath.objects.get(case=case)
    assert (tied.finding.check_name, tied.relation, tied.counts) == ("misplaced_post", "same_column", True)
    assert (case.state, case.result) == ("rechecked", "broke")
    # Confirmed, the new fault is a case of its own that says where it comes from; moved away, the first one is mended.
    at = tied.noticed_at
    deciding.decide(Finding.objects.filter(pk=tied.finding_id), kind="confirmed", by=None, at=at)
    assert Case.objects.exclude(pk=case.pk).get().brought_by == case
    portal.reports = [("/dtz/nb/1.html", REPORT, "2023-01-18")]
    portal.read((12, 8))
    case.refresh_from_db()
    assert (case.state, case.result) == ("rechecked", "fixed")


def test_a_document_published_twice_after_its_link_was_mended(portal):
    case = confirmed(portal, (11, 20), check_name="dead_link", quote__contains="nclgl")
    assert case.unit.code == "202"
    portal.file = page("明细", "<h1>农村公路养护资金安排明细</h1>")
    portal.roads = [*portal.roads, ("/xjz/zdly/2.html", ROADS, "2023-11-27")]
    portal.read((12, 1))
    case.refresh_from_db()
    assert (case.state, case.result) == ("rechecked", "broke")
    (tied,) = Aftermath.objects.filter(case=case, finding__family="duplicates")
    assert (tied.relation, tied.finding.post_url) == ("copy", f"{HOME}xjz/zdly/2.html")


@pytest.mark.parametrize(
    ("answer", "state", "result"),
    [
        (500, "told", "not_looked"),
        (404, "rechecked", "page_gone"),
        (page("统一身份认证", "<p>请输入用户名和密码登录后继续访问本网站。</p>"), "rechecked", "context_gone"),
    ],
)
def test_a_page_that_failed_went_or_became_another_is_told_apart(portal, answer, state, result):
    case = confirmed(portal, (11, 20), check_name="late_report")
    portal.instead = {"/dtz/nb/1.html": answer}
    portal.read((11, 24))
    case.refresh_from_db()
    assert (case.state, case.result) == (state, result)


def test_what_nobody_has_asked_for_since_says_nothing(portal):
    case = confirmed(portal, (11, 20), check_name="late_report")
    examine_site(portal.site, now=lambda: datetime(2023, 12, 1, 12, tzinfo=CHINA))
    case.refresh_from_db()
    assert (case.state, case.result) == ("told", "not_looked")
