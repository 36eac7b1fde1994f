"""What rounds tell of columns: days, pinned and moved lines, lists that are empty, and lists nobody could see."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

import pytest
from collect.small_portal import page
from collect.watched import FIRST_NEWS, NEWS, NOTICES, Watched

from mingcha.collect import rounds
from mingcha.collect.column_states import column_states, site_state, unseen_columns
from mingcha.collect.kept_pages import kept_page
from mingcha.model.column_state import ColumnState
from mingcha.standards.profiles import profile


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rounds, "_PAUSES", (0.0, 0.0))


@pytest.fixture
def watched(tmp_path: Path) -> Watched:
    return Watched(tmp_path)


def states(watched: Watched, on: date) -> dict[str, ColumnState]:
    with watched.kept() as (db, archive):
        found = column_states(db, watched.site, profile=profile(), on=on, look=partial(kept_page, archive))
        return {state.column.url: state for state in found}


def test_a_column_is_told_with_its_newest_line_its_limit_and_the_day_it_was_seen(watched: Watched) -> None:
    watched.round(date(2023, 12, 2))
    news = states(watched, date(2023, 12, 31))[NEWS]
    assert [(one.day.isoformat(), one.title) for one in news.posts if one.day] == [
        (day, title) for _, title, day in FIRST_NEWS
    ]
    assert not any(one.first_seen for one in news.posts), "nobody knows since when they were there"
    assert news.seen_on == news.on == date(2023, 12, 2), "nobody knows what came after the last look"
    assert news.limit is not None and news.limit.is_firm and str(news.limit.span) == "两周"


def test_the_day_of_a_round_is_chinas_day(watched: Watched) -> None:
    watched.round(date(2024, 1, 1), hour=1)  # still the last day of December in universal time
    assert states(watched, date(2024, 1, 1))[NEWS].on == date(2024, 1, 1)


def test_a_line_that_came_later_is_told_with_the_day_it_was_first_seen(watched: Watched) -> None:
    watched.round(date(2023, 12, 2))
    new = ("/gzdt/a9.html", "县财政局开展主题党日活动走进社区宣讲惠民政策", "2023-12-08")
    watched.put("/gzdt/", "工作动态", [new, *FIRST_NEWS])
    watched.round(date(2023, 12, 9))
    news = states(watched, date(2023, 12, 9))[NEWS]
    assert [one.first_seen for one in news.posts] == [date(2023, 12, 9), None, None, None]


def test_a_pinned_line_is_known_by_its_mark(watched: Watched) -> None:
    lines = [
        ("/gzdt/a0.html", "[置顶] 本栏目投稿须知", "2023-12-01"),
        ("/gzdt/a1.html", "县财政局召开工作会议", "2023-11-20"),
    ]
    watched.put("/gzdt/", "工作动态", lines)
    watched.round(date(2023, 12, 2))
    assert [one.is_pinned for one in states(watched, date(2023, 12, 2))[NEWS].posts] == [True, False]


def test_a_day_only_the_page_shows_counts_as_shown(watched: Watched) -> None:
    watched.put(
        "/gzdt/",
        "工作动态",
        [
            ("/gzdt/b1.html", "县财政局召开全县财政工作会议暨党风廉政建设会议", "2023-11-20"),
            ("/gzdt/b2.html", "县财政局开展预算绩效管理专题培训并部署下一步工作", "2023-11-27"),
        ],
        dated=False,
    )
    watched.round(date(2023, 12, 2))
    assert states(watched, date(2023, 12, 2))[NEWS].posts[0].day == date(2023, 11, 27)


def test_a_year_the_list_leaves_out_is_taken_from_the_page(watched: Watched) -> None:
    watched.put("/gzdt/", "工作动态", [("/gzdt/a1.html", "县财政局召开工作会议", "2021-11-20")])
    watched.portal.pages["/gzdt/"] = str(watched.portal.pages["/gzdt/"]).replace("2021-11-20", "11-20")
    watched.portal.pages["/gzdt/a1.html"] = str(watched.portal.pages["/gzdt/a1.html"]).replace(
        "2023-11-20", "2021-11-20"
    )
    watched.round(date(2023, 12, 2))
    assert states(watched, date(2023, 12, 2))[NEWS].posts[0].day == date(2021, 11, 20)


def test_a_list_that_says_it_is_empty_is_empty_though_it_once_had_posts(watched: Watched) -> None:
    watched.round(date(2023, 12, 2))
    watched.put("/gzdt/", "工作动态", [])
    for name in ("daily", "full"):
        watched.round(date(2023, 12, 9), name)
        news = states(watched, date(2023, 12, 9))[NEWS]
        assert (news.count, news.says_empty, news.unseen) == (0, True, ""), name


def test_a_page_of_words_is_no_empty_column(watched: Watched) -> None:
    words = "<p>县财政局负责全县财政收支、预算管理、政府采购监督等工作，下设办公室、预算股、国库股等内设机构。</p>"
    watched.portal.pages["/gzdt/"] = page("机构职能", f"<div class='content'>{words * 3}</div>")
    watched.round(date(2023, 12, 2))
    news = states(watched, date(2023, 12, 2))[NEWS]
    assert news.count == 0 and not news.says_empty and news.words > 100


@pytest.mark.parametrize(
    "body",
    [
        "<ul><li v-for='one in list'><a :href='one.url'>{{one.title}}</a></li></ul><p>暂无信息</p>",
        "<div ms-controller='x'><a ms-for='el in @list'>{{el.title}}</a></div>",
        "<script type='text/template'><li>${title}</li></script>",
    ],
)
def test_a_list_only_a_script_draws_was_not_seen(watched: Watched, body: str) -> None:
    watched.portal.pages["/gzdt/"] = page("工作动态", body)
    watched.round(date(2023, 12, 2))
    state = states(watched, date(2023, 12, 2))[NEWS]
    assert "脚本" in state.unseen
    assert [one.source for one in unseen_columns([state])] == [NEWS]


@pytest.mark.parametrize("answer", [404, 500])
def test_a_column_that_does_not_answer_was_not_seen(watched: Watched, answer: int) -> None:
    watched.portal.pages["/gzdt/"] = answer
    watched.round(date(2023, 12, 2))
    found = states(watched, date(2023, 12, 2))
    assert found[NEWS].unseen and not found[NOTICES].unseen


def test_a_column_that_fails_later_is_not_told_as_it_was(watched: Watched) -> None:
    watched.round(date(2023, 12, 2))
    watched.portal.pages["/gzdt/"] = 500
    watched.round(date(2023, 12, 20))
    assert states(watched, date(2023, 12, 20))[NEWS].unseen


def test_a_list_the_server_calls_unchanged_keeps_its_lines_as_of_today(watched: Watched) -> None:
    watched.round(date(2023, 12, 2))
    watched.round(date(2023, 12, 20), "daily")
    news = states(watched, date(2023, 12, 20))[NEWS]
    assert news.on == date(2023, 12, 20) and news.count == 3


def test_the_site_holds_all_columns_and_the_veto_of_the_profile(watched: Watched) -> None:
    watched.round(date(2023, 12, 2))
    found = list(states(watched, date(2023, 12, 2)).values())
    site = site_state(found, watched.site, profile=profile(), on=date(2023, 12, 2))
    assert {NEWS, NOTICES} <= {one.column.url for one in site.columns} and site.veto.empty == 5
