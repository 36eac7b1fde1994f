"""What an operator types or a page says leads nowhere inside the office's network, unless the host was registered.

The fetcher's own tests try every way of writing an address; here it is the way from the form to the wire.
"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from collect.fetching.recording import RecordingServer
from django.urls import reverse

from mingcha.collect.rounds import Unreachable
from mingcha.pipeline import collect_site
from mingcha.web.audit.models import LogEntry
from mingcha.web.rounds import sites
from mingcha.web.rounds.models import Site

AT = datetime(2024, 1, 12, 2, 0, tzinfo=UTC)


def register(client, server, **more):
    """Through the form, as an operator does."""
    given = {"name": "内网站", "home": server.url(), "rate": "0", "parallel": "2", "folder": "inner", **more}
    assert client.post(reverse("site_new"), given).status_code == 302
    return Site.objects.get(name="内网站")


def collect(site, *, audit=False):
    return collect_site(sites.value_of(site), sites.folder_of(site), round_name="daily", audit=audit, now=lambda: AT)


@pytest.fixture
def operator(as_role):
    return as_role("operator")


def test_a_home_page_inside_is_not_asked_for_unless_registered(operator):
    with RecordingServer() as server:
        site = register(operator, server)
        with pytest.raises(Unreachable):
            collect(site)
        assert server.asked == []
        site.private = server.host
        sites.save_site(site, by=None)
        assert "登记的内网地址" in LogEntry.objects.get(action="修改网站").detail
        collect(site)
        assert server.asked != []


def test_neither_links_nor_redirects_nor_the_check_of_links_lead_to_what_is_not_registered(operator):
    with RecordingServer() as secret:
        pages = {
            "/": f"<a href='/away/'>通知公告</a><a href='{secret.url('/admin')}'>后台</a><a href='/list/'>工作动态</a>",
            "/list/": f"<ul><li><a href='{secret.url('/post.html')}'>一条信息的标题在这里</a> 2024-01-09</li></ul>",
        }

        def answer(path, before):
            if path == "/away/":
                return 302, {"Location": secret.url("/meta-data")}, b""
            found = pages.get(path)
            return (200 if found else 404), {"Content-Type": "text/html; charset=utf-8"}, (found or "").encode()

        with RecordingServer(answer=answer) as server:
            site = register(operator, server, private=server.host, audit_links="on")
            collect(site, audit=True)
            assert {"/", "/away/"} <= {one.path for one in server.asked}
    assert secret.asked == []
