"""An identity number of the first generation, 15 digits, published in full.

Looks for: 15 digits with a birth date in the middle, under an identity header or after such words; never without.
Matters because: the 18-place number of today follows from it by adding the century and one computed character.
To fix: mask the birth date in the page and in every attachment, then publish again.
Cannot see: 15 digits without a header or words that say what they are; ear tags and bank accounts look the same.
"""

from __future__ import annotations

from collections.abc import Iterator

from mingcha.examine.candidates import candidates
from mingcha.examine.declaration import check
from mingcha.examine.groups import cell_label, groups, heading_roles, label_role
from mingcha.model.document import Document
from mingcha.model.finding import Evidence, Severity
from mingcha.text import id_number


@check(
    severity=Severity.HIGH,
    clauses=["OGI-15", "PIPL-28"],
    message="出现完整的15位旧身份证号：{quote}",
    advice="15位号码可推算出现用的18位号码，请隐去出生日期后重新发布。",
    bad=["身份证号：110105491231002", "姓名\t证件号码\n李四\t110105491231002"],
    good=[
        "耳标编号：110105491231002",
        "耳标号\t品种\n110105491231002\t黄牛",
        "张三 110105491231002",
        "身份证号：110105******002",
    ],
    masks="identity",
)
def leaked_old_id_number(document: Document) -> Iterator[Evidence]:
    for group in groups(document, document.once(candidates).old_id_numbers):
        column = group.column
        if column is not None:
            named = column.roles or cell_label(document, column.table, int(group.spans.starts[0]))
            kept = group if "identity" in named and "code" not in named else None
        else:
            kept = group.kept_where(lambda start: _is_identity(document, start))
        if kept is not None:
            yield kept.evidence(lambda text: id_number.mask_id_number(id_number.normal(text)))


def _is_identity(document: Document, start: int) -> bool:
    label = label_role(document, start)
    if label & {"code", "bank", "exam"}:
        return False
    if label:
        return "identity" in label
    # A heading that names a column of codes as well does not say which of the two this is.
    heading = heading_roles(document, start)
    return "identity" in heading and not heading & {"code", "bank", "exam"}
