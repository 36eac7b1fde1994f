"""A dossier holds the whole record, masked unless it is asked for in full, and can be verified by anybody later."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from web.answers.told import SUNDAY, THURSDAY, at, confirmed, tell
from web.rounds.portal import HOME

from mingcha.archive.store import Archive
from mingcha.bulletin.forms import dossier
from mingcha.model.case import RecheckResult
from mingcha.model.fetch import FetchOutcome, Request, Response
from mingcha.web.answers import answering
from mingcha.web.answers.proofs import Proof
from mingcha.web.audit.models import LogEntry
from mingcha.web.cases import rechecking
from mingcha.web.cases.models import Case
from mingcha.web.escalation import dossiers, drafting, signing
from mingcha.web.notices.models import NoticeCopy
from mingcha.web.publishing.refusals import Refused
from mingcha.web.rounds import sites

pytestmark = pytest.mark.django_db
# A number of a county code that was never given to anybody.
NUMBER = "110199199001011232"
LATE = SUNDAY + timedelta(days=1)
SOURCE = f"{HOME}tzgg/mz.html"
PAGE = f"<html><body><h1>名单</h1><p>张三，身份证号 {NUMBER}</p><p>{{}}</p></body></html>"


@pytest.fixture
def office(county):
    return county.people["operator"]


@pytest.fixture
def case(county, office):
    """A leak that was told, answered with proof, looked at again, found standing, and reminded of."""
    facts = {"family": "privacy", "check": "leaked_id_number", "source": SOURCE, "quote": "1101**********1232"}
    (made,) = confirmed(county, "103", **facts)
    with Archive.open(sites.folder_of(made.site), site="www.yangli.example", now=lambda: THURSDAY) as archive:
        for moment, words in ((THURSDAY - timedelta(days=9), "第一次"), (at(LATE), "第二次")):
            asked = Request(SOURCE, kind="post")
            headers = ((b"Content-Type", b"text/html; charset=utf-8"),)
            body = PAGE.format(words).encode()
            archive.append(
                Response(asked, SOURCE, FetchOutcome.OK, moment, status=200, reason="OK", headers=headers, body=body)
            )
    tell(county, [made])
    NoticeCopy.objects.update(received_at=THURSDAY, received_by="李四")
    proof = Proof("整改后.png", "picture", b"\x89PNG proof")
    made = Case.objects.get(pk=made.pk)
    answering.reply([made], text="已遮盖。", proofs=[proof], by=county.people["unit"], at=THURSDAY)
    rechecking.looked_myself(made, result=RecheckResult.NOT_FIXED, note="仍可看到", by=office, at=at(SUNDAY))
    (draft,) = drafting.propose(at(LATE))
    signing.sign(draft, name="张三", by=office, at=at(LATE))
    return Case.objects.get(pk=made.pk)


def bundled(case, office, **more):
    return dossiers.bundle([case], title="统调队卷宗", by=office, at=at(LATE), **more)


def files_of(made):
    with ZipFile(BytesIO(made.content)) as file:
        return {name: file.read(name) for name in file.namelist()}


def test_the_whole_record_of_a_case_is_in_it(case, office):
    held = files_of(bundled(case, office))
    told = held[f"事项{case.pk}/事项情况.txt"].decode()
    for words in (
        "单位：统调队", "2023年第一期问题清单第 1 项，期限 2023-11-26", "已整改", "已遮盖。", "整改后.png", "未整改",
        "仍可看到", "督办〔2023〕1号", "《中华人民共和国政府信息公开条例》",
    ):  # fmt: skip
        assert words in told, words
    assert b"\x89PNG proof" in held.values()
    assert "李四签收" in held["通知/签收情况.txt"].decode()
    assert any(name.startswith("督办文书/督办〔2023〕1号") for name in held)
    texts = {
        name.rpartition("_")[0][-3:]: content.decode()
        for name, content in held.items()
        if name.endswith("网页文字.txt")
    }
    assert "第一次" in texts["交办前"]
    assert any("第二次" in text for text in texts.values())


def test_masked_it_holds_no_number_anywhere_and_names_the_digest_of_what_was_collected(case, office):
    held = files_of(bundled(case, office))
    assert not any(NUMBER.encode() in content for content in held.values())
    assert not any(name.endswith(".warc.gz") for name in held)
    assert "sha256:" in held[f"事项{case.pk}/网页/说明.txt"].decode()


def test_in_full_it_holds_the_records_byte_for_byte_for_a_reason_that_is_logged(case, office):
    with pytest.raises(Refused, match="理由"):
        bundled(case, office, in_full=True)
    made = bundled(case, office, in_full=True, why="移送有权机关")
    records = [content for name, content in files_of(made).items() if name.endswith(".warc.gz")]
    assert len(records) == 2
    entry = LogEntry.objects.get(action="导出卷宗", detail__contains="移送有权机关")
    assert "未遮盖" in entry.detail
    assert entry.detail.endswith(made.sha256)


@pytest.mark.parametrize("in_full", [False, True])
def test_the_same_record_at_the_same_moment_is_the_same_bytes(case, office, in_full):
    more = {"in_full": in_full, "why": "核对"}
    assert bundled(case, office, **more).content == bundled(case, office, **more).content


def test_a_proof_that_is_lost_is_said_to_be_lost(case, office, settings):
    for file in (settings.MEDIA_ROOT / "answers").iterdir():
        file.unlink()
    held = files_of(bundled(case, office))
    assert any("整改后.png_缺失.txt" in name for name in held)


def test_it_is_taken_and_verified_on_the_page(case, as_role):
    client = as_role("operator")
    answer = client.post(reverse("dossier_export"), {"case": case.pk})
    assert answer["Content-Type"] == "application/zip"
    assert dossier.verify(answer.content).faults == ()

    def verified(content):
        given = {"file": SimpleUploadedFile("卷宗.zip", content)}
        return client.post(reverse("dossier_verify"), given).content.decode()

    assert "与操作日志登记的摘要一致" in verified(answer.content)
    changed = dossier.write("改过的", [], [], stamp=at(LATE).replace(tzinfo=None))
    assert "操作日志里没有这份压缩包的摘要" in verified(changed)
    assert "核验没有通过" in verified(b"nothing at all")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "请选择单位，或填写事项编号。"),
        ({"case": 999_999}, "没有编号为 999999 的事项"),
        ({"case": "十"}, "事项编号应为数字"),
        ({"proposal": 999_999}, "没有这份文书"),
    ],
)
def test_what_cannot_be_bundled_is_said_on_the_page(county, as_role, given, words):
    assert words in as_role("operator").post(reverse("dossier_export"), given).content.decode()


def test_a_letter_and_a_unit_are_bundled_too(case, as_role):
    client = as_role("operator")
    for given in ({"proposal": case.steps_up.get().proposal_id}, {"unit": case.unit_id}):
        held = client.post(reverse("dossier_export"), given)
        with ZipFile(BytesIO(held.content)) as file:
            assert f"事项{case.pk}/事项情况.txt" in file.namelist()
