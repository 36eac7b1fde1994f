"""The queue: people say whose posts are, one by one or many at once, and may take it back.

Nothing is guessed. What was said may be remembered as a rule, which then goes before all others.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from mingcha.model import site as value
from mingcha.web.accounts.models import User
from mingcha.web.audit.services import record
from mingcha.web.publishing import rollup
from mingcha.web.publishing.collected import movable, set_aside, undo_collected
from mingcha.web.publishing.matching import chunks
from mingcha.web.publishing.models import Import, Post
from mingcha.web.publishing.refusals import Refused
from mingcha.web.rounds import adopting, rules, taking
from mingcha.web.rounds.models import Assignment, CollectedPost, Rule
from mingcha.web.units.models import Unit


def meant(*, scope: str, ticked: Iterable[int] = (), source: str = "", column: str = "") -> QuerySet[CollectedPost]:
    """The posts of the queue that are meant: those ticked, or all of one source or one column."""
    found = taking.waiting()
    if scope == "source":
        return found.filter(source=source)
    if scope == "column":
        return found.filter(column_name=column)
    return found.filter(pk__in=list(ticked)[:900])


def rule_for(*, scope: str, unit: Unit, source: str = "", column: str = "") -> value.Rule | None:
    """The rule that says for all times what is said now of one source or column; None where there is none to make."""
    if scope == "source" and source:
        return value.Rule(Rule.By.SOURCE, source[:200], unit.code)
    if scope == "column" and column:
        return value.Rule(Rule.By.COLUMN, column, unit.code)
    return None


@transaction.atomic
def assign(
    posts: QuerySet[CollectedPost],
    *,
    unit: Unit,
    rule: value.Rule | None = None,
    day: date | None = None,
    by: User | None,
    at: datetime,
) -> Assignment:
    """Give posts of the queue to a unit and take into the ledger those whose day is known. Raises Refused.

    `day` is the day of publication of a post whose page does not say it.
    """
    rollup.lock()
    keys = list(posts.order_by("pk").values_list("pk", flat=True))
    if not keys:
        raise Refused("没有选中待归属的信息，可能别人刚处理过。")
    told = f"{unit.name} {len(keys)} 条"
    assignment = Assignment.objects.create(unit=unit, told=told, posts_number=len(keys), by=by, at=at)
    for part in chunks(keys):
        facts: dict[str, object] = {"given": unit, "assignment": assignment}
        if day is not None:
            facts["given_day"] = day
        CollectedPost.objects.filter(pk__in=part).update(**facts)
    items = [taking.settle(keys, title=f"人工归属：{told}", by=by, at=at).item]
    if rule is not None:
        assignment.rule = json.dumps([rule.by, rule.pattern, rule.unit], ensure_ascii=False)
        wanted = rules.with_rule(rules.current(), rule)
        _, item = adopting.adopt(wanted, told=rules.described(rule, rules.unit_names()), by=by, at=at)
        items.append(item)
        assignment.save()
    assignment.items.set([item for item in items if item is not None])
    record(actor=by, action="人工归属", target=told, detail="记为规则" if rule else "")
    return assignment


@transaction.atomic
def undo(assignment: Assignment, *, by: User | None, at: datetime) -> None:
    """Back into the queue, and away with the rule it left. Raises Refused.

    What later rounds attributed by that rule stays in the ledger.
    """
    rollup.lock()
    assignment = Assignment.objects.select_for_update().get(pk=assignment.pk)
    if assignment.undone_at is not None:
        raise Refused("这次归属已经撤销过。")
    for item in assignment.items.filter(state=Import.State.CONFIRMED):
        undo_collected(item, by=by, at=at)
    keys = list(CollectedPost.objects.filter(assignment=assignment).values_list("pk", flat=True))
    CollectedPost.objects.filter(assignment=assignment).update(given=None, given_day=None, assignment=None, post=None)
    if assignment.rule:
        rule = value.Rule(*json.loads(assignment.rule))
        present = rules.current()
        if rule in present:
            left = rules.without_rule(present, present.index(rule))
            adopting.adopt(left, told=f"撤销 {rules.described(rule, rules.unit_names())}", by=by, at=at)
    taking.settle(keys, title=f"撤销人工归属：{assignment.told}", by=by, at=at)
    assignment.undone_at = at
    assignment.save()
    record(actor=by, action="撤销人工归属", target=assignment.told)


@transaction.atomic
def put_aside(row: CollectedPost, *, why: str, by: User | None) -> None:
    """The office decides that a collected post does not count, and says why. Raises Refused for what a file brought."""
    post = Post.objects.filter(pk=row.post_id).first() if row.post_id else None
    if post is not None:
        if post.pk not in movable([post.pk]):
            raise Refused("这条信息是导入的台账里写明的，请在“批量导入”里撤销或更正。")
        set_aside(post, why=why, by=by)
    else:
        record(actor=by, action="信息不计入", target=row.title, detail=why)
    CollectedPost.objects.filter(pk=row.pk).update(aside=why, post=None)


@transaction.atomic
def take_back(row: CollectedPost, *, by: User | None, at: datetime) -> None:
    """Let a post that was put aside count again: into the ledger, or into the queue."""
    rollup.lock()
    CollectedPost.objects.filter(pk=row.pk).update(aside="")
    record(actor=by, action="信息恢复计入", target=row.title)
    taking.settle([row.pk], title=f"恢复计入：{row.title}"[:200], by=by, at=at)
