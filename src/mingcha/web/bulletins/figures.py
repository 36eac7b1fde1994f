"""One figure of a bulletin taken apart: what it counts, how it is worked out, and whether it still holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mingcha.assess.ratio import completion_ratio
from mingcha.model.bulletin import Bulletin, CaseFigure, CaseName, Linked, Measure, UnitName
from mingcha.model.case_query import CaseCondition
from mingcha.model.count import PostQuery
from mingcha.web.bulletins.errata import UNFOUNDED, Ledger, printed
from mingcha.web.bulletins.places import cases_in_words, in_words, places
from mingcha.web.bulletins.recounting import Recount
from mingcha.web.publishing import queries as publishing
from mingcha.web.units.models import Unit
from mingcha.web.units.queries import groups


@dataclass(frozen=True)
class Proof:
    """A figure or unit name with everything that proves it.

    `found` is the number of rows its query finds, counted one by one; `now` what it would print today. `rows` are the
    keys of those rows where they are cases or findings, `before` of those that were counted in print and are no more.
    """

    run: Linked
    place: str
    counts: str
    how: str
    found: int
    now: str
    rows: tuple[int, ...] = ()
    before: tuple[int, ...] = ()

    @property
    def holds(self) -> bool | None:
        """Whether print and ledger agree; None for a unit name that posts put there, which states no number."""
        return None if isinstance(self.run, UnitName) else self.run.text == self.now

    @property
    def is_name(self) -> bool:
        return isinstance(self.run, UnitName | CaseName)

    @property
    def is_of_cases(self) -> bool:
        """Whether its rows are cases or findings, not posts."""
        return isinstance(self.run, CaseFigure | CaseName)

    @property
    def is_of_findings(self) -> bool:
        return isinstance(self.run, CaseFigure) and self.run.cases.condition is CaseCondition.REMOVED


def prove(bulletin: Bulletin, key: str) -> Proof | None:
    """The proof of the figure or unit name with this key; None when the bulletin prints no such thing."""
    standing = {run.key: (run, place) for run, place in places(bulletin)}
    if key not in standing:
        return None
    run, place = standing[key]
    names = dict(Unit.objects.values_list("code", "name"))
    if isinstance(run, CaseFigure | CaseName):
        return _of_cases(run, place, names)
    found = publishing.posts_of(run.posts).count()
    counts = in_words(run.posts, names=names, all_of=_whole(bulletin, run.posts))
    if isinstance(run, UnitName):
        return Proof(run, place, counts, "", found, "")
    ledger = Ledger(bulletin)
    target = ledger.target(run.posts) if run.measure is not Measure.POSTS else None
    if run.measure is Measure.POSTS:
        return Proof(run, place, counts, "逐条数出下列台账信息的条数。", found, str(found))
    unit = names.get(run.posts.units[0], run.posts.units[0])
    if run.measure is Measure.TARGET:
        how = f"{unit}登记的 {run.posts.last.year} 年度任务数。"
        return Proof(run, place, counts, how, found, printed(run, ledger.value(run)))
    now = printed(run, completion_ratio(found, target))
    owed = "未登记" if target is None else str(target)
    how = f"已发布总数 ÷ 本年度任务数 × 100 = {found} ÷ {owed} × 100 = {now}，四舍五入保留两位小数。"
    return Proof(run, place, counts, how, found, now)


def _of_cases(run: CaseFigure | CaseName, place: str, names: Mapping[str, str]) -> Proof:
    """Found by asking the record again, apart from the way the sentence was made."""
    recount = Recount()
    rows = recount.rows(run.cases)
    counts = cases_in_words(run.cases, names=names)
    if isinstance(run, CaseName):
        gone = tuple(key for key in run.cases.cases if key not in rows)
        how = "下列整改事项使这一单位在此点名。"
        return Proof(run, place, counts, how, len(rows), run.text if rows else UNFOUNDED, rows, gone)
    gone = tuple(key for key in run.rows if key not in rows)
    how = f"逐条数出下列{'问题' if run.cases.condition is CaseCondition.REMOVED else '整改事项'}：{run.measure.label}。"
    return Proof(run, place, counts, how, len(rows), str(recount.value(run.cases, run.measure)), rows, gone)


def _whole(bulletin: Bulletin, query: PostQuery) -> str:
    """The name of the group whose annex rows together are the query's units, 全县 for all annexes, else nothing."""
    titles: Mapping[str, str] = {group.code: group.name for group in groups()}
    everyone: set[str] = set()
    for annex in bulletin.annexes:
        of_group = {
            unit for row in annex.rows for cell in row.cells if isinstance(cell, UnitName) for unit in cell.posts.units
        }
        if of_group == set(query.units) and len(of_group) > 1:
            return f"{titles.get(annex.group, annex.title)}全部{len(annex.rows)}个单位"
        everyone |= of_group
    if everyone == set(query.units) and len(everyone) > 1:
        return f"全县{sum(len(annex.rows) for annex in bulletin.annexes)}个单位"
    return ""
