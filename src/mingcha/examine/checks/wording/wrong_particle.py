"""的, 地 and 得 put for one another.

Looks for: 的 between an adverb and a verb that has an object or 了 (有效的推进了), 的 between a verb and its complement (做的好), 获的, 取的, 值的 for 获得, 取得, 值得.
Matters because: the three particles mark different parts of a sentence; inspections count them as misspellings.
To fix: 地 before a verb, 得 before a complement, 的 before a noun.
Cannot see: sentences where both readings are possible, such as an adverb before a verb without 了.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingcha.examine.declaration import check
from mingcha.examine.wording.prose import prose
from mingcha.examine.wording.setting import setting_of
from mingcha.model.document import Document
from mingcha.model.finding import Evidence, Severity, Verdict

# What stands before 的 is looked at only where what follows it fits: 的 is everywhere.
_ADVERBS = tuple(
    "认真|切实|深入|扎实|积极|有效|坚决|严格|全面|充分|大力|及时|主动|自觉|努力|稳步|有序|有力|妥善|圆满|深刻|极大|顺利|迅速|科学|准确|更好|更加有效|较好|很好|进一步|不断|逐步|持续".split(
        "|"
    )
)
_VERB = "推动|推进|促进|提升|提高|改善|解决|完成|落实|开展|贯彻|保障|维护|增强|激发|调动|发挥|遏制|化解|缓解|缩短|减轻|防止|打击|做好|满足|履行|实现|降低|加强|巩固|规范|带动|杜绝|防范"
_WAY = re.compile(rf"的(?:{_VERB})了(?!解)")
_DONE = tuple(
    "做|抓|干|办|管|落实|完成|推进|执行|开展|进行|贯彻|配合|把握|掌握|理解|学习|宣传|组织|发展|进展|恢复|运行|保存|写|说|讲".split(
        "|"
    )
)
_COMPLEMENT = re.compile(
    r"的(?:很好|不好|好|较好|比较好|非常好|特别好|不够|还不够|很不够|不到位|不扎实|不深入|不彻底|不及时|很差|较差|很慢|较慢|更好|更快|更实|更细)(?=[，。；！、）]|$)"
)
# 采取的, 捕获的 and 产值的 are right.
_PRODUCTS = (
    (
        frozenset("采收领提获录抽争听吸换索骗支考选截窃汲摄赚夺摘牟谋记爬调读存拿自代榨攫套冒盗捞挣讨进可应所"),
        re.compile(
            r"取的(?=了|显著|明显|较好|良好|重大|圆满|优异|突破|实效|成效|阶段性|积极进展|新进展|新成效|新突破|一定成效|一定成绩|好成绩|好成效)"
        ),
    ),
    (
        frozenset("捕缴查破收拾虏斩俘荣截"),
        re.compile(r"获的(?=了|一等|二等|三等|第[一二三]|好评|通过|优秀|先进|国家级|省级|市级)"),
    ),
    (
        frozenset("价产面数均峰增贬升市总货阈限比分赋取定"),
        re.compile(r"值的(?=肯定|学习|推广|注意|关注|借鉴|一提|表扬|提倡|尊敬|信赖|思考|期待)"),
    ),
)


@check(
    severity=Severity.LOW,
    clauses=["LANGUAGE-9", "INSPECT-WORDING"],
    message="“的”“地”“得”用错：{quote}",
    advice="动词前用“地”，补语前用“得”，名词前用“的”。",
    bad=[
        "此举有效的推进了项目建设。",
        "这项工作做的很好，受到群众欢迎。",
        "专项整治取的了阶段性成果。",
        "他们的做法值的推广。",
        "我县代表队获的一等奖。",
    ],
    good=[
        "此举有效地推进了项目建设。",
        "这项工作做得很好，受到群众欢迎。",
        "依法领取的好处费应当退还。",
        "采取有效的推进措施。",
        "产值的增长主要来自工业。",
        "他做的好事数不胜数。",
    ],
)
def wrong_particle(document: Document) -> Iterator[Evidence]:
    plain = document.once(prose).plain
    told: dict[str, list[tuple[int, int, str, str]]] = {}
    for at, start, right in _places(plain):
        if setting_of(document, start, at + 1).in_book_marks:
            continue
        last = min(len(plain), at + 4 if right == "地" else at + 3)
        quote = document.text[start:last]
        told.setdefault(right, []).append((start, last, quote, quote[: at - start] + right + quote[at - start + 1 :]))
    for right, some in told.items():
        start, end, quote, instead = some[0]
        yield Evidence(
            start,
            end,
            quote,
            Verdict.FOUND,
            more_places=tuple(str(document.place_at(one[0])) for one in some[1:5]),
            secret=f"的{right}{quote}",
            suggestion=instead,
            confidence=0.9,
            places=len(some),
        )


def _places(plain: str) -> Iterator[tuple[int, int, str]]:
    """Where 的 stands wrongly, where its word begins, and what it should be."""
    for pattern, heads, right in ((_WAY, _ADVERBS, "地"), (_COMPLEMENT, _DONE, "得")):
        for match in pattern.finditer(plain):
            at = match.start()
            head = max((one for one in heads if plain.endswith(one, max(0, at - len(one)), at)), key=len, default="")
            if head:
                yield at, at - len(head), right
    for right_before, pattern in _PRODUCTS:
        for match in pattern.finditer(plain):
            if plain[match.start() - 1 : match.start()] not in right_before:
                yield match.start() + 1, match.start(), "得"
