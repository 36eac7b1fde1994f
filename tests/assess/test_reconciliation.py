"""对账: figures that must agree are held against each other, and every kind of disagreement is seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from bulletin.county import LAYOUT, TARGETS, bulletin, counts, statistics

from mingcha.assess.reconciliation import reconcile
from mingcha.model.bulletin import AnnexRow, Bulletin, Figure
from mingcha.model.count import MonthCount
from mingcha.model.layout import SectionPlan
from mingcha.model.month import Month
from mingcha.model.reconciliation import Agreement, Part, TypedFigure, Verdict
from mingcha.model.statistics import Policy

DECEMBER, NOVEMBER = Month(2023, 12), Month(2023, 11)
POSTS = counts(DECEMBER, a=12, b=2, c=9, t=40)
FOUND = statistics(DECEMBER, POSTS)
PRINTED = bulletin(FOUND)
LAST_ISSUE = bulletin(statistics(NOVEMBER, POSTS))
REPORT = "样例县2023年年报"


def agreements(
    printed: Bulletin = PRINTED,
    *,
    raw: Sequence[MonthCount] = POSTS,
    rolled: Sequence[MonthCount] = POSTS,
    previous: Bulletin | None = LAST_ISSUE,
    typed: Sequence[TypedFigure] = (),
    targets: dict[str, int] | None = None,
) -> dict[str, Agreement]:
    found = reconcile(
        statistics=FOUND,
        bulletin=printed,
        raw=raw,
        rolled=rolled,
        targets=targets or {target.unit: target.posts for target in TARGETS},
        previous=previous,
        typed=typed,
    )
    return {agreement.key: agreement for agreement in found}


def reprinted(key: str, text: str) -> Bulletin:
    """The bulletin with one figure printed differently, in the text or in an annex."""

    def run(old):  # type: ignore[no-untyped-def]
        return replace(old, text=text) if isinstance(old, Figure) and old.key == key else old

    sections = tuple(
        replace(s, paragraphs=tuple(replace(p, runs=tuple(run(r) for r in p.runs)) for p in s.paragraphs))
        for s in PRINTED.sections
    )
    annexes = tuple(
        replace(a, rows=tuple(AnnexRow(tuple(run(c) for c in row.cells), row.unfinished) for row in a.rows))
        for a in PRINTED.annexes
    )
    return replace(PRINTED, sections=sections, annexes=annexes)


def test_a_true_bulletin_agrees_in_everything() -> None:
    assert {a.key: a.verdict for a in agreements().values() if a.verdict is not Verdict.AGREES} == {}


@pytest.mark.parametrize(
    ("key", "text", "disagrees"),
    [
        ("totals.year", "757", {"headline.year", "printed.posts"}),
        ("totals.month.town", "41", {"headline.month.town", "printed.posts"}),
        ("annex1.a.year", "145", {"headline.year", "printed.posts", "ratios"}),
        ("annex2.t.month", "39", {"headline.month.town", "printed.posts"}),
        ("annex1.b.target", "121", {"targets", "ratios"}),
        ("annex1.c.ratio", "90.01", {"ratios"}),
    ],
)
def test_one_wrong_digit_is_seen(key: str, text: str, disagrees: set[str]) -> None:
    found = agreements(reprinted(key, text))
    assert {a.key for a in found.values() if a.verdict is Verdict.DIFFERS} == disagrees


def test_a_wrong_ratio_names_its_row_so_that_an_explanation_fits_no_other() -> None:
    found = agreements(reprinted("annex1.c.ratio", "90.01"))["ratios"]
    assert found.parts == (Part("县气象局", 9001, 9000),)


def test_a_unit_named_in_the_wrong_place_is_seen() -> None:
    first = PRINTED.annexes[0]
    swapped = replace(first, rows=(first.rows[1], first.rows[0], *first.rows[2:]))
    found = agreements(replace(PRINTED, annexes=(swapped, PRINTED.annexes[1])))["ranking.county.top"]
    assert found.difference == 0
    assert found.verdict is Verdict.DIFFERS
    assert {part.name for part in found.parts} == {"县林业局", "县气象局"}


def test_a_unit_called_silent_must_have_no_post() -> None:
    layout = replace(LAYOUT, sections=(SectionPlan("overview", "基本情况", generated=("zero_posts",)),))
    posts = [count for count in POSTS if (count.unit, count.month) != ("b", DECEMBER)]
    silent = statistics(DECEMBER, posts)
    printed = bulletin(silent, layout=layout)
    found = reconcile(statistics=silent, bulletin=printed, raw=POSTS, rolled=posts, targets={})
    (silence,) = [agreement for agreement in found if agreement.key == "zero.posts"]
    assert silence.parts == (Part("县统调队", 0, 2),)


def test_each_figure_is_recounted_by_its_own_policy() -> None:
    """A bulletin printed gross stays proven when the office counts net from the next month on."""
    doubled = [replace(count, duplicates=1) if count.unit == "a" else count for count in POSTS]
    gross = statistics(DECEMBER, doubled)
    found = reconcile(statistics=gross, bulletin=bulletin(gross), raw=doubled, rolled=doubled, targets={})
    assert next(a for a in found if a.key == "printed.posts").verdict is Verdict.AGREES
    net = statistics(DECEMBER, doubled, policy=Policy(net=True))
    found = reconcile(statistics=net, bulletin=bulletin(net), raw=doubled, rolled=doubled, targets={})
    assert next(a for a in found if a.key == "printed.posts").verdict is Verdict.AGREES
    assert next(a for a in found if a.key == "months.year").verdict is Verdict.AGREES


def test_a_post_that_left_the_ledger_is_seen_where_it_is_missing() -> None:
    fewer = [replace(c, gross=c.gross - 1) if (c.unit, c.month) == ("a", DECEMBER) else c for c in POSTS]
    found = agreements(raw=fewer)
    assert found["units.posts"].difference == 1
    assert [part.name for part in found["units.posts"].parts if part.difference] == ["县直单位"]
    assert found["rollup.posts"].parts == (Part("县林业局 2023年12月", 12, 11),)
    assert found["months.year"].verdict is Verdict.DIFFERS


def test_two_errors_that_cancel_out_are_still_seen() -> None:
    shifted = {("a", DECEMBER): 1, ("b", DECEMBER): -1}
    moved = [replace(c, gross=c.gross + shifted.get((c.unit, c.month), 0)) for c in POSTS]
    found = agreements(rolled=moved)["rollup.posts"]
    assert found.difference == 0
    assert found.verdict is Verdict.DIFFERS


def test_last_issue_plus_this_month_is_this_issue_unit_by_unit() -> None:
    changed = [replace(c, gross=c.gross + 5) if (c.unit, c.month) == ("b", Month(2023, 2)) else c for c in POSTS]
    found = agreements(previous=bulletin(statistics(NOVEMBER, changed)))["last_issue"]
    assert found.difference == 5
    assert [part.name for part in found.parts] == ["统调队"]


def test_without_a_last_issue_nothing_is_claimed() -> None:
    found = agreements(previous=None)["last_issue"]
    assert found.verdict is Verdict.NOT_COMPARED
    assert "2023年11月" in found.remark


def test_in_january_there_is_no_last_issue_to_compare_with() -> None:
    january = Month(2024, 1)
    posts = counts(january, a=1, b=1, c=1, t=1)
    found = statistics(january, posts)
    compared = reconcile(statistics=found, bulletin=bulletin(found), raw=posts, rolled=posts, targets={})
    assert next(a for a in compared if a.key == "last_issue").verdict is Verdict.NOT_COMPARED


def test_missing_targets_are_named_and_nothing_is_called_equal() -> None:
    bare = tuple(
        replace(group, units=tuple(replace(row, target=None, ratio=None, rank=None) for row in group.units))
        for group in FOUND.groups
    )
    found = replace(FOUND, groups=bare)
    compared = reconcile(statistics=found, bulletin=bulletin(found), raw=POSTS, rolled=POSTS, targets={})
    verdicts = {agreement.key: agreement for agreement in compared}
    assert verdicts["targets"].verdict is Verdict.NOT_COMPARED
    assert verdicts["targets"].remark == "4 个单位没有登记年度任务：县林业局、县气象局、统调队、虎山乡政府。"
    assert verdicts["ratios"].verdict is Verdict.NOT_COMPARED


def test_another_documents_figures_show_where_the_difference_sits() -> None:
    typed = [
        TypedFigure(REPORT, DECEMBER.january, DECEMBER, group, value)
        for group, value in ((None, 750), ("county", 270), ("town", 480))
    ]
    found = agreements(typed=typed)[f"typed.{REPORT}.202301-202312"]
    assert found.difference == 6
    assert found.remark == "相差的 6 条全部在县直单位；乡镇一致。"


def test_another_documents_own_parts_are_added_up_too() -> None:
    typed = [
        TypedFigure(REPORT, DECEMBER.january, DECEMBER, group, value)
        for group, value in ((None, 756), ("county", 275), ("town", 480))
    ]
    assert agreements(typed=typed)[f"typed.{REPORT}.202301-202312.inner"].difference == 1


def test_another_period_is_not_compared() -> None:
    typed = [TypedFigure(REPORT, Month(2022, 1), Month(2022, 12), None, 5)]
    found = agreements(typed=typed)[f"typed.{REPORT}.202201-202212"]
    assert found.verdict is Verdict.NOT_COMPARED


def test_a_missing_month_is_not_called_agreement() -> None:
    part = [count for count in POSTS if count.month.number != 5]
    gap = statistics(DECEMBER, part)
    found = reconcile(statistics=gap, bulletin=bulletin(gap), raw=part, rolled=part, targets={})
    verdicts = {agreement.key: agreement.verdict for agreement in found}
    assert verdicts["months.year"] is Verdict.NOT_COMPARED
    assert verdicts["headline.year"] is Verdict.NOT_COMPARED
