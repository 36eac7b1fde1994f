"""Every address of new media, opened by every role; what is another unit's is not there for a liaison."""

from __future__ import annotations

import pytest
from django.urls import get_resolver, reverse
from web.media.media_county import AT, confirmed, row

from mingcha.web.media import entering

OPERATOR, UNIT, LEADER = "operator", "unit", "leader"
ROLES = (OPERATOR, UNIT, LEADER, "system", "security", "auditor")
BUSINESS, CONTRIBUTORS = {OPERATOR, UNIT, LEADER}, {OPERATOR, UNIT}
OPEN = {
    "media_accounts": BUSINESS,
    "media_accounts_export": BUSINESS,
    "media_account": BUSINESS,
    "media_account_new": {OPERATOR},
    "media_account_edit": {OPERATOR},
    "media_account_close": {OPERATOR},
    "media_account_delete": {OPERATOR},
    "media_accounts_import": {OPERATOR},
    "media_accounts_import_confirm": {OPERATOR},
    "media_imports": CONTRIBUTORS,
    "media_import_new": CONTRIBUTORS,
    "media_import_template": CONTRIBUTORS,
    "media_import_item": CONTRIBUTORS,
    "media_import_answer": CONTRIBUTORS,
    "media_import_confirm": CONTRIBUTORS,
    "media_import_undo": CONTRIBUTORS,
    "media_post": BUSINESS,
    "media_post_new": CONTRIBUTORS,
    "media_post_delete": CONTRIBUTORS,
    "media_coverage": CONTRIBUTORS,
    "media_coverage_delete": CONTRIBUTORS,
}
POST_ONLY = {
    "media_accounts_import_confirm", "media_import_answer", "media_import_confirm", "media_post_delete",
    "media_coverage", "media_coverage_delete",
}  # fmt: skip
SCOPED = {
    "media_account", "media_import_item", "media_import_answer", "media_import_confirm", "media_import_undo",
    "media_post", "media_post_new", "media_post_delete", "media_coverage", "media_coverage_delete",
}  # fmt: skip


def address(name, accounts, county, *, code="M003"):
    unit = accounts[code].unit
    given = {"media_account_new": [], "media_accounts": [], "media_accounts_export": []}
    if name.startswith("media_import_") and name not in {"media_import_new", "media_import_template"}:
        return reverse(name, args=[confirmed(row(1, link="", account=code_name(accounts, code)), unit=unit).pk])
    if name in {"media_post", "media_post_delete"}:
        post, _ = entering.enter(accounts[code], title="甲", url="", published=AT.date(), by=None, at=AT)
        return reverse(name, args=[code, post.pk])
    if name == "media_coverage_delete":
        entering.vouch(accounts[code], through=AT.date(), by=None, at=AT)
        return reverse(name, args=[code, accounts[code].coverage.get().pk])
    if name in given or name.startswith(("media_accounts_", "media_imports", "media_import_")):
        return reverse(name)
    return reverse(name, args=[code])


def code_name(accounts, code):
    return accounts[code].name


def test_every_address_has_its_line_in_the_table():
    names = {
        each.name
        for resolver in get_resolver().url_patterns
        for each in getattr(resolver, "url_patterns", [])
        if getattr(each, "lookup_str", "").startswith("mingcha.web.media.")
    }
    assert names == set(OPEN)


@pytest.mark.parametrize("name", OPEN)
def test_nobody_comes_in_without_signing_in(client, county, accounts, name):
    answer = client.get(address(name, accounts, county))
    assert answer.status_code == 302
    assert answer.url.startswith("/login/?next=")


@pytest.mark.parametrize("name", OPEN)
def test_each_role_gets_what_the_table_says(client, county, accounts, name):
    where = address(name, accounts, county)
    for role in ROLES:
        client.force_login(county.people[role])
        status = client.get(where).status_code
        if name in POST_ONLY:
            assert status == 405, role
        else:
            assert status == (200 if role in OPEN[name] else 403), role


@pytest.mark.parametrize("name", sorted(POST_ONLY | {"media_account_edit", "media_import_new", "media_account_new"}))
def test_posting_is_guarded_like_reading(client, county, accounts, name):
    where = address(name, accounts, county)
    for role in ROLES:
        client.force_login(county.people[role])
        assert (client.post(where).status_code == 403) is (role not in OPEN[name]), role


@pytest.mark.parametrize("name", sorted(SCOPED))
def test_a_liaison_gets_not_found_for_what_is_anothers(client, county, accounts, name):
    client.force_login(county.people[UNIT])
    where = address(name, accounts, county, code="M001" if not name.startswith("media_import_") else "M004")
    ask = client.post if name in POST_ONLY else client.get
    assert ask(where).status_code == 404
