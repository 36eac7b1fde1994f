"""The words of pagers: 下一页, 末页, 共 9 页, 第 2 页, 共 123 条."""

from __future__ import annotations

import re

from mingcha.text.width import fold_all

__all__ = [
    "BACK",
    "BEFORE",
    "CURRENT",
    "HINT",
    "HOME",
    "LAST",
    "MORE",
    "MOST_PAGES",
    "NEXT",
    "NUMBER",
    "is_turn",
    "pages_told",
    "total_told",
]

# No column of a county has more pages; a larger number is a fault of the page or a trap.
MOST_PAGES = 5000
NEXT = re.compile(
    r"[\[【(<\s]*(?:下\s*一?\s*页|后\s*一?\s*页|下页|后页|next(?:\s*page)?|>|›|»|＞|→)[\s>›»＞→\])】]*", re.IGNORECASE
)
LAST = re.compile(
    r"[\[【(<\s]*(?:尾\s*页|末\s*页|最后一?页|最末页|last(?:\s*page)?|>>|»|＞＞|>\|)[\s>»＞\])】|]*", re.IGNORECASE
)
BEFORE = re.compile(
    r"[\[【(<\s]*(?:上\s*一?\s*页|前\s*一?\s*页|首\s*页|第一页|prev(?:ious)?|first|<<?|«|‹)[\s>\])】|]*", re.IGNORECASE
)
BACK = re.compile(r"[\[【(<\s]*(?:上\s*一?\s*页|前\s*一?\s*页|prev(?:ious)?(?:\s*page)?)[\s>\])】|]*", re.IGNORECASE)
# Words that turn a page where lists grow instead of turning.
MORE = re.compile(
    r"[\[【(<+\s]*(?:(?:点击|点此|点我)?(?:加载|查看|显示|浏览|阅读|展开|获取)?更多(?:信息|内容|文章|新闻|数据)?|(?:load|show|view)?\s*more)[\s>›»＞+….\])】]*",
    re.IGNORECASE,
)
NUMBER = re.compile(r"[\[【(第\s]*(\d{1,4})[\]】)页\s]*")
_COUNT = re.compile(
    r"[共分]\s*(?:有|计|为)?\s*(\d{1,5})\s*页|/\s*(\d{1,5})\s*页|总页数\s*[:：]?\s*(\d{1,5})|页次\s*[:：]?\s*\d+\s*/\s*(\d{1,5})|"
    r"页码\s*[:：]?\s*\d+\s*/\s*(\d{1,5})|(?:第\s*)?\d+\s*/\s*(\d{1,5})\s*(?:页|$)|总(?:共)?\s*(\d{1,5})\s*页|page\s*\d+\s*of\s*(\d{1,5})",
    re.IGNORECASE,
)
CURRENT = re.compile(
    r"第\s*(\d{1,5})\s*页|(?:页次|页码|当前页?)\s*[:：]?\s*(?:第\s*)?(\d{1,5})|(\d{1,5})\s*/\s*\d{1,5}\s*页?|page\s*(\d{1,5})\s*of",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r"(?:共\s*(?:有|计)?|总(?:记录)?数?\s*[:：]?|合计\s*[:：]?|总共\s*[:：]?)\s*(\d{1,7})\s*(?:条|篇|个|项|则|件)(?!评论|附件)|"
    r"(?:总记录数|记录总数|信息总数|总条数)\s*[:：]?\s*(\d{1,7})|totalRecords?\s*[:=]\s*['\"]?(\d{1,7})",
)
HOME = re.compile(r"[\[【(<\s]*(?:首\s*页|first)[\s>\])】]*", re.IGNORECASE)
HINT = re.compile(r"pag(?:e|ing|er|ination)|fanye|yema|turnpage|fenye|\bfy\b|turn-?page")


def is_turn(words: str) -> bool:
    """Whether the words of a link are those of a pager: 下一页, 末页, 3."""
    plain = fold_all(words).strip()
    return any(form.fullmatch(plain) for form in (NUMBER, NEXT, LAST, BEFORE)) if len(plain) <= 12 else False


def total_told(text: str) -> int | None:
    """The number of posts a list claims to have, as in 共 123 条."""
    match = _TOTAL.search(fold_all(text))
    return int(next(group for group in match.groups() if group)) if match else None


def pages_told(text: str) -> int | None:
    """The number of pages a list claims to have, as in 共 9 页 or 页次：1/9."""
    match = _COUNT.search(fold_all(text))
    return int(next(group for group in match.groups() if group)) if match else None
