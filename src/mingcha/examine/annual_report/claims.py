"""What a report's running words say of figures that its tables hold as well: applications, disputes, documents, fees.

Only sentences that say plainly which figure they mean are taken; comparisons with last year, and parts of a total such
as those that came by post, are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from mingcha.examine.annual_report.prose import COUNT, NUMBER, Prose, prose_of, value_of
from mingcha.examine.annual_report.sums import format_of
from mingcha.model.annual_report import AnnualReport


@dataclass(frozen=True, slots=True)
class Claim:
    """words[start:end] of the document say `value`; the table says one of `told` under `label`."""

    start: int
    end: int
    words: str
    value: Decimal
    told: tuple[Decimal, ...]
    label: str
    rule: str
    is_plain: bool = True

    @property
    def agrees(self) -> bool:
        return self.value in self.told


_THE_YEAR_BEFORE = re.compile(
    r"(?:同比|增加|减少|增长|下降|上升|较上年|比上年|较去年|比去年|多|少)[^，。；]{0,6}$|(?:去年|上年度?|上一年度?|往年|历年)[^，。；]{0,12}$"
)
_CHANNELS = "当面|现场|邮寄|信函|信件|网络|网上|线上|平台|邮件|邮箱|传真|书面|电话|自然人|法人|企业|公民|组织|其中|窗口|在线|互联网"
_PART = re.compile(_CHANNELS)
# Everybody who may apply: no part of a total.
_ANYBODY = re.compile("(?:自然人|公民)[、和]?法人(?:和|或者|或|及|、)?其他组织")
_ASKED = r"(?:依申请公开|政府信息公开|信息公开|公开)"
_RECEIVED = (
    rf"(?:收到|接收|新收|接到|受理|收悉)(?P<mid>[^，。；\d]{{0,30}}?(?:申请|依申请公开)[^，。；\d]{{0,10}}?){COUNT}",
    rf"(?:收到|接收|新收|接到|受理)(?P<mid>){COUNT}[^，。；\d]{{0,10}}(?:政府信息公开|信息公开|依申请公开|公开)[^，。；\d]{{0,4}}申请",
    rf"(?:依申请公开|政府信息公开申请)(?P<mid>(?:政府信息|信息|申请)?(?:数量?|共|为|共计|：|:)?){COUNT}",
)
_NONE_RECEIVED = re.compile(
    rf"(?:未|没有|无|没)(?:收到|接到|受理|发生|产生|接收)?(?P<mid>[^，。；\d]{{0,20}}?)(?:{_ASKED}[^，。；\d]{{0,6}}申请|依申请公开(?:政府信息|信息|申请|事项|件)*)"
    r"(?P<after>[^。；]{0,16})"
)
_NOT_NONE = re.compile(
    r"复议|诉讼|举报|投诉|收费|逾期|超期|按时|及时|败诉|引|导致|纠|超时|答复|办结|不予|积压|现象|问题"
)
_RESULTS = {"予以公开": "G1", "部分公开": "G2", "不予公开": "D", "无法提供": "U", "不予处理": "N", "其他处理": "O"}
_RESULT = re.compile(
    rf"(?<!不)(?P<result>予以公开|部分公开|不予公开|无法提供|不予处理|其他处理)(?:的|有|共|类|情形|决定|：|:|申请)*{COUNT}"
)
_CARRIED = re.compile(
    rf"(?P<before>(?:上年度?|上一年度?|去年|往年)?)(?:结转|转)(?P<after>(?:到|至|入)?(?:下一?年度?|次年|明年|20\d\d年)?(?:继续)?(?:办理)?(?:的?申请)?(?:数量|为|共)?){COUNT}"
)
_LEFT = re.compile(
    rf"{COUNT}(?:政府信息公开|依申请公开|信息公开)?(?:申请)?(?:未办结|正在办理|尚在办理|未到期)?[，,]?(?:将|已|需)?(?P<before>)(?:结转|转)(?P<after>(?:到|至|入)?(?:下一?年度?|次年|明年|20\d\d年))(?!度?(?:继续)?(?:办理)?(?:的?申请)?(?:数量|为|共)?\d)"
)
_DISPUTES_ABOUT = re.compile("政府信息公开|信息公开|依申请公开|政务公开")
_BOTH = re.compile(
    rf"行政复议(?:案件)?(?:和|、|及|或|与|以及)(?:被?提起)?(?:行政)?诉讼(?:案件|情况|均为|为|共|的)*{COUNT}"
)
_REVIEWS = re.compile(rf"行政复议(?:案件|申请|数量|为|共|的|情况)*(?P<is>){COUNT}")
_SUITS = re.compile(rf"(?:行政)诉讼(?:案件|数量|为|共|的|情况)*{COUNT}")
_NO_DISPUTES = re.compile(
    r"(?:未|没有|无|没)(?:发生|产生|出现|收到|引发|涉及|接到)?[^。；，]{0,26}?(?P<what>行政复议|行政诉讼)[^。；]{0,20}"
)
_MADE = re.compile(
    rf"(?P<verb>制发|制定|新制定|新制发|出台)了?(?:[^，。；\d]{{0,8}}?)(?:(?:行政)?规范性文件(?:共|数量|为)*{COUNT}|(?P<n2>\d+)(?:件|份|个|部)(?:行政)?规范性文件)"
)
_GONE = re.compile(rf"废止了?[^，。；\d]{{0,4}}(?:行政)?规范性文件(?:共|数量|为)*{COUNT}")
_VALID = re.compile(rf"现行有效的?(?:行政)?规范性文件(?:共|数量|为|有)*{COUNT}")
_FEE = re.compile(rf"行政事业性收费(?:金额|共|共计|为|收入|总额)*{NUMBER}(?P<unit>万元|元)")


def claims(report: AnnualReport) -> Iterator[Claim]:
    """Everything the first and the last part say of figures in the tables."""
    seen: set[tuple[int, str]] = set()
    for code in ("overall", "other"):
        section = report.section(code)
        if section is None:
            continue
        prose = prose_of(report, section)
        for one in (*_of_requests(report, prose), *_of_disputes(report, prose), *_of_documents(report, prose)):
            if (one.end, one.label) not in seen:
                seen.add((one.end, one.label))
                yield one


def _of_requests(report: AnnualReport, prose: Prose) -> Iterator[Claim]:
    table = report.table("3")
    new, old, left = (table.counted(row, "C7") for row in ("A", "B", "E"))
    if not table.is_read or new is None:
        return
    both = (new, new + old) if old is not None else (new,)
    last = ""
    for at, sentence in _sentences(report, prose):
        for pattern in _RECEIVED:
            for match in re.finditer(pattern, sentence):
                if (
                    _is_other(sentence, match)
                    or _PART.search(_ANYBODY.sub("", match["mid"]))
                    or _PART.search(sentence[max(0, match.start() - 6) : match.start()])
                ):
                    continue
                # 共办理33件，含上年结转3件
                told_of = both if "结转" in sentence or "办理" in match["mid"] else both[:1]
                yield from _claim(prose, at, match, told_of, "表三“本年新收政府信息公开申请数量”的“总计”", "AR3-07")
        for match in _NONE_RECEIVED.finditer(sentence):
            if not _NOT_NONE.search(match["mid"] + match["after"][:12]) and not _is_other(sentence, match):
                yield _told(
                    prose, at, match, Decimal(0), (new,), "表三“本年新收政府信息公开申请数量”的“总计”", "AR3-07"
                )
        about = "申请" in sentence or "申请" in last
        if about and not _is_list_of_last_year(sentence):
            for match in (*_CARRIED.finditer(sentence), *_LEFT.finditer(sentence)):
                told: tuple[Decimal | None, ...]
                if match["before"]:
                    told = (old,)
                elif re.search("下|次年|明年|20", match["after"]):
                    told = (left,)
                else:
                    told = (old, left)
                label = "表三“上年结转”和“结转下年度继续办理”的“总计”"
                yield from _claim(prose, at, match, [one for one in told if one is not None], label, "AR3-07")
            if "申请" in sentence:
                for match in _RESULT.finditer(sentence):
                    if not _is_other(sentence, match):
                        sum_of = _of_group(report, _RESULTS[match["result"]])
                        if sum_of is not None:
                            yield from _claim(
                                prose, at, match, (sum_of,), f"表三“{match['result']}”的“总计”", "AR-T-03"
                            )
        last = sentence


def _of_group(report: AnnualReport, group: str) -> Decimal | None:
    """The total of a result, or of all results of a group."""
    table, form = report.table("3"), format_of(report).form("3")
    rows = [row.id for row in form.rows if row.id == group or (row.id[0] == group and row.id[1:].isdigit())]
    values = [table.counted(row, "C7") for row in rows]
    if not values or any(value is None for value in values):
        return None
    return sum((value for value in values if value is not None), Decimal(0))


def _of_disputes(report: AnnualReport, prose: Prose) -> Iterator[Claim]:
    table = report.table("4")
    reviews, direct, after = (table.counted("R4", code) for code in ("P5", "L5", "M5"))
    if not table.is_read or reviews is None or direct is None or after is None:
        return
    suits = direct + after
    labels = "表四“行政复议”的“总计”", "表四“行政诉讼”两块“总计”之和", "表四各块“总计”之和"
    last = ""
    for at, sentence in _sentences(report, prose):
        about = bool(_DISPUTES_ABOUT.search(sentence) or _DISPUTES_ABOUT.search(last))
        last = sentence
        if not about or re.search("纠错|被纠正|败诉|撤销|代理|应诉案件|办理行政复议", sentence):
            continue
        told_together = False
        for match in _BOTH.finditer(sentence):
            told_together = True
            if not _is_other(sentence, match):
                yield from _claim(
                    prose,
                    at,
                    match,
                    (reviews + suits, reviews, suits) if reviews == suits else (reviews + suits,),
                    labels[2],
                    "AR-T-03",
                )
        if not told_together:
            for pattern, value, label in ((_REVIEWS, reviews, labels[0]), (_SUITS, suits, labels[1])):
                for match in pattern.finditer(sentence):
                    if not _is_other(sentence, match):
                        yield from _claim(prose, at, match, (value,), label, "AR-T-03")
        for match in _NO_DISPUTES.finditer(sentence):
            if re.search(r"\d", match[0]):
                continue
            value, label = (reviews, labels[0]) if match["what"] == "行政复议" else (suits, labels[1])
            if "诉讼" in match[0] and match["what"] == "行政复议":
                value, label = reviews + suits, labels[2]
            yield _told(prose, at, match, Decimal(0), (value,), label, "AR-T-03")


def _of_documents(report: AnnualReport, prose: Prose) -> Iterator[Claim]:
    table = report.table("2")
    if not table.is_read:
        return
    for pattern, column, label in (
        (_MADE, "made", "表二“行政规范性文件”的“本年制发件数”"),
        (_GONE, "repealed", "表二“行政规范性文件”的“本年废止件数”"),
        (_VALID, "valid", "表二“行政规范性文件”的“现行有效件数”"),
    ):
        value = table.counted("norm", column)
        if value is None:
            continue
        for at, sentence in _sentences(report, prose):
            for match in pattern.finditer(sentence):
                if not _is_other(sentence, match):
                    yield from _claim(prose, at, match, (value,), label, "AR-T-03")
    fee = table.counted("fee", "fee")
    if fee is None:
        return
    for at, sentence in _sentences(report, prose):
        for match in _FEE.finditer(sentence):
            amount = value_of(match["n"])
            if amount is None or _is_other(sentence, match):
                continue
            written = (
                Decimal(match["n"].replace(",", "").replace("，", "")) if match["n"][0].isdigit() else Decimal(amount)
            )
            value = written if match["unit"] == "万元" else written / 10000
            yield _told(prose, at, match, value, (fee,), "表二“行政事业性收费”的金额（万元）", "AR-T-03")


def _is_other(sentence: str, match: re.Match[str]) -> bool:
    """Whether the number is a comparison with, or of, another year."""
    return bool(
        _THE_YEAR_BEFORE.search(sentence[: match.start()][-16:]) or _is_list_of_last_year(sentence[: match.start()])
    )


def _sentences(report: AnnualReport, prose: Prose) -> Iterator[tuple[int, str]]:
    """The sentences, those that begin with another year left out: 2020年度收到申请40件."""
    for at, sentence in prose.sentences():
        named = re.findall(r"20\d\d(?=年)", sentence[:_BEGINS])
        if not named or report.about_year is None or str(report.about_year) in named:
            yield at, sentence


# How much of a sentence is its beginning.
_BEGINS = 12


def _is_list_of_last_year(words: str) -> bool:
    return bool(re.search(r"(?:截至|历年|累计自)[^，]*$|20\d\d年以来", words))


def _claim(
    prose: Prose, at: int, match: re.Match[str], told: Sequence[Decimal], label: str, rule: str
) -> Iterator[Claim]:
    written = match["n"] or (match.groupdict().get("n2") or "")
    value = value_of(written)
    if value is not None and told:
        yield _told(prose, at, match, Decimal(str(value)), told, label, rule)


def _told(
    prose: Prose, at: int, match: re.Match[str], value: Decimal, told: Sequence[Decimal], label: str, rule: str
) -> Claim:
    # What follows was only looked at.
    cut = match.start("after") if match.re is _NONE_RECEIVED else match.end()
    start, end = at + match.start(), at + cut
    words = match.string[match.start() : cut].strip()
    return Claim(prose.place(start), prose.place(end - 1) + 1, words, value, tuple(told), label, rule)


_PUBLISHED = re.compile(
    rf"(?:主动公开|公开|发布)(?:各类)?(?:政府|政务|各类)*信息(?:共|共计|总数|数量|为|总计|累计)*{COUNT}"
)


def published_total(report: AnnualReport) -> Claim | None:
    """How many posts the first part says were published in all, when it says so first."""
    section = report.section("overall")
    if section is None:
        return None
    prose = prose_of(report, section)
    for at, sentence in _sentences(report, prose):
        match = _PUBLISHED.search(sentence)
        if match and not _is_other(sentence, match) and not _PART.search(sentence[: match.start()]):
            value = value_of(match["n"])
            if value is not None:
                return _told(prose, at, match, Decimal(str(value)), (), "主动公开信息", "AR-T-01")
    return None
