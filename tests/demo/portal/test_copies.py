"""The portal ten times over: every copy is whole, and none leads back into another."""

from __future__ import annotations

import re
from datetime import date

import pytest
from demo.portal.walking import BASE, links, text_of

from mingcha.demo.county import sample_places
from mingcha.demo.places import Family
from mingcha.demo.portal.copies import Copies
from mingcha.demo.portal.portal import Portal

HOST = {"host": "www.yangli.example"}


@pytest.fixture(scope="module")
def copies() -> Copies:
    return Copies(date(2023, 12, 31), count=3)


def test_the_home_page_leads_to_every_copy(copies: Copies) -> None:
    home = text_of(copies.answer("GET", "/", HOST).body)
    assert {f"{BASE}/copy2/", f"{BASE}/copy3/"} <= set(links(home, f"{BASE}/"))
    assert [copies.answer("GET", f"/copy{n}/", HOST).status for n in (1, 2, 3, 4)] == [404, 200, 200, 404]


@pytest.mark.parametrize("family", Family)
def test_a_copy_holds_the_same_posts_under_its_own_name(copies: Copies, portal: Portal, family: Family) -> None:
    place = next(place for place in sample_places().values() if place.family is family)
    here = f"{BASE}{place.home}"
    there = f"{BASE}/copy2{place.home}"
    first = set(links(text_of(portal.answer("GET", place.home, HOST).body), here))
    second = set(links(text_of(copies.answer("GET", f"/copy2{place.home}", HOST).body), there))
    own = {url for url in first if url.startswith(f"{BASE}/")}
    assert {url.replace(BASE, f"{BASE}/copy2", 1) for url in own} == {u for u in second if u.startswith(f"{BASE}/")}
    for url in second:
        if re.search(r"\d{9}\.s?html?$", url):
            assert copies.answer("GET", url.removeprefix(BASE), HOST).status == 200


def test_the_records_of_a_copy_are_its_own(copies: Copies) -> None:
    path = "/copy3/module/web/jpage/dataproxy.jsp?page=2&columnid=21001"
    records = re.findall(r"href='([^']+)'", text_of(copies.answer("GET", path, HOST).body))
    assert len(records) == 100 and all(record.startswith("/copy3/art/") for record in records)
