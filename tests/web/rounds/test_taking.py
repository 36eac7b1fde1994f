"""What a round found goes into the ledger as a file's rows would, and doing it again changes nothing."""

from __future__ import annotations

import json
from datetime import date

from web.publishing.ledgers import confirmed, ledger, row
from web.publishing.ledgers import page as row_page
from web.rounds.portal import AT, DAY, NOTICES, page, post, take

from mingcha.web.audit.models import LogEntry
from mingcha.web.publishing import services
from mingcha.web.publishing.models import Import, Post, RepeatedRow
from mingcha.web.publishing.queries import source_of
from mingcha.web.rounds import taking
from mingcha.web.rounds.models import CollectedPost


def test_posts_whose_unit_and_day_are_known_go_in_with_where_they_came_from(site):
    run = take(site, post(1), post(2, "统调队"))
    assert ledger() == [("101", "第1条信息", page(1)), ("103", "第2条信息", page(2))]
    first = Post.objects.get(url=page(1))
    assert (first.crawled_from, first.column.url) == (NOTICES, NOTICES)
    assert first.source_import.kind == Import.Kind.COLLECTED
    assert "样例县人民政府 2024-01-12 日常轮次" in first.source_import.file_name
    assert source_of(first) == f"采集自 {NOTICES}"
    assert (run.brought, run.known, run.unplaced, run.new_columns) == (2, 0, 0, 1)
    assert CollectedPost.objects.get(post=first).first_round == run
    assert "新入台账 2 条" in LogEntry.objects.get(action="采集入账").detail


def test_taking_the_same_again_changes_nothing(site):
    take(site, post(1), post(2, "某某局"))
    before = ledger(), list(CollectedPost.objects.values()), Import.objects.count()
    run = take(site, post(1), post(2, "某某局"))
    assert (ledger(), list(CollectedPost.objects.values()), Import.objects.count()) == before
    assert (run.brought, run.unplaced, run.new_columns) == (0, 1, 0)


def test_what_nobody_can_be_sure_of_waits_and_is_not_guessed(site):
    take(site, post(1, "某某局"), post(2, day=None), post(3))
    assert [url for _, _, url in ledger()] == [page(3)]
    assert set(taking.waiting().values_list("url", flat=True)) == {page(1), page(2)}
    assert "某某局" in CollectedPost.objects.get(url=page(1)).why


def test_a_post_from_before_the_rounds_first_day_is_known_and_counted_only_by_a_round_that_reaches_back(site):
    run = take(site, post(1), post(2, day=date(2022, 1, 20)), since=date(2024, 1, 1))
    assert [url for _, _, url in ledger()] == [page(1)]
    assert run.unplaced == 0
    assert CollectedPost.objects.get(url=page(2)).aside == taking.EARLIER
    take(site, post(1), post(2, day=date(2022, 1, 20)), since=date(2024, 1, 1))
    assert [url for _, _, url in ledger()] == [page(1)]
    take(site, post(1), post(2, day=date(2022, 1, 20)))
    assert sorted(url for _, _, url in ledger()) == [page(1), page(2)]


def test_a_post_a_file_brought_is_known_by_its_address_whoever_the_page_names(site):
    confirmed(row("原来的标题", page(1), unit="县教体局"), row("没有网址的", day=DAY))
    run = take(site, post(1, "某某局"), post(2, title="没有网址的"), post(3, "县发改委"))
    assert ledger() == [
        ("101", "没有网址的", page(2)),
        ("101", "第3条信息", page(3)),
        ("102", "原来的标题", page(1)),
    ]
    assert (run.brought, run.known, run.unplaced) == (1, 2, 0)
    take(site, post(1, "某某局"), post(2, title="没有网址的"), post(3, "县发改委"))
    assert RepeatedRow.objects.count() == 1


def test_what_a_file_says_of_the_unit_stands_and_the_difference_is_told(site):
    confirmed(row("第1条信息", page(1), unit="县教体局"))
    run = take(site, post(1, "县发改委"))
    assert ledger() == [("102", "第1条信息", page(1))]
    (told,) = json.loads(run.differences)
    assert told["message"] == "单位：台账为县教体局，按规则为县发改委"


def test_a_post_of_file_and_round_stays_when_the_file_goes_and_the_next_round_finds_it_there(site):
    item = confirmed(row("第1条信息", page(1)), row("别的", row_page(9)))
    take(site, post(1))
    services.undo(item=item, by=None, at=AT)
    assert ledger() == [("101", "第1条信息", page(1))]
    assert Post.objects.get().crawled_from == NOTICES
    take(site, post(1))
    assert ledger() == [("101", "第1条信息", page(1))]
    assert (RepeatedRow.objects.count(), CollectedPost.objects.get().post) == (0, Post.objects.get())


def test_a_file_that_is_imported_after_the_round_adds_nothing(site):
    take(site, post(1))
    item = confirmed(row("第1条信息", page(1)))
    assert (item.new, item.known) == (0, 1)
    assert len(ledger()) == 1


def test_a_post_that_is_gone_from_the_portal_is_marked_and_still_counts(site):
    take(site, post(1))
    run = take(site, gone=[(page(1), date(2024, 1, 11))])
    assert Post.objects.get().gone == date(2024, 1, 11)
    assert (len(ledger()), run.gone) == (1, 1)
    assert source_of(Post.objects.get()).endswith("，2024-01-11 起已从网站撤下")
    take(site, post(1))
    assert Post.objects.get().gone is None


def test_a_changed_title_is_told_and_the_ledger_left_as_it_is(site):
    take(site, post(1))
    run = take(site, post(1, title="改过的标题"))
    assert Post.objects.get().title == "第1条信息"
    assert run.differing == 1
    assert "网站为“改过的标题”" in run.differences


def test_the_same_page_under_two_spellings_is_one_post(site):
    other = post(1)
    twin = type(other)(
        **{name: getattr(other, name) for name in other.__slots__} | {"url": page(1).replace("www", "WWW")}
    )
    take(site, other, twin)
    assert len(ledger()) == 1


def test_a_title_longer_than_the_ledger_holds_is_cut_once_and_told_never(site):
    for _ in range(2):
        run = take(site, post(1, title="长" * 400))
    assert (len(ledger()), run.differing) == (1, 0)
