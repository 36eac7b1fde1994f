"""A month's work in a real browser: draft, write, reconcile, explain, issue, and click a figure to its posts."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

LARGE_TYPE = "large_type"
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}


@pytest.fixture
def office(transactional_db: None, live_server: Any, settings: Any, tmp_path: Path) -> SimpleNamespace:
    """The small county behind a live server."""
    from web.bulletins import county

    settings.MEDIA_ROOT = tmp_path / "files"
    people = county.make_people(county.make_county())
    return SimpleNamespace(url=live_server.url, people=people, password=county.PASSWORD, county=county)


def sign_in(page: Page, office: SimpleNamespace, name: str = "operator") -> None:
    page.goto(f"{office.url}/login/")
    page.fill("input[name=username]", name)
    page.fill("input[name=password]", office.password)
    page.click("main button[type=submit]")
    page.wait_for_url(f"{office.url}/**")


def faults(page: Page) -> list[str]:
    """What axe-core finds wrong with the page as it stands."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options=WCAG)
    assert found.response["passes"], "axe looked at nothing"
    return [f"{page.url}: {rule['id']} {rule['nodes'][0]['html'][:120]}" for rule in found.response["violations"]]


def test_from_a_draft_to_a_figure_and_its_posts(page: Page, office: SimpleNamespace) -> None:
    sign_in(page, office)
    page.goto(f"{office.url}/bulletins/typed/")
    page.fill("input[name=document]", "2023年政府信息公开工作年度报告")
    page.fill("input[name=first]", "202301")
    page.fill("input[name=last]", "202312")
    page.fill("input[name=value]", "241")
    page.click("main form button[type=submit]")
    page.wait_for_selector("main tbody tr")

    page.goto(f"{office.url}/bulletins/")
    page.click("text=起草新一期")
    page.fill("input[name=dated]", "2024-01-14")
    page.dispatch_event("input[name=dated]", "change")
    page.wait_for_selector("#date-warning .note")
    page.fill("input[name=number]", "1")
    page.fill("input[name=dated]", "2024-01-12")
    page.click("main button[type=submit]")
    page.wait_for_url("**/edit/")

    # Writing: the preview follows without a new page.
    for section, title in (("activities", "工作动态"), ("problems", "存在问题")):
        page.click(f"#compose-{section} > summary")
        page.fill(f"#text-{section}", f"{title}由人撰写。")
        page.click(f"#compose-{section} button[type=submit]")
        page.wait_for_selector(f"#section-{section} article.written")
        assert f"{title}由人撰写。" in page.inner_text("#paper")
    assert page.url.endswith("/edit/")
    assert "撰写" in page.inner_text("#section-activities article.written .meta")
    assert "自动生成" in page.inner_text("#section-overview article.generated")

    # The other document says 241 where we count 252: no issue without a word about it.
    page.click(".actions >> text=印发")
    assert "相差 11，还没有说明" in page.inner_text("main")
    page.click("text=查看对账")
    assert page.locator("tr.differs .tag.red").count() == 1
    page.fill("tr.differs textarea", "年报截止日期较早。")
    page.click("tr.differs button[type=submit]")
    assert "不符，已说明" in page.inner_text("tr.differs")
    assert "经办员" in page.inner_text("tr.differs")

    page.click(".actions >> text=印发")
    page.click("text=确认印发2024年第1期")
    page.wait_for_url(re.compile(r"/bulletins/\d+/$"))
    assert "已印发" in page.inner_text(".head")
    assert page.locator(".digest code").count() == 5

    # From the printed number to exactly its posts.
    figure = page.locator("a.figure[data-key='annex1.S1.month']")
    number = int(figure.inner_text())
    figure.click()
    page.wait_for_selector(".verdict.good")
    assert page.locator("tbody tr").count() == number == 10
    assert set(page.locator("tbody tr td:first-child").all_inner_texts()) == {"县水利局"}
    with page.expect_download() as download:
        page.click("text=导出这些信息")
    assert download.value.suggested_filename.endswith(".xlsx")
    page.click("text=在台账中查看")
    assert page.locator("main tbody tr").count() == number


def test_what_is_being_typed_survives_other_actions(page: Page, office: SimpleNamespace) -> None:
    bulletin = office.county.open_draft(office.people)
    sign_in(page, office)
    page.goto(f"{office.url}/bulletins/{bulletin.pk}/edit/")
    page.click("#compose-activities > summary")
    page.fill("#text-activities", "写到一半的话")

    page.click("#section-requirements article.written >> nth=0 >> text=下移")
    page.wait_for_selector("#section-requirements article.written:first-of-type >> text=严格审核把关。")

    assert page.input_value("#text-activities") == "写到一半的话"


def test_a_deletion_asks_once_more_and_names_its_object(page: Page, office: SimpleNamespace) -> None:
    bulletin = office.county.open_draft(office.people)
    sign_in(page, office)
    page.goto(f"{office.url}/bulletins/{bulletin.pk}/edit/")
    page.click("#section-activities .confirm > summary")
    page.click("text=确认删除“工作动态由人撰写。”")
    page.wait_for_selector("#section-activities article.written", state="detached")
    assert "工作动态由人撰写。" not in page.inner_text("#paper")


@pytest.mark.parametrize("large", ["0", "1"], ids=["normal", "large type"])
def test_the_pages_hold_wcag_and_fit_the_screen(page: Page, office: SimpleNamespace, large: str) -> None:
    from mingcha.web.bulletins import issuing

    county = office.county
    november = county.open_draft(office.people, county.DECEMBER.shift(-1), number=11, dated=county.AT.date())
    issuing.issue(bulletin=november, by=office.people.operator, at=county.AT)
    draft = county.open_draft(office.people)
    county.publish("S1", county.DECEMBER.shift(-1).first)
    page.context.add_cookies([{"name": LARGE_TYPE, "value": large, "url": office.url}])
    sign_in(page, office)
    pages = [
        "",
        "new/",
        f"{november.pk}/",
        f"{draft.pk}/",
        f"{draft.pk}/edit/",
        f"{november.pk}/figures/annex1.S1.ratio/",
        f"{draft.pk}/agreements/",
        f"{draft.pk}/issue/",
        "errata/",
        "typed/",
        "layout/",
    ]
    found: list[str] = []
    for address in pages:
        page.set_viewport_size({"width": 1366, "height": 768})
        page.goto(f"{office.url}/bulletins/{address}")
        page.wait_for_load_state("networkidle")
        page.eval_on_selector_all("main details", "all => all.forEach(one => { one.open = true; })")
        found += faults(page)
        for width in (1366, 390):
            page.set_viewport_size({"width": width, "height": 800})
            if page.evaluate("document.documentElement.scrollWidth") > width:
                found.append(f"{address} scrolls sideways at {width}")
    assert found == []
