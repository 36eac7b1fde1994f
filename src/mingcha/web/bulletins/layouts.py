"""The plan of the next issues: read from the database, at first from the standards, and validated on its way in."""

from __future__ import annotations

import json
from dataclasses import replace

from django.db import transaction

from mingcha.model.layout import Layout
from mingcha.model.plain import from_plain, to_plain
from mingcha.standards import load
from mingcha.web.accounts.models import User
from mingcha.web.audit.services import record
from mingcha.web.bulletins.models import BulletinLayout
from mingcha.web.publishing import counting

NAME = "督查专报"


def current() -> BulletinLayout:
    """The office's layout; the one the standards give, until the office has changed it."""
    plan = json.dumps(to_plain(load.bulletin_layout()), ensure_ascii=False)
    layout, _ = BulletinLayout.objects.get_or_create(name=NAME, defaults={"plan": plan})
    return layout


def plan_of(layout: BulletinLayout) -> Layout:
    """The layout's plan; how posts are counted and ranked is the office's one policy, the same on every page."""
    return replace(from_plain(Layout, json.loads(layout.plan), where="版式"), policy=counting.policy())


@transaction.atomic
def change(*, layout: BulletinLayout, plan: Layout, by: User) -> None:
    """Keep another plan for drafts and later issues; issued ones are frozen and do not read it."""
    before = plan_of(BulletinLayout.objects.select_for_update().get(pk=layout.pk))
    if before == plan:
        return
    layout.plan = json.dumps(to_plain(plan), ensure_ascii=False)
    layout.save(update_fields=["plan"])
    counting.set_policy(plan.policy, by=by)
    record(actor=by, action="修改版式", target=str(layout), detail="改动：" + "、".join(_changed(before, plan)))


def _changed(before: Layout, after: Layout) -> list[str]:
    old, new = to_plain(before), to_plain(after)
    return [WORDS.get(key, key) for key in old if old[key] != new[key]]


WORDS = {
    "masthead": "报头",
    "editor": "编印单位",
    "note_lead": "编者按引语",
    "note": "编者按",
    "portal": "发布平台称谓",
    "sections": "板块",
    "month_order": "当月分组次序",
    "rankings": "排名语句",
    "annexes": "附件",
    "charts": "图",
    "report_to": "报",
    "send_to": "发",
    "printed_by": "印发机关",
    "policy": "计数与排名办法",
    "state_counting": "注明计数办法",
    "record": "整改语句的句式",
    "faults": "问题的称呼",
    "way": "交办方式",
}
