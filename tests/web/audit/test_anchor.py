"""A log cut short at its end is found by what the data folder says of its end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.db import transaction
from django.urls import reverse

from mingcha.web.audit import anchor
from mingcha.web.audit.models import LogEntry
from mingcha.web.audit.services import record, verify_chain


@pytest.fixture(autouse=True)
def committed(transactional_db):
    """What is written is committed, as in the office; only then the file follows."""


@pytest.fixture
def file(settings):
    return Path(settings.AUDIT_ANCHOR)


def acts(number):
    return [record(actor=None, action="登录失败", target=f"第{index}次") for index in range(number)]


def cut(entries):
    LogEntry.objects.filter(pk__in=[entry.pk for entry in entries]).delete()


def test_the_file_follows_the_log(file):
    first, *_, last = acts(3)
    assert anchor.read() == anchor.Anchor(last.pk, last.digest, since=first.pk)
    found = verify_chain()
    assert (found.intact, found.anchor.entry) == (True, last.pk)
    assert list(file.parent.glob("audit.anchor*")) == [file]


@pytest.mark.parametrize("left", [0, 1, 2])
def test_entries_cut_off_the_end_are_found(left):
    written = acts(3)
    cut(written[left:])
    found = verify_chain()
    assert not found.intact
    assert found.told == f"第 {written[-1].pk} 号日志写入过而现在没有，末尾的日志被删除"


def test_what_is_written_after_a_cut_does_not_cover_it_up():
    written = acts(3)
    cut(written[1:])
    acts(5)
    assert verify_chain().broken == written[-1].pk


def test_what_was_rolled_back_is_not_vouched_for():
    (kept,) = acts(1)
    with pytest.raises(RuntimeError), transaction.atomic():
        acts(2)
        raise RuntimeError
    assert anchor.read().entry == kept.pk
    assert verify_chain().intact


def test_a_file_older_than_the_log_is_no_fault(file):
    acts(2)
    older = file.read_bytes()
    acts(2)
    file.write_bytes(older)
    assert verify_chain().intact
    (newest,) = acts(1)
    assert anchor.read().entry == newest.pk


@pytest.mark.parametrize("change", [{"entry": 1}, {"digest": "0" * 64}, {"since": 9}, {"seal": ""}, {"entry": "x"}])
def test_a_changed_file_is_found_and_never_written_over(file, change):
    acts(3)
    file.write_text(json.dumps(json.loads(file.read_text()) | change))
    forged = file.read_bytes()
    acts(1)
    assert file.read_bytes() == forged
    assert verify_chain().told.startswith("数据文件夹中的校验文件 audit.anchor 被改动或已损坏")


def test_without_a_file_the_end_is_said_to_be_unknown(file, as_role):
    acts(3)
    file.unlink()
    client = as_role("auditor")
    page = client.get(reverse("log"), {"verify": "1"}).content.decode()
    assert "日志链完整" in page
    assert "末尾是否被删除无从判断" in page
    (begun,) = acts(1)
    assert f"自第 {begun.pk} 号起有记载" in client.get(reverse("log"), {"verify": "1"}).content.decode()


def test_a_folder_that_cannot_be_written_stops_nobody(settings, tmp_path):
    blocked = tmp_path / "a file"
    blocked.write_text("")
    settings.AUDIT_ANCHOR = blocked / "audit.anchor"
    acts(1)
    assert LogEntry.objects.count() == 1


def test_the_page_tells_the_cut(as_role):
    client = as_role("auditor")
    cut(acts(3)[1:])
    page = client.get(reverse("log"), {"verify": "1"}).content.decode()
    assert "日志链断开" in page
    assert "末尾的日志被删除" in page
