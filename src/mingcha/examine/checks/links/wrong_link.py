"""A link that can lead nowhere as it is written.

Looks for: addresses inside an office (10.x, 172.16–31.x, 192.168.x, localhost, names without a dot), files and shares
of somebody's computer (file://, C:\\, \\\\server), and faults of typing: http written twice, one slash, a full-width
colon, spaces in the host, a missing http://, a misspelt scheme, a mail address. Bindings of templates and scripts are
no links.
Matters because: it worked on the desk of whoever made the page and works for nobody else.
To fix: write the public address in full and click it once on the published page.
Cannot see: an address that is well formed and belongs to something else.
"""

from __future__ import annotations

from collections.abc import Iterator

from mingcha.examine.declaration import check, doubt, found
from mingcha.examine.links.addresses import wrong_address
from mingcha.model.finding import Evidence, Severity
from mingcha.model.looked_link import LinkedFrom, LookedLink, Standing
from mingcha.text.masking import scrubbed


def _example(address: str, words: str = "附件") -> LookedLink:
    pages = (LinkedFrom("http://www.yangli.gov.cn/tzgg/t1.html", words),)
    return LookedLink(address, "www.yangli.gov.cn", Standing.UNKNOWN, pages)


@check(
    severity=Severity.MEDIUM,
    clauses=["SITE-LINKS", "INSPECT-USABLE"],
    message="链接写错了：{quote}",
    advice="改成公众能访问的完整网址，发布后点开核实。",
    bad=[
        _example("http://192.168.1.20:8080/oa/notice.jsp", "通知"),
        _example("http://localhost/cms/1.html"),
        _example("file:///D:/公开文件/1.doc"),
        _example("D:\\公示\\名单.xls"),
        _example("http：//www.example.com/"),
        _example("http:/www.example.com/"),
        _example("http://http://www.example.com/"),
        _example("http://www. example.com/"),
        _example("www.example.com/index.html"),
        _example("htp://www.example.com/"),
    ],
    good=[
        _example("http://www.example.com/a%20b.html"),
        _example("javascript:void(0)", "关闭"),
        _example("{{item.url}}", "{{item.title}}"),
        _example("mailto:office@example.com", "邮箱"),
        _example("../2023/t1.html"),
        _example("http://www.yangli.gov.cn/10.1.2.3.html"),
    ],
)
def wrong_link(link: LookedLink) -> Iterator[Evidence]:
    wrong = wrong_address(link.address, own=(link.site,))
    if wrong is None:
        return
    shown = link.address if len(link.address) <= 120 else link.address[:119] + "…"
    quote = scrubbed(f"“{link.words[:40]}” {shown}" if link.words else shown)
    told = wrong.sentence + (f"；{link.pages} 个网页上有" if link.pages > 1 else "") + f"。{wrong.fix}"
    say = found if wrong.is_sure else doubt
    yield say(
        quote=quote,
        note=told,
        secret=link.address,
        suggestion=wrong.meant[:200],
        confidence=1.0 if wrong.is_sure else 0.5,
    )
