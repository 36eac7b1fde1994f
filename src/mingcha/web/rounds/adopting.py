"""Letting attribution rules go live: what `effect` told is done.

Posts that nobody had are taken in, those that only rounds brought in go over to the unit now named, and what a file
of the office or a person said stays.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from mingcha.web.accounts.models import User
from mingcha.web.audit.services import record
from mingcha.web.publishing import rollup
from mingcha.web.publishing.collected import move
from mingcha.web.publishing.models import Import
from mingcha.web.publishing.refusals import Refused
from mingcha.web.rounds import rules as lines
from mingcha.web.rounds import taking
from mingcha.web.rounds.effects import Effect, apply_answers, effect
from mingcha.web.rounds.rules import Rules
from mingcha.web.units.models import Unit


@transaction.atomic
def adopt(rules: Rules, *, told: str, by: User | None, at: datetime) -> tuple[Effect, Import | None]:
    """Let these rules hold from now on, and do to the collected posts what they say; returns what was done, and the
    import that holds what went into the ledger.

    `told` says in Chinese what changed in the rules. Raises Refused for rules that cannot be.
    """
    for rule in rules:
        if fault := lines.fault_of(rule):
            raise Refused(fault)
    rollup.lock()
    done = effect(rules)
    lines.write(rules)
    keys = dict(Unit.objects.order_by().values_list("code", "pk"))
    apply_answers(done.answers, keys)
    move({change.post.post_id: keys[done.answers[change.post.pk].unit] for change in done.moved if change.post.post_id})
    settled = taking.settle([change.post.pk for change in done.taken], title=f"归属规则：{told}", by=by, at=at)
    record(actor=by, action="修改归属规则", target=told, detail=done.told)
    return done, settled.item
