"""Every list asks the database as often with ten times the rows: no page grows slow with the years."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from web.cases.found import examined, told
from web.rounds.portal import make_round, make_site
from web.small_county import AT, OWN

from mingcha.web.accounts.models import Role, User
from mingcha.web.answers.models import Answer
from mingcha.web.api.models import ApiToken
from mingcha.web.audit.services import record
from mingcha.web.bulletins.models import Erratum
from mingcha.web.cases.models import Case, Decision, Examination, Finding, Recheck
from mingcha.web.escalation.models import Proposal, ProposalCase
from mingcha.web.masking.models import Masking
from mingcha.web.media.models import Account, Coverage
from mingcha.web.media.models import Import as MediaImport
from mingcha.web.media.models import Post as MediaPost
from mingcha.web.notices.models import Notice, NoticeCopy, NoticeLine
from mingcha.web.publishing.models import Column, Import, Post
from mingcha.web.rounds.models import CollectedPost
from mingcha.web.units.models import Target, Unit

FEW, MANY = 4, 40
OPERATOR, UNIT, LEADER = "operator", "unit", "leader"
# Pages by the role that opens them; those of a thing are opened at the one with most in it.
PAGES = {
    OPERATOR: (
        "overview", "ledger", "columns", "imports", "findings", "cause", "decisions", "case_list", "case", "rectifying",
        "answers", "notices", "notice", "notice_copy", "proposals", "media_accounts", "media_account", "media_post",
        "media_imports", "maskings", "site_list", "site", "round", "queue", "rule_list", "bulletins", "errata",
        "unit_list", "group_list", "targets", "unit", "dossiers", "seconding",
    ),
    UNIT: (
        "overview", "ledger", "findings", "own_cases", "own_case", "notices", "notice_copy", "own_letters",
        "media_accounts", "media_account", "imports", "maskings", "media_imports", "api_tokens_own",
    ),
    LEADER: ("overview", "findings", "case_list", "rectifying", "notices", "media_accounts", "bulletins"),
    "system": ("users",),
    "security": ("users", "api_tokens"),
    "auditor": ("log",),
}  # fmt: skip
OPENED = [(role, name) for role, names in PAGES.items() for name in names]


class Growing:
    """A county whose every list can be made longer."""

    def __init__(self, county):
        self.county, self.unit, self.site = county, county.units[OWN], make_site(name="样例县门户")
        self.operator = county.people[OPERATOR]
        self.notice = Notice.objects.create(
            year=2024,
            number=1,
            title="整改通知",
            dated=AT.date(),
            due=AT.date(),
            created_at=AT,
            created_by=self.operator,
        )
        self.copy = NoticeCopy.objects.create(notice=self.notice, unit=self.unit, read_by=county.people[UNIT])
        self.account = Account.objects.create(code="M000", name="样例", unit=self.unit, platform="weixin")
        self.round = make_round(self.site, state="finished", ended_at=AT)
        self.has = 0

    def to(self, number):
        for each in range(self.has, number):
            self._one(each)
        self.has = number
        Notice.objects.filter(pk=self.notice.pk).update(state="issued", issued_at=AT)

    def _one(self, each):
        by, unit, site = self.operator, self.unit, self.site
        Notice.objects.filter(pk=self.notice.pk).update(state="draft")
        examined(site, told(each, quote="同一起因"), told(1000 + each, quote=f"起因{each}"), at=AT)
        Finding.objects.filter(unit=None).update(unit=unit)
        facts = {"check_name": "confused_word", "cause": hashlib.md5(str(each).encode()).hexdigest()}
        decision = Decision.objects.create(kind="confirmed", about=f"第{each}", number=1, by=by, at=AT, **facts)
        case = Case.objects.create(
            site=site, unit=unit, family="wording", severity=1, about=f"事项{each}", number=1, places=1, state="told",
            due=AT.date() + timedelta(days=each), confirmed_at=AT, told_at=AT, **facts,
        )  # fmt: skip
        self.case = case
        examination = Examination.objects.create(site=site, run=self.round, started_at=AT, state="finished")
        examined(site, told(2000 + each, quote=f"事项{each}"), at=AT)
        Finding.objects.filter(case=None, quote=f"事项{each}").update(unit=unit, decision=decision, case=case)
        for first in Case.objects.order_by("pk")[:1]:
            Recheck.objects.create(case=first, examination=examination, at=AT, result="not_fixed", places=1, by=by)
            Answer.objects.create(case=first, kind="appeal", text="说明", by=by, at=AT, state="withdrawn")
            Finding.objects.filter(quote=f"起因{each}").update(decision=decision, case=first)
        Answer.objects.create(case=case, kind="done", text="已改", by=by, at=AT)
        NoticeLine.objects.create(copy=self.copy, case=case, position=each, due=case.due)
        other = Notice.objects.create(
            year=2023, number=each + 1, title="通知", dated=AT.date(), due=AT.date(), created_at=AT, created_by=by
        )
        NoticeCopy.objects.create(notice=other, unit=unit)
        Notice.objects.filter(pk=other.pk).update(state="issued", issued_at=AT)
        letter = Proposal.objects.create(
            rung="reminder", label="催办", unit=unit, title="催办函", addressed="本单位", text="请办理", sender="县政务公开办",
            dated=AT.date(), drafted_at=AT, changed_by=by,
        )  # fmt: skip
        ProposalCase.objects.create(
            proposal=letter, case=case, rung="reminder", occasion=AT.date(), times=1, overdue=1, reasons="逾期"
        )
        Proposal.objects.filter(pk=letter.pk).update(state="signed", signed_by=by, signed_at=AT, sent_at=AT)
        self._media(each)
        self._ledger(each)
        self._office(each)

    def _media(self, each):
        brought = MediaImport.objects.create(
            name=f"导出{each}", brought_by=self.operator, brought_at=AT, state="confirmed", unit=self.unit
        )
        code = f"M{each + 1:03}"
        Account.objects.create(code=code, name=code, unit=self.unit, platform="weixin").aliases.create(
            name=f"别名{each}"
        )
        common = {
            "account": self.account, "title": "一条", "published": AT.date(), "month": 202401, "way": "export",
            "source": brought, "by": self.operator, "at": AT,
        }  # fmt: skip
        post = MediaPost.objects.create(identity=f"{each:032}", by_title=f"{each:032}", **common)
        MediaPost.objects.create(identity=f"r{each:031}", by_title=f"{each:032}", repeats=post, **common)
        self.post = MediaPost.objects.order_by("pk").first()
        MediaPost.objects.create(identity=f"s{each:031}", by_title="x", repeats=self.post, **common)
        Coverage.objects.create(account=self.account, through=AT.date(), source=brought, by=self.operator, at=AT)

    def _ledger(self, each):
        by, unit, site = self.operator, self.unit, self.site
        column = Column.objects.create(
            name=f"栏目{each}", url=f"http://www.yangli.example/{each}/", unit=unit, is_new=True
        )
        brought = Import.objects.create(
            file_name=f"{each}.xlsx",
            digest=str(each),
            size=1,
            uploaded_by=by,
            uploaded_at=AT,
            unit=unit,
            state="confirmed",
        )
        Post.objects.create(
            unit=unit, column=column, title=f"新{each}", published=AT.date(), month=202401, identity=f"n{each:031}",
            by_title=f"n{each:031}", source_import=brought, duplicate_of=Post.objects.order_by("pk").first(),
        )  # fmt: skip
        CollectedPost.objects.create(
            site=site, identity=f"q{each}", url=f"http://x.example/{each}", title=f"待归属{each}"
        )
        make_round(site, unit=unit, started_by=by, state="finished", ended_at=AT)
        make_site(name=f"网站{each}", folder=f"site{each}", registered_by=by)

    def _office(self, each):
        by, unit = self.operator, self.unit
        Masking.objects.create(file_name=f"{each}.xlsx", size=1, state="clean", made_at=AT, made_by=by, unit=unit)
        person = User.objects.create(username=f"person{each}", role=Role.LEADER)
        ApiToken.objects.create(
            name=f"令牌{each}", owner=self.county.people[UNIT], unit=unit, expires=AT.date(), made_by=person, made_at=AT
        )
        another = Unit.objects.create(
            code=f"N{each:03}", name=f"新单位{each}", group=unit.group, order=100 + each, parent=unit
        )
        Target.objects.create(unit=another, year=2024, posts=each)
        record(actor=by, action="试写日志", target=str(each))

    def address(self, name):
        given = {
            "cause": [Finding.objects.get(quote="同一起因", fingerprint="confused_word-0").cause],
            "case": [Case.objects.order_by("pk")[0].pk],
            "own_case": [Case.objects.order_by("pk")[0].pk],
            "notice": [self.notice.pk],
            "notice_copy": [self.notice.pk, OWN],
            "media_account": ["M000"],
            "media_post": ["M000", self.post.pk],
            "site": [self.site.pk],
            "round": [self.round.pk],
            "unit": [OWN],
        }
        return reverse(name, args=given.get(name, [])) + ("?state=confirmed" if name == "findings" else "")


@pytest.mark.django_db
def test_every_list_asks_as_often_with_ten_times_the_rows(county, client):
    growing = Growing(county)
    growing.to(FEW)
    few = counted(client, growing)
    growing.to(MANY)
    many = counted(client, growing)
    assert {key: (few[key], many[key]) for key in few if many[key] > few[key]} == {}
    assert len(few) == len(OPENED)
    assert not Erratum.objects.exists()


def counted(client, growing):
    """How many questions each page asks, opened a second time: the first may write that it was read."""
    found = {}
    for role, names in PAGES.items():
        client.force_login(growing.county.people[role])
        for name in names:
            address = growing.address(name)
            client.get(address)
            with CaptureQueriesContext(connection) as asked:
                answer = client.get(address)
            assert answer.status_code == 200, (role, name, answer.status_code)
            found[role, name] = len(asked)
    return found
