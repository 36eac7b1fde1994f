"""The files of an issue: what they are called and how their bytes are made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mingcha import pipeline
from mingcha.bulletin.forms.fault import FormFault
from mingcha.model import bulletin as model
from mingcha.model.count import PostQuery
from mingcha.model.post import Post
from mingcha.web.bulletins.case_evidence import case_evidence
from mingcha.web.bulletins.refusals import Refused
from mingcha.web.publishing import queries as publishing
from mingcha.web.units.models import Unit


@dataclass(frozen=True)
class Form:
    """One kind of file, in the order people are offered them."""

    key: str
    label: str
    extension: str
    content_type: str
    suffix: str = ""

    def name(self, bulletin: model.Bulletin, *, draft: bool) -> str:
        return f"{bulletin.title}{self.suffix}{'（草稿）' if draft else ''}.{self.extension}"


OFFICE = "application/vnd.openxmlformats-officedocument"
FORMS = {
    form.key: form
    for form in (
        Form("docx", "Word 文档", "docx", f"{OFFICE}.wordprocessingml.document"),
        Form("pdf", "PDF", "pdf", "application/pdf"),
        Form("html", "网页", "html", "text/html; charset=utf-8"),
        Form("xlsx", "附件表格", "xlsx", f"{OFFICE}.spreadsheetml.sheet"),
        Form("evidence", "数字出处", "xlsx", f"{OFFICE}.spreadsheetml.sheet", "数字出处"),
    )
}


def render(form: str, bulletin: model.Bulletin) -> bytes:
    """The bytes of one form of a bulletin; the evidence is read from ledger and record as they stand.

    Refused when it cannot be printed, such as a character that no font at hand has.
    """
    try:
        if form == "evidence":
            names = dict(Unit.objects.values_list("code", "name"))
            return pipeline.evidence_file(bulletin, evidence_posts(bulletin), names, case_evidence(bulletin))
        return pipeline.FORMS[form](bulletin)
    except FormFault as fault:
        raise Refused(str(fault)) from fault


def evidence_posts(bulletin: model.Bulletin) -> Iterator[Post]:
    """Every post that any figure or unit name of the bulletin may count, streamed from one query."""
    queries = [run.posts for run in bulletin.runs() if isinstance(run, model.Figure | model.UnitName)]
    if not queries:
        return
    every = PostQuery(
        units=tuple(sorted({unit for query in queries for unit in query.units})),
        first=min(query.first for query in queries),
        last=max(query.last for query in queries),
    )
    yield from publishing.values(publishing.posts_of(every))
