"""How often somebody may ask: counted once for all processes, each minute anew, and cheaply."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from django.db import connection

from mingcha.web.api.how_often import MinuteLimit
from mingcha.web.api.models import Asked

AT = datetime(2023, 12, 20, 9, 0, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def asked(limit, times, *, at=AT, who="token 1"):
    """How many of so many requests are answered."""
    return sum(limit.allows(who, at=at) for _ in range(times))


@pytest.mark.django_db
def test_two_processes_together_answer_no_more_than_one_alone():
    one, other = MinuteLimit(60, share=5), MinuteLimit(60, share=5)
    answered = [asked(one, 33), asked(other, 40), asked(one, 10), asked(other, 10)]
    assert sum(answered) == 60
    assert Asked.objects.get().number == 60


@pytest.mark.django_db
def test_each_who_asks_has_a_limit_of_their_own_and_each_minute_a_new_one():
    limit = MinuteLimit(4, share=2)
    assert asked(limit, 9) == 4
    assert asked(limit, 9, who="user 1") == 4
    assert asked(limit, 9, at=AT + MINUTE) == 4


@pytest.mark.django_db
def test_what_a_process_did_not_use_of_a_minute_is_not_used_in_the_next():
    one, other = MinuteLimit(10, share=5), MinuteLimit(10, share=5)
    assert asked(one, 1) == 1
    assert asked(one, 20, at=AT + MINUTE) + asked(other, 20, at=AT + MINUTE) == 10


@pytest.mark.django_db
def test_a_process_a_moment_behind_is_counted_in_the_minute_another_has_begun():
    one, other = MinuteLimit(10), MinuteLimit(10)
    assert asked(one, 4, at=AT + MINUTE) == 4
    assert asked(other, 20) == 6


@pytest.mark.django_db
def test_one_request_in_a_share_asks_the_database_and_none_once_nothing_is_left(django_assert_num_queries):
    limit = MinuteLimit(60, share=30)
    asked(limit, 1)
    with django_assert_num_queries(0):
        assert asked(limit, 29) == 29
    with django_assert_num_queries(1):
        assert asked(limit, 1) == 1
    asked(limit, 30)
    with django_assert_num_queries(0):
        assert asked(limit, 100) == 0


@pytest.mark.django_db
def test_the_first_that_is_one_too_many_is_told_once_whichever_process_it_reaches():
    told = []
    for limit in (MinuteLimit(3), MinuteLimit(3), MinuteLimit(3)):
        for _ in range(3):
            limit.allows("wrong 10.0.0.1", at=AT, when_spent=lambda: told.append("told"))
    assert told == ["told"]


@pytest.mark.django_db
def test_who_asked_long_ago_is_forgotten_when_somebody_new_comes():
    limit = MinuteLimit(3)
    asked(limit, 1, who="wrong 10.0.0.1")
    asked(limit, 1, who="wrong 10.0.0.2", at=AT + timedelta(hours=2))
    asked(limit, 1, who="wrong 10.0.0.3", at=AT + timedelta(hours=25))
    assert sorted(Asked.objects.values_list("who", flat=True)) == ["wrong 10.0.0.2", "wrong 10.0.0.3"]


@pytest.mark.django_db(transaction=True)
def test_many_connections_at_the_same_moment_do_not_get_past_the_limit():
    together = Barrier(4)

    def process(_):
        limit = MinuteLimit(60, share=4)
        try:
            together.wait()
            return asked(limit, 40)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as processes:
        answered = sum(processes.map(process, range(4)))
    assert answered == 60


PROCESS = """
import sys
from datetime import datetime
from django.conf import settings
import mingcha.web.settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
import django
django.setup()
from mingcha.web.api.how_often import MinuteLimit
limit, at = MinuteLimit(60, share=3), datetime.fromisoformat(sys.argv[2])
print("ready", flush=True)
input()
print(sum(limit.allows("token 1", at=at) for _ in range(48)))
"""


@pytest.mark.django_db(transaction=True)
def test_two_processes_of_the_machine_do_not_get_past_the_limit_together():
    started = [
        subprocess.Popen(
            [sys.executable, "-c", PROCESS, str(connection.settings_dict["NAME"]), AT.isoformat()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    assert [one.stdout.readline() for one in started] == ["ready\n"] * 2
    for one in started:
        one.stdin.write("\n")
        one.stdin.flush()
    assert sum(int(one.communicate(timeout=60)[0]) for one in started) == 60
