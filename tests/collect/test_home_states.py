"""The home page: the newest post it leads to, whether its links changed, and what is not known."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from collect.small_portal import page
from collect.watched import FIRST_NEWS, FIRST_NOTICES, Watched

from mingcha.collect import rounds
from mingcha.collect.home_states import home_state
from mingcha.model.home_state import HomeState
from mingcha.standards.profiles import profile


@pytest.fixture
def watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Watched:
    monkeypatch.setattr(rounds, "_PAUSES", (0.0, 0.0))
    return Watched(tmp_path)


def state(watched: Watched, on: date) -> HomeState:
    with watched.kept() as (db, archive):
        return home_state(db, archive, watched.site, profile=profile(), on=on)


def home(*posts: tuple[str, str]) -> str:
    links = "".join(f'<li><a href="{url}">{title}</a></li>' for url, title in posts)
    return page("首页", f'<ul>{links}</ul><p><a href="/tzgg/">通知公告</a> <a href="/gzdt/">工作动态</a></p>')


def test_the_newest_post_the_page_leads_to_counts_with_the_day_of_its_own_page(watched: Watched) -> None:
    watched.portal.pages["/"] = home(FIRST_NEWS[0][:2], FIRST_NOTICES[0][:2])
    watched.round(date(2023, 12, 2))
    one = state(watched, date(2023, 12, 31))
    assert (one.newest, one.newest_title) == (date(2023, 11, 22), FIRST_NOTICES[0][1])
    assert one.on == date(2023, 12, 2) and one.looks == (date(2023, 12, 2),) and one.changed_on is None


def test_a_page_that_led_elsewhere_before_tells_since_when(watched: Watched) -> None:
    watched.round(date(2023, 12, 2))
    watched.round(date(2023, 12, 9))
    watched.portal.pages["/"] = home(FIRST_NEWS[0][:2])
    watched.round(date(2023, 12, 16))
    watched.round(date(2023, 12, 23))
    one = state(watched, date(2023, 12, 23))
    assert one.changed_on == date(2023, 12, 16)
    assert one.looks == (date(2023, 12, 2), date(2023, 12, 9), date(2023, 12, 16), date(2023, 12, 23))


def test_a_counter_that_turns_is_no_change(watched: Watched) -> None:
    watched.round(date(2023, 12, 2))
    watched.portal.pages["/"] = str(watched.portal.pages["/"]).replace("</body>", "<p>您是第 12,345 位访客</p></body>")
    watched.round(date(2023, 12, 9))
    assert state(watched, date(2023, 12, 9)).changed_on is None


def test_a_home_page_that_does_not_answer_is_not_known(watched: Watched) -> None:
    watched.round(date(2023, 12, 2))
    watched.portal.pages["/"] = 500
    watched.round(date(2023, 12, 9))
    assert state(watched, date(2023, 12, 9)).unseen
