"""A SiteIDCode tag that is no site code (网站标识码), or another one than the rest of the site states.

Looks for: codes that are not ten digits (ministries: bm and eight digits), and pages that state another code than most
pages of the site. Told once for all pages of one make.
Matters because: complaints and inspections are routed by this code; a wrong one is another body's.
To fix: put the site's own code into every template.
Cannot see: whether the code all pages agree on is the registered one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from mingcha.examine.declaration import check, found
from mingcha.examine.page_tags.grouping import shown_pages
from mingcha.model.finding import Evidence, Severity
from mingcha.model.page_tags import PageRole, TaggedPage, TaggedPages
from mingcha.text.width import fold_all

_SITE = "http://www.yangli.example/"
_CODE = re.compile(r"\d{10}|bm\d{8}", re.IGNORECASE)


def _pages(code: str, *, usual: str = "3600000000") -> TaggedPages:
    page = TaggedPage(_SITE, PageRole.COLUMN, (("SiteIDCode", code),))
    return TaggedPages(_SITE, PageRole.COLUMN, (page,), usual)


@check(
    severity=Severity.LOW,
    clauses=["SITE-PAGE-TAGS"],
    message="网站标识码标签（SiteIDCode）有误：{quote}",
    advice="在各模板中统一填写本网站登记的标识码。",
    bad=[_pages("360000", usual="360000"), _pages("3600000001"), _pages("请填写标识码", usual="")],
    good=[_pages("3600000000"), _pages("bm01000001", usual="bm01000001"), _pages("", usual="3600000000")],
)
def wrong_site_code_tag(template: TaggedPages) -> Iterator[Evidence]:
    usual = fold_all(template.site_code).strip()
    wrong = []
    for page in template.pages:
        code = fold_all(page.value("SiteIDCode")).strip()
        if code and (_CODE.fullmatch(code) is None or (_CODE.fullmatch(usual) is not None and code != usual)):
            wrong.append(page)
    if not wrong:
        return
    code, _ = Counter(page.value("SiteIDCode") for page in wrong).most_common(1)[0]
    others = f"，本站其他网页为“{usual}”" if usual and code != usual else ""
    yield found(
        quote=f"{len(wrong)} 个{template.role.value}写作“{code}”{others}",
        note="标识码应为 10 位数字" if _CODE.fullmatch(code) is None else f"如 {wrong[0].url}",
        secret=f"{template.key} {code}",
        more_places=shown_pages(wrong[1:]),
    )
