"""Whose post it is, by the office's rules in their order; who cannot be told for certain stays open, with the reason."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import unquote, urlsplit

from mingcha.model.collected import Attribution, PostFacts
from mingcha.model.site import Column, Rule, Site
from mingcha.text.unit_names import UnitNames, UnknownUnit
from mingcha.text.width import comparable, one_line

__all__ = ["DEFAULT_ORDER", "attribute", "unit_named"]

DEFAULT_ORDER = tuple(Rule(by) for by in ("source", "index", "owner", "path", "column"))
_CALLED = {"source": "来源", "index": "索引号", "owner": "栏目主管单位", "path": "网址", "column": "栏目名称"}
# Bodies above the county and the press: what they wrote is a reprint, whoever put it on the portal.
_ELSEWHERE = re.compile(
    r"新华(?:社|网)|人民(?:日报|网)|中国(?:政府网|新闻网|新闻社|网|日报|青年报)|央视|中央(?:电视|广播|人民)|光明(?:日报|网)|经济日报|求是|国务院|中共中央|全国人大|"
    r"(?:^|\W)(?:国家|中国).{2,14}(?:局|部|委|委员会|总局|厅|中心|网|报)|[^县]{0,8}(?:日报|晚报|晨报|都市报|卫视|电视台|广播电台|新闻网|发布厅)|学习强国|澎湃|腾讯|新浪|网易|搜狐|凤凰|"
    r"^(?:省|市|中央|国家)(?!.*县)|^.{2,4}(?:省|自治区)(?!.*[县区]).{0,16}|^.{2,6}市(?!.*[县区]).{2,16}"
)
_NOBODY = frozenset(
    "本站 本网 本网站 本站原创 原创 网络 互联网 未知 不详 管理员 admin 系统管理员 转载 其他 网站 佚名 匿名 综合 网络整理 本站整理".split()
)
_PERSON = r"[\u4e00-\u9fff]{1,4}(?:[、\s/][\u4e00-\u9fff]{1,4})*"
_EXTRA = re.compile(
    rf"\s*(?:[（(][^）)]*[）)]|[\s/、|｜:：]+(?:{_PERSON})|(?:记者|通讯员|编辑|作者|供稿|撰稿|摄影|文/图|图/文|审核|来源).*|(?:19|20)\d\d\s*[-/.年].*)$"
)
_LEADS = re.compile(r"^(?:(?:信息|稿件|文章)?来源|发布(?:机构|单位)|公开机构|供稿(?:单位)?|作者单位|作者)\s*[:：]?\s*")
_SUFFIX = re.compile(
    r"(?:党政综合办公室|党政办公室|党政办|党委|党工委|人民政府办公室|政府办公室|政府办|人民政府|办公室|办|政务公开(?:办|领导小组办公室)?|"
    r"(?:微信)?公众号|官方(?:微信|微博|网站)|网站|官网|信息中心|宣传(?:办|股|科|部门)?)$"
)
_INNER = re.compile(r"[\u4e00-\u9fff]{1,10}(?:股|科|室|所|站|中队|大队)")
_SEVERAL = re.compile(r"[、,，;；/\s]+|和(?=县)")


def attribute(
    facts: PostFacts, *, column: Column | None = None, site: Site, names: UnitNames | None = None
) -> Attribution:
    """The unit a post counts for: the first rule that names one, and only one, decides.

    Without rules of the site the order is source, index number, owner of the column, path, name of the column. A source
    outside the county is a reprint, which the following rules give to whom they will. `why` is always filled.
    """
    known = UnitNames(site.units, county=site.county) if names is None else names
    asked = _Asked(facts, column, site, known)
    passed: list[str] = []
    for rule in site.rules or DEFAULT_ORDER:
        answer = _BY[rule.by](asked, rule) if rule.by in _BY else f"规则“{rule.by}”无法识别"
        if isinstance(answer, Attribution):
            why = "；".join([*dict.fromkeys(passed), answer.why]) if passed else answer.why
            return Attribution(answer.unit, answer.by, why)
        if answer:
            passed.append(answer)
    return Attribution(why="；".join(dict.fromkeys(passed)) or "页面没有写明来源，栏目也没有主管单位")


@dataclass(frozen=True, slots=True)
class _Asked:
    facts: PostFacts
    column: Column | None
    site: Site
    names: UnitNames


def _by_source(asked: _Asked, rule: Rule) -> Attribution | str:
    source = one_line(asked.facts.source)
    if rule.pattern:
        return _by_pattern(source, rule, asked)
    if not source:
        return "页面没有写明来源"
    try:
        unit = unit_named(source, asked.names, on=asked.facts.published, county=asked.site.county)
    except UnknownUnit as reason:
        return str(reason)
    if unit is None:
        return f"来源“{_short(source)}”不是具体单位"
    return Attribution(unit, "source", f"来源“{_short(source)}”是{asked.names.unit(unit).in_prose}")


def _by_pattern(value: str, rule: Rule, asked: _Asked) -> Attribution | str:
    if not value or not _fits(rule.pattern, value):
        return ""
    called = f"{_CALLED[rule.by]}“{_short(value)}”符合规则“{rule.pattern}”"
    try:
        unit = _code(rule.unit, asked.names) if rule.unit else asked.names.find(value, asked.facts.published)
    except (UnknownUnit, KeyError):
        return f"{called}，但规则没有给出能认得的单位"
    return Attribution(unit, rule.by, called)


def _by_owner(asked: _Asked, rule: Rule) -> Attribution | str:
    column = asked.column
    if column is None:
        return "不知道信息属于哪个栏目"
    if rule.pattern and not _fits(rule.pattern, column.name):
        return ""
    wanted = rule.unit or column.unit
    if not wanted:
        return f"栏目“{column.name}”没有主管单位"
    try:
        unit = _code(wanted, asked.names)
    except UnknownUnit:
        return f"栏目“{column.name}”的主管单位“{wanted}”不在单位名单中"
    return Attribution(unit, "owner", f"栏目“{column.name}”由{asked.names.unit(unit).in_prose}主管")


def _by_index(asked: _Asked, rule: Rule) -> Attribution | str:
    return _by_pattern(asked.facts.index_number, rule, asked) if rule.pattern else ""


def _by_path(asked: _Asked, rule: Rule) -> Attribution | str:
    parts = urlsplit(asked.facts.url)
    return (
        _by_pattern(unquote(parts.path + (f"?{parts.query}" if parts.query else "")), rule, asked)
        if rule.pattern
        else ""
    )


def _by_column(asked: _Asked, rule: Rule) -> Attribution | str:
    """By the names of the column and of those above it: 政务公开 › 县财政局 › 通知公告 is the finance bureau's."""
    column = asked.column
    named = [*reversed((*column.path, column.name))] if column else []
    if asked.facts.column and asked.facts.column not in named:
        named.insert(0, asked.facts.column)
    if rule.pattern:
        fitting = next((name for name in named if _fits(rule.pattern, name)), "")
        return _by_pattern(fitting, rule, asked)
    for name in named:
        try:
            unit = asked.names.find(name, asked.facts.published)
        except UnknownUnit:
            continue
        return Attribution(unit, "column", f"栏目“{name}”以{asked.names.unit(unit).in_prose}命名")
    return f"栏目“{named[0]}”不是单位名称" if named else ""


