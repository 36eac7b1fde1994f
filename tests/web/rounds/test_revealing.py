"""Numbers of persons on archived pages: masked for everybody, shown in full for a reason, and that is written down."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from web.rounds.portal import AT, fill, keep, make_site, page, post, take

from mingcha.archive.store import Archive
from mingcha.model.fetch import FetchOutcome, Request, Response
from mingcha.web.audit.models import LogEntry
from mingcha.web.publishing.models import Post
from mingcha.web.rounds import sites

# The number printed in the standard itself, and a mobile number nobody has.
NUMBER, MOBILE = "11010519491231002X", "13800138000"
LEAK = f"<html><body><p>张三，身份证号{NUMBER}，电话{MOBILE}。</p><table><tr><th>姓名</th><th>身份证号</th></tr>" + (
    f"<tr><td>张三</td><td>{NUMBER}</td></tr></table><p title='{MOBILE}'>完</p></body></html>"
)


@pytest.fixture
def leaked(county):
    """A page of the liaison's unit that gives somebody's numbers away, and changed once."""
    site = make_site()
    keep(site, (1, 0, LEAK), (1, 5, LEAK.replace("完", f"李四，身份证号{NUMBER}。完")))
    take(site, post(1, "统调队"))
    return Post.objects.get(url=page(1))


def words(answer):
    return answer.content.decode()


def ask(client, row, number=1, reason="核对是否已经遮盖"):
    return client.post(reverse("post_reveal", args=[row.pk, number]), {"reason": reason})


def shown(client, row, number=1):
    return words(client.get(reverse("post_shown", args=[row.pk, number])))


@pytest.mark.parametrize("role", ["operator", "leader", "unit"])
def test_a_snapshot_is_masked_for_everybody(as_role, leaked, role):
    page = shown(as_role(role), leaked)
    assert NUMBER not in page
    assert MOBILE not in page
    assert "110105********002X" in page
    assert "张三" in page


def test_what_changed_is_told_masked(as_role, leaked):
    page = words(as_role("leader").get(reverse("post_compare", args=[leaked.pk, 1, 2])))
    assert "李四" in page
    assert NUMBER not in page


def test_in_full_for_a_reason_for_this_snapshot_alone_and_written_down(as_role, leaked):
    client = as_role("unit")
    assert ask(client, leaked).url == reverse("post_snapshot", args=[leaked.pk, 1])
    assert NUMBER in shown(client, leaked)
    assert NUMBER not in shown(client, leaked, 2)
    assert "正在显示原文" in words(client.get(reverse("post_snapshot", args=[leaked.pk, 1])))
    entry = LogEntry.objects.get(action="显示个人信息原文")
    assert (entry.role, entry.target) == ("单位联络员", leaked.title)
    assert entry.detail == "第 1 号快照；理由：核对是否已经遮盖"


def test_it_is_masked_again_after_ten_minutes(as_role, leaked, monkeypatch):
    client = as_role("operator")
    ask(client, leaked)
    later = timezone.now() + timedelta(minutes=10, seconds=1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    assert NUMBER not in shown(client, leaked)


@pytest.mark.parametrize("reason", ["", "看看", "　 "])
def test_without_a_reason_nothing_is_shown(as_role, leaked, reason):
    client = as_role("operator")
    answer = ask(client, leaked, reason=reason)
    assert answer.status_code == 200
    assert "理由" in words(answer)
    assert NUMBER not in shown(client, leaked)
    assert not LogEntry.objects.filter(action="显示个人信息原文").exists()


def test_a_reason_does_not_bring_the_number_into_the_log(as_role, leaked):
    ask(as_role("operator"), leaked, reason=f"核对 {NUMBER}")
    assert NUMBER not in LogEntry.objects.get(action="显示个人信息原文").detail


def test_leaders_guests_and_other_units_do_not_get_it(as_role, county, leaked):
    assert ask(as_role("leader"), leaked).status_code == 403
    person = county.people["operator"]
    person.is_guest, person.expires = True, timezone.localdate()
    person.save()
    client = as_role("operator")
    assert ask(client, leaked).status_code == 403
    assert "显示原文 10 分钟" not in words(client.get(reverse("post_snapshot", args=[leaked.pk, 1])))
    assert NUMBER not in shown(client, leaked)


def test_a_unit_gets_nothing_of_anothers(as_role, county):
    portal = fill(county)
    assert ask(as_role("unit"), portal.others).status_code == 404


FILES = {
    "html": ("application/octet-stream", b"<html><script>alert(1)</script></html>"),
    "svg": ("image/svg+xml", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
    "xml": ("text/xml", b"<?xml version='1.0'?><a xmlns:x='http://www.w3.org/1999/xhtml'><x:script>1</x:script></a>"),
    "pdf": ("application/pdf", b"%PDF-1.4\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n%%EOF"),
    "mhtml": ("multipart/related", b"MIME-Version: 1.0\r\n\r\n<script>alert(1)</script>"),
}


@pytest.mark.parametrize("kind", FILES)
def test_what_is_no_page_is_only_handed_over_and_never_opened(as_role, county, kind):
    """Fetched from the Internet, it may hold anything: no browser opens it, and if one did, nothing in it would run."""
    media_type, body = FILES[kind]
    site = make_site()
    take(site, post(1, "统调队"))
    url = page(1)
    with Archive.open(sites.folder_of(site), site="www.yangli.example", now=lambda: AT) as archive:
        headers = ((b"Content-Type", media_type.encode()), (b"Content-Disposition", b'inline; filename="a\r\nb"'))
        asked = Request(url, kind="post")
        archive.append(Response(asked, url, FetchOutcome.OK, AT, status=200, reason="OK", headers=headers, body=body))
    row, client = Post.objects.get(url=url), as_role("operator")
    ask(client, row)
    answer = client.get(reverse("post_shown", args=[row.pk, 1]))
    assert answer.content == body
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment; filename=")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert "原文" in LogEntry.objects.get(action="下载证据附件").detail


def test_a_file_is_handed_over_masked_unless_revealed(as_role, county):
    import openpyxl

    book = openpyxl.Workbook()
    for line in (("姓名", "身份证号"), ("张三", NUMBER)):
        book.active.append(line)
    out = io.BytesIO()
    book.save(out)
    site = make_site()
    take(site, post(1, "统调队"))
    with Archive.open(sites.folder_of(site), site="www.yangli.example", now=lambda: AT) as archive:
        headers = ((b"Content-Type", b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),)
        asked = Request(page(1), kind="post")
        archive.append(
            Response(asked, page(1), FetchOutcome.OK, AT, status=200, reason="", headers=headers, body=out.getvalue())
        )
    client, row = as_role("unit"), Post.objects.get(url=page(1))

    def second_line():
        answer = client.get(reverse("post_shown", args=[row.pk, 1]))
        return openpyxl.load_workbook(io.BytesIO(answer.content)).active["B2"].value

    assert second_line() == "110105********002X"
    ask(client, row)
    assert second_line() == NUMBER


def test_what_cannot_be_masked_is_not_shown(as_role, county):
    site = make_site()
    take(site, post(1, "统调队"))
    with Archive.open(sites.folder_of(site), site="www.yangli.example", now=lambda: AT) as archive:
        headers = ((b"Content-Type", b"application/x-unknown"),)
        asked = Request(page(1), kind="post")
        archive.append(
            Response(asked, page(1), FetchOutcome.OK, AT, status=200, reason="", headers=headers, body=b"\x01\x02" * 50)
        )
    answer = as_role("unit").get(reverse("post_shown", args=[Post.objects.get(url=page(1)).pk, 1]))
    assert "无法可靠遮盖" in words(answer)
    assert answer["Content-Type"].startswith("text/html")
