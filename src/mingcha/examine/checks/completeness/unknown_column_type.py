"""A ColumnType tag whose value is none of the kinds of columns the rule lists.

Looks for: values of ColumnType, parted at commas, that are not among the kinds we know. Always a doubt: our list of
kinds is not whole.
Matters because: the kind tells inspections which columns must be updated how often.
To fix: choose the kind from the list of 网页设计规范.
Cannot see: a listed kind that does not fit its column.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches

from mingcha.examine.declaration import check, doubt
from mingcha.examine.page_tags.grouping import shown_pages
from mingcha.model.finding import Evidence, Severity
from mingcha.model.page_tags import PageRole, TaggedPage, TaggedPages
from mingcha.standards.page_tags import column_types

_SITE = "http://www.yangli.example/"
_PARTS = re.compile(r"[,，;；、|]+")


def _pages(*values: str) -> TaggedPages:
    pages = tuple(TaggedPage(f"{_SITE}{value}/", PageRole.COLUMN, (("ColumnType", value),)) for value in values)
    return TaggedPages(_SITE, PageRole.COLUMN, pages)


@check(
    severity=Severity.LOW,
    clauses=["SITE-PAGE-TAGS"],
    message="栏目类别标签（ColumnType）不在规定的类别中：{quote}",
    advice="从《网页设计规范》列出的栏目类别中选用。",
    bad=[_pages("乡镇动态栏"), _pages("工作动态", "1")],
    good=[_pages("工作动态"), _pages("政策文件,政策解读"), _pages("")],
)
def unknown_column_type(template: TaggedPages) -> Iterator[Evidence]:
    wrong: Counter[str] = Counter()
    pages: list[TaggedPage] = []
    for page in template.pages:
        values = [part.strip() for part in _PARTS.split(page.value("ColumnType")) if part.strip()]
        unknown = [value for value in values if value not in column_types()]
        wrong.update(unknown)
        if unknown:
            pages.append(page)
    if not pages:
        return
    told = [f"“{value}”{number} 页" for value, number in wrong.most_common(6)]
    near = get_close_matches(wrong.most_common(1)[0][0], sorted(column_types()), 1, 0.5)
    yield doubt(
        quote=f"{'、'.join(told)}{'等' if len(wrong) > len(told) else ''}",
        note=f"如 {pages[0].url}",
        secret=f"{template.key} {' '.join(sorted(wrong)[:50])}",
        more_places=shown_pages(pages[1:]),
        suggestion=near[0] if near else "",
        confidence=0.4,
    )
