"""A portal as rounds would have read it, without asking anybody: posts, columns and what is gone, by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

from django.utils import timezone

from mingcha.archive.store import Archive
from mingcha.collect.attribution import attribute
from mingcha.model import collected as value
from mingcha.model import site as site_value
from mingcha.model.fetch import FetchOutcome, Request, Response
from mingcha.model.round import Completeness, Gap, Shortfall
from mingcha.text.unit_names import UnitNames
from mingcha.web.publishing.columns import FoundColumn
from mingcha.web.publishing.models import Post
from mingcha.web.rounds import assigning, rules, sites, statement, taking
from mingcha.web.rounds.finds import Finds
from mingcha.web.rounds.models import CollectedPost, Round, Site
from mingcha.web.units import queries as units

AT = datetime(2024, 1, 12, 2, 0, tzinfo=UTC)
DAY = date(2024, 1, 9)
HOME = "http://www.yangli.example/"
NOTICES = f"{HOME}tzgg/"
COLUMN = site_value.Column(NOTICES, "通知公告")


def make_site(**more) -> Site:
    facts = {"name": "样例县人民政府", "home": HOME, "folder": "yangli", "registered_at": AT}
    return Site.objects.create(**(facts | more))


def make_round(site, **more) -> Round:
    return Round.objects.create(site=site, created_at=AT, started_at=AT, **more)


def page(number):
    return f"{HOME}tzgg/{number}.html"


def post(number, source="县发改委", *, title="", day=DAY, column=COLUMN):
    """A collected post, attributed by the rules there are."""
    facts = value.PostFacts(page(number), title or f"第{number}条信息", day, source=source, column=column.name)
    site = site_value.Site("", HOME, (), units=units.units(), rules=rules.current())
    answer = attribute(facts, column=column, site=site, names=UnitNames(units.units()))
    return value.CollectedPost(
        url=facts.url,
        title=facts.title,
        published_on=day,
        source=source,
        column=column.name,
        column_url=column.url,
        unit=answer.unit,
        digest="sha256:" + "0" * 64,
        columns=(column.url,),
        attribution=answer,
    )


def found(*posts, columns=(COLUMN,), gone=()):
    return Finds(tuple(posts), tuple(FoundColumn(each, len(posts), DAY) for each in columns), tuple(gone))


def take(site, *posts, since=None, **more):
    """A round that found these posts, and what became of it."""
    run = make_round(site)
    run.since = since
    taking.take(found(*posts, **more), run=run, by=None, at=AT)
    run.save()
    return run


def keep(site, *answers):
    """Evidence in the site's archive: (number of the page, minute, HTML; None: it was gone)."""
    with Archive.open(sites.folder_of(site), site="www.yangli.example", now=lambda: AT) as archive:
        for number, minute, html in answers:
            url, at = page(number), AT + timedelta(minutes=minute)
            asked = Request(url, kind="post")
            if html is None:
                archive.append(Response(asked, url, FetchOutcome.GONE, at, status=404, reason="Not Found"))
                continue
            headers = ((b"Content-Type", b"text/html; charset=utf-8"),)
            archive.append(
                Response(asked, url, FetchOutcome.OK, at, status=200, reason="OK", headers=headers, body=html.encode())
            )


def statement_of(**more) -> Completeness:
    """A completeness statement with nothing missing, unless said otherwise."""
    facts = {
        "round": 1, "name": "daily", "started": AT, "finished": AT, "asked": (("post", 3),), "answered": (("post", 3),),
        "columns": 1, "posts": 3, "new": 3, "changed": 0, "gone": 0, "undated": 0, "unattributed": 0, "attachments": 0,
    }  # fmt: skip
    return Completeness(**(facts | more))


PAGE = (
    "<html><head><title>通知</title><script>alert(1)</script></head>"
    "<body><p>第一段文字不变。</p><p>会议定于1月15日召开。</p><img src='http://elsewhere.example/x.png'></body></html>"
)


def fill(county):
    """The small county with its portal: a round done with gaps, a queue of two, and evidence of a liaison's post.

    Returns site, round, one that is running, the post with evidence, one waiting, and an assignment.
    """
    site = make_site()
    keep(site, (1, 0, PAGE), (1, 5, PAGE), (1, 9, PAGE.replace("1月15日", "1月18日")), (1, 12, None))
    run = take(site, post(1, "统调队"), post(2, "某某局"), post(3, "县发改委", day=None), post(4, "融媒体"))
    gaps = (Gap("post", FetchOutcome.TIMEOUT, 2, (page(8), page(9))),)
    dead = (Gap("list", FetchOutcome.GONE, 1, (f"{HOME}gzdt/",)),)
    told = statement_of(
        gaps=gaps, dead=dead, shortfalls=(Shortfall("通知公告", NOTICES, 5, 3),), trapped=("/search",), waiting=4
    )
    run.statement, run.state, run.ended_at = statement.keep(told), Round.State.FINISHED, AT
    run.started_by = county.people["operator"]
    run.save()
    posts = CollectedPost.objects
    assigned = assigning.assign(posts.filter(url=page(4)), unit=county.units["101"], by=run.started_by, at=AT)
    running = make_round(site, state=Round.State.STARTING, done=40, waiting=60, hosts='[["www.yangli.example", 60]]')
    Round.objects.filter(pk=running.pk).update(started_at=timezone.now())
    return SimpleNamespace(
        site=site,
        running=running,
        round=run,
        post=Post.objects.get(url=page(1)),
        others=Post.objects.get(url=page(4)),
        waiting=posts.get(url=page(2)),
        assignment=assigned,
    )
