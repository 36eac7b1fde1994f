"""Who a page says it is from, and its 索引号, without what the template puts behind them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mingcha.collect.patterns.bodies import Box
from mingcha.collect.patterns.head_lines import Line
from mingcha.collect.patterns.head_words import SEAM
from mingcha.pages.flow import Flow

__all__ = ["index_number", "shown_source"]

_SOURCE = re.compile(
    rf"(?:(?:信\s*息|稿\s*件|文\s*章|新\s*闻|内\s*容)?来\s*源|发\s*布\s*(?:机\s*构|单\s*位|部\s*门)|公\s*开\s*(?:机构|单位|主体)|信息提供(?:单位)?|供\s*稿(?:单位)?|作者单位|"
    rf"责任(?:部门|单位)|出\s*处|稿\s*源|\b(?:[Ff]rom|[Ss]ource))[\s{SEAM}]*[\]】]?[\s{SEAM}]*[:：][\s{SEAM}]*"
)
_SOURCE_FIRST = re.compile(r"来\s*源|稿\s*源|出\s*处")
_STOP = re.compile(
    rf"[{SEAM}|｜]|\s{{3,}}|[\s【\[(（]*(?:(?:信息|文章|稿件)?(?:发\s*布|发\s*表|公\s*开|更\s*新|成\s*文|生\s*成|录\s*入|添\s*加)\s*(?:时\s*间|日\s*期|机构|单位|者|人)|时\s*间\s*[:：]|日\s*期\s*[:：]|"
    r"作\s*者|责任编辑|编\s*辑|审\s*核|浏\s*览|点\s*击|阅\s*读|访\s*问|字\s*体|字\s*号|大\s*中\s*小|打\s*印|分\s*享|关\s*闭|【|索\s*引|视力保护|背景色|收\s*藏|撰稿|摄影|记者\s*[:：]|人气|"
    r"(?:19|20)\d\d\s*[-/.年])"
)
_INDEX = re.compile(
    rf"索\s*引\s*号[\s{SEAM}]*[\]】]?[\s{SEAM}]*[:：]?[\s{SEAM}]*([0-9A-Za-z\u4e00-\u9fff][0-9A-Za-z\u4e00-\u9fff/\-—_.()（）〔〕\[\]]*)"
)
_NEXT_LABEL = re.compile(
    r"(?:发布|公开|主题|信息|文号|成文|生成|标题|名称|有效|体裁|关键|分类|组配|所属|责任|公文|语种)"
)
# No unit's name is longer, not even 某县某镇人民政府办公室 with a writer behind it; more words in one text may be several.
_A_NAME, _LONGEST = 30, 60
# What comes after a source that was left empty: another label, a counter, the first words of the post.
_LABEL = re.compile(r"\s*(?:[\u4e00-\u9fff]{2,8}|[\u4e00-\u9fff](?:\s+[\u4e00-\u9fff]){1,3})\s*[:：]")
_NO_LABEL = 3
_NO_NAME = re.compile(r"[\d\W_]*(?:次|人|条|小时|分钟|阅读|浏览)?[\d\W_]*")
_SENTENCE = re.compile(r"[。；！？]|[，,].*[，,]|[，,]$")
_ALONE = re.compile(
    rf"[\s{SEAM}]*(?:发\s*布\s*机\s*构|发\s*布\s*单\s*位|公\s*开\s*机\s*构|信\s*息\s*来\s*源|来\s*源)[\s{SEAM}]*"
)


def shown_source(flow: Flow, lines: Sequence[Line], box: Box | None) -> str:
    """Who the page says it is from, without what template and counters put behind it.

    What stands in another element than its label is only taken for a source when it could be a name, and what stands
    in another line only from the next cell or the next block of the same head.
    """
    found: list[tuple[int, str]] = []
    for number, line in enumerate(lines):
        if box is not None and box.start <= line.place < box.end and not line.near and len(line.words) > 40:
            continue
        following = lines[number + 1] if number + 1 < len(lines) else None
        for match in _SOURCE.finditer(line.words):
            rest = line.words[match.end() :]
            value = _value(rest, apart=SEAM in match[0])
            if not rest.strip() and following is not None and _goes_on(flow, line, following, box):
                value = _value(following.words, apart=True)
            if value and len(value) <= _LONGEST:
                grade = (0 if _SOURCE_FIRST.search(match[0]) else 1) + (0 if line.near else 2)
                found.append((grade, value))
        if (
            not found
            and following is not None
            and _ALONE.fullmatch(line.words)
            and (value := _value(following.words, apart=True))
        ):
            found.append((1, value))
    return min(found, key=lambda entry: entry[0])[1] if found else ""


def _goes_on(flow: Flow, line: Line, following: Line, box: Box | None) -> bool:
    """Whether the line after a label without a value can be the value: the next cell of its row, a block beside it."""
    one, other = flow.block(line.place), flow.block(following.place)
    rows = [
        next((at for at in (place, *flow.above(place)) if flow.tags[at] in ("tr", "dl")), -1) for place in (one, other)
    ]
    if rows[0] >= 0 or rows[1] >= 0:
        return rows[0] == rows[1] and _next_cell(flow, one, other)
    inside = box is not None and box.start <= following.place < box.end
    return not inside and flow.parents[one] == flow.parents[other]


def _next_cell(flow: Flow, one: int, other: int) -> bool:
    """Whether no cell, not even an empty one, stands between two."""
    cells = [
        next((at for at in (place, *flow.above(place)) if flow.tags[at] in ("td", "th", "dt", "dd")), place)
        for place in (one, other)
    ]
    between = range(flow.ends[cells[0]], cells[1])
    return not any(flow.tags[at] in ("td", "th", "dt", "dd") for at in between)


def _value(text: str, *, apart: bool) -> str:
    """The value at the head of a text. `apart`: its label stands in another element, so it may be something else."""
    stop = _STOP.search(text)
    if _LABEL.match(text) and (stop is None or stop.start() < _NO_LABEL):
        return ""
    value = (text[: stop.start()] if stop else text).strip(" \t　|:;,，；、·-—_[]【】()（）")
    if _NO_NAME.fullmatch(value) or _SENTENCE.search(value) or (apart and len(value) > _A_NAME):
        return ""
    return value.replace(SEAM, " ")


def index_number(lines: Sequence[Line]) -> str:
    """The 索引号 of a post's table; empty when there is none or it is blank."""
    for number, line in enumerate(lines):
        if "索" not in line.words:
            continue
        match = _INDEX.search(line.words)
        value = match[1] if match else ""
        if not value and re.search(r"索\s*引\s*号?[\s:：]*$", line.words.replace(SEAM, "")) and number + 1 < len(lines):
            value = lines[number + 1].words.split(SEAM)[0].strip()
        if value and any(character.isdecimal() for character in value) and not _NEXT_LABEL.match(value):
            return value
    return ""
