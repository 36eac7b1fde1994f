"""Prescribed tags (网页标签) that the pages of a template do not state.

Looks for: SiteName, SiteDomain and SiteIDCode on every page, the four tags of a column on column and content pages,
ArticleTitle, PubDate and ContentSource on content pages; absent or empty. Told once for all pages of one make.
Matters because: inspections, searches and exchange of data between sites read these tags, not the page.
To fix: put the tags into the template of the system; fill the empty ones in from the fields of the post.
Cannot see: tags a script adds in the reader's browser.
"""

from __future__ import annotations

from collections.abc import Iterator

from mingcha.examine.declaration import check, found
from mingcha.examine.page_tags.grouping import shown_pages
from mingcha.model.finding import Evidence, Severity
from mingcha.model.page_tags import PageRole, TaggedPage, TaggedPages
from mingcha.standards.page_tags import label, required_tags

_SITE = "http://www.yangli.example/"
_WHOLE = (
    ("SiteName", "样例县人民政府"),
    ("SiteDomain", "www.yangli.example"),
    ("SiteIDCode", "3600000000"),
    ("ColumnName", "通知公告"),
    ("ColumnDescription", "通知公告栏目"),
    ("ColumnKeywords", "通知,公告"),
    ("ColumnType", "通知公告"),
)


def _pages(*tags: tuple[str, str], role: PageRole = PageRole.COLUMN) -> TaggedPages:
    return TaggedPages(_SITE, role, (TaggedPage(f"{_SITE}tzgg/", role, tags),))


@check(
    severity=Severity.LOW,
    clauses=["SITE-PAGE-TAGS"],
    message="网页标签缺失：{quote}",
    advice="在网站系统的模板中补上所列标签，空的标签按信息的字段填写。",
    bad=[
        _pages(),
        _pages(*_WHOLE[:6]),
        _pages(*_WHOLE[:2], ("SiteIDCode", ""), *_WHOLE[3:]),
        _pages(*_WHOLE, ("ArticleTitle", "关于放假的通知"), ("PubDate", "2024-01-12 09:00"), role=PageRole.CONTENT),
    ],
    good=[
        _pages(*_WHOLE),
        _pages(*_WHOLE[:3], role=PageRole.HOME),
        _pages(*((name.lower(), value) for name, value in _WHOLE)),
    ],
)
def missing_page_tag(template: TaggedPages) -> Iterator[Evidence]:
    lacking = {name: [page for page in template.pages if not page.value(name)] for name in required_tags(template.role)}
    lacking = {name: pages for name, pages in lacking.items() if pages}
    if not lacking:
        return
    everywhere = len(template.pages)
    parts = [
        f"{name}（{label(name)}）" + ("" if len(pages) == everywhere else f"{len(pages)} 页")
        for name, pages in lacking.items()
    ]
    most = max(lacking.values(), key=len)
    quote = f"{everywhere} 个{template.role.value}缺 {'、'.join(parts)}"
    yield found(
        quote=quote,
        note=f"如 {most[0].url}",
        secret=f"{template.key} {' '.join(lacking)}",
        more_places=shown_pages(most[1:]),
    )
