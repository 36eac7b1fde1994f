"""Issuing: all or nothing, and never again."""

from __future__ import annotations

import hashlib
import threading
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.db import connection

from mingcha import pipeline
from mingcha.model.month import Month
from mingcha.web.audit.models import LogEntry
from mingcha.web.bulletins import drafting, issuing, layouts, paragraphs
from mingcha.web.bulletins.models import Bulletin, IssuedFile, IssuedForGood, WrittenParagraph
from mingcha.web.bulletins.refusals import NotIssuable, Refused
from mingcha.web.bulletins.values import value
from mingcha.web.publishing.models import Post
from mingcha.web.publishing.services import rebuild_counts

AT = datetime(2024, 1, 12, 1, 30, tzinfo=UTC)


def files_on_disk(settings) -> list[Path]:
    return sorted(path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file())


def issue(bulletin, people):
    return issuing.issue(bulletin=bulletin, by=people.operator, at=AT)


def test_issuing_keeps_five_files_with_their_digests(open_draft, people, settings):
    bulletin = issue(open_draft(), people)

    kept = list(bulletin.files.all())
    assert [item.form for item in kept] == ["docx", "pdf", "html", "xlsx", "evidence"]
    assert [item.name for item in kept][:2] == ["督查专报2024年第1期.docx", "督查专报2024年第1期.pdf"]
    for item in kept:
        data = Path(item.file.path).read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (item.size, item.sha256)
    assert len(files_on_disk(settings)) == 5
    assert (bulletin.state, bulletin.issued_by, bulletin.issued_at) == ("issued", people.operator, AT)
    entry = LogEntry.objects.get(action="印发专报")
    assert all(item.sha256 in entry.detail for item in kept)


def test_the_issued_text_never_changes(open_draft, people, publish):
    bulletin = issue(open_draft(), people)
    before = value(bulletin)

    publish("S1", date(2023, 12, 29), posts=4)
    layout = layouts.current()
    plan = replace(layouts.plan_of(layout), masthead="另一报头", sections=layouts.plan_of(layout).sections[:1])
    layouts.change(layout=layout, plan=plan, by=people.operator)

    after = value(Bulletin.objects.get(pk=bulletin.pk))
    assert replace(after, errata=()) == before


def test_what_is_issued_cannot_be_edited_discarded_or_saved(open_draft, people):
    bulletin = open_draft()
    paragraph = bulletin.paragraphs.first()
    issue(bulletin, people)

    with pytest.raises(Refused, match="已经印发，不能再修改"):
        paragraphs.edit(paragraph=paragraph, lead="", text="改", by=people.operator, at=AT)
    with pytest.raises(Refused, match="已经印发"):
        drafting.discard(bulletin=bulletin, by=people.operator)
    with pytest.raises(Refused, match="已经印发"):
        drafting.readdress(bulletin=bulletin, number=2, dated=date(2024, 2, 1), by=people.operator)
    stored = Bulletin.objects.get(pk=bulletin.pk)
    stored.frozen = "{}"
    with pytest.raises(IssuedForGood):
        stored.save()
    with pytest.raises(IssuedForGood):
        stored.delete()
    with pytest.raises(IssuedForGood):
        WrittenParagraph.objects.get(pk=paragraph.pk).save()
    with pytest.raises(IssuedForGood):
        WrittenParagraph.objects.get(pk=paragraph.pk).delete()


def test_an_empty_section_blocks_the_issue(open_draft, people):
    bulletin = open_draft(full=False)
    reasons = issuing.may_issue(bulletin)
    assert reasons == ("【工作动态】还没有内容。", "【存在问题】还没有内容。")
    with pytest.raises(NotIssuable, match="【工作动态】还没有内容"):
        issue(bulletin, people)


def test_a_month_missing_from_the_ledger_blocks_the_issue(open_draft, people):
    Post.objects.filter(month=202305).delete()
    rebuild_counts()
    bulletin = open_draft()

    reasons = issuing.may_issue(bulletin)

    assert any("2023年5月" in reason for reason in reasons)
    with pytest.raises(NotIssuable):
        issue(bulletin, people)


def test_paragraphs_of_a_section_taken_out_of_the_layout_block_the_issue(open_draft, people):
    bulletin = open_draft()
    layout = layouts.current()
    plan = layouts.plan_of(layout)
    layouts.change(layout=layout, plan=replace(plan, sections=plan.sections[:3]), by=people.operator)

    reasons = issuing.may_issue(Bulletin.objects.get(pk=bulletin.pk))
    assert len(reasons) == 3
    assert all("板块已不在版式中" in reason for reason in reasons)


