"""Every figure can be taken apart into the rows it counts."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from mingcha.model.bulletin import Figure, UnitName
from mingcha.web.bulletins import issuing
from mingcha.web.bulletins.figures import prove
from mingcha.web.bulletins.places import places
from mingcha.web.bulletins.values import value
from mingcha.web.publishing.queries import posts_of

AT = datetime(2024, 1, 12, 1, 30, tzinfo=UTC)


@pytest.fixture
def printed(open_draft):
    return value(open_draft())


def test_every_figure_of_a_draft_holds(printed):
    figures = [run for run, _ in places(printed) if isinstance(run, Figure)]
    assert len(figures) == 3 + 3 * 4
    assert [figure.key for figure in figures if not prove(printed, figure.key).holds] == []


def test_a_posts_figure_counts_exactly_its_rows(printed):
    proof = prove(printed, "annex1.S1.month")
    rows = posts_of(proof.run.posts)
    assert (proof.found, proof.run.text, rows.count()) == (10, "10", 10)
    assert {(post.unit.code, post.month) for post in rows} == {("S1", 202312)}
    assert proof.place == "附件1 县水利局 12月发布条数"
    assert proof.counts == "县水利局在2023年12月发布的全部信息"


def test_a_ratio_shows_how_it_is_worked_out(printed):
    proof = prove(printed, "annex1.S2.ratio")
    assert "60 ÷ 200 × 100 = 30.00" in proof.how
    assert (proof.found, proof.now, proof.holds) == (60, "30.00", True)


def test_a_target_says_whose_and_which_year(printed):
    proof = prove(printed, "annex2.Z1.target")
    assert proof.how == "嘉定镇登记的 2023 年度任务数。"
    assert (proof.now, proof.holds) == ("60", True)


def test_totals_are_told_as_the_county_and_its_groups(printed):
    assert prove(printed, "totals.year").counts == "全县3个单位在2023年1月至2023年12月发布的全部信息"
    assert prove(printed, "totals.month.county").counts == "县直单位全部2个单位在2023年12月发布的全部信息"


def test_a_unit_name_leads_to_its_rows_and_states_no_number(printed):
    names = [run for run, _ in places(printed) if isinstance(run, UnitName)]
    proof = prove(printed, names[0].key)
    assert proof.holds is None
    assert proof.found == posts_of(names[0].posts).count() > 0


def test_what_is_not_printed_has_no_proof(printed):
    assert prove(printed, "annex9.S1.month") is None


def test_an_issued_figure_no_longer_holds_after_the_ledger_changed(open_draft, people, publish):
    bulletin = issuing.issue(bulletin=open_draft(), by=people.operator, at=AT)
    publish("S1", date(2023, 12, 20))

    proof = prove(value(bulletin), "annex1.S1.month")
    assert (proof.run.text, proof.now, proof.holds) == ("10", "11", False)
    untouched = prove(value(bulletin), "annex1.S2.month")
    assert untouched.holds is True
