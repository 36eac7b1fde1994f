"""A document number whose form is not that of the standard.

Looks for: years in [], （）, 【】 or 《》 instead of 〔〕, two-digit years, numbers with zeros before them or with 第.
Matters because: a document cited in another form is not found by its number.
To fix: write 机关代字〔2024〕5号.
Cannot see: whether the number is the right one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingcha.examine.declaration import check, doubt, found
from mingcha.model.document import Document
from mingcha.model.finding import Evidence, Severity
from mingcha.text.width import fold_all

_LEFT, _RIGHT = r"\[［【（(〔﹝〖{｛〈<＜《", r"\]］】）)〕﹞〗}｝〉>＞》"
_NUMBER = re.compile(
    rf"(?P<code>[\u4e00-\u9fff]{{2,12}})[ 　]?(?P<left>[{_LEFT}])[ 　]?(?P<year>(?:19|20)?[0-9０-９]{{2}})年?[ 　]?(?P<right>[{_RIGHT}])[ 　]?(?P<number>(?:第[ 　]?)?[0-9０-９]{{1,5}})[ 　]?号"
)
_BACK = 30
# The last character of an office's code: what kind of document it is, or the office.
CODES = frozenset("发函办府政通委党令告字电纪议组宣统人常督规文批复任请报会党教财农税监建环资交水林民社保卫审统商市")
# Contracts, tenders, certificates and cases are numbered by other rules.
_OTHER_RULES = re.compile(
    "合同|招标|采购|招|采|项目|权|证|许|准|备|诉|初|终|执|行初|民初|刑|仲|鉴|检|注|登记|产|编|期|批号|案|款"
)
# Brackets of older documents are cited as they were printed.
SINCE = 2000


@check(
    severity=Severity.LOW,
    clauses=["GBT-9704"],
    message="发文字号格式不规范：{quote}",
    advice="按“机关代字〔年份〕序号号”改写，如“国办发〔2024〕5号”。",
    bad=[
        "根据样政办发[2023]15号文件",
        "《关于做好防汛工作的通知》（样府发（2023）8号）",
        "样县府办字【2022】36号",
        "样府发〔2023〕08号",
        "样府办函〔23〕8号",
    ],
    good=[
        "样府发〔2023〕8号",
        "（2023）样0722民初123号",
        "国发[1997]5号",
        "项目编号：JXYC[2023]001号",
        "不动产权证（2023）第0012345号",
    ],
)
def malformed_document_number(document: Document) -> Iterator[Evidence]:
    text = document.text
    told: set[str] = set()
    for at in _ends(text):
        first = max(0, at - _BACK)
        match = None
        for one in _NUMBER.finditer(text, first, at + 1):
            match = one
        if match is None or match.end() != at + 1 or match[0] in told:
            continue
        fault, sure = _fault(match)
        if fault:
            told.add(match[0])
            start = match.start() + _before_code(match["code"])
            quote = text[start : match.end()]
            year = fold_all(match["year"])
            number = fold_all(match["number"]).removeprefix("第").strip().lstrip("0") or "0"
            written = (
                f"{match['code'][_before_code(match['code']) :]}〔{year if len(year) == 4 else '20' + year}〕{number}号"
            )
            tell = found if sure else doubt
            yield tell(start, match.end(), quote=quote, note=fault, suggestion=written, confidence=1.0 if sure else 0.5)


def _ends(text: str) -> Iterator[int]:
    """Where 号 stands after a digit."""
    at = text.find("号")
    while at >= 0:
        if at and (text[at - 1].isdigit() or (text[at - 1] in " 　" and at > 1 and text[at - 2].isdigit())):
            yield at
        at = text.find("号", at + 1)


def _fault(match: re.Match[str]) -> tuple[str, bool]:
    """What is wrong with a number, and whether that is certain."""
    code, year, number = match["code"], fold_all(match["year"]), fold_all(match["number"])
    if _OTHER_RULES.search(code[-4:]) or (len(year) == 4 and int(year) < SINCE):
        return "", False
    sure = code[-1] in CODES
    if match["left"] not in "〔﹝" or match["right"] not in "〕﹞":
        return "年份用六角括号“〔〕”括入。", sure
    if len(year) == 2:
        return "年份写全四位。", sure
    if number.startswith("第"):
        return "序号不加“第”。", sure and not code.endswith(("字", "公告", "通告", "令"))
    if number.startswith("0"):
        return "序号不编虚位。", sure and len(number) < 4
    return "", False


_LEAD = re.compile(".*(?:根据|按照|依据|关于|落实|执行|转发|印发|文件|以|和|与|及|即|的|见|为)")


def _before_code(code: str) -> int:
    """How many of the characters before the bracket are running text."""
    lead = _LEAD.match(code[:-1])
    return lead.end() if lead else 0
