"""An ArticleTitle tag that says another title than the page.

Looks for: content pages whose tag agrees neither with the heading, nor with the title in the list, nor with the window's
title; cut ones and ones with a site's name agree. Told once for all pages of one make.
Matters because: searches and inspections show the tag's title; a template that writes the same words everywhere hides
every post.
To fix: let the template fill the tag from the title of the post.
Cannot see: pages that show no title anywhere.
"""

from __future__ import annotations

from collections.abc import Iterator

from mingcha.examine.declaration import check, found
from mingcha.examine.page_tags.grouping import shown_pages
from mingcha.model.finding import Evidence, Severity
from mingcha.model.page_tags import PageRole, TaggedPage, TaggedPages
from mingcha.text.width import comparable

_SITE = "http://www.yangli.example/"
# Shorter ones are contained in too much by chance.
_ENOUGH = 4


def _pages(tag: str, *titles: str) -> TaggedPages:
    page = TaggedPage(f"{_SITE}1.html", PageRole.CONTENT, (("ArticleTitle", tag),), titles)
    return TaggedPages(_SITE, PageRole.CONTENT, (page,))


@check(
    severity=Severity.LOW,
    clauses=["SITE-PAGE-TAGS"],
    message="标题标签（ArticleTitle）与页面标题不一致：{quote}",
    advice="让模板从信息的标题字段取值。",
    bad=[
        _pages("样例县人民政府门户网站", "关于春节放假的通知"),
        _pages("关于国庆放假的通知", "关于春节放假的通知", "关于春节放假的通知-样例县人民政府"),
    ],
    good=[
        _pages("关于春节放假的通知", "关于春节放假的通知"),
        _pages("关于2024年春节放假安排的通知", "关于2024年春节放假…"),
        _pages("关于春节放假的通知", "关于春节放假的通知_样例县人民政府"),
        _pages("关于“三公”经费的说明", "关于&ldquo;三公&rdquo;经费的说明", '关于"三公"经费的说明'),
        _pages("关于春节放假的通知"),
        _pages("", "关于春节放假的通知"),
    ],
)
def title_tag_mismatch(template: TaggedPages) -> Iterator[Evidence]:
    wrong = [page for page in template.pages if not _agrees(page)]
    if not wrong:
        return
    first = wrong[0]
    yield found(
        quote=f"{len(wrong)} 个内容页，如标签为“{first.value('ArticleTitle')}”，页面为“{first.titles[0]}”",
        note=f"如 {first.url}",
        secret=f"{template.key}",
        more_places=shown_pages(wrong[1:]),
    )


def _agrees(page: TaggedPage) -> bool:
    """Nothing stated and nothing shown agrees as well: that is another check's matter, or nobody's."""
    tag = _letters(page.value("ArticleTitle"))
    shown = [letters for title in page.titles if (letters := _letters(title))]
    if not tag or not shown:
        return True
    for letters in shown:
        short, long = sorted((tag, letters), key=len)
        if short == long or (len(short) >= _ENOUGH and short in long):
            return True
    return False


def _letters(text: str) -> str:
    """Letters and digits only: marks of quoting and dots of cutting are written in many ways."""
    for name in (
        "ldquo",
        "rdquo",
        "quot",
        "nbsp",
        "mdash",
        "middot",
        "amp",
        "hellip",
        "lsquo",
        "rsquo",
        "ensp",
        "emsp",
    ):
        text = text.replace(f"&{name};", "")
    return "".join(sign for sign in comparable(text) if sign.isalnum())
