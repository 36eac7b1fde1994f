"""What was seen at a place since its unit was told: pages, files nobody asked for again, links, the portal itself."""

from __future__ import annotations

from datetime import timedelta

import pytest
from web.cases.found import AT, HOME
from web.rounds.portal import make_site, post, take

from mingcha.archive.store import Archive
from mingcha.model.fetch import FetchOutcome, Request, Response
from mingcha.rectify.recheck import Sight
from mingcha.web.cases.models import Finding
from mingcha.web.cases.sights import looking
from mingcha.web.rounds import sites

DAYS = [AT + timedelta(days=number) for number in range(20)]
TOLD, NOW = DAYS[2], DAYS[9]
PAGE, FILE, LINK = f"{HOME}tzgg/1.html", f"{HOME}files/mingdan.xlsx", "http://elsewhere.example/a.html"
TEXT = "<html><body><h1>样例县防汛应急预案公示</h1><p>现将有关事项公示如下，请予监督。</p><p>{}</p></body></html>"


@pytest.fixture
def site(county):
    site = make_site()
    take(site, post(1, "县发改委", title="样例县防汛应急预案公示"))
    return site


def keep(site, url, day, answer):
    """An answer in the archive: HTML, bytes of a file, or the outcome of having got none."""
    with Archive.open(sites.folder_of(site), site="www.yangli.example", now=lambda: AT) as archive:
        asked = Request(url, kind="post")
        if isinstance(answer, FetchOutcome):
            archive.append(Response(asked, url, answer, day, status=404 if answer is FetchOutcome.GONE else 500))
            return
        kind = b"text/html; charset=utf-8" if isinstance(answer, str) else b"application/octet-stream"
        body = answer.encode() if isinstance(answer, str) else answer
        headers = ((b"Content-Type", kind),)
        archive.append(Response(asked, url, FetchOutcome.OK, day, status=200, reason="OK", headers=headers, body=body))


def seen(site, *, source=PAGE, family="wording", check="confused_word", gone=True, quote="截止目前"):
    one = Finding(
        site=site, fingerprint="f", cause="c", check_name=check, family=family, severity=0, verdict="found",
        post_url=PAGE, source=source, quote=quote, message="m", first_seen=AT, last_seen=AT if gone else NOW,
        gone_at=NOW if gone else None,
    )  # fmt: skip
    with looking(site, [one]) as looker:
        return looker.sight(one, told=TOLD, examined=NOW)


def test_a_page_looked_at_since_is_mended_or_not(site):
    keep(site, PAGE, AT, TEXT.format("截止目前"))
    assert seen(site, gone=False) is Sight.UNSEEN
    assert seen(site) is Sight.UNSEEN
    keep(site, PAGE, DAYS[5], TEXT.format("截至目前"))
    assert seen(site, gone=False) is Sight.STILL_THERE
    assert seen(site) is Sight.GONE


def test_a_page_that_answered_with_an_error_was_not_seen(site):
    keep(site, PAGE, AT, TEXT.format("截止目前"))
    keep(site, PAGE, DAYS[5], FetchOutcome.SERVER_ERROR)
    assert seen(site) is Sight.UNSEEN
    keep(site, PAGE, DAYS[6], FetchOutcome.GONE)
    assert seen(site) is Sight.PAGE_GONE


def test_a_page_that_went_with_the_whole_portal_was_not_seen(site):
    keep(site, PAGE, AT, TEXT.format("截止目前"))
    keep(site, PAGE, DAYS[5], FetchOutcome.GONE)
    keep(site, HOME, DAYS[5], FetchOutcome.GONE)
    assert seen(site) is Sight.UNSEEN
    keep(site, HOME, DAYS[6], TEXT.format("首页"))
    assert seen(site) is Sight.PAGE_GONE


def test_another_text_at_the_address_is_not_the_place_any_more(site):
    keep(site, PAGE, AT, TEXT.format("截止目前"))
    keep(site, PAGE, DAYS[5], "<html><body><p>请输入用户名和密码登录。</p></body></html>")
    assert seen(site) is Sight.CONTEXT_GONE


def test_a_file_that_betrays_people_is_gone_only_when_the_file_was_asked_for(site):
    keep(site, PAGE, AT, TEXT.format("附件"))
    keep(site, FILE, AT, b"old")
    keep(site, PAGE, DAYS[5], TEXT.format("附件已撤下"))
    assert seen(site, source=FILE, family="privacy") is Sight.UNSEEN
    assert seen(site, source=FILE) is Sight.GONE
    keep(site, FILE, DAYS[6], FetchOutcome.GONE)
    assert seen(site, source=FILE, family="privacy") is Sight.PAGE_GONE


def test_a_file_whose_post_nobody_looked_at_either_was_not_seen(site):
    keep(site, PAGE, AT, TEXT.format("附件"))
    keep(site, FILE, AT, b"old")
    assert seen(site, source=FILE) is Sight.UNSEEN


def test_a_link_is_mended_where_its_target_opens_though_nobody_read_the_page_again(site):
    keep(site, PAGE, AT, TEXT.format("链接"))
    keep(site, LINK, AT, FetchOutcome.GONE)
    given = {"family": "links", "check": "dead_link", "quote": f"“明细” {LINK}"}
    assert seen(site, **given) is Sight.UNSEEN
    keep(site, LINK, DAYS[5], TEXT.format("明细"))
    assert seen(site, **given) is Sight.GONE


def test_what_lists_tell_is_looked_at_with_the_list(site):
    keep(site, PAGE, AT, TEXT.format("动态"))
    given = {"family": "paperwork", "check": "misplaced_post"}
    assert seen(site, **given) is Sight.UNSEEN
    keep(site, f"{HOME}tzgg/", DAYS[5], TEXT.format("列表"))
    assert seen(site, **given) is Sight.GONE
    assert seen(site, gone=False, **given) is Sight.STILL_THERE


def test_where_nothing_was_kept_the_examination_alone_tells(site):
    assert seen(site, source="M003", family="freshness") is Sight.GONE
    assert seen(site, source="M003", family="freshness", gone=False) is Sight.STILL_THERE
