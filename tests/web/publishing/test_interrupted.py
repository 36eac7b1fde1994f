"""Two people at once, or the power gone in the middle: the ledger is before or after, never between."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from web.publishing.ledgers import AT, ledger, make_units, posts, table, take

from mingcha.web.publishing import services
from mingcha.web.publishing.models import Column, Import, MonthlyCount, Post
from mingcha.web.publishing.services import Refused

pytestmark = pytest.mark.django_db(transaction=True)

# Confirms an import and stands still once the first posts are written.
HALF_WAY = """
import sys, time
from datetime import datetime, timezone
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
settings.MEDIA_ROOT = sys.argv[2]
import django
django.setup()
from mingcha.web.publishing import services
from mingcha.web.publishing.models import Import, Post

def stand_still(done, total):
    print(done, total, Post.objects.count(), flush=True)
    time.sleep(600)

at = datetime(2024, 1, 12, 2, tzinfo=timezone.utc)
services.confirm(item=Import.objects.get(pk=sys.argv[3]), by=None, at=at, progress=stand_still)
"""


def test_an_import_killed_in_the_middle_leaves_nothing_and_works_afterwards():
    make_units()
    item = take(table(*posts(6000)))
    source = str(Path(services.__file__).parents[4])
    child = subprocess.Popen(
        [sys.executable, "-c", HALF_WAY, str(connection.settings_dict["NAME"]), str(settings.MEDIA_ROOT), str(item.pk)],
        env={**os.environ, "PYTHONPATH": source},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    assert child.stdout.readline().split() == ["5000", "6000", "5000"]
    child.kill()
    child.wait()
    child.stdout.close()
    item = Import.objects.get(pk=item.pk)
    assert item.state == Import.State.PREVIEWED
    assert (Post.objects.count(), MonthlyCount.objects.count(), Column.objects.count()) == (0, 0, 0)
    assert services.confirm(item=item, by=None, at=AT).new == 6000
    assert len(ledger()) == 6000


def together(*acts):
    """Do these at the same time, each on its own connection; gives what they returned or raised."""
    start, outcomes = threading.Barrier(len(acts)), []

    def do(act):
        start.wait()
        try:
            outcomes.append(act())
        except Refused as refusal:
            outcomes.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(outcomes) == len(acts)
    return outcomes


def confirming(item):
    return lambda: services.confirm(item=Import.objects.get(pk=item.pk), by=None, at=AT)


def test_two_who_confirm_one_import_at_once_do_it_once():
    make_units()
    item = take(table(*posts(300)))
    outcomes = together(confirming(item), confirming(item))
    assert [isinstance(outcome, Refused) for outcome in outcomes].count(True) == 1
    assert len(ledger()) == 300


def test_two_imports_of_the_same_posts_at_once_count_them_once():
    make_units()
    first, second = take(table(*posts(300))), take(table(*posts(300, start=100)))
    outcomes = together(confirming(first), confirming(second))
    assert sorted((item.new, item.known) for item in outcomes) == [(100, 200), (300, 0)]
    assert len(ledger()) == 400


def test_undoing_one_import_while_confirming_another_keeps_the_roll_up_exact():
    make_units()
    first = services.confirm(item=take(table(*posts(300))), by=None, at=AT)
    second = take(table(*posts(300, start=100)))
    together(lambda: services.undo(item=Import.objects.get(pk=first.pk), by=None, at=AT), confirming(second))
    assert len(ledger()) == 300
    assert set(Post.objects.values_list("source_import", flat=True)) == {second.pk}
