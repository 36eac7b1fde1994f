"""The operation log: what is written stays, and what was touched is found."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.db import connection

from mingcha.web.audit.models import AppendOnly, LogEntry
from mingcha.web.audit.services import digest, record, verify_chain

pytestmark = pytest.mark.django_db


def three_acts():
    return [record(actor=None, action="登录失败", target=f"第{number}次") for number in (1, 2, 3)]


def test_an_empty_log_is_intact():
    found = verify_chain()
    assert found.intact
    assert found.entries == 0


def test_each_entry_carries_the_digest_of_the_one_before():
    first, second, third = three_acts()
    assert first.previous == ""
    assert (second.previous, third.previous) == (first.digest, second.digest)
    found = verify_chain()
    assert found.intact
    assert (found.entries, found.last_digest) == (3, third.digest)


def test_the_person_is_written_with_name_and_role(county):
    entry = record(actor=county.people["operator"], action="导出台账", detail="3 条")
    assert (entry.actor, entry.role) == ("经办人员甲（operator）", "经办人员")


def test_an_entry_can_be_neither_changed_nor_deleted():
    entry = three_acts()[1]
    entry.detail = "另一个说法"
    with pytest.raises(AppendOnly):
        entry.save()
    with pytest.raises(AppendOnly):
        entry.delete()
    assert verify_chain().intact


@pytest.mark.parametrize("field", ["actor", "role", "action", "target", "detail", "address", "result"])
def test_changed_words_are_found(field):
    _, second, _ = three_acts()
    LogEntry.objects.filter(pk=second.pk).update(**{field: "改过"})
    found = verify_chain()
    assert found.broken == second.pk
    assert "改动" in found.reason


def test_a_changed_time_is_found():
    first, second, _ = three_acts()
    LogEntry.objects.filter(pk=second.pk).update(at=first.at)
    assert verify_chain().broken == second.pk


def test_a_missing_entry_is_found():
    _, second, third = three_acts()
    LogEntry.objects.filter(pk=second.pk).delete()
    found = verify_chain()
    assert found.broken == third.pk
    assert "删除" in found.reason


def test_an_entry_written_with_the_right_digest_but_no_chain_is_found():
    three_acts()
    forged = LogEntry.objects.last()
    LogEntry.objects.filter(pk=forged.pk).update(previous="f" * 64)
    assert not verify_chain().intact


def test_entries_from_before_the_address_was_kept_still_hold_and_take_none_later(county):
    """The digest below is that of an entry as it was written without address and result."""
    at = datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC)
    old = {"actor_id": None, "actor": "", "role": "", "action": "登录失败", "target": "甲", "detail": "来自 10.0.0.1"}
    written = "88c8dc43bf1c0f839e50089bc346c638e7867b0734c585da883f4fcf023a739f"
    assert digest("", at=at, **old) == written
    LogEntry.objects.create(previous="", digest=written, at=at, **old)
    record(actor=None, action="登录")
    assert verify_chain().intact
    LogEntry.objects.filter(action="登录失败").update(address="10.0.0.1")
    assert not verify_chain().intact


@pytest.mark.parametrize("column", ["address", "result"])
def test_an_address_or_result_taken_out_is_found(client, column):
    client.post("/login/", {"username": "nobody", "password": "x"})
    entry = LogEntry.objects.get()
    assert (entry.address, entry.result) == ("127.0.0.1", "失败")
    LogEntry.objects.update(**{column: ""})
    assert not verify_chain().intact


@pytest.mark.django_db(transaction=True)
def test_people_who_act_in_the_same_instant_stand_one_behind_the_other():
    def act(person):
        for number in range(8):
            record(actor=None, action="登录失败", target=f"{person}-{number}")
        connection.close()

    with ThreadPoolExecutor(4) as people:
        list(people.map(act, range(4)))
    found = verify_chain()
    assert found.intact
    assert found.entries == 32
