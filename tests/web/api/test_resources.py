"""What the API gives and takes: as much as the pages, in the caller's scope, refused in Chinese."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from web.cases.found import examined, told
from web.rounds.portal import make_round, make_site
from web.small_county import AT, OTHER, OWN

from mingcha.web.bulletins.models import Bulletin
from mingcha.web.cases import life
from mingcha.web.cases.models import Case, Decision, Finding
from mingcha.web.publishing.models import Post

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(county):
    return make_site(name="样例县门户")


def find(site, county, *numbers, unit=OWN, **more):
    examined(site, *(told(number, **more) for number in numbers), at=AT)
    Finding.objects.filter(unit=None).update(unit=county.units[unit])
    return Finding.objects.order_by("pk")


def told_case(site, county, *, unit=OWN, number=1, quote="截止目前"):
    """A case the unit was told of."""
    from mingcha.web.cases import deciding

    find(site, county, number, unit=unit, quote=quote)
    deciding.decide(Finding.objects.filter(decision=None), kind="confirmed", by=None, at=AT)
    case = Case.objects.get(unit=county.units[unit])
    life.tell([case], due=timezone.localdate() + timedelta(days=5), by=None, at=timezone.now())
    return case


def test_units_are_those_one_may_see(machine):
    county, own = machine("leader").get("units").json(), machine("unit").get("units").json()
    assert (county["total"], [row["code"] for row in own["rows"]]) == (5, [OWN])
    assert machine().get("units", words="统计调查").json()["rows"][0]["code"] == OWN
    assert machine().get("units/103").json()["group_name"] == "县直单位"


def test_posts_are_counted_as_the_ledger_counts_them(machine, county):
    one = machine()
    answer = one.get("posts", first="202312", last="202312", size=5).json()
    assert (answer["total"], len(answer["rows"])) == (Post.objects.filter(month=202312).count(), 5)
    assert one.get("posts", unit=["103", "101"], first="202312").json()["total"] == 15
    last = one.get("posts", unit="103", page=999, size=10).json()
    assert last["page"] == -(-last["total"] // 10)
    assert machine("unit").get("posts").json()["total"] == Post.objects.filter(unit__code=OWN).count()
    foreign = Post.objects.filter(unit__code=OTHER).first()
    assert machine("unit").get(f"posts/{foreign.pk}").status_code == 404
    assert one.get(f"posts/{foreign.pk}").json()["unit"] == OTHER


def test_findings_wait_for_the_office_and_are_shown_to_the_unit_when_confirmed(machine, county, site):
    find(site, county, 1, 2, 3)
    one, unit = machine(writes=True), machine("unit")
    assert (one.get("findings").json()["total"], unit.get("findings").json()["total"]) == (3, 0)
    (cause,) = one.get("causes").json()["rows"]
    assert (cause["number"], cause["first"]["family_name"]) == (3, "错敏词")
    made = one.post("decisions", kind="confirmed", cause=cause["cause"])
    assert (made.status_code, made.json()["number"], made.json()["by"]) == (201, 3, "经办人员甲")
    assert unit.get("findings").json()["total"] == 3
    again = one.post("decisions", kind="confirmed", cause=cause["cause"])
    assert (again.status_code, again.json()["error"]) == (409, "这些问题已经有人判断过，或者已不在网站上。")
    undone = one.post(f"decisions/{made.json()['id']}/undo")
    assert undone.json()["undone_at"] is not None
    assert one.get("findings").json()["total"] == 3


def test_a_false_alarm_needs_a_reason(machine, county, site):
    cause = find(site, county, 1).get().cause
    answer = machine(writes=True).post("decisions", kind="dismissed", cause=cause)
    assert (answer.status_code, "理由" in answer.json()["error"]) == (409, True)
    assert not Decision.objects.exists()


@pytest.mark.parametrize(("role", "writes"), [("operator", False), ("leader", False), ("unit", True)])
def test_who_may_not_decide_is_told_so_and_nothing_is_changed(machine, county, site, role, writes):
    cause = find(site, county, 1).get().cause
    answer = machine(role, writes=writes).post("decisions", kind="confirmed", cause=cause)
    assert answer.status_code == 403 and answer.json()["error"].endswith("。")
    assert not Decision.objects.exists()


def test_a_unit_answers_its_own_case_and_no_other(machine, county, site):
    own = told_case(site, county)
    foreign = told_case(make_site(name="另一网站", folder="other"), county, unit=OTHER, number=2, quote="报导")
    unit = machine("unit", writes=True)
    assert [row["id"] for row in unit.get("cases").json()["rows"]] == [own.pk]
    for path in (f"cases/{foreign.pk}", f"cases/{foreign.pk}/answers"):
        assert unit.get(path).status_code == 404
    assert unit.post(f"cases/{foreign.pk}/answers", kind="done", text="已改").status_code == 404
    assert unit.post(f"cases/{own.pk}/answers", kind="more_time", text="需要几天").json() == {
        "error": "请选择申请延至哪一天。"
    }
    made = unit.post(f"cases/{own.pk}/answers", kind="done", text="已改正并重新发布")
    assert (made.status_code, made.json()["state"]) == (201, "open")
    assert machine().get("cases", state="answered", unit=OWN).json()["total"] == 1
    assert machine().get(f"cases/{own.pk}/answers").json()["rows"][0]["text"] == "已改正并重新发布"


def test_a_unit_signs_for_its_list(machine, county, site):
    from mingcha.web.notices.models import Notice, NoticeCopy

    notice = Notice.objects.create(year=2024, number=1, title="整改通知", dated=AT.date(), due=AT.date(), created_at=AT)
    copies = {code: NoticeCopy.objects.create(notice=notice, unit=county.units[code]) for code in (OWN, OTHER)}
    unit = machine("unit", writes=True)
    assert unit.get("notices").json()["total"] == 0
    Notice.objects.filter(pk=notice.pk).update(state="issued", issued_at=AT)
    assert [row["id"] for row in unit.get("notices").json()["rows"]] == [copies[OWN].pk]
    assert unit.get(f"notices/{copies[OTHER].pk}").status_code == 404
    assert unit.post(f"notices/{copies[OTHER].pk}/receipt", name="张三").status_code == 404
    signed = unit.post(f"notices/{copies[OWN].pk}/receipt", name="张三")
    assert (signed.status_code, signed.json()["received_by"]) == (200, "张三")
    assert unit.post(f"notices/{copies[OWN].pk}/receipt", name="李四").status_code == 409
    assert unit.get(f"notices/{copies[OWN].pk}/lines").json()["total"] == 0


def test_rounds_tell_what_was_not_seen_and_units_have_none(machine, county, site):
    run = make_round(site)
    one = machine("leader")
    assert one.get("rounds").json()["rows"][0]["site"] == "样例县门户"
    assert one.get(f"rounds/{run.pk}/completeness").json()["is_complete"] is None
    assert machine("unit").get(f"rounds/{run.pk}").status_code == 403


def test_every_figure_of_a_bulletin_can_be_asked_again(machine, county):
    from types import SimpleNamespace

    from web.bulletins.county import open_draft

    from mingcha.model.month import Month

    item = open_draft(SimpleNamespace(**county.people), Month(2023, 12), full=False)
    one = machine()
    assert one.get("bulletins").json()["rows"][0]["state"] == "draft"
    assert machine("unit").get(f"bulletins/{item.pk}").status_code == 404
    figures = one.get(f"bulletins/{item.pk}/figures", size=200).json()["rows"]
    counted = [row for row in figures if row["measure"] == "posts"]
    assert counted
    for row in counted[:5]:
        asked = {"unit": row["units"], "first": row["first"], "last": row["last"]}
        assert one.get("posts", **asked).json()["total"] == int(row["text"].replace(",", ""))
    assert Bulletin.objects.count() == 1


def test_a_month_is_what_the_overview_says(machine):
    month = machine().get("statistics/202312").json()
    assert {row["unit"]: row["month"] for row in month["units"]}["201"] == 30
    assert [row["unit"] for row in machine("unit").get("statistics/202312").json()["units"]] == [OWN]
    assert machine().get("statistics/202399").json()["error"] == "“202399”不是 2000 至 2100 年的月份，应写成 202312。"


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("posts?page=x", 422, "“page”应是整数。"),
        ("posts?page=0", 422, "“page”太小。"),
        ("posts?since=2023-02-30", 422, "“since”应是 2023-12-31 这样的日期。"),
        ("posts?since=9999-12-31", 422, "“since”应在 2000 至 2100 年之间。"),
        ("posts?unit=999", 404, "没有找到，或者不在您可以查看的范围内。"),
        ("posts/99999999999999999999", 422, "“key”太大。"),
        ("findings?family=none", 422, "没有“none”这一类检查项。"),
        ("units?words=%00", 400, "请求里有不能接受的内容。"),
        ("nothing", 404, "没有这个接口地址。接口说明在 /api/docs。"),
    ],
)
def test_what_is_wrong_is_said_in_chinese(machine, path, status, words):
    answer = machine().get(path)
    assert (answer.status_code, answer.json()) == (status, {"error": words})


@pytest.mark.parametrize(
    "body", ["", "{", "[]", "7", '"x"', '{"kind": "x"}', '{"kind": "confirmed", "cause": "\\ud800"}']
)
def test_a_body_that_makes_no_sense_is_refused(machine, body):
    client = machine(writes=True).client
    answer = client.post("/api/decisions", body, content_type="application/json")
    assert answer.status_code in (400, 422) and "error" in answer.json()


def test_a_method_nobody_knows_is_refused_in_json(machine):
    answer = machine().client.delete("/api/units")
    assert (answer.status_code, answer["Allow"]) == (405, "GET")
    assert answer.json()["error"].startswith("这个地址不支持 DELETE")


def test_what_breaks_inside_is_never_shown(machine, monkeypatch):
    def broken(*_, **__):
        raise RuntimeError("secret words of the machine")

    monkeypatch.setattr("mingcha.web.api.resources.statistics.queries.statistics", broken)
    answer = machine().get("statistics/202312")
    assert answer.status_code == 500 and "secret" not in answer.content.decode()


def test_a_session_reads_and_writes_with_its_own_token_against_forgery(county, site):
    cause = find(site, county, 1).get().cause
    client = Client(enforce_csrf_checks=True)
    client.force_login(county.people["operator"])
    assert client.get("/api/findings").json()["total"] == 1
    body = json.dumps({"kind": "confirmed", "cause": cause})
    refused = client.post("/api/decisions", body, content_type="application/json")
    assert refused.status_code == 403 and "X-CSRFToken" in refused.json()["error"]
    client.get("/api/docs")
    secret = client.cookies["csrftoken"].value
    done = client.post("/api/decisions", body, content_type="application/json", headers={"x-csrftoken": secret})
    assert done.status_code == 201


@pytest.mark.parametrize("role", ["system", "security", "auditor"])
def test_administrators_see_no_business_data(as_role, role):
    answer = as_role(role).get("/api/units")
    assert (answer.status_code, answer.json()) == (403, {"error": "您的角色不能使用数据接口。"})


def test_nobody_gets_nothing(client, county):
    answer = client.get("/api/units")
    assert answer.status_code == 401 and "登录" in answer.json()["error"]
    assert client.get("/api/docs").status_code == 302


@pytest.mark.parametrize(
    "path", ["units", "posts", "findings", "causes", "decisions", "cases", "notices", "rounds", "bulletins"]
)
def test_a_page_asks_as_often_at_ten_times_the_rows(machine, county, site, path, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    one = machine()
    find(site, county, 1, 2)
    make_round(site)
    Decision.objects.create(kind="dismissed", check_name="x", cause="x", about="", number=1, at=AT)
    one.get(path)
    with CaptureQueriesContext(connection) as few:
        assert one.get(path, size=200).status_code == 200
    find(site, county, *range(3, 40))
    for number in range(10):
        make_round(site)
        Decision.objects.create(kind="dismissed", check_name="x", cause=str(number), about="", number=1, at=AT)
    with CaptureQueriesContext(connection) as many:
        one.get(path, size=200)
    assert len(many) == len(few)
