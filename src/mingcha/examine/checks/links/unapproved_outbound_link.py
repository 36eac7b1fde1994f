"""A link to a site that is neither an office's nor in the register of approved ones.

Looks for: targets outside .gov.cn, .政务, .公益 and the register; without a register of the county's own nobody can say
that a site was not approved, so that it is a doubt then. Pages where no reader sees the link are hidden_link's.
Matters because: a commercial or strange site on a government page looks recommended, and changes hands unseen.
To fix: have the person in charge approve it and enter its domain in the register, or remove the link.
Cannot see: approvals kept on paper.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from mingcha.examine.declaration import check, doubt, found
from mingcha.model.finding import Evidence, Severity
from mingcha.model.looked_link import LinkedFrom, LookedLink, Standing
from mingcha.text.masking import scrubbed
from mingcha.text.registrable_domain import registrable_domain

_PAGES = (LinkedFrom("http://www.yangli.gov.cn/", "某某装饰公司"),)
_BAD = LookedLink("http://www.example.com/shop/", "www.yangli.gov.cn", Standing.UNKNOWN, _PAGES, 3)


@check(
    severity=Severity.LOW,
    clauses=["SITE-OUTBOUND"],
    message="链接到未登记的外部网站：{quote}",
    advice="经负责人审核后登记入外链名录；未经同意的删除。",
    bad=[_BAD, replace(_BAD, by_own_register=True)],
    good=[
        replace(_BAD, hidden=3),
        replace(_BAD, address="http://www.people.com.cn/", standing=Standing.APPROVED),
        replace(_BAD, address="http://www.jiangxi.gov.cn/", standing=Standing.GOVERNMENT),
        replace(_BAD, address="http://www.yangli.gov.cn/a/", standing=Standing.OWN),
        replace(_BAD, address="http：//www.example.com/"),
    ],
)
def unapproved_outbound_link(link: LookedLink) -> Iterator[Evidence]:
    shown = link.pages - link.hidden
    if shown < 1 or link.standing is not Standing.UNKNOWN or not link.address.startswith(("http://", "https://")):
        return
    try:
        domain = registrable_domain(urlsplit(link.address).hostname or "")
    except ValueError:
        return  # wrong_link tells of it
    if "." not in domain:
        return
    words = f"“{link.words[:30]}” " if link.words else ""
    told = f"例如 {link.address[:120]}；{shown} 个网页上有"
    say = found if link.by_own_register else doubt
    yield say(
        quote=scrubbed(words + domain),
        note=told,
        secret=domain,
        places=shown,
        confidence=1.0 if link.by_own_register else 0.5,
    )
