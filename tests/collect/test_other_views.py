"""Some pages are asked once more as others would: that is kept as evidence, and is nobody's knowledge of the page."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from collect.small_portal import HOME, listing, post
from collect.test_rounds import Office, small_portal

from mingcha.archive.store import Archive
from mingcha.collect import rounds
from mingcha.collect.frontier import Frontier
from mingcha.collect.frontier_file import reading
from mingcha.collect.other_views import other_views
from mingcha.model.guise import Guise
from mingcha.model.page_source import OtherView

SOLD = (
    '<html><head><title>Online Casino</title></head><body><a href="http://www.strange.test/">Casino</a></body></html>'
)


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rounds, "_PAUSES", ())


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path / "证据", small_portal())


def cloak(office: Office) -> None:
    office.portal.shown = lambda request, held: (
        SOLD if "spider" in dict(request.headers).get("User-Agent", "") and isinstance(held, str) else held
    )


def views(office: Office) -> dict[str, tuple[OtherView, ...]]:
    with (
        reading(office.folder) as db,
        Archive.open(office.folder, site="www.yangli.example", now=office.now) as archive,
    ):
        return other_views(db, archive)


def test_home_lists_and_posts_are_asked_as_each_guise_and_no_more_than_allowed(office: Office) -> None:
    office.round()
    asked = office.portal.as_others
    assert len(asked) == 60
    assert set(Counter(request.url for request in asked).values()) == {3}
    paths = [request.url.removeprefix(HOME) for request in asked]
    assert {"", "tzgg/", "gzdt/"} <= set(paths)
    assert any(path.startswith("tzgg/t") for path in paths) and any(path.startswith("gzdt/a") for path in paths)
    assert not any(request.etag or request.modified for request in asked)
    seen = views(office)
    assert len(seen) == 20
    assert {tuple(view.who for view in others) for others in seen.values()} == {("搜索引擎", "从搜索结果点进来的人")}
    assert all(view.html == view.beside and not view.sent_to for others in seen.values() for view in others)


def test_daily_rounds_ask_nobody_else_and_a_round_may_do_without(office: Office) -> None:
    office.round("daily")
    office.round("weekly", others=0)
    assert office.portal.as_others == []
    office.round("weekly", others=7)
    assert len(office.portal.as_others) == 6, "two pages, each three times"


def test_what_others_see_never_passes_for_the_page(office: Office) -> None:
    plain = Office(office.folder.parent / "alike", small_portal())
    plain.round(others=0)
    cloak(office)
    office.round()
    office.at = plain.at
    assert office.posts() == plain.posts()
    with (
        Archive.open(office.folder, site="www.yangli.example", now=office.now) as archive,
        Archive.open(plain.folder, site="www.yangli.example", now=plain.now) as other,
    ):
        assert len(archive.as_others()) == 60 and not other.as_others()
        for url in (HOME, HOME + "tzgg/", HOME + "gzdt/a6.html"):
            for found in (archive.latest(url), archive.latest(url, with_content=True), archive.at(url, office.at)):
                assert found is not None and found.kind not in tuple(Guise)
                assert archive.read(found).body == str(office.portal.pages[url.removeprefix(HOME[:-1])]).encode()
            assert len(archive.timeline(url)) == len(archive.looks(url)) == len(other.timeline(url)) == 1
    office.portal.asked.clear()
    told = office.round("daily", sample=50)
    assert (told.new, told.changed, told.gone) == (0, 0, 0)
    assert all(request.etag for request in office.portal.asked), "the page's own ETag stands"


def test_what_a_search_engine_sees_is_compared_with_what_came_beside_it(office: Office) -> None:
    cloak(office)
    office.round()
    office.portal.pages["/"] = listing("首页", [("/tzgg/t1.html", "新的首页", "2023-12-01")])
    office.round("daily")
    engine, visitor = views(office)[HOME]
    assert engine.html == SOLD
    assert "新的首页" not in engine.beside and engine.beside == visitor.html


def test_the_newest_sample_counts(office: Office) -> None:
    cloak(office)
    office.round()
    office.portal.shown = lambda request, held: held
    office.round("weekly")
    assert all(view.html == view.beside for others in views(office).values() for view in others)


def test_who_is_sent_elsewhere_is_told(office: Office) -> None:
    answer = office.portal.answer
    office.portal.answer = lambda request, at: (  # type: ignore[method-assign]
        replace(answer(request, at), url="http://www.strange.test/")
        if request.kind == Guise.SEARCH_VISITOR
        else answer(request, at)
    )
    office.round()
    engine, visitor = views(office)[HOME]
    assert (engine.sent_to, visitor.sent_to) == ("", "http://www.strange.test/")
    with Archive.open(office.folder, site="www.yangli.example", now=office.now) as archive:
        assert archive.timeline("http://www.strange.test/") == ()


@pytest.mark.parametrize("pages", [1, 7, 40])
def test_a_limit_leaves_the_rest_for_the_next_run(office: Office, pages: int) -> None:
    office.round(others=0)
    office.portal.asked.clear()
    told, runs = office.round("weekly", most=pages), 1
    while not told.is_complete:
        told, runs = office.round("weekly", most=pages), runs + 1
    asked = [(request.url, request.kind) for request in office.portal.as_others]
    assert len(asked) == len(set(asked)) == 60
    assert told.round == 2 and told.finished is not None and told.waiting == 0
    assert runs >= 60 // pages


class Killed(BaseException):
    """The process ends here."""


@pytest.mark.parametrize("after", [1, 2, 17, 59])
@pytest.mark.parametrize("is_committed", [True, False])
def test_a_killed_round_asks_the_rest_and_nothing_twice(
    office: Office, monkeypatch: pytest.MonkeyPatch, after: int, is_committed: bool
) -> None:
    """Killed after so many answers; the evidence is safe, what was noted of it perhaps not."""
    monkeypatch.setattr(rounds, "_ANSWERS", 1)
    commit = Frontier.commit

    def dies(frontier: Frontier, handled: int) -> None:
        if is_committed:
            commit(frontier, handled)
        if len(office.portal.as_others) == after:
            raise Killed
        if not is_committed:
            commit(frontier, handled)

    monkeypatch.setattr(Frontier, "commit", dies)
    with pytest.raises(Killed):
        office.round()
    monkeypatch.setattr(Frontier, "commit", commit)
    cut_short = office.posts()
    told = office.round()
    assert (told.round, told.is_complete) == (1, True)
    asked = [(request.url, request.kind) for request in office.portal.as_others]
    assert len(asked) == len(set(asked)) == 60
    with Archive.open(office.folder, site="www.yangli.example", now=office.now) as archive:
        assert Counter((one.requested, one.kind) for one in archive.as_others()) == Counter(asked)
    assert len(views(office)) == 20
    assert office.posts() == cut_short


def test_a_post_that_is_gone_is_not_asked(office: Office) -> None:
    office.portal.pages["/gzdt/a1.html"] = 404
    office.portal.pages["/gzdt/a2.html"] = post("全县第2次工作会议召开", "2023-11-02", column="工作动态")
    office.round()
    assert HOME + "gzdt/a1.html" not in {request.url for request in office.portal.as_others}