@pytest.mark.parametrize("broken", ["render", "third file", "log"])
def test_a_failure_leaves_the_draft_and_no_file(open_draft, people, settings, monkeypatch, broken):
    bulletin = open_draft()

    def fail(*args, **kwargs):
        raise OSError("磁盘已满")

    if broken == "render":
        monkeypatch.setitem(pipeline.FORMS, "pdf", fail)
    elif broken == "log":
        monkeypatch.setattr(issuing, "record", fail)
    else:
        real = IssuedFile.save

        def third_fails(self, *args, **kwargs):
            if self.form == "html":
                fail()
            real(self, *args, **kwargs)

        monkeypatch.setattr(IssuedFile, "save", third_fails)

    with pytest.raises(OSError, match="磁盘已满"):
        issue(bulletin, people)

    stored = Bulletin.objects.get(pk=bulletin.pk)
    assert (stored.state, stored.frozen, stored.issued_at) == ("draft", "", None)
    assert files_on_disk(settings) == []
    assert not IssuedFile.objects.exists()
    assert not LogEntry.objects.filter(action="印发专报").exists()

    monkeypatch.undo()
    settings.MEDIA_ROOT = settings.MEDIA_ROOT
    assert issue(bulletin, people).state == "issued"


def test_a_character_no_font_has_is_named_and_nothing_is_issued(open_draft, people, settings):
    bulletin = open_draft()
    paragraphs.add(bulletin=bulletin, section="problems", lead="", text="\U0003134a村", by=people.operator, at=AT)

    with pytest.raises(Refused, match="\U0003134a"):
        issue(bulletin, people)

    assert Bulletin.objects.get(pk=bulletin.pk).state == "draft"
    assert files_on_disk(settings) == []


def test_what_a_killed_attempt_left_behind_is_swept_by_the_next(open_draft, people, settings):
    bulletin = open_draft()
    folder = Path(settings.MEDIA_ROOT) / "bulletins" / str(bulletin.pk)
    folder.mkdir(parents=True)
    (folder / "2024-01-docx.docx").write_bytes(b"half a file")

    bulletin = issue(bulletin, people)

    assert len(files_on_disk(settings)) == 5
    assert issuing.verify_files(bulletin) == ()


def test_a_ledger_that_moves_while_the_files_are_made_stops_the_issue(open_draft, people, publish, monkeypatch):
    bulletin = open_draft()
    real = pipeline.FORMS["pdf"]

    def slow_write(value):
        publish("S1", date(2023, 12, 30))
        return real(value)

    monkeypatch.setitem(pipeline.FORMS, "pdf", slow_write)
    with pytest.raises(Refused, match="印发过程中台账、整改记录或草稿有变动，没有印发"):
        issue(bulletin, people)
    assert Bulletin.objects.get(pk=bulletin.pk).is_draft


def test_issuing_twice_is_refused(open_draft, people):
    bulletin = open_draft()
    issue(bulletin, people)
    with pytest.raises(Refused, match="已经印发"):
        issue(bulletin, people)
    assert IssuedFile.objects.count() == 5


@pytest.mark.django_db(transaction=True)
def test_two_people_issuing_at_once_issue_once(open_draft, people, settings):
    bulletin = open_draft()
    together = threading.Barrier(2)
    outcomes: list[str] = []

    def press() -> None:
        try:
            together.wait(timeout=20)
            issue(Bulletin.objects.get(pk=bulletin.pk), people)
            outcomes.append("issued")
        except Refused as refused:
            outcomes.append(str(refused))
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert outcomes.count("issued") == 1
    assert any("已经印发" in outcome for outcome in outcomes)
    assert len(files_on_disk(settings)) == 5
    assert issuing.verify_files(Bulletin.objects.get(pk=bulletin.pk)) == ()


def test_a_file_that_was_tampered_with_or_lost_is_found(open_draft, people):
    bulletin = issue(open_draft(), people)
    assert issuing.verify_files(bulletin) == ()

    kept = {item.form: Path(item.file.path) for item in bulletin.files.all()}
    data = bytearray(kept["pdf"].read_bytes())
    data[-10] ^= 1
    kept["pdf"].write_bytes(bytes(data))
    kept["xlsx"].unlink()

    faults = issuing.verify_files(bulletin)
    assert len(faults) == 2
    assert "“督查专报2024年第1期.pdf”与印发时不一致" in faults[0]
    assert "“督查专报2024年第1期.xlsx”不在原处" in faults[1]


def test_the_next_issue_follows_on_the_one_before(open_draft, people, publish):
    november = open_draft(Month(2023, 11), number=11, dated=date(2023, 12, 12))
    issue(november, people)
    december = open_draft()
    assert issuing.may_issue(december) == ()

    publish("S2", date(2023, 6, 1), posts=2)

    (reason,) = issuing.may_issue(december)
    assert "上期累计加本月新增与本期累计" in reason
    assert "相差 2" in reason
