"""Figures and named units that no longer hold after issue: noticed, recorded and shown; the issued text stays as it is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.timezone import localtime

from mingcha.assess.ratio import completion_ratio
from mingcha.model.bulletin import Bulletin as Value
from mingcha.model.bulletin import CaseFigure, CaseName, Figure, Linked, Measure
from mingcha.model.count import PostQuery
from mingcha.web.audit.services import record
from mingcha.web.bulletins.models import Bulletin, Erratum
from mingcha.web.bulletins.places import places
from mingcha.web.bulletins.recounting import Recount
from mingcha.web.bulletins.values import thaw
from mingcha.web.publishing import queries as publishing
from mingcha.web.units.queries import targets

NONE = "—"  # what a table prints where there is no target and so no ratio
UNFOUNDED = "不再成立"  # of a unit whose cases are no more what the sentence says


class Ledger:
    """What ledger, targets and record say now about any figure of a bulletin: one query of the roll-up, one a year."""

    def __init__(self, bulletin: Value) -> None:
        queries = [figure.posts for figure in bulletin.figures()]
        self.counts: dict[tuple[str, int], tuple[int, int]] = {}
        self.targets: dict[int, Mapping[str, int]] = {}
        self.cases = Recount()
        if not queries:
            return
        first, last = min(query.first for query in queries), max(query.last for query in queries)
        for count in publishing.month_counts(first, last):
            self.counts[count.unit, count.month.key] = (count.gross, count.net)
        for year in {query.last.year for query in queries}:
            self.targets[year] = {target.unit: target.posts for target in targets(year)}

    def posts(self, query: PostQuery) -> int:
        found = (
            self.counts.get((unit, month.key), (0, 0))
            for month in query.first.until(query.last)
            for unit in query.units
        )
        return sum(net if query.net else gross for gross, net in found)

    def target(self, query: PostQuery) -> int | None:
        """The target of the query's first unit: the others merged into it and owe nothing of their own."""
        return self.targets[query.last.year].get(query.units[0])

    def value(self, figure: Figure) -> Decimal | None:
        if figure.measure is Measure.POSTS:
            return Decimal(self.posts(figure.posts))
        target = self.target(figure.posts)
        if figure.measure is Measure.TARGET:
            return None if target is None else Decimal(target)
        return completion_ratio(self.posts(figure.posts), target)

    def current(self, run: Linked) -> str | None:
        """What would be printed for it today; None where nothing printed can become wrong."""
        if isinstance(run, Figure):
            return printed(run, self.value(run))
        if isinstance(run, CaseFigure):
            return str(self.cases.value(run.cases, run.measure))
        if isinstance(run, CaseName):
            return run.text if self.cases.rows(run.cases) else UNFOUNDED
        return None


def printed(figure: Figure, value: Decimal | None) -> str:
    """A value as this figure would print it."""
    if value is None:
        return NONE
    return f"{value:.2f}" if figure.measure is Measure.RATIO else f"{value:.0f}"


def notice_errata(bulletin: Bulletin, at: datetime) -> list[Erratum]:
    """Record every figure of an issued bulletin that the ledger contradicts and nobody recorded yet.

    Noticing the same state again records nothing; a figure that changes again, or back, gets another line.
    """
    if not unrecorded_errata(bulletin, at):
        return []
    value = thaw(bulletin.frozen)
    now = Ledger(value)
    with transaction.atomic():
        # Two readers may notice together: the second, once it holds the lock, finds nothing new.
        Bulletin.objects.select_for_update().get(pk=bulletin.pk)
        news = _news(bulletin, value, now, at)
        for erratum in news:
            erratum.save()
        if news:
            record(actor=None, action="发现更正", target=str(bulletin), detail="\n".join(item.text for item in news))
    return news


def unrecorded_errata(bulletin: Bulletin, at: datetime) -> list[Erratum]:
    """What `notice_errata` would record now; nothing is stored."""
    if bulletin.is_draft:
        return []
    value = thaw(bulletin.frozen)
    return _news(bulletin, value, Ledger(value), at)


def notice_all(at: datetime) -> list[Erratum]:
    """Look through every issued bulletin."""
    issued = Bulletin.objects.filter(state=Bulletin.State.ISSUED)
    return [erratum for bulletin in issued for erratum in notice_errata(bulletin, at)]


def _news(bulletin: Bulletin, value: Value, now: Ledger, at: datetime) -> list[Erratum]:
    told: dict[str, list[Erratum]] = {}
    for erratum in bulletin.errata.all():
        told.setdefault(erratum.key, []).append(erratum)
    news: list[Erratum] = []
    for run, place in places(value):
        current = now.current(run)
        if current is None:
            continue
        before = told.get(run.key, [])
        if current != (before[-1].current if before else run.text):
            news.append(
                Erratum(
                    bulletin=bulletin,
                    key=run.key,
                    step=len(before) + 1,
                    printed=run.text,
                    current=current,
                    text=_line(run, place, current, before, localtime(at).date()),
                    noticed_at=at,
                )
            )
    return news


_CAUSES = {Measure.POSTS: "台账变动", Measure.TARGET: "任务数变动", Measure.RATIO: "台账或任务数变动"}


def _line(figure: Linked, place: str, current: str, before: list[Erratum], day: date) -> str:
    cause = _CAUSES[figure.measure] if isinstance(figure, Figure) else "整改记录变动"
    between = f"，曾更正为{before[-1].current}" if before else ""
    if current == figure.text:
        return f"{place}：原印{figure.text}{between}，现已恢复为原印（{day.year}年{day.month}月{day.day}日{cause}后发现）。"
    return f"{place}：原印{figure.text}{between}，现为{current}（{day.year}年{day.month}月{day.day}日{cause}后发现）。"
