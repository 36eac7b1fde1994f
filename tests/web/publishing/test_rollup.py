"""After whatever was confirmed and undone, the roll-up is what the posts say, and the posts are what the files say."""

from __future__ import annotations

import os
from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from web.publishing.ledgers import AT, confirmed, ledger, page, posts, row, table, take

from mingcha.collect.ledger import understand
from mingcha.extract.readers.delimited import read_delimited
from mingcha.model.count import MonthCount
from mingcha.model.month import Month
from mingcha.text.unit_names import UnitNames
from mingcha.web.publishing import queries, services
from mingcha.web.publishing.matching import arrival, plan
from mingcha.web.publishing.models import Import, MonthlyCount, Post, RepeatedRow
from mingcha.web.publishing.registering import register
from mingcha.web.units.models import Unit
from mingcha.web.units.queries import units as unit_values

NAMES = {"101": "县发改委", "103": "统调队"}
DAYS = (date(2023, 11, 30), date(2023, 12, 1), date(2024, 1, 9))
numbers = st.integers(0, 7)


def linked(number):
    """A row whose everything follows from its URL, so that files can be compared as sets of URLs."""
    return row(f"第{number}条", page(number), unit=NAMES["101" if number % 2 else "103"], day=DAYS[number % 3])


loose = st.builds(
    row,
    st.sampled_from(["甲", "乙"]),
    st.sampled_from(["", "", page(1), page(2), page(3)]),
    unit=st.sampled_from(list(NAMES.values())),
    day=st.sampled_from(DAYS),
    column=st.sampled_from(["", "通知公告", "财政资金"]),
)
# A file to confirm, or which of the confirmed ones to undo.
steps_of_links = st.lists(st.lists(numbers, min_size=1, max_size=6) | st.integers(0, 5), max_size=10)
steps_of_anything = st.lists(st.lists(loose, min_size=1, max_size=6) | st.integers(0, 5), max_size=10)
# Two titles, one day and two addresses: nearly every row meets another one.
close = st.builds(row, st.sampled_from(["甲", "乙"]), st.sampled_from(["", page(1), page(2)]))
steps_of_few = st.lists(st.lists(close | loose, min_size=1, max_size=3) | st.integers(0, 5), max_size=10)
# The rules are the same on every database; on the slower one fewer walks show that it keeps them.
SLOW = os.environ.get("DATABASE_URL", "").startswith("postgres")
few = settings(max_examples=12 if SLOW else 40, suppress_health_check=[HealthCheck.function_scoped_fixture])


def lines_of(item):
    """The lines of a file that were taken in."""
    return set(item.posts.values_list("source_line", flat=True)) | set(item.repeats.values_list("line", flat=True))


def contents():
    """Everything the ledger says, but for the keys."""
    names = ("unit__code", "column__name", "title", "url", "published", "identity", "source_import", "source_line")
    return sorted(Post.objects.values_list(*names), key=str)


def replayed(files):
    """What the ledger would say had there been these files only: (import, its rows, the lines taken in)."""
    names = UnitNames(unit_values(), county="样例县")
    keys = dict(Unit.objects.values_list("code", "pk"))
    with transaction.atomic():
        for model in (RepeatedRow, Post, MonthlyCount):
            model.objects.all().delete()
        for item, rows, lines in files:
            reading = understand(read_delimited(table(*rows)), names=names, today=AT.date())
            taken = [arrival(found, source=item.pk, unit=keys[found.unit]) for found in reading.rows]
            register(plan([found for found in taken if found.line in lines]))
        found = contents()
        transaction.set_rollback(True)
    return found


def walk(steps, make):
    """Do each step and check; gives the confirmed imports with what they were made of."""
    confirmed_files = []
    for step in steps:
        if isinstance(step, list):
            item = take(table(*map(make, step)))
            if item.state == Import.State.PREVIEWED and item.faulty < item.rows:
                services.confirm(item=item, by=None, at=AT, skip_faulty=True)
                confirmed_files.append((item, step, lines_of(item)))
        elif confirmed_files:
            item, *_ = confirmed_files.pop(step % len(confirmed_files))
            services.undo(item=item, by=None, at=AT)
        yield confirmed_files


