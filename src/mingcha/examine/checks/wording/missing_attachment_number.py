"""An attachment that the text refers to and its own list does not have.

Looks for: 见附件3 where the list of attachments ends with 2, and no heading 附件3 stands anywhere in the text.
Matters because: people cannot find the form they are told to fill in.
To fix: add the attachment, or correct its number in the text.
Cannot see: attachments of other documents whose title stands too far from the number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingcha.examine.declaration import check, found
from mingcha.model.document import Document
from mingcha.model.finding import Evidence, Severity
from mingcha.text.chinese_numbers import read_ordinal
from mingcha.text.stretches import line_at, sentence_at

_NUMBER = "[0-9]{1,2}|[一二三四五六七八九十]{1,2}"
_LIST = re.compile(
    rf"(?m)^[ 　\t]*附[ 　]*件[ 　]*(?:[:：][ 　]*(?P<rest>.*)|(?P<number>{_NUMBER})(?P<title>[ 　:：.．、].*|$))"
)
_ITEM = re.compile(rf"(?:^|(?<=[ 　；;。\s》）)]))(?:附件)?(?P<number>{_NUMBER})[.．、:： 　](?![0-9])")
_NEXT = re.compile(rf"[ 　\t]*(?:附件[ 　]*)?(?P<number>{_NUMBER})[.．、:：]")
_REFERENCE = re.compile(rf"附件[ 　]?(?P<number>{_NUMBER})(?![0-9.．]?[0-9]|[个份项张页种类套]|[一二三四五六七八九十])")
# A number with its title after it, wherever it stands.
_NAMED = re.compile(rf"附件[ 　]?(?P<number>{_NUMBER})[ 　:：.．][ 　]*[\u4e00-\u9fff《]")
# The attachment of something else: of a document, a law, a contract.
_OF_ANOTHER = re.compile("[》〕号的文令议同书定约案]+[）)]?[ 　]*(?:中|之)?[ 　]*$")
_ANOTHER = re.compile("》|〔|国办|省政府|原文件|上述文件|该文件|招标文件|合同|协议|标准")
MOST = 3


@check(
    severity=Severity.MEDIUM,
    clauses=["GBT-9704"],
    message="正文提到的附件没有列出：{quote}",
    advice="补上该附件，或改正正文中的附件序号。",
    bad=[
        "请填写推荐表（见附件2），于月底前报送。\n附件：1.推荐名额分配表\n样县人民政府办公室",
        "申报材料清单见附件3。\n附件：1.申报表\n2.承诺书\n样县科技局",
        "请按附件2的要求填报。\n附件：统计表",
    ],
    good=[
        "请填写推荐表（见附件2）。\n附件：1.名额分配表\n2.推荐表",
        "按照《关于做好年报工作的通知》附件3的格式填写。\n附件：1.统计表",
        "详见附件2。\n附件1\n名额分配表\n附件2\n推荐表",
        "请填写推荐表（见附件2）。",
    ],
)
def missing_attachment_number(document: Document) -> Iterator[Evidence]:
    text = document.text
    if text.count("附件") + text.count("附 件") < 2:
        return
    listed, spans = _listed(text)
    if not listed:
        return
    names = " ".join(link.text for link in document.links) + document.title
    told = 0
    seen: set[int] = set()
    for match in _REFERENCE.finditer(text):
        number = read_ordinal(match["number"])
        if number is None or number <= max(listed) or number in seen or any(s <= match.start() < e for s, e in spans):
            continue
        first, _ = line_at(text, match.start())
        if _OF_ANOTHER.search(text, max(first, match.start() - 6), match.start()):
            continue
        start, end = sentence_at(text, match.start())
        if _ANOTHER.search(text, max(start, match.start() - 40), match.start()) or f"附件{match['number']}" in names:
            continue
        seen.add(number)
        yield found(
            match.start(),
            match.end(),
            quote=text[max(start, match.start() - 12) : min(end, match.end() + 8)].strip(),
            secret=match[0],
            note=f"所列附件只到附件{max(listed)}。",
        )
        told += 1
        if told == MOST:
            return


def _listed(text: str) -> tuple[set[int], list[tuple[int, int]]]:
    """The numbers of the attachments that are listed or stand as headings, and where."""
    numbers: set[int] = set()
    spans: list[tuple[int, int]] = []
    for match in _LIST.finditer(text):
        spans.append(match.span())
        if match["number"]:
            numbers.add(read_ordinal(match["number"]) or 0)
            continue
        rest = match["rest"].strip()
        items = [read_ordinal(item["number"]) or 0 for item in _ITEM.finditer(rest)]
        numbers.update(items or ([1] if rest else []))
        at = match.end() + 1
        while at < len(text):
            end = text.find("\n", at)
            end = len(text) if end < 0 else end
            following = _NEXT.match(text, at, end)
            if following is None and text[at:end].strip():
                break
            if following:
                numbers.add(read_ordinal(following["number"]) or 0)
                spans.append((at, end))
            at = end + 1
    numbers.update(read_ordinal(match["number"]) or 0 for match in _NAMED.finditer(text))
    return numbers - {0}, spans
