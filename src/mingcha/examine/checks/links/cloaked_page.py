"""A page that shows search engines, or those who come from them, something else than its readers.

Looks for: two views of one address, fetched one after the other; in the second one links or scripts that lead to
strangers and are not in the first, another title that advertises, or being sent to another site.
Matters because: the office sees its page in order while everybody who searches is led to gambling.
To fix: look for changed files of the web server (global.asa, .htaccess, index pages), restore them, and close the way in.
Cannot see: sites that tell a search engine by its network address; the second view is fetched only for some pages.
"""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterator
from dataclasses import replace
from difflib import SequenceMatcher

from mingcha.examine.declaration import check, doubt, found
from mingcha.examine.hidden_links.outside import Outside, hosts_in, looks_harmful, outside_of
from mingcha.model.finding import Evidence, Severity
from mingcha.model.page_source import OtherView, PageSource
from mingcha.standards.link_hints import veiled
from mingcha.text.masking import scrubbed

_TITLE = re.compile(r"<title\b[^>]{0,200}>(.{0,600}?)</title", re.IGNORECASE | re.DOTALL)
_LEADS = re.compile(
    r"""(?:href|src|action|location(?:\.href)?)\s*=\s*["']?\s*((?:https?:)?//[^"'\s<>]+)""", re.IGNORECASE
)
_PLAIN = re.compile(r"[\W_]+")
_ALIKE, _NAMED = 0.5, 3
_OWN = "<html><head><title>通知公告-样例县人民政府</title></head><body><h1>通知</h1><a href='/'>首页</a></body></html>"
_SOLD = (
    "<html><head><title>Online Casino</title></head><body><a href='http://www.example.com/'>Casino</a></body></html>"
)


def _example(theirs: str) -> PageSource:
    return PageSource("http://www.yangli.gov.cn/tzgg/", _OWN, others=(OtherView("搜索引擎", theirs),))


@check(
    severity=Severity.CRITICAL,
    clauses=["SITE-HIDDEN-LINKS", "INSPECT-SECURITY"],
    message="同一网页给搜索引擎看的和给人看的不一样：{quote}",
    advice="检查服务器上被改动的文件和配置，恢复后堵住漏洞，并请搜索引擎更新。",
    bad=[
        _example(_SOLD),
        _example(_OWN.replace("<h1>", "<a href='http://www.example.com/'>某某</a><a href='http://www.example.net/'>某</a><h1>")),
        _example("<script>location.href='http://www.example.com/'</script>"),
        replace(_example(_OWN), others=(OtherView("搜索引擎", "<p>欢迎", sent_to="http://www.example.com/"),)),
    ],
    good=[
        _example(_OWN),
        _example(_OWN.replace("通知</h1>", "通知（今日更新）</h1><a href='/tzgg/2.html'>另一条</a>")),
        _example(_OWN.replace("<h1>", "<a href='http://www.jiangxi.gov.cn/'>省政府</a><h1>")),
        replace(_example(_OWN), others=()),
        replace(_example(_OWN), others=(OtherView("搜索引擎", _SOLD, beside=_SOLD),)),
    ],
)  # fmt: skip
def cloaked_page(page: PageSource) -> Iterator[Evidence]:
    if not page.others:
        return
    outside = outside_of(page)
    for other in page.others:
        ours, our_title = _strangers(other.beside or page.html, outside), _title(other.beside or page.html)
        sent = [host for host in sorted(hosts_in(other.sent_to)) if outside.is_strange(host)]
        theirs = dict.fromkeys((*sent, *_strangers(other.html, outside)))
        new = [host for host in theirs if host not in ours]
        title = _title(other.html)
        sold = bool(title) and looks_harmful(title) and not looks_harmful(our_title)
        other_title = bool(title and our_title) and not _alike(title, our_title)
        if not new and not sold:
            if other_title:
                yield _told(f"标题变为“{title[:40]}”", other.who, is_sure=False)
            continue
        said = [f"被转到 {sent[0]}"] if sent else []
        said += [f"标题变为“{title[:40]}”"] if sold or other_title else []
        said += (
            [f"多出 {'、'.join(new[:_NAMED])}" + (f" 等 {len(new)} 个网站的链接" if len(new) > _NAMED else " 的链接")]
            if new
            else []
        )
        # One stranger more may be an advertisement that changes with each visit.
        yield _told(
            "，".join(said),
            other.who,
            is_sure=bool(sent)
            or sold
            or other_title
            or len(new) > 1
            or len(other.html) * 3 < len(other.beside or page.html) * 2,
        )


def _told(said: str, who: str, *, is_sure: bool) -> Evidence:
    say = found if is_sure else doubt
    return say(quote=scrubbed(veiled(f"{who}看到的网页，{said}")), secret=who, confidence=1.0 if is_sure else 0.5)


def _strangers(html: str, outside: Outside) -> list[str]:
    told = dict.fromkeys(host for address in _LEADS.findall(html) for host in sorted(hosts_in(address)))
    return [host for host in told if outside.is_strange(host)]


def _title(html: str) -> str:
    match = _TITLE.search(html)
    return " ".join(entities.unescape(match[1]).split()) if match else ""


def _alike(one: str, other: str) -> bool:
    one, other = _PLAIN.sub("", one), _PLAIN.sub("", other)
    return (
        one in other or other in one or SequenceMatcher(None, one[:200], other[:200], autojunk=False).ratio() >= _ALIKE
    )
