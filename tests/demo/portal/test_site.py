"""The portal registered as an office would register it."""

from __future__ import annotations

from pathlib import Path

from mingcha.collect.site_file import read_site
from mingcha.demo.county import sample_places
from mingcha.demo.portal.portal import Portal
from mingcha.demo.portal.site import demo_site, site_toml

BASE = "http://127.0.0.1:8123"


def test_the_file_says_what_the_value_says(tmp_path: Path) -> None:
    file = tmp_path / "site.toml"
    file.write_text(site_toml(BASE), encoding="utf-8")
    assert read_site(file) == demo_site(BASE)


def test_every_registered_column_is_there_and_registered_once(portal: Portal) -> None:
    columns = demo_site(BASE).columns
    assert len({column.url for column in columns}) == len(columns) == len(sample_places())
    for column in columns:
        assert portal.answer("GET", column.url.removeprefix(BASE), {}).status == 200
