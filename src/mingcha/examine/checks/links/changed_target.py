"""A link that today leads to something else than what was linked.

Looks for: a target that advertises gambling or the like, whose domain was gone and came back as somebody else's, whose
owner (备案号, sponsor) has changed, that is passed on to another registered domain than before, or whose title has nothing
left of the one it had. Without earlier looks only what the page says of itself counts.
Matters because: expired domains are bought for the links that government pages still have to them; an inspection fails
the whole site for one.
To fix: remove the link at once on every page, and tell whoever is in charge of security.
Cannot see: targets that show programs another page than readers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from difflib import SequenceMatcher
from urllib.parse import urlsplit

from mingcha.examine.declaration import check, doubt, found
from mingcha.examine.links.reasons import State, state_of
from mingcha.model.fetch import FetchOutcome
from mingcha.model.finding import Evidence, Severity
from mingcha.model.looked_link import LinkedFrom, Look, LookedLink, Standing
from mingcha.standards.link_hints import is_harmful, veiled
from mingcha.text.masking import scrubbed
from mingcha.text.registrable_domain import is_government, registrable_domain

_ALIKE = 0.3
_GONE = frozenset({FetchOutcome.NO_SUCH_HOST, FetchOutcome.DNS_FAILED})
_PLAIN = re.compile(r"[\W_]+")
_PAGES = (LinkedFrom("http://www.yangli.gov.cn/", "某某协会"),)
_AT = datetime(2023, 1, 1, 8, tzinfo=timezone(timedelta(hours=8)))


def _example(
    *told: tuple[str, str], outcomes: tuple[FetchOutcome, ...] = (), finals: tuple[str, ...] = ()
) -> LookedLink:
    """A link whose title and owner were these in the looks of successive months."""
    outcomes = outcomes or (FetchOutcome.OK,) * len(told)
    finals = finals or ("http://www.example.com/",) * len(told)
    looks = tuple(
        Look(_AT + timedelta(days=30 * place), outcomes[place], 200, finals[place], title, "", owner)
        for place, (title, owner) in enumerate(told)
    )
    return LookedLink("http://www.example.com/", "www.yangli.gov.cn", Standing.UNKNOWN, _PAGES, 4, looks)


@check(
    severity=Severity.CRITICAL,
    clauses=["INSPECT-SECURITY", "SITE-OUTBOUND"],
    message="链接的目标变了样：{quote}",
    advice="立即打开核实，属实的从所有网页上删除链接，并报告网站安全负责人。",
    bad=[
        _example(("样例县某某协会", ""), ("Online Casino", "")),
        _example(("样例县某某协会", "赣ICP备10000001号"), ("优惠商城", "粤ICP备20000002号")),
        _example(
            ("样例县某某协会", ""), ("", ""), ("全新影视在线看", ""),
            outcomes=(FetchOutcome.OK, FetchOutcome.NO_SUCH_HOST, FetchOutcome.OK),
        ),
        _example(("样例县某某协会", ""), ("热门小说", ""), finals=("http://www.example.com/", "http://book.example.net/")),
    ],
    good=[
        _example(("样例县某某协会", ""), ("样例县某某协会-首页", "")),
        _example(("样例县某某协会", "赣ICP备10000001号"), ("协会新版网站", "赣ICP备10000001号-1")),
        _example(("打击网络赌博专项行动", ""),),
        _example(("", ""), ("样例县某某协会", "")),
    ],
)  # fmt: skip
def changed_target(link: LookedLink) -> Iterator[Evidence]:
    if link.standing is Standing.OWN or is_government(_host(link.address)):
        return
    seen = [
        look
        for look in link.looks
        if state_of(look, link.address, link.standing)[0] is State.ALIVE and (look.title or look.words)
    ]
    if not seen:
        return
    last = seen[-1]
    if is_harmful(last.title) or is_harmful(f"{last.title} {last.words[:300]}"):
        yield _told(link, found, last.title, "目标网页含有赌博、色情或违法交易的内容")
        return
    earlier = next((look for look in seen if look is not last and look.title), None)
    if earlier is None or not last.title:
        return
    new_owner = bool(earlier.owner and last.owner and _number(earlier.owner) != _number(last.owner))
    same_owner = bool(earlier.owner and last.owner) and not new_owner
    other_title = not _alike(earlier.title, last.title)
    was_gone = any(earlier.at < look.at < last.at and look.outcome in _GONE for look in link.looks)
    if same_owner or not (new_owner or other_title):
        return
    moved = registrable_domain(_host(last.final)) != registrable_domain(_host(earlier.final))
    title = f"原为“{earlier.title[:40]}”，现为“{last.title[:40]}”"
    if new_owner:
        yield _told(link, found, title, f"备案或主办单位由“{earlier.owner}”变为“{last.owner}”")
    elif was_gone:
        yield _told(link, found, title, "域名曾经失效，恢复后内容全变了，很可能已被他人抢注")
    elif moved:
        yield _told(link, doubt, title, f"现在会转到另一个网站 {_host(last.final)}")
    else:
        yield _told(link, doubt, title, "标题与原来毫无相同之处")


def _told(link: LookedLink, say: Callable[..., Evidence], title: str, why: str) -> Evidence:
    return say(
        quote=scrubbed(veiled(f"{link.address[:100]}（{title[:100]}）")),
        note=f"{why}；{link.pages} 个网页链接到它",
        secret=link.address,
        confidence=1.0 if say is found else 0.6,
    )


def _alike(one: str, other: str) -> bool:
    one, other = _PLAIN.sub("", one).lower(), _PLAIN.sub("", other).lower()
    if not one or not other or one in other or other in one:
        return True
    return SequenceMatcher(None, one[:200], other[:200], autojunk=False).ratio() >= _ALIKE


def _number(owner: str) -> str:
    """The part of a 备案号 all sites of one owner have in common."""
    return _PLAIN.sub("", re.sub(r"号[-－—]\d+$", "号", owner.strip())).lower()


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
