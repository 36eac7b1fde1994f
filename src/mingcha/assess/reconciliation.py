"""The proof of a bulletin: every figure that must agree with another is held against it.

A figure is never compared with the number it was made from: the printed text is read back, the posts are
counted again, and the last issue and other documents are taken as they were printed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mingcha.assess import agreement_in_print as in_print
from mingcha.assess import agreement_with_posts as with_posts
from mingcha.assess.agreement_with_cases import RecountCases, cases_against_record
from mingcha.assess.agreement_with_documents import other_documents
from mingcha.model.bulletin import Bulletin
from mingcha.model.count import MonthCount
from mingcha.model.reconciliation import Agreement, TypedFigure
from mingcha.model.statistics import MonthStatistics


def reconcile(
    *,
    statistics: MonthStatistics,
    bulletin: Bulletin,
    raw: Sequence[MonthCount],
    rolled: Sequence[MonthCount],
    targets: Mapping[str, int],
    previous: Bulletin | None = None,
    typed: Sequence[TypedFigure] = (),
    recount_cases: RecountCases | None = None,
) -> tuple[Agreement, ...]:
    """Every comparison of a bulletin, in the order a reader would make them.

    `raw` are the posts counted one by one since the December before, `rolled` the kept monthly counts;
    `targets` the yearly targets by unit code; `previous` the last issue of the same year.
    `recount_cases` asks the record of cases again; without it nothing printed of cases is compared.
    """
    recount = with_posts.recounter(raw)
    return (
        in_print.headline_year(statistics, bulletin),
        *in_print.headline_months(statistics, bulletin),
        with_posts.printed_against_posts(bulletin, recount),
        *with_posts.silence_against_posts(bulletin, recount),
        with_posts.groups_against_posts(statistics, recount),
        with_posts.months_against_year(statistics, recount),
        with_posts.rollup_against_posts(statistics, raw, rolled),
        in_print.targets(bulletin, targets),
        in_print.ratios(bulletin),
        *in_print.rankings(bulletin),
        with_posts.last_issue(statistics, bulletin, previous),
        *(cases_against_record(bulletin, recount_cases) if recount_cases else ()),
        *other_documents(statistics, recount, typed),
    )
