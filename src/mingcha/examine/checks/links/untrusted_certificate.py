"""A link to a secure address that browsers warn of before they open it.

Looks for: certificates that have expired, are signed by their own site or by nobody known, or name another host.
Matters because: the reader sees a red page that says the connection is not safe, and most turn back.
To fix: renew the certificate, or ask whoever runs the target to do so.
Cannot see: certificates that a browser trusts and this machine does not know; warnings of browsers of one make only.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone

from mingcha.examine.declaration import check, doubt, found
from mingcha.model.fetch import FetchOutcome, Remark
from mingcha.model.finding import Evidence, Severity
from mingcha.model.looked_link import LinkedFrom, Look, LookedLink, Standing
from mingcha.text.masking import scrubbed

_WARNED_OF = (Remark.EXPIRED_CERTIFICATE, Remark.SELF_SIGNED, Remark.WRONG_HOST, Remark.UNTRUSTED)
_AT = datetime(2023, 12, 1, 8, tzinfo=timezone(timedelta(hours=8)))
_PAGES = (LinkedFrom("https://www.yangli.gov.cn/", "在线申报"),)


def _example(*remarks: Remark, address: str = "https://sb.yangli.gov.cn/") -> LookedLink:
    look = Look(_AT, FetchOutcome.OK, 200, address, remarks=remarks)
    return LookedLink(address, "www.yangli.gov.cn", Standing.OWN, _PAGES, 2, (look,))


@check(
    severity=Severity.LOW,
    clauses=["SITE-LINKS"],
    message="打开链接时浏览器会提示不安全：{quote}",
    advice="更新该网站的证书；不是本单位的网站，联系对方或更换链接。",
    bad=[_example(Remark.EXPIRED_CERTIFICATE), _example(Remark.WRONG_HOST), _example(Remark.UNTRUSTED)],
    good=[_example(), _example(Remark.SHORT_BODY), _example(Remark.EXPIRED_CERTIFICATE, address="http://sb.yangli.gov.cn/")],
)  # fmt: skip
def untrusted_certificate(link: LookedLink) -> Iterator[Evidence]:
    if not link.looks or not link.address.startswith("https://"):
        return
    told = [remark for remark in link.looks[-1].remarks if remark in _WARNED_OF]
    if told:
        # This machine may not know a certificate that browsers do; the other three are facts.
        say = doubt if told == [Remark.UNTRUSTED] else found
        host = link.address.split("/")[2]
        yield say(quote=scrubbed(host), note="、".join(told) + f"；例如 {link.address[:100]}", secret=host)
