"""The page behind every figure: what it is, how it is worked out, and the rows of ledger or record that it counts."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from mingcha.bulletin.forms.evidence_of_cases import rows_workbook
from mingcha.model.case_evidence import CaseEvidence
from mingcha.web.accounts.access import BUSINESS, only
from mingcha.web.bulletins.access import visible_bulletins
from mingcha.web.bulletins.case_evidence import case_rows, finding_rows
from mingcha.web.bulletins.figures import Proof, prove
from mingcha.web.bulletins.models import Bulletin
from mingcha.web.bulletins.refusals import Refused
from mingcha.web.bulletins.values import value
from mingcha.web.cases.access import visible_cases, visible_findings
from mingcha.web.downloads import XLSX, handed_over
from mingcha.web.pages import page_of
from mingcha.web.publishing.exports import ledger_xlsx
from mingcha.web.publishing.links import LedgerLinks
from mingcha.web.publishing.matching import chunks
from mingcha.web.publishing.models import Post
from mingcha.web.publishing.queries import posts_of, source_of
from mingcha.web.publishing.views.ledger import EXPORT_LIMIT
from mingcha.web.units.access import own_unit, own_units, sees_all


@require_GET
@only(*BUSINESS)
def figure(request: HttpRequest, bulletin_id: int, key: str) -> HttpResponse:
    """Everybody who may read the issue sees the proof and the count; a unit's people only their own rows."""
    bulletin, proof = _proof(request, bulletin_id, key)
    if proof.is_of_cases:
        return _cases(request, bulletin, proof)
    rows = _rows(request, proof)
    total = proof.found if sees_all(request.user) else rows.count()
    page = page_of(request, total=total)
    context = {
        "bulletin": bulletin,
        "proof": proof,
        "is_name": proof.is_name,
        "erratum": bulletin.errata.filter(key=key).order_by("-step").first(),
        "rows": [
            (post, source_of(post))
            for post in rows.select_related("unit", "column", "source_import")[page.start : page.stop]
        ],
        "page": page,
        "sees_all": sees_all(request.user),
        "own": own_unit(request.user),
        "ledger": LedgerLinks()(proof.run.posts),
    }
    return render(request, "bulletins/figure.html", context)


@require_GET
@only(*BUSINESS)
def export(request: HttpRequest, bulletin_id: int, key: str) -> HttpResponse:
    """The same rows as a spreadsheet."""
    bulletin, proof = _proof(request, bulletin_id, key)
    name = f"{bulletin}{proof.place}.xlsx".replace("“", "").replace("”", "").replace("/", "")
    target = f"{bulletin} {proof.place}"
    if proof.is_of_cases:
        keys = _case_keys(request, proof)
        data, detail = _case_rows_xlsx(proof, keys), f"{key}，{len(keys)} 项"
        return handed_over(request, data, name=name, kind=XLSX, action="导出数字明细", target=target, detail=detail)
    rows = _rows(request, proof)
    number = rows.count()
    if number > EXPORT_LIMIT:
        messages.error(request, f"共 {number} 条，一次最多导出 {EXPORT_LIMIT} 条。请到台账中按月份或单位筛选后导出。")
        return redirect("bulletin_figure", bulletin_id, key)
    data, detail = ledger_xlsx(rows), f"{key}，{number} 条"
    return handed_over(request, data, name=name, kind=XLSX, action="导出数字明细", target=target, detail=detail)


def _proof(request: HttpRequest, bulletin_id: int, key: str) -> tuple[Bulletin, Proof]:
    bulletin = get_object_or_404(visible_bulletins(request.user), pk=bulletin_id)
    try:
        proof = prove(value(bulletin), key)
    except Refused as refused:
        raise Http404 from refused
    if proof is None:
        raise Http404
    return bulletin, proof


def _cases(request: HttpRequest, bulletin: Bulletin, proof: Proof) -> HttpResponse:
    """The page of a figure or name that cases or findings prove; what counted in print and no more is listed last."""
    keys = _case_keys(request, proof)
    page = page_of(request, total=len(keys))
    shown = keys[page.start : page.stop]
    context = {
        "bulletin": bulletin,
        "proof": proof,
        "is_name": proof.is_name,
        "erratum": bulletin.errata.filter(key=proof.run.key).order_by("-step").first(),
        "rows": finding_rows(shown) if proof.is_of_findings else case_rows(shown),
        "gone": set(proof.before),
        "page": page,
        "sees_all": sees_all(request.user),
        "own": own_unit(request.user),
    }
    return render(request, "bulletins/figure_of_cases.html", context)


def _case_keys(request: HttpRequest, proof: Proof) -> list[int]:
    """The rows this user may see, those that hold first."""
    keys = [*proof.rows, *proof.before]
    if sees_all(request.user):
        return keys
    visible = visible_findings(request.user) if proof.is_of_findings else visible_cases(request.user)
    own = {key for part in chunks(keys) for key in visible.filter(pk__in=part).values_list("pk", flat=True)}
    return [key for key in keys if key in own]


def _case_rows_xlsx(proof: Proof, keys: list[int]) -> bytes:
    if proof.is_of_findings:
        return rows_workbook(CaseEvidence(findings=tuple(finding_rows(keys))))
    return rows_workbook(CaseEvidence(cases=tuple(case_rows(keys))))


def _rows(request: HttpRequest, proof: Proof) -> QuerySet[Post]:
    rows = posts_of(proof.run.posts)
    return rows if sees_all(request.user) else rows.filter(unit_id__in=own_units(request.user))
