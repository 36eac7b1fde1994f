"""Two thousand findings are a morning's work: causes are judged with one key each, and the next one is there."""

from __future__ import annotations

from web.cases.found import examined, told
from web.rounds.portal import make_site

from mingcha.model.finding import Severity
from mingcha.web.cases.models import Decision, Finding


def test_causes_are_judged_without_a_mouse(enter, county):
    site = make_site(name="样例县门户", folder="portal")
    graver = told(3, quote="整号", severity=Severity.CRITICAL)
    examined(site, graver, told(1), told(2), told(4, quote="既使"))
    page = enter("operator", "/findings/")
    page.get_by_role("link", name="用词不当：整号").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=1, name="用词不当：整号").wait_for()

    page.keyboard.press("y")
    page.get_by_role("heading", level=1, name="用词不当：截止目前").wait_for()

    page.keyboard.press("n")  # a false alarm wants its reason first
    assert page.get_by_label("理由").evaluate("field => field === document.activeElement")
    page.keyboard.type("引用原文")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.get_by_role("button", name="误报").focus()
    page.keyboard.press("n")
    page.get_by_role("heading", level=1, name="用词不当：既使").wait_for()

    page.keyboard.press("y")
    page.get_by_text("没有待判断的问题").wait_for()
    assert sorted(Decision.objects.values_list("kind", "number", "reason")) == [
        ("confirmed", 1, ""),
        ("confirmed", 1, ""),
        ("dismissed", 2, "引用原文"),
    ]
    assert all(one.seconds is not None for one in Decision.objects.all())


def test_a_wrong_judgement_is_taken_back(enter, county):
    examined(make_site(name="样例县门户", folder="portal"), told(1))
    page = enter("operator", f"/findings/causes/{Finding.objects.get().cause}/")
    page.keyboard.press("y")
    page.get_by_text("没有待判断的问题").wait_for()
    page.get_by_role("link", name="判断记录").click()
    page.get_by_role("button", name="撤销判断").click()
    page.get_by_text("1 处问题重新待判断").wait_for()
