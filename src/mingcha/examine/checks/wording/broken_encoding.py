"""Text that was read in the wrong encoding, or marks of HTML shown as they are.

Looks for: 锟斤拷 and 烫烫烫, the replacement mark U+FFFD, runs of letters that are Chinese read as Latin, private-use characters in running text, and entities such as &nbsp; or &#12345; shown to the reader.
Matters because: the reader cannot tell what was written there, and names or figures may be lost.
To fix: take the text from the original document again and publish it anew.
Cannot see: characters that a wrong encoding turned into other, common ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingcha.examine.declaration import check
from mingcha.model.document import Document, Hidden
from mingcha.model.finding import Evidence, Severity, Verdict

_SURE = re.compile(
    r"锟斤拷|锟侥|[烫屯]{4,}|(?:锘縩|锘匡|ï»¿)|\ufffd+"
    # UTF-8 read as Latin: three in a row, each a lead byte of Chinese and two that go on.
    r"|(?:[ä-é][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]{2}){3,}"
    # GBK read as Latin.
    r"|(?:[\u00b0-\u00f7][\u00a1-\u00fe]){6,}"
)
_LATIN = re.compile(
    r"[\u00a1-\u00fe][\u0080-\u00fe\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
)
# What UTF-8 of common characters becomes when it is read as GBK.
_TRIGGERS = frozenset("锛鐨鍏銆鈥鍦鏄鍜浜鏈浠鎴鏉鍥鎵缁寰鑳灏鍙姘戠殑€庡勫滃簬妗堛嬬閫氱煡")
_RUN = re.compile(r"[\u3400-\u9fff\ue000-\uf8ff\u3000-\u303f€]{6,}")
TRIGGERS, READABLE = 3, 0.6
_ENTITY = re.compile(
    r"&(?:nbsp|lt|gt|amp|quot|apos|ldquo|rdquo|lsquo|rsquo|mdash|ndash|middot|hellip|times|emsp|ensp|#\d{2,6}|#[xX][0-9a-fA-F]{2,5});"
)
_TAG = re.compile(r"</?(?:p|br|span|div|strong|font|td|tr|img|a|b|u)(?:\s[^<>\n]{0,200})?/?>", re.IGNORECASE)
AROUND = 6


@check(
    severity=Severity.MEDIUM,
    clauses=["INSPECT-WORDING", "INSPECT-USABLE"],
    message="出现乱码或未转换的网页代码：{quote}",
    advice="从原文重新录入这一段，核对姓名和数字后重新发布。",
    bad=[
        "联系人：锟斤拷锟斤拷，电话见附件。",
        "本办法自发布之日起施\ufffd\ufffd。",
        "一、总体要求&nbsp;&nbsp;坚持以人民为中心。",
        "ä¸\u00adå\u009b½äººæ°\u0091政府网站",
        "烫烫烫烫烫烫",
        "第一条 为了规范管理，<br/>制定本办法。",
    ],
    good=[
        "联系人：办公室，电话见附件。",
        "A&B公司与R&D中心签订协议。",
        "Café、naïve、Müller等外文词。",
        "热水太烫，烫伤后及时就医。",
        "屯屯通公路工程。",
    ],
)
def broken_encoding(document: Document) -> Iterator[Evidence]:
    text = document.text
    for pattern, kind in ((_SURE, "乱码"), (_RUN, "乱码"), (_ENTITY, "网页代码"), (_TAG, "网页代码")):
        if _is_vain(pattern, text):
            continue
        places = [
            match.span()
            for match in pattern.finditer(text)
            if (pattern is not _RUN or _is_misread(match[0])) and _is_shown(document, match.start())
        ]
        if places:
            start, end = places[0]
            quote = text[max(0, start - AROUND) : end + AROUND].replace("\n", " ").replace("\t", " ").strip()
            yield Evidence(
                start,
                end,
                quote[:60],
                Verdict.FOUND,
                note=f"{kind}共 {len(places)} 处。" if len(places) > 1 else "",
                more_places=tuple(str(document.place_at(at)) for at, _ in places[1:5]),
                secret=f"{kind}{text[start:end]}",
                confidence=0.95,
                places=len(places),
            )


def _is_shown(document: Document, at: int) -> bool:
    """A reader sees it: not the source of a page, not a property."""
    return document.place_at(at).hidden in (Hidden.VISIBLE, Hidden.ROW, Hidden.COLUMN, Hidden.SHEET)


def _is_vain(pattern: re.Pattern[str], text: str) -> bool:
    """Whether the pattern cannot match, told more cheaply than by trying."""
    if pattern is _SURE:
        return not (any(sign in text for sign in ("锟", "烫烫", "屯屯", "\ufffd", "锘")) or _LATIN.search(text))
    if pattern is _RUN:
        return not any(sign in text for sign in "锛銆鈥鐨鍏鍥鏄鏈")
    return (pattern is _ENTITY and "&" not in text) or (pattern is _TAG and "<" not in text)


def _is_misread(run: str) -> bool:
    """Whether the run, written as GBK and read as UTF-8, is Chinese."""
    if sum(one in _TRIGGERS for one in run) < TRIGGERS:
        return False
    meant = run.encode("gb18030", "ignore").decode("utf-8", "ignore")
    return sum("\u4e00" <= one <= "\u9fff" or one in "，。、；：" for one in meant) >= READABLE * len(run) * 2 / 3
