"""A party committee named with its place doubled: 信丰县县委 for 信丰县委.

Looks for: 省省委, 市市委, 县县委, 区区委, 州州委, 旗旗委 behind a name of two characters and more.
Matters because: the news agency's list names it as a fault; the name of a committee has the place once.
To fix: write 中共江西省委, 信丰县委.
Cannot see: the same of governments (信丰县县政府), which is loose but not on the list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingcha.examine.declaration import check, found
from mingcha.examine.wording.grouped import once_each
from mingcha.examine.wording.prose import prose
from mingcha.model.document import Document
from mingcha.model.finding import Evidence, Severity

# Not names: 全县县委, 各市市委, 县级市市委.
_NO_NAME = re.compile(r"(?:[全各我本该每两三外邻跨从原任到与和及向由在对受]|级|一个|多个|所在|自治)$")
KINDS = "省市县区州旗"
# Districts that are called by these alone: 城区区委, 东区区委.
NO_OTHER_NAME = "城郊矿东西南北"
# A name of one character keeps its 县: 赣县县委.
_BEFORE_SHORT = re.compile(r"(?:^|[省市州盟共原任、，。；：\s“（(和与及])$")


@check(
    severity=Severity.LOW,
    clauses=["XINHUA-WORDING"],
    message="党委名称重复了行政区划的通名：{quote}",
    advice="通名只写一次，如“中共江西省委”“信丰县委”。",
    bad=["信丰县县委常委会召开会议。", "中共江西省省委印发通知。", "赣州市市委、市政府"],
    good=["信丰县委常委会召开会议。", "全县县委常委", "赣州市赣县县委", "各市市委、市政府", "县县委员工作站"],
)
def doubled_place_in_party_title(document: Document) -> Iterator[Evidence]:
    yield from once_each(document, _each(document))


def _each(document: Document) -> Iterator[Evidence]:
    if not any(kind + kind + "委" in document.text for kind in KINDS):
        return
    plain = document.once(prose).plain
    for match in re.finditer(rf"([{KINDS}])\1委(?!员)", plain):
        before = plain[max(0, match.start() - 9) : match.start()]
        if not before or not re.search(r"[\u4e00-\u9fff]$", before) or _NO_NAME.search(before):
            continue
        if _BEFORE_SHORT.search(before[:-1]):
            continue
        kind = match[1]
        if kind == "区" and before[-1] in NO_OTHER_NAME:
            continue
        name = _name(before)
        start = match.start() - len(name)
        yield found(
            start,
            match.end(),
            quote=document.text[start : match.end()],
            suggestion=f"{name}{kind}委",
            basis="新华社《新闻信息报道中的禁用词和慎用词》",
            confidence=0.9,
        )


def _name(before: str) -> str:
    """The characters that may be the place's name: at most four, none of them a mark or a word between."""
    name = ""
    for sign in reversed(before[-4:]):
        if not "\u4e00" <= sign <= "\u9fff" or sign in "省市州共在由和与及向对":
            break
        name = sign + name
    return name or before[-1:]
