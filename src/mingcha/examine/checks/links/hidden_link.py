"""A link on the page that its readers cannot see (暗链).

Looks for: links to strangers' sites or to unlawful matter under a style that hides them (display, visibility, opacity,
no room, off the screen, letters of no size, colour of the ground, clipped, behind), in frames and marquees of a pixel,
without words to click, in noscript and comments, written or hidden by a script, wrapped in an encoded script, or shown
only to those who come from a search. Which trick counts for how much depends on where the link leads: a menu's hidden
links to the site itself, to offices and approved sites are none.
Matters because: somebody else can write on the site; such links sell gambling with the government's name and fail the
whole site in an inspection.
To fix: remove the block from template or database, find how it came there, change the passwords, and look again.
Cannot see: style sheets and scripts in files of their own; links that only a running script makes.
"""

from __future__ import annotations

from collections.abc import Iterator

from mingcha.examine.declaration import check, doubt, found
from mingcha.examine.hidden_links.blocks import ODD, PLAIN, Block, hidden_blocks, hosts_of
from mingcha.examine.hidden_links.first_look import worth_a_look
from mingcha.examine.hidden_links.hidden_scripts import HiddenScript, hidden_scripts
from mingcha.examine.hidden_links.outside import Matter, outside_of
from mingcha.model.finding import Evidence, Severity
from mingcha.model.page_source import PageSource
from mingcha.standards.link_hints import veiled
from mingcha.text.masking import scrubbed
from mingcha.text.registrable_domain import registrable_domain

_NAMED = 3
_MENU = (
    '<ul class="nav"><li><a href="/zwgk/">公开</a><ul style="display:none"><li><a href="/zwgk/zcwj/">文件</a></ul></ul>'
)


def _example(body: str) -> PageSource:
    return PageSource("http://www.yangli.gov.cn/tzgg/t1.html", f"<html><body>{_MENU}{body}</body></html>")


_LINKS = '<a href="http://www.example.com/a">某某装修</a><a href="http://www.example.net/">某某翻译</a>'


@check(
    severity=Severity.CRITICAL,
    clauses=["SITE-HIDDEN-LINKS", "INSPECT-SECURITY"],
    message="网页里有看不见的链接：{quote}",
    advice="从模板或数据库中删除这段代码，查明怎样写入的，修补漏洞、更换口令后复查。",
    bad=[
        _example(f'<div style="position:absolute;left:-9999px">{_LINKS}</div>'),
        _example(f'<div style="font-size:0">{_LINKS}</div>'),
        _example(f'<p style="color:#fff;background:#ffffff">{_LINKS}</p>'),
        _example(f"<style>.q{{text-indent:-9999px;overflow:hidden;height:0}}</style><div class=q>{_LINKS}</div>"),
        _example('<iframe src="http://www.example.com/" width="0" height="0"></iframe>'),
        _example(
            "<script>document.write(unescape('%3Ca%20href%3D%22http%3A//www.example.com/%22%3Ea%3C/a%3E'))</script>"
        ),
        _example(f'<marquee height="1" width="1" scrollamount="3000">{_LINKS}</marquee>'),
    ],
    good=[
        _example('<div class="yqlj" style="display:none"><a href="http://www.example.com/">某某日报网</a></div>'),
        _example('<div style="display:none"><a href="http://www.jiangxi.gov.cn/">省政府</a></div>'),
        _example('<div style="position:absolute;left:-9999px"><a href="/zwgk/">政务公开</a></div>'),
        _example('<a href="http://www.example.com/">某某公司</a>'),
        _example("<script>document.write(unescape('%3Cscript src=%22//s4.cnzz.com/z.js%22%3E'))</script>"),
        _example('<!-- <a href="http://www.example.com/">旧链接</a> -->'),
    ],
)
def hidden_link(page: PageSource) -> Iterator[Evidence]:
    outside = outside_of(page)
    if not worth_a_look(page.html, outside):
        return
    for block in hidden_blocks(page.html, outside):
        if (evidence := _of_block(block)) is not None:
            yield evidence
    for script in hidden_scripts(page.html, outside):
        yield _of_script(script)


def _of_block(block: Block) -> Evidence | None:
    """The surer the trick, the less the target must tell, and the other way round."""
    matter, strength = block.matter, block.strength
    if matter is Matter.HARMFUL or (matter is Matter.ADVERTISED and strength >= ODD):
        return _told(block, is_sure=True)
    if matter is Matter.ADVERTISED:
        return _told(block, is_sure=False)
    if matter is Matter.STRANGER and strength >= ODD:
        named = block.is_named_for_organisations
        if strength >= PLAIN:
            return _told(block, is_sure=not named)
        if not named:
            told = any(one.words for one in block.links) and not block.is_wordless
            return _told(block, is_sure=told and not block.is_by_rule)
    return None


def _told(block: Block, *, is_sure: bool) -> Evidence:
    shown = block.links[:_NAMED]
    links = "、".join(f"“{one.words[:20]}”{hosts_of_one(one.address)}" for one in shown)
    more = f" 等 {len(block.links)} 个链接" if len(block.links) > _NAMED else ""
    note = f"手法：{block.how}；所在代码：<{block.named}>" if block.named else f"手法：{block.how}"
    say = found if is_sure else doubt
    return say(
        block.start,
        block.start,
        quote=scrubbed(veiled(f"{links}{more}")),
        note=note,
        secret="\x1f".join((block.how, block.named, *sorted(hosts_of(block))[:20])),
        leads_to=sorted({registrable_domain(host) for host in hosts_of(block) if "/" not in host}),
        confidence=1.0 if is_sure else 0.5,
    )


def hosts_of_one(address: str) -> str:
    told = address.split("//", 1)[-1].split("/")[0] if "//" in address else address
    return f"（{told[:60]}）"


def _of_script(script: HiddenScript) -> Evidence:
    is_sure = script.is_harmful or script.is_heavy
    hosts = "、".join(script.hosts[:_NAMED]) or "违法内容"
    return (found if is_sure else doubt)(
        script.start,
        script.start,
        quote=scrubbed(veiled(hosts)),
        note=f"手法：{script.how}",
        secret="\x1f".join((script.how, *sorted(script.hosts)[:20])),
        confidence=1.0 if is_sure else 0.5,
    )
