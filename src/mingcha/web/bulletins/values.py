"""A bulletin row as the engine's value: a draft is composed from the ledger now, an issued one is thawed."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from mingcha.bulletin.compose import Changes, compose
from mingcha.model import bulletin as model
from mingcha.model.case_record import CaseRecord
from mingcha.model.layout import Layout
from mingcha.model.month import Month
from mingcha.model.plain import from_plain, to_plain
from mingcha.model.statistics import MonthStatistics
from mingcha.web.bulletins.changes import changes_of
from mingcha.web.bulletins.layouts import plan_of
from mingcha.web.bulletins.models import Bulletin, Erratum, WrittenParagraph
from mingcha.web.bulletins.record import record_of
from mingcha.web.bulletins.refusals import Refused
from mingcha.web.publishing import queries as publishing


@dataclass(frozen=True)
class Workings:
    """A draft's value with the statistics and the record it was made from, so that all are of the same moment."""

    layout: Layout
    statistics: MonthStatistics
    value: model.Bulletin
    record: CaseRecord
    changes: Changes


def month_of(bulletin: Bulletin) -> Month:
    return Month.from_key(bulletin.month)


def value(bulletin: Bulletin) -> model.Bulletin:
    """Raises Refused for a draft that cannot be composed at all; what is only missing stands in its `gaps`."""
    return workings(bulletin).value if bulletin.is_draft else issued_value(bulletin)


def standing(errata: Iterable[Erratum]) -> list[Erratum]:
    """Of errata in the order they were recorded, the last word on each figure, where that is not what was printed."""
    last = {erratum.key: erratum for erratum in errata}
    return [erratum for erratum in last.values() if erratum.current != erratum.printed]


def issued_value(bulletin: Bulletin) -> model.Bulletin:
    """What was issued, word for word, and the errata that stand."""
    return replace(thaw(bulletin.frozen), errata=tuple(erratum.text for erratum in standing(bulletin.errata.all())))


def workings(bulletin: Bulletin) -> Workings:
    """A draft composed from layout, ledger, record of cases and written paragraphs as they stand.

    The layout's fixed paragraphs were copied when the draft was opened, so they come as written ones.
    """
    layout = plan_of(bulletin.layout)
    record = record_of(month_of(bulletin), known_to=bulletin.dated)
    changes = changes_of(bulletin)
    bare = replace(layout, sections=tuple(replace(section, fixed=()) for section in layout.sections))
    try:
        statistics = publishing.statistics(month_of(bulletin), policy=layout.policy)
        composed = compose(
            layout=bare,
            statistics=statistics,
            number=bulletin.number,
            dated=bulletin.dated,
            written=written(bulletin, layout),
            record=record,
            changes=changes,
        )
    except (ValueError, KeyError) as error:
        # A unit without a group, a layout that names a group, a sentence or a place in one there is none of.
        raise Refused(f"{bulletin}无法编出：{error.args[0]}") from error
    return Workings(layout, statistics, composed, record, changes)


def written(bulletin: Bulletin, layout: Layout) -> dict[str, list[model.Paragraph]]:
    """Written paragraphs by section, those of sections the layout no longer has left out (see `homeless`)."""
    found: dict[str, list[model.Paragraph]] = defaultdict(list)
    known = {section.key for section in layout.sections}
    for paragraph in bulletin.paragraphs.all():
        if paragraph.section in known:
            found[paragraph.section].append(
                model.Paragraph(
                    runs=(model.Words(paragraph.text),),
                    origin=model.Origin.WRITTEN,
                    lead=paragraph.lead,
                    author=paragraph.author,
                )
            )
    return dict(found)


def homeless(bulletin: Bulletin, layout: Layout) -> list[WrittenParagraph]:
    """Paragraphs whose section was taken out of the layout after the draft was opened."""
    known = {section.key for section in layout.sections}
    return [paragraph for paragraph in bulletin.paragraphs.all() if paragraph.section not in known]


def freeze(bulletin: model.Bulletin) -> str:
    return json.dumps(to_plain(bulletin), ensure_ascii=False)


def thaw(frozen: str) -> model.Bulletin:
    return from_plain(model.Bulletin, json.loads(frozen), where="定稿")
