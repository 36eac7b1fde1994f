"""A late post is told with the looks that prove it was not there; without proof it is not told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from collect.watched import FIRST_NEWS, FIRST_NOTICES, Watched

from mingcha.collect import rounds
from mingcha.collect.arrivals import arrivals
from mingcha.model.arrival import Arrival

LATE = ("/tzgg/t9.html", "样例县财政局2022年政府信息公开工作年度报告", "2023-12-01")


@pytest.fixture
def watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Watched:
    monkeypatch.setattr(rounds, "_PAUSES", (0.0, 0.0))
    return Watched(tmp_path)


def found(watched: Watched) -> list[Arrival]:
    with watched.kept() as (db, archive):
        return list(arrivals(db, archive, watched.site))


def test_a_post_two_looks_did_not_see_is_told_with_both(watched: Watched) -> None:
    for day in (date(2023, 11, 25), date(2023, 12, 5), date(2023, 12, 12)):
        watched.round(day)
    watched.put("/tzgg/", "通知公告", [LATE, *FIRST_NOTICES])
    watched.round(date(2023, 12, 19))
    (one,) = found(watched)
    assert (one.title, one.stated, one.seen) == (LATE[1], date(2023, 12, 1), date(2023, 12, 19))
    assert one.looks == (date(2023, 12, 5), date(2023, 12, 12)), "the look before its day proves nothing"


def test_a_post_put_up_in_time_is_not_told(watched: Watched) -> None:
    watched.round(date(2023, 11, 30))
    watched.put("/tzgg/", "通知公告", [LATE, *FIRST_NOTICES])
    watched.round(date(2023, 12, 5))
    assert found(watched) == []


def test_posts_of_the_first_round_are_not_told(watched: Watched) -> None:
    watched.put("/tzgg/", "通知公告", [LATE, *FIRST_NOTICES])
    watched.round(date(2023, 12, 30))
    assert found(watched) == []


def test_nobody_looked_in_between(watched: Watched) -> None:
    watched.round(date(2023, 11, 25))
    watched.put("/tzgg/", "通知公告", [LATE, *FIRST_NOTICES])
    watched.round(date(2023, 12, 30))
    assert found(watched) == []


def test_a_first_page_that_does_not_reach_back_so_far_proves_nothing(watched: Watched) -> None:
    newer = [
        (f"/tzgg/n{day}.html", f"关于报送第{day}期工作情况的通知", f"2023-12-{day:02}") for day in range(12, 2, -1)
    ]
    pager = '<script>createPageHTML(2, 0, "index", "html");</script>'
    watched.put("/tzgg/", "通知公告", newer, pager=pager)
    watched.put("/tzgg/index_1.html", "通知公告", FIRST_NOTICES)
    watched.round(date(2023, 12, 13))
    watched.round(date(2023, 12, 14))
    watched.put("/tzgg/index_1.html", "通知公告", [LATE, *FIRST_NOTICES])
    watched.round(date(2023, 12, 20))
    assert found(watched) == []


def test_a_post_known_under_another_address_says_where(watched: Watched) -> None:
    watched.put("/gzdt/", "工作动态", [("/gzdt/x.html", LATE[1], "2023-12-01"), *FIRST_NEWS])
    watched.round(date(2023, 12, 2))
    watched.round(date(2023, 12, 12))
    watched.put("/gzdt/", "工作动态", FIRST_NEWS)
    watched.portal.pages["/gzdt/x.html"] = 404
    watched.put("/tzgg/", "通知公告", [LATE, *FIRST_NOTICES])
    watched.round(date(2023, 12, 19))
    (one,) = found(watched)
    assert one.known_elsewhere.endswith("/gzdt/x.html")
