"""What people settled about the generated sentences of a draft, as the engine takes it."""

from __future__ import annotations

import json

from mingcha.bulletin.compose import Changes
from mingcha.bulletin.retying import retied
from mingcha.model import bulletin as model
from mingcha.model.case_query import CaseQuery
from mingcha.model.plain import from_plain
from mingcha.web.bulletins.models import Bulletin, SentenceChange


def changes_of(bulletin: Bulletin) -> Changes:
    """What was settled about this draft, for its composition."""
    rows = list(bulletin.sentence_changes.all())
    replaced: dict[str, model.Paragraph | None] = {row.sentence: None for row in rows if row.left_out}
    replaced |= {row.sentence: _reworded(row) for row in rows if row.text and not row.left_out}
    return Changes(replaced, {row.sentence: row.picks for row in rows if row.picked})


def _reworded(row: SentenceChange) -> model.Paragraph:
    before = from_plain(model.Paragraph, json.loads(row.basis), where="改写前的语句")
    tied: dict[CaseQuery, None] = {}
    for run in before.runs:
        if isinstance(run, model.CaseFigure | model.CaseName):
            tied[run.cases] = None
    return model.Paragraph(
        runs=retied(row.text, before.runs),
        origin=model.Origin.WRITTEN,
        lead=row.lead,
        author=row.author,
        generator=row.sentence,
        rests_on=tuple(tied),
    )
