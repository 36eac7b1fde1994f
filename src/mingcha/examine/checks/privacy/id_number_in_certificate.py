"""An identity number hidden inside a certificate number.

Looks for: disability certificates (20 places: identity number, kind, degree; 22 with a re-issue mark) and student
    numbers (G or L before the identity number) whose inner number is right.
Matters because: whoever masks the identity column and leaves the certificate column has masked nothing, and the
    disability certificate tells kind and degree as well.
To fix: remove the certificate column, or mask it as the identity number inside it must be masked.
Cannot see: certificates in pictures, and local numbers that are built in another way.
"""

from __future__ import annotations

from collections.abc import Iterator

from mingcha.examine.candidates import candidates
from mingcha.examine.declaration import check
from mingcha.examine.groups import groups, label_role
from mingcha.model.document import Document
from mingcha.model.finding import Evidence, Severity
from mingcha.text.id_number import mask_id_number, normal


@check(
    severity=Severity.CRITICAL,
    clauses=["OGI-15", "PIPL-28"],
    message="证件号码中含有完整的身份证号：{quote}",
    advice="删去该证件号码，或按身份证号的要求隐去其中的出生日期。",
    bad=[
        "残疾人证号：11010519491231002X43",
        "姓名\t残疾证号\n张三\t11010519491231002X43B1",
        "姓名\t学籍号\n张三\tG11010519491231002X",
    ],
    good=[
        "残疾人证号：110105********002X43",
        "姓名\t学籍号\n张三\tG110105********002X",
        "地块编码：11010519491231002199",
    ],
    masks="certificate",
)
def id_number_in_certificate(document: Document) -> Iterator[Evidence]:
    spans = document.once(candidates).certificates
    if not len(spans):
        return
    for group in groups(document, spans):
        if group.column is not None:
            named = group.column.roles
            kept = group.keep(group.spans.flags) if not named & {"identity", "certificate"} else group
            if "code" in named and "certificate" not in named:
                kept = None
        else:
            kept = group.kept_where(lambda start: _is_certificate(document, start))
        if kept is not None:
            yield kept.evidence(_mask)


def _is_certificate(document: Document, start: int) -> bool:
    return not label_role(document, start) & {"code", "bank"}


def _mask(text: str) -> str:
    number = normal(text)
    lead = number[0] if number[0].isalpha() else ""
    inner = number[len(lead) : len(lead) + 18]
    return lead + mask_id_number(inner) + "*" * (len(number) - len(lead) - 18)
