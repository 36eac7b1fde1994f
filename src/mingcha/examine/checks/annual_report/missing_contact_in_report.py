"""A report that does not say whom to ask.

Looks for: no telephone number, no address and no mailbox anywhere in the report (AR-F-08).
Matters because: who reads the report must be able to ask about it.
To fix: name the office with its address, telephone and mailbox above the first part.
Cannot see: contacts in the frame of the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingcha.examine.annual_report.sample import sample
from mingcha.examine.declaration import check, doubt
from mingcha.model.annual_report import AnnualReport
from mingcha.model.finding import Evidence, Severity

CONTACT = re.compile(r"电话|邮箱|邮编|邮政编码|地址|(?<!\d)0\d{2,3}\s?[-—－]\s?\d{7,8}(?!\d)|[\w.]+@[\w.]+")


@check(
    severity=Severity.LOW,
    clauses=["OGI-50"],
    message="年报没有联系方式：{quote}",
    advice="在开头写明负责机构的地址、电话和电子邮箱。",
    bad=[sample("没有联系方式", words={"overall": "2023年1月1日至2023年12月31日，我局公开信息。"})],
    good=[sample("写了电话")],
)
def missing_contact_in_report(report: AnnualReport) -> Iterator[Evidence]:
    shown = "\n".join(
        report.text[one.start : one.end] for one in report.document.passages if not one.hidden
    ) + "\n".join(report.narrative(section) for section in report.sections)
    if not CONTACT.search(shown):
        yield doubt(0, 0, quote=report.title or "全文", secret="contact", where="全文", confidence=0.6)  # noqa: S106
