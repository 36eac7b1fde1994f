"""The pages of new media speak Chinese and ask no other host for anything."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from web.media.media_county import LINK, bring, confirmed, row, table
from web.test_words_on_pages import english, read

pytestmark = pytest.mark.django_db
# What stands in an address and in codes of accounts is what it is in any language.
ALLOWED = re.compile(r"biz|M\d+|MzA3NDU2Nzg5MA|csv", re.IGNORECASE)
PAGES = ["media_accounts", "media_account_new", "media_accounts_import", "media_imports", "media_import_new"]


def strange(answer):
    reader = read(answer)
    assert [where for where in reader.addresses if where and not where.startswith(("/", "?", "#"))] == []
    return {word for word in english(reader) if not ALLOWED.fullmatch(word)}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_holds_no_english_word(as_role, accounts, name):
    assert strange(as_role("operator").get(reverse(name))) == set()


@pytest.mark.parametrize("name", ["account", "account_edit", "account_close", "account_delete", "post_new"])
def test_a_page_of_an_account_holds_none(as_role, accounts, name):
    confirmed(row(1))
    assert strange(as_role("operator").get(reverse(f"media_{name}", args=["M001"]))) == set()


def test_an_import_in_every_state_holds_none(as_role, accounts):
    client = as_role("operator")
    items = [
        bring(table(row(1), row(2, day="某日"))),
        bring(text=LINK.format(3)),
        bring(b"<html></html>", name="空.html"),
        confirmed(row(4)),
    ]
    for item in items:
        assert strange(client.get(reverse("media_import_item", args=[item.pk]))) == set()


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("media_account_new", {"opened_on": "x", "unit": "x", "platform": "x"}),
        ("media_import_new", {"text": "http://x", "account": "x", "complete_to": "x"}),
        ("media_accounts_import", {}),
    ],
)
def test_what_is_wrong_in_a_form_is_told_in_chinese(as_role, accounts, name, sent):
    assert strange(as_role("operator").post(reverse(name), sent)) <= {"x"}
