"""What attribution rules would do to everything that was collected, before they go live."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings

from mingcha.collect.attribution import attribute
from mingcha.model import site as value
from mingcha.model.collected import Attribution, PostFacts
from mingcha.text.unit_names import UnitNames
from mingcha.web.publishing.collected import movable
from mingcha.web.publishing.matching import chunks
from mingcha.web.publishing.models import Column
from mingcha.web.rounds.models import CollectedPost, Rule
from mingcha.web.rounds.rules import Rules
from mingcha.web.units import queries as units
from mingcha.web.units.models import Unit


@dataclass(frozen=True, slots=True)
class Change:
    """A post that other rules give to another unit; `unit` and `before` are names, empty: nobody's."""

    post: CollectedPost
    before: str
    unit: str
    why: str


@dataclass(frozen=True, slots=True)
class Effect:
    """What rules would do: posts taken out of the queue, moved to another unit, kept though the rules say otherwise
    (a file or a person did), and left without a reason. `answers` is by key of the collected post."""

    taken: tuple[Change, ...]
    moved: tuple[Change, ...]
    kept: tuple[Change, ...]
    lost: tuple[Change, ...]
    answers: dict[int, Attribution]

    @property
    def told(self) -> str:
        """One sentence for the reader and the log."""
        said = f"将归属 {len(self.taken) + len(self.moved)} 条，其中 {len(self.moved)} 条与现在不同"
        if self.kept:
            said += f"；另有 {len(self.kept)} 条因导入的台账或人工已写明单位而不变"
        if self.lost:
            said += f"；{len(self.lost)} 条不再有规则依据，单位暂不变动"
        return said


def facts_of(row: CollectedPost) -> PostFacts:
    """What the rules look at, as the round read it."""
    return PostFacts(
        url=row.url, title=row.title, published=row.day, source=row.source, column=row.column_name,
        index_number=row.index_number,
    )  # fmt: skip


class Reader:
    """Answers whose a collected post is by some rules; columns, units and names are read once."""

    def __init__(self, rules: Rules) -> None:
        rows = Column.objects.exclude(url="").select_related("unit").order_by()
        self._columns = {
            row.url: value.Column(
                row.url,
                row.name,
                row.unit.code if row.unit else "",
                row.category,
                tuple(filter(None, row.path.split(" › "))),
            )
            for row in rows
        }
        roster = units.units()
        self._names = UnitNames(roster, county=settings.COUNTY)
        self._site = value.Site("", "", (), county=settings.COUNTY, units=roster, rules=rules)
        self._by_path = any(rule.by == Rule.By.PATH for rule in rules)
        self._known: dict[tuple[Any, ...], Attribution] = {}

    def answer(self, row: CollectedPost) -> Attribution:
        """Posts that look the same to the rules are answered once."""
        key = (row.source, row.column_url, row.column_name, row.index_number, row.day, self._by_path and row.url)
        if key not in self._known:
            column = self._columns.get(row.column_url)
            self._known[key] = attribute(facts_of(row), column=column, site=self._site, names=self._names)
        return self._known[key]


def effect(rules: Rules) -> Effect:
    """What these rules would do to everything that was collected; changes nothing."""
    reader = Reader(rules)
    keys = dict(Unit.objects.order_by().values_list("code", "pk"))
    names = dict(Unit.objects.order_by().values_list("pk", "name"))
    rows = CollectedPost.objects.filter(aside="").select_related("post").order_by("pk")
    taken, moving, kept, lost, answers = [], [], [], [], {}
    for row in rows.iterator(chunk_size=2000):
        answer = answers[row.pk] = reader.answer(row)
        unit = keys.get(answer.unit)
        now = row.post.unit_id if row.post else row.unit_key
        if unit == now:
            continue
        change = Change(row, names.get(now, ""), names.get(unit, ""), answer.why)
        if row.given_id is not None:
            kept.extend([change] if unit is not None else [])
        elif unit is None:
            lost.append(change)
        elif now is None:
            taken.append(change)
        else:
            moving.append(change)
    free = movable([change.post.post_id for change in moving if change.post.post_id])
    moved = [change for change in moving if change.post.post_id is None or change.post.post_id in free]
    kept += [change for change in moving if change.post.post_id is not None and change.post.post_id not in free]
    return Effect(tuple(taken), tuple(moved), tuple(kept), tuple(lost), answers)


def apply_answers(answers: dict[int, Attribution], keys: dict[str, int]) -> None:
    """Write what the rules say on the collected posts where it is something else than before."""
    changed: dict[tuple[int | None, str, str], list[int]] = {}
    rows = CollectedPost.objects.filter(aside="").order_by().values_list("pk", "ruled_id", "by", "why")
    for pk, *before in rows.iterator(chunk_size=2000):
        if pk not in answers:
            continue
        answer = answers[pk]
        said = keys.get(answer.unit), answer.by[:8], answer.why[:600]
        if tuple(before) != said:
            changed.setdefault(said, []).append(pk)
    for (unit, by, why), found in changed.items():
        for part in chunks(found):
            CollectedPost.objects.filter(pk__in=part).update(ruled_id=unit, by=by, why=why)
