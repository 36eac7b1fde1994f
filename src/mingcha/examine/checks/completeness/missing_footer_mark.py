"""A mark the foot of the page must bear and does not.

Looks for: sponsor, contact, site code, ICP number, public security number, the mark of a party or government site, the
entry 我为政府网站找错 and the site map, anywhere on the home page: as words, as a picture's name, or as the address of a
link or a script that shows them.
Matters because: by these marks people tell a real site from a false one, and inspections take points for each missing.
To fix: add the marks to the foot of the template.
Cannot see: marks that are drawn in a picture without a name.
"""

from __future__ import annotations

from collections.abc import Iterator

from mingcha.examine.declaration import check, doubt, found
from mingcha.model.finding import Evidence, Severity
from mingcha.model.page_foot import FootMark, PageFoot
from mingcha.standards.footer_marks import required_marks

_URL = "http://www.yangli.example/"
_NAMES = (
    "主办单位",
    "联系方式",
    "网站标识码",
    "ICP备案号",
    "公安备案号",
    "党政机关网站标识",
    "我为政府网站找错",
    "站点地图",
)
# A page with fewer characters is drawn by a script, or is an entry page.
_A_PAGE = 100


def _foot(*names: str, words: int = 2000) -> PageFoot:
    return PageFoot(_URL, tuple(FootMark(name) for name in names), words)


@check(
    severity=Severity.LOW,
    clauses=["SITE-FOOT"],
    message="页面底部缺少标识：{quote}",
    advice="在网站模板的页面底部补上所列标识。",
    bad=[_foot(*_NAMES[:6]), _foot(words=40)],
    good=[_foot(*_NAMES)],
)
def missing_footer_mark(foot: PageFoot) -> Iterator[Evidence]:
    if foot.unread:
        return
    seen = {mark.name for mark in foot.marks}
    missing = [mark for mark in required_marks() if mark.name not in seen]
    if not missing:
        return
    quote = "、".join(mark.name for mark in missing)
    is_firm = foot.words >= _A_PAGE and len(missing) < len(required_marks()) and all(mark.is_firm for mark in missing)
    if is_firm:
        yield found(quote=quote, secret=quote)
    else:
        yield doubt(quote=quote, note="页面文字很少或没有认出页脚，请人工核对", secret=quote, confidence=0.5)
