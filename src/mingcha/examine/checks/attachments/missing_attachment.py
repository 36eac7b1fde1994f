"""An attachment that cannot be downloaded.

Looks for: files of a post whose address answers with an error, does not answer, gives a page where a file should be, or
nothing. It counts after three looks at least six hours apart; before that it is suspected.
Matters because: the list, the form, the report that was to be public is not.
To fix: upload the file again and click it once on the published page.
Cannot see: files that can only be had after a login this program has not.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone

from mingcha.examine.declaration import check, doubt, found
from mingcha.examine.links.reasons import dead
from mingcha.model.fetch import FetchOutcome
from mingcha.model.finding import Evidence, Severity
from mingcha.model.looked_file import LookedFile
from mingcha.model.looked_link import Look, Standing
from mingcha.text.masking import scrubbed

_AT = datetime(2023, 12, 1, 8, tzinfo=timezone(timedelta(hours=8)))
_PAGE = "http://www.yangli.gov.cn/tzgg/t1.html"


def _example(*outcomes: FetchOutcome, content: str = "") -> LookedFile:
    looks = tuple(
        Look(_AT + timedelta(hours=8 * place), outcome, content=content) for place, outcome in enumerate(outcomes)
    )
    return LookedFile("http://www.yangli.gov.cn/tzgg/W1.xlsx", "2023年补贴发放表.xlsx", _PAGE, looks)


@check(
    severity=Severity.MEDIUM,
    clauses=["SITE-ATTACHMENTS", "INSPECT-USABLE"],
    message="附件下载不了：{quote}",
    advice="重新上传附件，发布后点开核实；确已撤回的，删除链接并说明。",
    bad=[_example(*[FetchOutcome.GONE] * 3), _example(FetchOutcome.GONE), _example(*[FetchOutcome.OK] * 3, content="html")],
    good=[_example(FetchOutcome.OK, content="zip"), _example(FetchOutcome.GONE, FetchOutcome.OK), _example()],
)  # fmt: skip
def missing_attachment(file: LookedFile) -> Iterator[Evidence]:
    known = dead(file.looks, file.address, Standing.OWN)
    if known is None or (file.size == 0 and file.content == "empty"):
        return  # empty_attachment tells of that
    say = found if known.is_sure else doubt
    yield say(
        quote=scrubbed(file.shown_name[:60]),
        note=f"{known.reason.sentence}，{known.told}",
        secret=file.address,
        confidence=1.0 if known.is_sure else 0.6,
    )