_BY: dict[str, Callable[[_Asked, Rule], Attribution | str]] = {
    "source": _by_source,
    "owner": _by_owner,
    "index": _by_index,
    "path": _by_path,
    "column": _by_column,
}


def unit_named(source: str, names: UnitNames, *, on: date | None = None, county: str = "") -> str | None:
    """The code of the one unit a source means; None when it names nobody (本站). Raises UnknownUnit with the reason.

    Persons, brackets, dates and offices inside a unit are taken away from the end until a name is left that means a
    unit. A source that names two units is nobody's for certain.
    """
    text = _LEADS.sub("", one_line(source)).strip(" 　:：|【】[]《》“”\"'")
    if not text or comparable(text) in _NOBODY:
        return None
    first: UnknownUnit | None = None
    for form in _forms(text):
        try:
            return names.find(form, on)
        except UnknownUnit as unknown:
            if len(unknown.suggestions) > 1 and "可能是" in str(unknown):
                raise
            first = first or unknown
    several = _all_named(text, names, on)
    if len(several) == 1:
        return several[0]
    if len(several) > 1:
        both = "、".join(names.unit(code).in_prose for code in several)
        raise UnknownUnit(f"来源“{_short(text)}”写了几个单位（{both}），请核对由谁计数")
    if _is_elsewhere(text, county):
        raise UnknownUnit(f"来源“{_short(text)}”不是本县单位，属于转载")
    hint = f"，是否为“{'”或“'.join(first.suggestions)}”？" if first and first.suggestions else ""
    raise UnknownUnit(f"来源“{_short(text)}”不在单位名单中{hint}")


def _forms(text: str) -> Sequence[str]:
    """The source as written, then with less and less of what may stand behind a unit's name."""
    found = [text]
    while (shorter := _EXTRA.sub("", found[-1]).strip(" 　:：、,，")) and shorter != found[-1]:
        found.append(shorter)
    for form in tuple(found):
        less = form
        for _ in range(2):
            cut = _SUFFIX.sub("", less).strip()
            if len(cut) < 2 or cut == less:
                break
            less = cut
            found.append(less)
            if less[-1:] in "乡镇":
                found.append(f"{less}人民政府")
    # A section of a unit is the unit: 县财政局预算股.
    found += [text[:end] for end in range(len(text) - 2, 2, -1) if _INNER.fullmatch(text[end:])]
    return list(dict.fromkeys(form for form in found if form))


def _all_named(text: str, names: UnitNames, on: date | None) -> list[str]:
    """The units named by the parts of a source such as 县财政局、县审计局."""
    codes: dict[str, None] = {}
    for part in _SEVERAL.split(text):
        for form in _forms(part) if len(part) >= 3 else ():
            try:
                codes[names.find(form, on)] = None
            except UnknownUnit:
                continue
            break
    return list(codes)


def _is_elsewhere(text: str, county: str) -> bool:
    stem = county[:-1] if len(county) > 2 else county
    return _ELSEWHERE.search(text) is not None and not (stem and stem in text)


def _code(wanted: str, names: UnitNames) -> str:
    """A rule or a column may give a unit by its code or by its name."""
    try:
        return names.unit(wanted).code
    except KeyError:
        return names.find(wanted)


def _fits(pattern: str, value: str) -> bool:
    if len(pattern) > 2 and pattern.startswith("/") and pattern.endswith("/"):
        try:
            return re.search(pattern[1:-1], value) is not None
        except re.error:
            return False
    return comparable(pattern) in comparable(value)


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:40] + "…"
