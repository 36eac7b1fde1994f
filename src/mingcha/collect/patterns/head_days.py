"""The day of publication as a page shows it: by its label, by where it stands, never that of the document or a meeting."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from mingcha.collect.patterns.bodies import Box
from mingcha.collect.patterns.days import written_day
from mingcha.collect.patterns.head_lines import Line
from mingcha.collect.patterns.head_words import ANY_DAY, DAY, INFO, SEAM, only_day
from mingcha.text.width import comparable

__all__ = ["shown_days"]

_REMARK = 50
_LABELLED = re.compile(
    rf"(?P<label>[\u4e00-\u9fff][\u4e00-\u9fff\s{SEAM}]{{0,9}}?|date|time|pubdate)[\s{SEAM}]*[\]】]?[\s{SEAM}]*[:：][\s{SEAM}\[【(（]*(?P<day>{DAY})",
    re.IGNORECASE,
)
# Sure labels count wherever they stand; weak ones only in the head of the post: 时间： in a notice is when to meet.
_SURE = re.compile(
    r"(?:(?:发布|发表|公开|上网|上传|挂网|推送|刊登|网上公开|信息发布|文章发布|录入|添加)(?:时间|日期)|发布于|发表于|发布|发表)$"
)
_WEAK = re.compile(
    r"(?:^|[^成文生成印签收办截止有效实施施行开会活动报名起结束])(?:时间|日期)$|^(?:date|time|pubdate)$|(?:公布|公告|信息|文章|新闻|稿件|创建)(?:时间|日期)$",
    re.IGNORECASE,
)
_UPDATED = re.compile(r"(?:更新|修改|最后更新|编辑)(?:时间|日期)$")
_OTHERWISE = re.compile(
    r"(?:成文|生成|印发|签发|制发|形成|发文|截[止至]|有效|实施|施行|生效|失效|废止|开始|结束|开标|会议|活动|报名|公示|办理|受理|答复|来信|留言|出生|考试|招标|起止)(?:时间|日期|期限)?$"
)
_NAMES = re.compile(r"(?:来源|稿源|出处|作者|编辑|供稿|机构|单位|部门)$")


def shown_days(lines: Sequence[Line], box: Box | None) -> list[date]:
    """Every day the page shows as that of publication, the surest first; impossible ones stay out."""
    graded: list[tuple[int, int, date]] = []
    for number, line in enumerate(lines):
        text = line.words
        if (
            len(text) < 28
            and not ANY_DAY.search(text)
            and number + 1 < len(lines)
            and re.search(r"(?:时间|日期|发布于)\s*[:：]?\s*$", text)
        ):
            text = f"{text.rstrip(' :：')}:{lines[number + 1].words}"
        if not ANY_DAY.search(text):
            continue
        inside = box is not None and box.start <= line.place < box.end and not line.near
        labelled = False
        for match in _LABELLED.finditer(text):
            label = _label(match["label"])
            if _NAMES.search(label):
                continue  # 来源： with nothing behind it says nothing of the day that follows
            labelled = True
            grade = _grade(label, near=line.near, inside=inside)
            if grade and (day := written_day(match["day"])):
                graded.append((grade, number, day))
        bare = ANY_DAY.search(text) if not labelled and line.near and len(text) < 160 else None
        if bare is None or _says_otherwise(lines, number, text, bare.start()):
            continue
        alone = len(comparable(text)) < 30 and only_day(text)
        told = alone or INFO.search(text) is not None
        if (told or (line.next and _is_remark(text))) and (day := written_day(bare[0])):
            graded.append((3 if told else 4, number, day))
    graded.sort(key=lambda entry: (entry[0], entry[1]))
    return list(dict.fromkeys(day for _, _, day in graded))


def _is_remark(text: str) -> bool:
    """Whether a line with a day in it is no sentence: who and when, in brackets or bare."""
    return len(text) < _REMARK and re.search("[。；？！]|[，,].*[，,]", text) is None


def _says_otherwise(lines: Sequence[Line], number: int, text: str, at: int) -> bool:
    """Whether what stands before a day says that it is another than that of publication."""
    before = text[:at].rstrip(f" :：{SEAM}\t")
    if before:
        return _OTHERWISE.search(before.replace(SEAM, "").replace(" ", "")) is not None
    above = lines[number - 1].words.rstrip(f" :：{SEAM}") if number else ""
    return above.endswith(("时间", "日期", "期限")) and _OTHERWISE.search(above.replace(" ", "")) is not None


def _label(words: str) -> str:
    """The label alone, where the end of the value before it was taken along; 发 布 日 期 is one label."""
    parts = words.split()
    label = parts.pop()
    while parts and (
        len(label) == 1 or len(parts[-1]) == 1 or parts[-1] in ("发布", "成文", "公开", "生成", "更新", "印发")
    ):
        label = parts.pop() + label
    return label


def _grade(label: str, *, near: bool, inside: bool) -> int:
    if _OTHERWISE.search(label):
        return 0
    if _SURE.search(label):
        return 6 if inside else 1
    if _UPDATED.search(label):
        return 5 if not inside else 0
    if near and _WEAK.search(label):
        return 2
    return 0
