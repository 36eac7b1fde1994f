"""A quotation mark, bracket or book mark without its partner.

Looks for: 《 “ （ 【 〔 that nothing closes, 》 ” ） 】 〕 that nothing opens, and quotation marks put the wrong way round.
Matters because: where a title or quotation ends is left to the reader; links and searches made from it go wrong.
To fix: set the missing partner, or take the lone mark away.
Cannot see: pairs set round the wrong words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingcha.examine.declaration import check, found
from mingcha.examine.wording.signs import BREAK, CLOSE, OPEN, signs
from mingcha.model.document import Document
from mingcha.model.finding import Evidence, Severity

PAIRS = {"《": "》", "〈": "〉", "“": "”", "（": "）", "【": "】", "〔": "〕"}
_PARTNER = {close: open_ for open_, close in PAIRS.items()} | PAIRS
_ALIKE = {"(": "（", ")": "）"}
# 1） and a） count; they open nothing.
_LABEL = re.compile(r"(?:^|[\s，。；：、（(“》])[0-9一二三四五六七八九十a-zA-Z①-⑳]{1,3}$")
# A quotation or a title may run over lines; what is not closed within so many characters is not closed.
REACH = {"《": 120, "〈": 60, "【": 60, "〔": 30, "（": 400, "“": 4000}
# Marks alone, each closed by its own partner, three deep; most texts are so, and are not looked at twice.
_ONE = "“”|‘’|《》|〈〉|（）|【】|〔〕|「」|『』|[(（][)）]"
_TWO = "|".join(
    f"{open_}(?:{_ONE})*+{close}"
    for open_, close in (*PAIRS.items(), ("‘", "’"), ("「", "」"), ("『", "』"), ("[(（]", "[)）]"))
)
_PAIRED = re.compile(
    "(?:"
    + "|".join(
        f"{open_}(?:{_TWO})*+{close}"
        for open_, close in (*PAIRS.items(), ("‘", "’"), ("「", "」"), ("『", "』"), ("[(（]", "[)）]"))
    )
    + ")*+"
)
SHOWN = 18
# A text that is mostly unpaired is no prose: pieces of a form, a poem set in columns, a broken page.
MOST, HOPELESS = 6, 100


@check(
    severity=Severity.LOW,
    clauses=["GBT-15834"],
    message="标点没有成对使用：{quote}",
    advice="补上缺少的一半，或删去多余的一半。",
    bad=[
        "根据《中华人民共和国土地管理法规定，现予公告。",
        "坚持“房子是用来住的，不是用来炒的定位。",
        "（联系人：办公室值班人员。",
        "现将关于做好春耕生产的通知》印发给你们。",
        "落实”双减“政策。",
    ],
    good=[
        "根据《中华人民共和国土地管理法》规定，现予公告。",
        "1）申请表；2）身份证明。",
        "他说：“第一段。\n“第二段。”",
        "《关于印发〈办法〉的通知》",
        "依照下列规定：\n“第一条　为了规范管理。\n第二条　本办法所称……”",
    ],
)
def unpaired_mark(document: Document) -> Iterator[Evidence]:
    seen = document.once(signs)
    if not seen.present & (OPEN | CLOSE):
        return
    if _PAIRED.fullmatch(seen.text_of(seen.at(OPEN | CLOSE))):
        return
    lone = _lone(document.text, seen.at(OPEN | CLOSE | BREAK).tolist())
    if not lone or len(lone) > MOST:
        return
    for at, note in lone:
        first, last = max(0, at - SHOWN), at + SHOWN
        piece = document.text[first:last]
        head = max(piece.rfind(end, 0, at - first) for end in "\n\t。；") + 1
        cut = min((i for end in "\n\t" if (i := piece.find(end, at - first + 1)) > 0), default=len(piece))
        yield found(
            at, at + 1, quote=piece[head:cut].strip(), secret=f"{document.text[at]}{piece[head:cut].strip()}", note=note
        )


def _lone(text: str, marks: list[int]) -> list[tuple[int, str]]:
    """Where marks stand that have no partner, and what is wrong with each."""
    open_: list[int] = []
    lone: list[tuple[int, str]] = []
    line = 0
    for at in marks:
        sign = _ALIKE.get(text[at], text[at])
        if sign in "\n\t\v\f\r":
            line = at + 1
            if sign == "\t":
                lone += [(one, "没有另一半。") for one in open_]
                open_.clear()
            continue
        if len(lone) > HOPELESS:
            return []
        if sign in PAIRS:
            lone += _given_up(text, open_, at)
            # A quotation of several paragraphs opens each of them anew.
            if sign == "“" and not text[line:at].strip() and any(text[one] == "“" for one in open_):
                open_[:] = [one for one in open_ if text[one] != "“"]
            open_.append(at)
        elif sign in _PARTNER:
            partner = _PARTNER[sign]
            if any(_ALIKE.get(text[one], text[one]) == partner for one in open_):
                while _ALIKE.get(text[open_[-1]], text[open_[-1]]) != partner:
                    lone.append((open_.pop(), "没有另一半。"))
                open_.pop()
            elif not (sign == "）" and _is_label(text, at)):
                lone.append((at, "没有另一半。"))
    lone += [(one, "没有另一半。") for one in open_]
    return sorted(one for one in lone if text[one[0]] not in "()" and not _is_ornament(text, one[0]))


def _is_label(text: str, at: int) -> bool:
    """Whether a closing bracket ends a label that opens with none, as 1） does; 七） does not where （一） stands."""
    label = _LABEL.search(text[max(0, at - 4) : at])
    if label is None:
        return False
    return label[0].strip(" 　\n，。；、：（(“》")[-1:] not in "一二三四五六七八九十" or not (
        "（一）" in text or "（二）" in text
    )


def _given_up(text: str, open_: list[int], at: int) -> Iterator[tuple[int, str]]:
    """What was opened so long ago that nothing will close it."""
    for one in list(open_):
        if at - one > REACH.get(_ALIKE.get(text[one], text[one]), 400):
            open_.remove(one)
            yield one, "没有另一半。"


def _is_ornament(text: str, at: int) -> bool:
    """》》 before words to click, 【【 around a headline."""
    return text[at] in "《》〈〉【】" and text[at] in (text[at - 1 : at], text[at + 1 : at + 2])
