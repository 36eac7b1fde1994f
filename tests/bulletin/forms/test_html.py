"""The HTML edition: every figure leads to its posts, and nothing is asked of the network."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from bulletin.forms.sample import saying

from mingcha.bulletin.forms import html
from mingcha.model.bulletin import Bulletin, Figure, UnitName, Words


def link(run: Figure | UnitName) -> str:
    return f"/bulletins/1/figures/{run.key}/?from=a&to=b"


class Elements(HTMLParser):
    """All start tags with their attributes, and whether every element is closed in its turn."""

    VOID = frozenset({"meta", "br", "img", "link", "path", "rect"})

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(page)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            assert self.open.pop() == tag

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]


def test_every_figure_and_every_unit_name_leads_to_its_posts(issue: Bulletin) -> None:
    links = Elements(html.edition(issue, link)).of("a")
    expected = [run for run in issue.runs() if not isinstance(run, Words)]
    assert [one["data-key"] for one in links] == [run.key for run in expected]
    assert [one["href"] for one in links] == [link(run) for run in expected]
    assert [one["class"] for one in links] == ["figure" if isinstance(run, Figure) else "unit" for run in expected]


def test_without_links_the_figures_keep_their_keys(issue: Bulletin) -> None:
    page = Elements(html.edition(issue))
    assert page.of("a") == []
    keys = [one["data-key"] for one in page.of("span") if one.get("class") == "figure"]
    assert keys == [figure.key for figure in issue.figures()]


def test_paragraphs_say_who_answers_for_them(issue: Bulletin) -> None:
    origins = [one["data-origin"] for one in Elements(html.edition(issue)).of("p") if "data-origin" in one]
    assert origins == ["generated"] * 2 + ["written"] * 8


def test_tables_have_captions_and_scopes(issue: Bulletin) -> None:
    page = Elements(html.edition(issue))
    assert len(page.of("caption")) == 2
    assert [one["scope"] for one in page.of("th")].count("col") == 10
    assert [one["scope"] for one in page.of("th")].count("row") == 56
    assert [one.get("class") for one in page.of("tr")].count("unfinished") == 3


def test_what_people_type_never_becomes_markup() -> None:
    page = html.edition(saying('<script>alert("1")</script><img src=x onerror=alert(1)>'), link)
    assert "<script" not in page
    assert "<img" not in page
    assert "&lt;script&gt;" in page


def test_an_awkward_unit_name_stays_text_in_table_and_chart(issue: Bulletin) -> None:
    bar = replace(issue.charts[0].first[0], label='<b>"县&局"</b>')
    chart = replace(issue.charts[0], first=(bar, *issue.charts[0].first[1:]))
    page = html.edition(replace(issue, charts=(chart,)))
    assert "<b>&quot;" not in page
    assert "&lt;b&gt;&quot;县&amp;局&quot;&lt;/b&gt;" in page


def test_the_file_names_no_other_address(issue: Bulletin) -> None:
    page = html.write(issue).decode()
    addresses = set(re.findall(r"(?:https?:)?//[\w.]+[^\s\"']*", page))
    assert addresses == {"http://www.w3.org/2000/svg"}
    assert "@import" not in page
    assert "url(" not in page


def test_every_rule_of_the_style_concerns_the_bulletin_alone() -> None:
    rules = re.sub(r"/\*.*?\*/|@page[^}]*}|@media[^{]*{", "", html.style(), flags=re.S)
    selectors = [one.strip() for group in re.findall(r"([^{}]+){", rules) for one in group.split(",")]
    assert selectors
    assert all(selector.startswith(".bulletin") for selector in selectors), selectors


def test_a_browser_shows_it_whole_and_accessible(issue: Bulletin, page, tmp_path) -> None:  # type: ignore[no-untyped-def]
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    file = tmp_path / "issue.html"
    file.write_bytes(html.write(issue, link))
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(file.as_uri())
    assert page.locator("a.figure").count() == len(issue.figures())
    assert page.locator("figure svg").count() == 2
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert complaints == []
    results = axe.Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
