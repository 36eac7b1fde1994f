"""The sentences of the record that a layout may use, the parts they are worded in, and what each part may be filled with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from mingcha.bulletin import record_sentences as tell
from mingcha.bulletin.telling import Telling, Told
from mingcha.bulletin.templates import TemplateFault, check
from mingcha.model.layout import Layout, RecordPlan
from mingcha.standards import load

# What each place is filled with, in words for whoever edits a template.
PLACES: dict[str, str] = {
    "月": "统计月份，如：12月",
    "月底": "统计月份的最后一天，如：12月底",
    "清单": "各类问题的条数，依次列出",
    "类别": "这一类问题的名称",
    "条数": "问题条数",
    "处数": "问题处数",
    "经过": "逐期写出的交办和复核经过",
    "例": "所举的例子；没有例子时为空",
    "印发日": "问题清单印发的日期",
    "方式": "版式中写明的交办方式",
    "期号": "问题清单的期号，如：第十一期",
    "期限": "整改期限",
    "复核日": "期限过后复核的日期",
    "单位数": "涉及多少家单位",
    "事项数": "涉及多少项问题",
    "待核实": "没有看到、找不到原处或新问题还没有人确认的项数；没有时为空",
    "举例": "各个例子，以分号隔开",
    "单位": "单位名称；新媒体的问题带账号名称",
    "问题": "问题的称呼",
    "新问题": "整改后出现的新问题的称呼",
    "文件": "附件名称，姓名和号码已隐去",
    "标题": "信息标题，姓名和号码已隐去",
    "单位名单": "单位名称，太多时写到若干家为止，后接“等几家单位”",
}


@dataclass(frozen=True, slots=True)
class Part:
    """A template of a sentence: what it is for, what it may hold and what it must."""

    label: str
    places: tuple[str, ...]
    required: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordSentence:
    """One sentence: what it is called, what it tells, how, and its parts; without `examples` it names none."""

    label: str
    about: str
    tell: Callable[[Telling, RecordPlan], Told]
    parts: Mapping[str, Part]
    examples: str = ""


_EXAMPLES = Part("举例的引语", ("举例",), ("举例",))
_EXAMPLE = Part("一个例子", ("单位", "问题", "处数"), ("单位", "问题"))
_NUMBERS = ("单位名单", "单位数", "事项数")

RECORD_SENTENCES: dict[str, RecordSentence] = {
    "cleaned": RecordSentence(
        "整改删除条数",
        "当月检查看到已经改正的错敏信息、外链暗链等有多少条",
        tell.cleaned,
        {
            "text": Part("整句", ("月", "清单"), ("清单",)),
            "kind": Part("一类问题", ("类别", "条数", "处数"), ("类别",)),
        },
    ),
    "unfinished_rectification": RecordSentence(
        "整改不及时",
        "期限过后复核，仍未整改到位或改后又出新问题的",
        tell.unfinished_rectification,
        {
            "text": Part("整句", ("经过", "例"), ("经过",)),
            "notice": Part(
                "一期清单的经过",
                ("印发日", "方式", "期号", "期限", "复核日", "单位数", "事项数", "待核实"),
                ("期号", "复核日"),
            ),
            "unseen": Part("尚待核实的", ("事项数",), ("事项数",)),
            "examples": _EXAMPLES,
            "broke": Part("例：整改后出现新问题", ("单位", "问题", "新问题", "处数"), ("单位", "新问题")),
            "reminded": Part("例：提醒后仍未改正", ("单位", "问题", "处数"), ("单位", "问题")),
            "not_fixed": Part("例：没有改正", ("单位", "问题", "处数"), ("单位", "问题")),
            "partly": Part("例：改正了一部分", ("单位", "问题", "处数"), ("单位", "问题")),
        },
        examples="最多举几个例子",
    ),
    "self_check": RecordSentence(
        "自查自纠不到位",
        "月底仍有问题的年报",
        tell.self_check,
        {
            "text": Part("整句", ("月", "月底", "单位数", "事项数", "例")),
            "examples": _EXAMPLES,
            "example": _EXAMPLE,
        },
        examples="最多举几个例子",
    ),
    "leaks": RecordSentence(
        "“三审三校”不严",
        "当月泄露个人隐私的单位，每家举一例",
        tell.leaks,
        {
            "text": Part("整句", ("月", *_NUMBERS, "例")),
            "examples": _EXAMPLES,
            "file": Part("例：附件", ("单位", "文件", "问题", "处数"), ("单位", "问题")),
            "post": Part("例：信息", ("单位", "标题", "问题", "处数"), ("单位", "问题")),
            "bare": Part("例：不写标题", ("单位", "问题", "处数"), ("单位", "问题")),
        },
        examples="最多点名几家单位",
    ),
    "repeat_offenders": RecordSentence(
        "再犯",
        "销号后又出现同类问题的单位",
        tell.repeat_offenders,
        {
            "text": Part("整句", ("月", "月底", "单位数", "事项数", "例")),
            "examples": _EXAMPLES,
            "example": _EXAMPLE,
        },
        examples="最多举几个例子",
    ),
    "overdue": RecordSentence(
        "逾期",
        "月底超过整改期限仍未改正的单位",
        tell.overdue,
        {"text": Part("整句", ("月", "月底", *_NUMBERS))},
        examples="最多点名几家单位",
    ),
    "praise": RecordSentence(
        "按期整改",
        "在期限内全部整改到位的单位",
        tell.praise,
        {"text": Part("整句", ("月", "月底", "期号", *_NUMBERS), ("单位名单",))},
        examples="最多点名几家单位",
    ),
}


def plan_for(layout: Layout, sentence: str) -> RecordPlan:
    """How this layout words the sentence; as the standards do where it says nothing."""
    return next((plan for plan in layout.record if plan.sentence == sentence), load.record_plans()[sentence])


def faults_of(plan: RecordPlan) -> tuple[str, ...]:
    """What is wrong with the templates of a sentence, each line naming its part, in Chinese."""
    sentence = RECORD_SENTENCES[plan.sentence]
    faults = []
    for name, part in sentence.parts.items():
        try:
            check(plan.template(name), places=part.places, required=part.required)
        except TemplateFault as fault:
            faults.append(f"语句“{sentence.label}”的“{part.label}”：{fault}")
    return tuple(faults)
