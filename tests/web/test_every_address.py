"""Every address of the site, opened by every role: nobody is let in or shut out by accident."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from web.cases.found import examined, told
from web.rounds.portal import fill, make_site
from web.small_county import AT, OTHER, OWN

from mingcha.web.accounts import second_factor
from mingcha.web.cases import deciding, life
from mingcha.web.cases.models import Finding
from mingcha.web.masking.models import Masking
from mingcha.web.publishing.models import Column, Import

OPERATOR, UNIT, LEADER = "operator", "unit", "leader"
SYSTEM, SECURITY, AUDITOR = "system", "security", "auditor"
ROLES = (OPERATOR, UNIT, LEADER, SYSTEM, SECURITY, AUDITOR)
BUSINESS = {OPERATOR, UNIT, LEADER}

# Who gets an answer from GET: 200, or the redirect or 405 that the address is made of; everybody else gets 403.
OPEN = {
    "login": set(ROLES),
    "logout": set(ROLES),
    "large_type": set(ROLES),
    "password_change": set(ROLES),
    "overview": set(ROLES),
    "login_code": set(ROLES),
    "sessions": set(ROLES),
    "sessions_end": set(ROLES),
    "session_end": set(ROLES),
    "second_factor": set(ROLES),
    "second_factor_begin": set(ROLES),
    "second_factor_picture": set(ROLES),
    "second_factor_change": set(ROLES),
    "log": {AUDITOR},
    "log_export": {AUDITOR},
    "users": {SYSTEM, SECURITY},
    "safety_rules": {SECURITY},
    "user_sessions": {SECURITY},
    "user_session_end": {SECURITY},
    "user_code_reset": {SECURITY},
    "user_new": {SYSTEM},
    "user_edit": {SYSTEM},
    "user_password": {SECURITY},
    "user_unlock": {SECURITY},
    "user_appoint": {SECURITY},
    "ledger": BUSINESS,
    "ledger_export": BUSINESS,
    "columns": BUSINESS,
    "columns_export": BUSINESS,
    "column_new": {OPERATOR},
    "column_edit": {OPERATOR},
    "columns_confirm": {OPERATOR},
    "site_list": {OPERATOR, LEADER},
    "site": {OPERATOR, LEADER},
    "site_new": {OPERATOR},
    "site_edit": {OPERATOR},
    "round_start": {OPERATOR},
    "round": {OPERATOR, LEADER},
    "round_progress": {OPERATOR, LEADER},
    "round_stop": {OPERATOR},
    "round_continue": {OPERATOR},
    "queue": {OPERATOR},
    "queue_assign": {OPERATOR},
    "queue_post": {OPERATOR},
    "queue_aside": {OPERATOR},
    "assignment_undo": {OPERATOR},
    "rule_list": {OPERATOR, LEADER},
    "rule_new": {OPERATOR},
    "rule_apply": {OPERATOR},
    "rule_edit": {OPERATOR},
    "rule_change": {OPERATOR},
    "post": BUSINESS,
    "post_snapshot": BUSINESS,
    "post_shown": BUSINESS,
    "post_compare": BUSINESS,
    "post_reveal": {OPERATOR, UNIT},
    "post_record": {OPERATOR},
    "findings": BUSINESS,
    "cause": BUSINESS,
    "cause_decide": {OPERATOR},
    "decisions": {OPERATOR, LEADER},
    "decision_undo": {OPERATOR},
    "causes_preview": {OPERATOR},
    "causes_decide": {OPERATOR},
    "seconding": {OPERATOR, LEADER},
    "decision_second": {OPERATOR},
    "case_list": BUSINESS,
    "case": BUSINESS,
    "case_close": {OPERATOR},
    "case_recheck": {OPERATOR},
    "case_follow": {OPERATOR},
    "case_look": {OPERATOR},
    "case_end": {OPERATOR},
    "case_untie": {OPERATOR},
    "rectifying": {OPERATOR, LEADER},
    "practice_edit": {OPERATOR},
    "unit": BUSINESS,
    "workdays": BUSINESS,
    "imports": {OPERATOR, UNIT},
    "import_new": {OPERATOR, UNIT},
    "import_template": {OPERATOR, UNIT},
    "import_item": {OPERATOR, UNIT},
    "import_confirm": {OPERATOR, UNIT},
    "import_undo": {OPERATOR, UNIT},
    "import_marked": {OPERATOR, UNIT},
    "maskings": {OPERATOR, UNIT},
    "masking_item": {OPERATOR, UNIT},
    "masking_copy": {OPERATOR, UNIT},
    "masking_receipt": {OPERATOR, UNIT},
    "unit_list": {OPERATOR, LEADER},
    "units_export": {OPERATOR, LEADER},
    "targets": {OPERATOR, LEADER},
    "unit_new": {OPERATOR},
    "group_list": {OPERATOR},
    "group_new": {OPERATOR},
    "group_edit": {OPERATOR},
    "unit_edit": {OPERATOR},
    "unit_delete": {OPERATOR},
    "units_import": {OPERATOR},
    "units_import_confirm": {OPERATOR},
}
POST_ONLY = {"post_reveal", "sessions_end", "session_end", "second_factor_begin", "second_factor_change", "user_session_end", "user_code_reset"} | {
    "masking_copy", "user_unlock", "logout", "large_type", "import_confirm", "units_import_confirm", "columns_confirm",
    "round_start", "round_stop", "round_continue", "queue_assign", "queue_aside", "assignment_undo", "rule_change", "rule_apply",
    "cause_decide", "decision_undo", "causes_preview", "causes_decide", "decision_second", "case_close", "case_recheck", "case_follow", "case_look", "case_end", "case_untie",
}  # fmt: skip
# A liaison's business is scoped by unit: what is another's is not there.
SCOPED = {"masking_item", "masking_receipt", "unit", "import_item", "import_undo", "import_marked"} | {
    "post", "post_snapshot", "post_shown", "post_compare", "cause", "case",
}  # fmt: skip
COLLECTING = ("site", "round", "queue", "assignment", "rule", "post")
# These rooms have tables of their own, in tests/web beside their other tests.
OWN_TABLES = (
    "mingcha.web.api.",
    "ninja.",
    "mingcha.web.bulletins.",
    "mingcha.web.media.",
    "mingcha.web.work.",
    "mingcha.web.answers.",
    "mingcha.web.escalation.",
    "mingcha.web.notices.",
)


def patterns(resolver):
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            yield from patterns(each)
        elif isinstance(each, URLPattern) and not each.lookup_str.startswith(OWN_TABLES):
            yield each.name


def address(name, county, *, unit=OWN):
    given = {
        "unit": [unit],
        "unit_edit": [unit],
        "unit_delete": [unit],
        "group_edit": ["town"],
        "column_edit": [Column.objects.values_list("pk", flat=True).first()],
        "user_edit": [county.people[LEADER].pk],
        "user_password": [county.people[LEADER].pk],
        "user_unlock": [county.people[LEADER].pk],
        "user_appoint": [county.people[LEADER].pk],
        "user_sessions": [county.people[LEADER].pk],
        "user_code_reset": [county.people[LEADER].pk],
        "session_end": [1],
        "user_session_end": [1],
        "second_factor_change": ["confirm"],
    }
    if name == "second_factor_picture":
        for person in county.people.values():
            second_factor.begin(person)
    if name.startswith("import_") and name not in {"import_new", "import_template"}:
        item, _ = Import.objects.get_or_create(
            file_name=f"{unit}.xlsx",
            defaults={"digest": unit, "size": 1, "uploaded_at": AT, "unit": county.units[unit], "state": "confirmed"},
        )
        given[name] = [item.pk]
    if name.startswith("masking_"):
        item, _ = Masking.objects.get_or_create(
            file_name=f"{unit}.csv", defaults={"size": 1, "state": "clean", "made_at": AT, "unit": county.units[unit]}
        )
        given[name] = [item.pk]
    if name.startswith(("cause", "decision_")) and not name.startswith("causes_"):
        finding = confirmed(county, unit)
        given[name] = [finding.decision_id] if name.startswith("decision_") else [finding.cause]
    if name.startswith("case") and name not in {"case_list", "case_close", "case_recheck", "case_follow"}:
        finding = confirmed(county, unit)
        life.tell([finding.case], due=date(2024, 1, 19), by=None, at=AT)
        given[name] = [finding.case_id, *{"case_end": ["close"], "case_untie": [1]}.get(name, [])]
    if name.startswith(COLLECTING):
        portal = collecting(county)
        post = portal.post if unit == OWN else portal.others
        given |= {
            **{key: [portal.site.pk] for key in ("site", "site_edit", "round_start")},
            **{key: [portal.round.pk] for key in ("round", "round_progress", "round_stop", "round_continue")},
            **{key: [portal.waiting.pk] for key in ("queue_post", "queue_aside")},
            **{key: [1] for key in ("rule_edit", "rule_change")},
            "assignment_undo": [portal.assignment.pk],
            "post": [post.pk],
            **{key: [post.pk, 1] for key in ("post_snapshot", "post_shown", "post_reveal", "post_record")},
            "post_compare": [post.pk, 1, 3],
        }
    return reverse(name, args=given.get(name, []))


def confirmed(county, unit):
    """A finding of the unit that the office has confirmed."""
    examined(make_site(name=f"网站{unit}", folder=f"site{unit}"), told(int(unit), quote=f"词语{unit}"))
    Finding.objects.filter(decision=None).update(unit=county.units[unit])
    deciding.decide(Finding.objects.filter(unit=county.units[unit]), kind="confirmed", by=None, at=AT)
    return Finding.objects.get(unit=county.units[unit])


def collecting(county):
    """The county's portal with a round, a queue and evidence; made once for a test."""
    if not hasattr(county, "portal"):
        county.portal = fill(county)
    return county.portal


