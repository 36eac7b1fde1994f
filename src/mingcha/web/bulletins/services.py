"""The public door: everything that may be done to bulletins, from wherever it is kept."""

from mingcha.web.bulletins.documents import render
from mingcha.web.bulletins.drafting import discard, draft, next_number, readdress
from mingcha.web.bulletins.errata import notice_all, notice_errata
from mingcha.web.bulletins.explaining import agreements, explain
from mingcha.web.bulletins.figures import prove
from mingcha.web.bulletins.issuing import issue, may_issue, verify_files
from mingcha.web.bulletins.layouts import change, current, plan_of
from mingcha.web.bulletins.refusals import NotIssuable, Refused
from mingcha.web.bulletins.values import value

__all__ = [
    "NotIssuable",
    "Refused",
    "agreements",
    "change",
    "current",
    "discard",
    "draft",
    "explain",
    "issue",
    "may_issue",
    "next_number",
    "notice_all",
    "notice_errata",
    "plan_of",
    "prove",
    "readdress",
    "render",
    "value",
    "verify_files",
]
