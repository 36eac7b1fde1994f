"""One post is one row of the ledger, with its URL or without, however often it is sent."""

from __future__ import annotations

from datetime import timedelta

import pytest
from web.publishing.ledgers import AT, DAY, confirmed, ledger, page, row, table, take

from mingcha.web.publishing import services
from mingcha.web.publishing.models import Post

pytestmark = pytest.mark.usefixtures("units")


def undo(item):
    services.undo(item=item, by=None, at=AT)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (row(url=page(1)), row(url=page(1))),
        (row(url=page(1)), row("题目改过", page(1), column="别的", day=DAY - timedelta(days=40))),
        (row(url=page(1)), row(url=page(1) + "#top")),
        (row(url=page(1)), row(url="HTTP://www.Yangli.example:80/1.html")),
        (row(), row()),
        (row("关于 预算的公告"), row("关于预算的公告")),
        (row("第１号公告"), row("第1号公告")),
        (row(), row(unit="县发展和改革委员会")),
        (row(), row(url=page(1))),
        (row(url=page(1)), row()),
    ],
)
def test_the_same_post_sent_again_is_known(first, second):
    confirmed(first)
    assert take(table(second)).known == 1
    confirmed(second)
    assert len(ledger()) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (row(url=page(1)), row(url=page(2))),
        (row(), row("另一条")),
        (row(), row(day=DAY - timedelta(days=1))),
        (row(), row(unit="县教体局")),
        (row(url=page(1)), row(url=page(1) + "?id=2")),
        (row(url=page(1)), row(url=page(1).replace("http", "https"))),
    ],
)
def test_another_post_is_new(first, second):
    confirmed(first)
    assert take(table(second)).new == 1
    confirmed(second)
    assert len(ledger()) == 2


def test_a_url_belongs_to_one_unit():
    confirmed(row(url=page(1)))
    item = take(table(row("别的", page(2)), row(unit="统调队", url=page(1))))
    assert (item.new, item.faulty) == (1, 1)
    assert [str(fault) for fault in services.faults_of(item)] == [
        "第 3 行 网址：这个网址在台账里已是“县发改委”的信息；一个网址只能属于一个单位，请核对责任单位"
    ]


def test_a_url_belongs_to_one_unit_within_a_file_too():
    item = take(table(row(unit="统调队", url=page(1)), row(url=page(1))))
    assert [str(fault) for fault in services.faults_of(item)] == [
        "第 3 行 网址：与第 2 行的网址相同，而那一行是“县统调队”的；一个网址只能属于一个单位"
    ]


def test_a_post_without_url_learns_it_from_the_row_that_has_one():
    confirmed(row())
    later = confirmed(row(url=page(1)))
    assert ledger() == [("101", "预算公开", page(1))]
    undo(later)
    assert ledger() == [("101", "预算公开", "")]


def test_a_second_page_of_the_same_title_and_day_is_a_post_of_its_own():
    confirmed(row())
    confirmed(row(url=page(1)), row(url=page(2)))
    assert [url for _, _, url in ledger()] == [page(1), page(2)]
    assert take(table(row(url=page(1)), row(url=page(2)), row())).known == 3


def test_the_order_of_two_files_does_not_change_how_many_posts_they_are():
    bare, linked = (row(),), (row(url=page(1)), row(url=page(2)))
    for order in ((bare, linked), (linked, bare)):
        items = [confirmed(*rows) for rows in order]
        assert len(ledger()) == 2
        for item in items:
            undo(item)
        assert ledger() == []


def test_a_learned_url_stays_while_another_import_states_it():
    confirmed(row())
    first, second = confirmed(row(url=page(1))), confirmed(row("预算 公开", page(1)))
    undo(first)
    assert ledger() == [("101", "预算公开", page(1))]
    undo(second)
    assert ledger() == [("101", "预算公开", "")]


def test_a_learned_url_is_free_again_once_forgotten():
    confirmed(row())
    undo(confirmed(row(url=page(1))))
    confirmed(row(url=page(2)))
    assert ledger() == [("101", "预算公开", page(2))]


def test_a_post_that_passes_on_takes_the_url_of_its_new_row():
    first = confirmed(row())
    confirmed(row(url=page(1)))
    undo(first)
    assert ledger() == [("101", "预算公开", page(1))]
    assert take(table(row(url=page(1)), row())).known == 2


def test_undoing_joins_what_the_import_had_kept_apart():
    confirmed(row())
    taught = confirmed(row(url=page(1)))
    last = confirmed(row(url=page(2)))
    assert len(ledger()) == 2
    undo(taught)
    assert ledger() == [("101", "预算公开", page(2))]
    assert taught.message == "台账减少 1 条信息；1 条与其他文件的同一条信息合为一条"
    undo(last)
    assert ledger() == [("101", "预算公开", "")]


def test_undoing_parts_what_the_import_had_joined():
    confirmed(row())
    joined = confirmed(row(url=page(1)))
    confirmed(row("题目改过", page(1)))
    assert len(ledger()) == 1
    undo(joined)
    assert ledger() == [("101", "预算公开", ""), ("101", "题目改过", page(1))]
    assert joined.message == "台账增加 1 条信息；1 条不再与别的信息合为一条"


def test_a_post_whose_row_still_makes_it_stays_the_same_post():
    confirmed(row(url=page(1)), row("别的", page(2)))
    before = list(Post.objects.order_by("pk").values())
    undo(confirmed(row(), row(url=page(1)), row(url=page(3)), row("别的")))
    assert list(Post.objects.order_by("pk").values()) == before


def test_in_one_file_a_row_without_url_and_one_with_it_are_one_post():
    item = confirmed(row(), row(url=page(1)), row(url=page(2)))
    assert (item.new, item.known) == (2, 1)
    assert [url for _, _, url in ledger()] == [page(1), page(2)]
    assert Post.objects.get(url=page(1)).identity == Post.objects.get(url=page(1)).by_title


def test_more_rows_than_a_query_takes_are_matched():
    many = [row(f"第{number}条", page(number) if number % 2 else "") for number in range(2100)]
    confirmed(*many)
    item = take(table(*many))
    assert (item.new, item.known) == (0, 2100)
