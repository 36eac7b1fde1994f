"""A link to a site that is not an office's, opened without telling the reader that he leaves.

Looks for: pages with such links on which neither the link nor any script of the page speaks of leaving the site.
Matters because: readers take what they see next for the government's word.
To fix: have the publishing system show 您访问的链接即将离开本网站，是否继续？ for every link outside .gov.cn.
Cannot see: notices made by scripts kept in files of their own; therefore it only doubts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mingcha.examine.declaration import check, doubt
from mingcha.model.finding import Evidence, Severity
from mingcha.model.looked_link import LinkedFrom, LookedLink, Standing
from mingcha.text.masking import scrubbed

_PAGES = (LinkedFrom("http://www.yangli.gov.cn/", "某某报社"),)
_BAD = LookedLink("http://www.example.com/", "www.yangli.gov.cn", Standing.APPROVED, _PAGES, 3, has_notice=False)


@check(
    severity=Severity.LOW,
    clauses=["SITE-OUTBOUND"],
    message="打开外部网站前没有“离开本网站”的提示：{quote}",
    advice="在网站模板中统一加上离开本网站的提示，政府网站之间的链接不需要。",
    bad=[_BAD, replace(_BAD, standing=Standing.UNKNOWN)],
    good=[
        replace(_BAD, has_notice=True),
        replace(_BAD, has_notice=None),
        replace(_BAD, standing=Standing.GOVERNMENT),
        replace(_BAD, standing=Standing.OWN),
    ],
)
def missing_leave_notice(link: LookedLink) -> Iterator[Evidence]:
    if link.has_notice is False and link.standing in (Standing.APPROVED, Standing.UNKNOWN):
        # One template is to be mended, however many links show it: the same fault for the whole site.
        quote = scrubbed(f"{link.words[:30]} {link.address[:100]}".strip())
        yield doubt(quote=quote, secret=link.site or link.source, confidence=0.4)
