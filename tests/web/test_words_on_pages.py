"""The pages speak Chinese and name no other host; nothing on them is left in English."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.urls import reverse
from web.rounds.portal import fill

from mingcha.web import settings as source
from mingcha.web.publishing.models import Import

WEB = Path(source.__file__).parent
# Names that are what they are in any language, and what the county itself wrote (its user names and addresses).
KNOWN = {
    "excel", "xlsx", "totp", "xls", "csv", "wps", "et", "mb", "kb", "cookie", "ctrl", "pdf", "docx", "html", "sha", "zip",
    "operator", "unit", "leader", "system", "security", "auditor", "u001", "s12", "county", "town", "street", "linyeju01", "http", "https",
}  # fmt: skip
# What a file is called on the web, and the hosts and paths of the made-up portal.
COLLECTING_WORDS = {"robots", "txt", "www", "yangli", "example", "search", "mingcha", "round", "due", "sha256"}
KNOWN |= {"robots", "txt", "www", "example", "gov", "cn", "mingcha", "round", "due"}
SEEN_ATTRIBUTES = {"alt", "title", "aria-label", "placeholder", "data-label", "data-busy"}


class Reader(HTMLParser):
    """Collects the words a reader sees or hears, and every address the page asks for."""

    def __init__(self):
        super().__init__()
        self.words, self.addresses, self.silent = [], [], 0

    def handle_starttag(self, tag, attrs):
        self.silent += tag in {"script", "style"}
        for name, value in attrs:
            if name in SEEN_ATTRIBUTES:
                self.words.append(value or "")
            if (name in {"src", "action", "hx-get", "hx-post"} or (name == "href" and tag == "link")) and value:
                self.addresses.append(value)

    def handle_endtag(self, tag):
        self.silent -= tag in {"script", "style"}

    def handle_data(self, data):
        if not self.silent:
            self.words.append(data)


def read(response):
    reader = Reader()
    reader.feed(response.content.decode())
    return reader


def english(reader):
    text = re.sub(r"https?://\S+|[\w.]+@\S+", " ", " ".join(reader.words))
    return {word for word in re.findall(r"[A-Za-z][A-Za-z0-9]+", text) if word.lower() not in KNOWN}


PAGES = [
    ("operator", "overview", [], {}),
    ("operator", "overview", [], {"month": "202401"}),
    ("operator", "ledger", [], {}),
    ("operator", "ledger", [], {"unit": "999", "since": "x"}),
    ("operator", "unit", ["103"], {}),
    ("operator", "unit_list", [], {}),
    ("operator", "unit_new", [], {}),
    ("operator", "unit_edit", ["103"], {}),
    ("operator", "unit_delete", ["103"], {}),
    ("operator", "group_list", [], {}),
    ("operator", "group_new", [], {}),
    ("operator", "units_import", [], {}),
    ("operator", "targets", [], {}),
    ("operator", "columns", [], {}),
    ("operator", "columns", [], {"state": "overdue", "category": "x"}),
    ("operator", "column_new", [], {}),
    ("unit", "columns", [], {}),
    ("operator", "findings", [], {}),
    ("operator", "findings", [], {"state": "x", "severity": "x", "unit": "999"}),
    ("operator", "decisions", [], {}),
    ("operator", "site_list", [], {}),
    ("operator", "site_new", [], {}),
    ("operator", "queue", [], {}),
    ("operator", "rule_list", [], {}),
    ("operator", "rule_new", [], {}),
    ("leader", "rule_list", [], {}),
    ("operator", "imports", [], {}),
    ("operator", "import_new", [], {}),
    ("operator", "maskings", [], {}),
    ("operator", "workdays", [], {"start": "2024-09-10", "days": "20"}),
    ("operator", "workdays", [], {"start": "x", "days": "x", "deadline": "2031-01-01"}),
    ("operator", "password_change", [], {}),
    ("unit", "overview", [], {}),
    ("system", "users", [], {}),
    ("system", "user_new", [], {}),
    ("security", "users", [], {}),
    ("security", "users", [], {"shown": "x", "words": "\u3000"}),
    ("security", "safety_rules", [], {}),
    ("operator", "second_factor", [], {}),
    ("auditor", "log", [], {"action": "x", "result": "x", "since": "x"}),
    ("auditor", "log", [], {"verify": "1"}),
]


@pytest.mark.parametrize(("role", "name", "args", "query"), PAGES)
def test_no_page_holds_an_english_word_or_another_host(as_role, role, name, args, query):
    reader = read(as_role(role).get(reverse(name, args=args), query))
    found = english(reader)
    # A digest is letters by chance.
    assert {word for word in found if not re.fullmatch(r"[0-9a-f]{6,}", word)} == set()
    assert [address for address in reader.addresses if not address.startswith(("/", "?", "#")) and address] == []


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("password_change", {}),
        ("password_change", {"old_password": "x", "new_password1": "1", "new_password2": "2"}),
        ("unit_new", {"order": "x", "active_from": "x", "alias-TOTAL_FORMS": "1", "alias-INITIAL_FORMS": "0"}),
        ("unit_new", {}),
        ("group_new", {"code": "甲", "order": "x"}),
        ("site_new", {"rate": "x", "parallel": "x", "home": "x", "hosts": "x y", "quiet": "x", "private": "/"}),
        ("rule_new", {"by": "x", "pattern": "/[/", "unit": "x"}),
        ("column_new", {"name": "", "url": "x y", "category": "x", "days": "x", "unit": "x"}),
        ("targets", {"101": "x"}),
        ("import_new", {}),
        ("maskings", {}),
        ("units_import", {}),
    ],
)
def test_what_is_wrong_in_a_form_is_told_in_chinese(as_role, name, given):
    response = as_role("operator").post(reverse(name), given)
    assert response.status_code == 200
    assert english(read(response)) == set()


@pytest.mark.parametrize("given", [{}, {"username": "nobody", "password": "x"}])
def test_the_sign_in_page_speaks_chinese_too(client, db, given):
    response = client.post(reverse("login"), given) if given else client.get(reverse("login"))
    assert english(read(response)) == set()


def test_the_pages_of_collecting_speak_chinese(as_role, county):
    portal = fill(county)
    client = as_role("operator")
    for name, args in (
        ("site", [portal.site.pk]),
        ("site_edit", [portal.site.pk]),
        ("round", [portal.round.pk]),
        ("round_progress", [portal.round.pk]),
        ("queue", []),
        ("queue_post", [portal.waiting.pk]),
        ("rule_edit", [1]),
        ("post", [portal.post.pk]),
        ("post_snapshot", [portal.post.pk, 1]),
        ("post_shown", [portal.post.pk, 1]),
        ("post_compare", [portal.post.pk, 1, 3]),
    ):
        found = english(read(client.get(reverse(name, args=args))))
        assert {word for word in found if not re.fullmatch(r"[0-9a-f]{6,}", word)} <= COLLECTING_WORDS, name


def test_an_import_in_every_state_speaks_chinese(as_role, county):
    client = as_role("operator")
    for state in Import.State:
        Import.objects.filter(pk=county.source.pk).update(state=state, message="说明", faulty=1)
        assert english(read(client.get(reverse("import_item", args=[county.source.pk])))) == set()


@pytest.mark.parametrize(("address", "status"), [("/nothing/", 404), ("/log/", 403)])
def test_error_pages_speak_chinese(as_role, address, status):
    response = as_role("operator").get(address)
    assert response.status_code == status
    assert english(read(response)) == set()


def test_a_page_that_crashes_says_what_to_do_and_asks_the_database_nothing(as_role, monkeypatch):
    client = as_role("operator")
    client.raise_request_exception = False

    def crash(*args, **kwargs):
        raise RuntimeError("crash")

    monkeypatch.setattr("mingcha.web.publishing.queries.latest_month", crash)
    response = client.get("/")
    assert response.status_code == 500
    assert "系统出错" in response.content.decode()
    assert english(read(response)) == set()


def test_static_files_and_templates_name_no_other_host():
    named = []
    for path in WEB.rglob("*"):
        if path.suffix not in {".html", ".css", ".js", ".svg"} or "__pycache__" in path.parts:
            continue
        for address in re.findall(r"(?:https?:)?//[a-z][\w.-]+\.\w+[^\s\"')]*", path.read_text(encoding="utf-8")):
            if not address.startswith("http://www.w3.org/"):  # names of XML vocabularies, never fetched
                named.append((path.name, address))
    assert named == []


def test_styles_stay_on_the_floor_of_old_browsers():
    """Chromium 86 knows none of these."""
    too_new = re.compile(
        r":has\(|:is\(|:where\(|@layer|@container|oklch|color-mix|accent-color|aspect-ratio|\binset:|@property|\bdvh\b|&:"
    )
    for path in WEB.rglob("*.css"):
        text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.S)
        assert too_new.findall(text) == [], path.name


def test_no_page_carries_a_script_or_a_style_of_its_own():
    """The policy would stop them in the browser; here it is noticed earlier."""
    for path in WEB.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\sstyle=|\son\w+=\"|<style|<script(?! src)", text), path.name
