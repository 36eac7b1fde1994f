"""The pages of findings: what each role sees, settling a cause and going on to the next."""

from __future__ import annotations

import pytest
from django.urls import reverse
from web.cases.found import examined, told
from web.rounds.portal import make_site, post, take
from web.small_county import OTHER, OWN

from mingcha.web.cases.models import Decision, Finding


@pytest.fixture
def site(county):
    return make_site(name="样例县门户", folder="portal")


def give(number, unit, **more):
    """A finding of a unit."""
    from mingcha.web.units.models import Unit

    Finding.objects.filter(fingerprint=f"confused_word-{number}").update(unit=Unit.objects.get(code=unit), **more)


def test_the_gravest_cause_stands_first_with_how_often_it_was_found(as_role, site):
    from mingcha.model.finding import Severity

    examined(site, told(1), told(2), told(3, quote="整号", severity=Severity.CRITICAL))
    page = as_role("operator").get(reverse("findings")).content.decode()
    assert page.index("整号") < page.index("截止目前")
    assert "共 3 处，归为 2 个起因" in page


def test_a_cause_is_settled_with_one_press_and_the_next_one_is_shown(as_role, site):
    examined(site, told(1), told(2, quote="既使"))
    first, second = Finding.objects.order_by("pk")
    client = as_role("operator")
    answer = client.post(reverse("cause_decide", args=[first.cause]), {"kind": "confirmed", "seconds": "9"})
    assert answer.url == reverse("cause", args=[second.cause])
    assert Decision.objects.get().seconds == 9
    answer = client.post(reverse("cause_decide", args=[second.cause]), {"kind": "dismissed", "reason": "引文"})
    assert answer.url == reverse("findings")


def test_a_unit_sees_what_was_confirmed_of_its_own_and_nothing_else(as_role, site):
    examined(site, told(1), told(2, quote="既使"), told(3, quote="布署"))
    give(1, OWN)
    give(2, OTHER)
    give(3, OWN)
    client = as_role("operator")
    for number in (1, 2):
        cause = Finding.objects.get(fingerprint=f"confused_word-{number}").cause
        client.post(reverse("cause_decide", args=[cause]), {"kind": "confirmed"}, follow=True)
    client = as_role("unit")
    page = client.get(reverse("findings")).content.decode()
    assert "截止目前" in page
    assert "既使" not in page
    assert "布署" not in page
    for number, status in ((1, 200), (2, 404), (3, 404)):
        cause = Finding.objects.get(fingerprint=f"confused_word-{number}").cause
        assert client.get(reverse("cause", args=[cause])).status_code == status


def test_before_the_first_examination_nothing_looks_clean(as_role, site):
    assert "还没有检查过" in as_role("leader").get(reverse("findings")).content.decode()


def test_what_was_not_examined_is_said_beside_an_empty_list(as_role, site):
    from mingcha.model.document import NotExamined, Outcome

    examined(site, missed=(NotExamined("http://www.yangli.example/1.pdf", Outcome.PICTURE),))
    page = as_role("operator").get(reverse("findings")).content.decode()
    assert "没有待判断的问题" in page
    assert "不能视为没有问题" in page


def test_a_page_of_causes_asks_the_database_the_same_however_many_there_are(as_role, site, django_assert_num_queries):
    examined(site, *[told(number, quote=f"词语{number}") for number in range(60)])
    client = as_role("operator")
    client.get(reverse("findings"))
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        client.get(reverse("findings") + "?size=20")
    with CaptureQueriesContext(connection) as many:
        client.get(reverse("findings") + "?size=100")
    assert len(few) == len(many)


def test_a_decision_can_be_taken_back_from_the_record(as_role, site):
    examined(site, told(1))
    client = as_role("operator")
    client.post(reverse("cause_decide", args=[Finding.objects.get().cause]), {"kind": "confirmed"})
    made = Decision.objects.get()
    client.post(reverse("decision_undo", args=[made.pk]))
    assert Finding.objects.get().decision is None
    assert "已撤销" in client.get(reverse("decisions")).content.decode()


def test_an_archived_post_leads_to_its_evidence(as_role, site):
    take(site, post(1))
    examined(site, told(1))
    cause = Finding.objects.get().cause
    assert "证据" in as_role("operator").get(reverse("cause", args=[cause])).content.decode()