def test_every_address_has_its_line_in_the_table():
    assert set(patterns(get_resolver())) == set(OPEN)


@pytest.mark.parametrize("name", OPEN)
def test_nobody_comes_in_without_signing_in(client, county, name):
    answer = client.get(address(name, county))
    if name == "login":
        assert answer.status_code == 200
    elif name == "large_type":
        assert answer.status_code == 405
    elif name == "login_code":
        assert answer.url == "/login/"  # the password comes first
    else:
        assert answer.status_code == 302
        assert answer.url.startswith("/login/?next=")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", OPEN)
def test_each_role_gets_what_the_table_says(as_role, county, name, role):
    answer = as_role(role).get(address(name, county))
    if name in POST_ONLY:
        assert answer.status_code in ({405} if role in OPEN[name] else {403, 405})
    elif role not in OPEN[name]:
        assert answer.status_code == 403
    elif name in {"login", "login_code"} or (name == "overview" and role not in BUSINESS):
        assert answer.status_code == 302
    elif name == "import_marked":
        assert answer.status_code == 302  # this import has no faults: back to its page, with a word
    else:
        assert answer.status_code == 200


@pytest.mark.parametrize("name", sorted(SCOPED))
def test_a_liaison_gets_not_found_for_what_is_anothers(as_role, county, name):
    assert as_role(UNIT).get(address(name, county, unit=OTHER)).status_code == 404


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", ["units_import_confirm", "import_confirm", "import_new", "targets", "unit_edit"])
def test_posting_is_guarded_like_reading(as_role, county, name, role):
    answer = as_role(role).post(address(name, county))
    may = role in OPEN[name] and not (name == "targets" and role == LEADER)
    assert (answer.status_code == 403) is (not may)


@pytest.mark.parametrize("role", ROLES)
def test_the_menu_offers_only_what_can_be_opened(as_role, role):
    client = as_role(role)
    page = client.get("/", follow=True)
    offered = [entry["url"] for part in page.context["menu"] for entry in part["entries"]]
    assert offered
    assert {client.get(url).status_code for url in offered} == {200}
