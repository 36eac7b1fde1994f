"""The frontier hands out each request once, urgent ones first, and after a crash stands where it was committed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mingcha.collect.frontier import Frontier, Urgency
from mingcha.collect.frontier_file import FrontierFault
from mingcha.collect.identity import identity
from mingcha.model.fetch import FetchOutcome, Request

HOME = "http://www.yangli.example/"


@pytest.fixture
def frontier(tmp_path: Path) -> Iterator[Frontier]:
    opened = Frontier.open(tmp_path)
    opened.begin_round("full", at="2023-12-01T08:00:00+08:00", options={})
    yield opened
    opened.close()


def ask(frontier: Frontier, path: str, urgency: Urgency, kind: str = "page") -> int:
    number, _ = frontier.add(Request(HOME + path, kind=kind))
    frontier.enqueue(number, urgency)
    return number


def test_the_urgent_goes_first_and_each_goes_out_once(frontier: Frontier) -> None:
    ask(frontier, "post", Urgency.POST)
    ask(frontier, "list", Urgency.LIST)
    ask(frontier, "home", Urgency.ENTRANCE)
    taken = frontier.take(10, frozenset())
    assert [request.url.removeprefix(HOME) for request in taken] == ["home", "list", "post"]
    assert frontier.take(10, frozenset()) == []
    assert frontier.waiting == 3, "what is being asked is not answered yet"


def test_a_busy_host_waits_while_others_are_asked(frontier: Frontier) -> None:
    ask(frontier, "a", Urgency.PAGE)
    number, _ = frontier.add(Request("http://other.example/", kind="link"))
    frontier.enqueue(number, Urgency.LINK)
    taken = frontier.take(10, {"www.yangli.example"})
    assert [request.url for request in taken] == ["http://other.example/"]


def test_the_same_page_is_known_under_any_session(frontier: Frontier) -> None:
    first, new = frontier.add(Request(HOME + "list.jsp;jsessionid=1A2B?id=3"))
    again, still_new = frontier.add(Request(HOME + "list.jsp;jsessionid=9F?id=3"))
    assert (first, new, still_new) == (again, True, False)
    assert frontier.is_known(HOME + "list.jsp;jsessionid=77?id=3")
    assert not frontier.is_known(HOME + "list.jsp?id=4")


def test_a_form_is_told_from_a_page_and_from_another_form() -> None:
    page = Request(HOME + "dataproxy.jsp")
    one, two = (Request(HOME + "dataproxy.jsp", "POST", body) for body in (b"page=1", b"page=2"))
    assert len({identity(page), identity(one), identity(two)}) == 3


def test_a_form_comes_back_whole(frontier: Frontier) -> None:
    sent = Request(HOME + "q", "POST", "col=1&名=".encode("gb18030"), (("Referer", HOME),), kind="answer")
    number, _ = frontier.add(sent)
    frontier.enqueue(number, Urgency.LIST)
    (taken,) = frontier.take(1, frozenset())
    assert (taken.method, taken.body, taken.headers, taken.kind) == (sent.method, sent.body, sent.headers, "answer")
    assert taken.tag == number


def test_what_was_not_committed_is_as_if_it_had_not_been(tmp_path: Path) -> None:
    first = Frontier.open(tmp_path)
    first.begin_round("full", at="2023-12-01T08:00:00+08:00", options={})
    kept = ask(first, "kept", Urgency.PAGE)
    first.commit(7)
    ask(first, "lost", Urgency.PAGE)
    first.take(5, frozenset())
    first.answered(kept, outcome=FetchOutcome.OK, status=200, snapshot=8)
    first.close()

    second = Frontier.open(tmp_path)
    assert second.handled == 7
    assert [request.tag for request in second.take(5, frozenset())] == [kept]
    assert not second.is_known(HOME + "lost")
    second.close()


def test_an_answer_makes_the_next_question_conditional(frontier: Frontier) -> None:
    number = ask(frontier, "a", Urgency.PAGE)
    frontier.take(1, frozenset())
    frontier.answered(number, outcome=FetchOutcome.OK, status=200, snapshot=1, etag='"x"', modified="Fri")
    assert frontier.waiting == 0
    frontier.enqueue(number, Urgency.PAGE)
    (again,) = frontier.take(1, frozenset())
    assert (again.etag, again.modified) == ('"x"', "Fri")
    frontier.answered(number, outcome=FetchOutcome.NOT_MODIFIED, status=304, snapshot=2)
    known = frontier.find(HOME + "a")
    assert known is not None
    assert (known.snapshot, known.etag) == (1, '"x"'), "what did not change keeps its content"


def test_what_waits_becomes_more_urgent_never_less(frontier: Frontier) -> None:
    first = ask(frontier, "a", Urgency.PAGE)
    second = ask(frontier, "b", Urgency.POST)
    frontier.enqueue(second, Urgency.LIST)
    frontier.enqueue(second, Urgency.LINK)
    assert [request.tag for request in frontier.take(2, frozenset())] == [second, first]


def test_an_unfinished_round_is_remembered_with_its_options(tmp_path: Path) -> None:
    first = Frontier.open(tmp_path)
    first.begin_round("weekly", at="2023-12-01T08:00:00+08:00", options={"since": "2023-11-01"})
    first.commit(0)
    first.close()
    second = Frontier.open(tmp_path)
    assert second.unfinished() == ("weekly", {"since": "2023-11-01"})
    second.finish_round(at="2023-12-01T09:00:00+08:00")
    assert second.unfinished() is None
    second.close()


def test_a_file_that_is_no_frontier_is_refused_in_chinese(tmp_path: Path) -> None:
    (tmp_path / "frontier.sqlite").write_bytes(b"this is no database, but long enough to be taken for one" * 40)
    with pytest.raises(FrontierFault, match="打不开"):
        Frontier.open(tmp_path)


def test_ten_thousand_hosts_do_not_hold_up_the_site(frontier: Frontier) -> None:
    for number in range(2000):
        asked, _ = frontier.add(Request(f"http://h{number}.example/", "HEAD", kind="link"))
        frontier.enqueue(asked, Urgency.LINK)
    taken = frontier.take(50, frozenset())
    assert len({request.url for request in taken}) == 50