@few
@given(steps_of_links)
def test_the_ledger_is_the_union_of_what_is_confirmed(units, steps):
    with transaction.atomic():
        for files in walk(steps, linked):
            union = {page(number) for _, numbers, _ in files for number in numbers}
            assert {url for _, _, url in ledger()} == union
            owners = set(Post.objects.values_list("source_import", flat=True))
            assert owners <= {item.pk for item, *_ in files}
        transaction.set_rollback(True)


@few
@given(steps_of_anything)
def test_the_roll_up_is_exact_after_any_steps_and_nothing_is_left_when_all_is_undone(units, steps):
    with transaction.atomic():
        files = []
        for files in walk(steps, lambda given_row: given_row):
            found = ledger()
            assert len({url for _, _, url in found if url}) == len([url for _, _, url in found if url])
            assert bool(found) == bool(files)
        for item, *_ in list(files):
            services.undo(item=item, by=None, at=AT)
            ledger()
        assert ledger() == []
        transaction.set_rollback(True)


@settings(max_examples=15 if SLOW else 60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps_of_few)
def test_after_an_undo_it_is_as_if_the_import_had_never_been(units, steps):
    with transaction.atomic():
        for files in walk(steps, lambda given_row: given_row):
            ledger()
            assert contents() == replayed(files)
        transaction.set_rollback(True)


def test_the_roll_up_counts_by_unit_and_month(units):
    confirmed(
        *posts(3),
        *posts(2, start=10, day=date(2023, 12, 31)),
        *posts(4, start=20, unit="小江镇政府", day=date(2023, 12, 1)),
    )
    assert queries.month_counts(Month(2023, 12), Month(2024, 1)) == [
        MonthCount("101", Month(2023, 12), 2),
        MonthCount("202", Month(2023, 12), 4),
        MonthCount("101", Month(2024, 1), 3),
    ]
    assert queries.month_counts(Month(2024, 1), Month(2024, 1)) == [MonthCount("101", Month(2024, 1), 3)]


def test_a_wrong_roll_up_is_found_told_and_put_right(units):
    confirmed(*posts(3), *posts(2, start=10, day=date(2023, 12, 31)))
    MonthlyCount.objects.filter(month=202401).update(gross=7)
    MonthlyCount.objects.filter(month=202312).delete()
    MonthlyCount.objects.create(unit=Unit.objects.get(code="202"), month=202305, gross=1)
    assert len(services.compare_counts()) == 3
    assert [str(difference) for difference in services.rebuild_counts()] == [
        "县发改委 2023年12月：汇总 0 条（重复 0），台账 2 条（重复 0）",
        "县发改委 2024年1月：汇总 7 条（重复 0），台账 3 条（重复 0）",
        "小江镇政府 2023年5月：汇总 1 条（重复 0），台账 0 条（重复 0）",
    ]
    assert services.rebuild_counts() == ()
    ledger()


def test_raw_and_rolled_counts_agree_with_duplicates(units):
    confirmed(*posts(4))
    first, *copies = Post.objects.order_by("pk")
    Post.objects.filter(pk__in=[post.pk for post in copies[:2]]).update(duplicate_of=first)
    services.rebuild_counts()
    year = Month(2023, 1), Month(2024, 12)
    assert queries.month_counts(*year) == queries.raw_month_counts(*year) == [MonthCount("101", Month(2024, 1), 4, 2)]


@pytest.mark.parametrize("first", [Month(2023, 12), Month(2024, 1)])
def test_raw_counts_keep_to_their_months(units, first):
    confirmed(*posts(1), *posts(1, start=5, day=date(2023, 12, 1)), *posts(1, start=9, day=date(2023, 11, 30)))
    assert queries.raw_month_counts(first, first) == queries.month_counts(first, first)
