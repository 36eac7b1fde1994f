"""An attachment that asks for a password.

Looks for: Office files, PDF and archives that cannot be opened without one.
Matters because: what is published must be readable by everybody; nor can it be examined.
To fix: remove the password and upload the file again.
Cannot see: files that open and only forbid copying or printing.
"""

from __future__ import annotations

from collections.abc import Iterator

from mingcha.examine.declaration import check, found
from mingcha.model.document import NotExamined, Outcome
from mingcha.model.finding import Evidence, Severity
from mingcha.model.looked_file import LookedFile
from mingcha.text.masking import scrubbed

_AT = "http://www.yangli.gov.cn/tzgg/W1.xlsx"


@check(
    severity=Severity.MEDIUM,
    clauses=["SITE-ATTACHMENTS"],
    message="附件加了密码，公众打不开：{quote}",
    advice="去掉密码后重新上传。",
    bad=[
        LookedFile(_AT, "名单.xlsx", missed=(NotExamined(_AT, Outcome.ENCRYPTED),)),
        LookedFile(_AT, "材料.zip", missed=(NotExamined(_AT, Outcome.ENCRYPTED, member="名单.xlsx"),)),
    ],
    good=[LookedFile(_AT, "名单.xlsx", kind="xlsx", characters=30), LookedFile(_AT, "名单.xlsx", missed=(NotExamined(_AT, Outcome.BROKEN),))],
)  # fmt: skip
def encrypted_attachment(file: LookedFile) -> Iterator[Evidence]:
    locked = [one for one in file.missed if one.outcome is Outcome.ENCRYPTED]
    if locked or file.kind == "encrypted":
        inner = f"其中的“{locked[0].member}”" if locked and locked[0].member else ""
        yield found(quote=scrubbed(file.shown_name[:60]), note=scrubbed(inner), secret=file.address)
