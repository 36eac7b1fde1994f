"""Statutory content that neither a column nor a post of a unit shows.

Looks for: items of Articles 20 and 21 that every unit of its kind must have (leaders and organisation, budgets; for
townships social assistance and rural policy as well) and that no column and no title of the unit shows. Always a doubt.
Matters because: what the law lists must be disclosed by itself, without anybody asking.
To fix: publish the missing content, or name the column in which it stands.
Cannot see: content under titles of another wording, and items that bind only some units.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mingcha.examine.coverage.covering import coverage
from mingcha.examine.declaration import check, doubt
from mingcha.model.finding import Evidence, Severity
from mingcha.model.unit_disclosure import UnitDisclosure, UnitKind

_URL = "http://www.yangli.example/jg/216/"
_DAY = date(2023, 12, 31)


def _town(*columns: str, titles: tuple[str, ...] = ("关于召开会议的通知",)) -> UnitDisclosure:
    return UnitDisclosure("216", "万隆乡", UnitKind.TOWN, _URL, _DAY, columns, titles)


@check(
    severity=Severity.LOW,
    clauses=["OGI-20", "OGI-21"],
    message="法定主动公开内容可能缺项：{quote}",
    advice="对照本单位目录，补充公开所缺内容；已在别处公开的，登记对应栏目。",
    bad=[_town("乡镇动态", "村务公开", "惠农补贴"), _town("领导信息", "惠农补贴", "农业农村")],
    good=[
        _town("领导信息", "财政信息", "惠农补贴", "村务公开"),
        _town("领导信息", "惠农补贴", titles=("万隆乡2023年部门决算", "农村宅基地审批公示")),
        UnitDisclosure("216", "万隆乡", UnitKind.TOWN, _URL, _DAY),
    ],
)
def uncovered_catalogue_item(disclosure: UnitDisclosure) -> Iterator[Evidence]:
    if not disclosure.columns and not disclosure.titles:
        return
    missing = [one.item for one in coverage(disclosure) if one.item.is_always and not one.is_covered]
    if not missing:
        return
    named = "；".join(f"{item.name}（{item.clause}）" for item in missing)
    yield doubt(quote=f"{disclosure.called}：{named}", secret=disclosure.unit, confidence=0.5)
