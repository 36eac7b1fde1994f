"""People say whose posts are, may have it remembered, see before what it does, and take it back."""

from __future__ import annotations

from datetime import date

import pytest
from web.publishing.ledgers import confirmed, ledger, row
from web.rounds.portal import AT, page, post, take

from mingcha.model.site import Rule
from mingcha.web.publishing.models import Post
from mingcha.web.publishing.refusals import Refused
from mingcha.web.rounds import adopting, assigning, effects, rules, taking
from mingcha.web.rounds.models import CollectedPost

OFFICE = "发改综合股"


@pytest.fixture
def queue(site):
    """Three posts nobody can attribute, two of one source; one of them without a day."""
    take(site, post(1, OFFICE), post(2, OFFICE), post(3, "融媒体中心"), post(4, OFFICE, day=None), post(5))
    assert taking.waiting().count() == 4
    return site


def urls():
    return {url for _, _, url in ledger()}


def test_ticked_posts_go_to_the_unit_and_the_others_wait_on(queue, units):
    ticked = CollectedPost.objects.filter(url__in=[page(1), page(3)]).values_list("pk", flat=True)
    assigning.assign(assigning.meant(scope="ticked", ticked=ticked), unit=units["102"], by=None, at=AT)
    assert {("102", page(1)), ("102", page(3))} < {(unit, url) for unit, _, url in ledger()}
    assert set(taking.waiting().values_list("url", flat=True)) == {page(2), page(4)}


def test_all_of_a_source_at_once_and_those_without_a_day_still_wait_for_it(queue, units):
    done = assigning.assign(assigning.meant(scope="source", source=OFFICE), unit=units["101"], by=None, at=AT)
    assert done.posts_number == 3
    assert urls() == {page(1), page(2), page(5)}
    (undated,) = taking.waiting().filter(given__isnull=False)
    assigning.assign(taking.waiting().filter(pk=undated.pk), unit=units["101"], day=date(2024, 1, 5), by=None, at=AT)
    assert Post.objects.get(url=page(4)).published == date(2024, 1, 5)


def test_what_was_said_holds_when_the_next_round_comes(queue, units):
    assigning.assign(assigning.meant(scope="source", source=OFFICE), unit=units["102"], by=None, at=AT)
    before = ledger()
    take(queue, post(1, OFFICE), post(2, OFFICE), post(3, "融媒体中心"), post(4, OFFICE, day=None), post(5))
    assert ledger() == before


def test_undoing_brings_everything_back_into_the_queue(queue, units):
    before = ledger()
    done = assigning.assign(assigning.meant(scope="source", source=OFFICE), unit=units["102"], by=None, at=AT)
    assigning.undo(done, by=None, at=AT)
    assert ledger() == before
    assert taking.waiting().count() == 4
    with pytest.raises(Refused, match="已经撤销过"):
        assigning.undo(done, by=None, at=AT)


def test_remembered_as_a_rule_it_holds_for_what_comes_and_undoing_takes_the_rule_away(queue, units):
    before = ledger()
    rule = assigning.rule_for(scope="source", unit=units["102"], source=OFFICE)
    told = effects.effect(rules.with_rule(rules.current(), rule)).told
    assert told == "将归属 3 条，其中 0 条与现在不同"
    done = assigning.assign(
        assigning.meant(scope="source", source=OFFICE), unit=units["102"], rule=rule, by=None, at=AT
    )
    assert rules.current()[0] == Rule("source", OFFICE, "102")
    take(queue, post(6, OFFICE))
    assert Post.objects.get(url=page(6)).unit == units["102"]
    assigning.undo(done, by=None, at=AT)
    assert rule not in rules.current()
    assert ledger() == sorted([*before, ("102", "第6条信息", page(6))])


def test_a_rule_moves_what_only_rounds_brought_and_leaves_what_a_file_says(site, units):
    confirmed(row("第2条信息", page(2)))
    take(site, post(1), post(2), post(3, "统调队"), post(4, "某某局"))
    wanted = rules.with_rule(rules.current(), Rule("path", "/tzgg/", "102"))
    foreseen = effects.effect(wanted)
    assert foreseen.told == "将归属 3 条，其中 2 条与现在不同；另有 1 条因导入的台账或人工已写明单位而不变"
    done, _ = adopting.adopt(wanted, told="试", by=None, at=AT)
    assert done.told == foreseen.told
    assert [unit for unit, _, _ in ledger()] == ["101", "102", "102", "102"]
    assert taking.waiting().count() == 0
    assert effects.effect(rules.current()).told.startswith("将归属 0 条")


def test_a_rule_that_goes_leaves_the_ledger_as_it_is(site, units):
    adopting.adopt(rules.with_rule(rules.current(), Rule("source", OFFICE, "102")), told="加", by=None, at=AT)
    take(site, post(1, OFFICE))
    before = ledger()
    gone = rules.without_rule(rules.current(), 0)
    assert effects.effect(gone).told.endswith("1 条不再有规则依据，单位暂不变动")
    adopting.adopt(gone, told="删", by=None, at=AT)
    assert ledger() == before


def test_the_first_rule_that_names_a_unit_decides_so_their_order_matters(site, units):
    first = Rule("source", OFFICE, "102")
    second = Rule("source", "发改", "101")
    adopting.adopt((first, second), told="两条", by=None, at=AT)
    take(site, post(1, OFFICE))
    assert ledger()[0][0] == "102"
    adopting.adopt(rules.moved_rule(rules.current(), 0, step=1), told="下移", by=None, at=AT)
    assert ledger()[0][0] == "101"
    assert rules.moved_rule((first,), 0, step=-1) == (first,)


@pytest.mark.parametrize(
    "rule", [Rule("index", "", "101"), Rule("path", "/[/", "101"), Rule("source", "", "101"), Rule("path", "x", "")]
)
def test_a_rule_that_cannot_be_is_refused_and_nothing_changes(site, rule):
    with pytest.raises(Refused):
        adopting.adopt((rule,), told="", by=None, at=AT)
    assert len(rules.current()) == 3


def test_what_the_office_does_not_count_leaves_the_month_and_can_come_back(site):
    take(site, post(1), post(2))
    assigning.put_aside(CollectedPost.objects.get(url=page(1)), why="误发", by=None)
    assert urls() == {page(2)}
    take(site, post(1), post(2))
    assert urls() == {page(2)}
    assigning.take_back(CollectedPost.objects.get(url=page(1)), by=None, at=AT)
    assert urls() == {page(1), page(2)}


def test_what_a_file_brought_cannot_be_put_aside_here(site):
    confirmed(row("第1条信息", page(1)))
    take(site, post(1))
    with pytest.raises(Refused, match="导入的台账"):
        assigning.put_aside(CollectedPost.objects.get(), why="误发", by=None)
