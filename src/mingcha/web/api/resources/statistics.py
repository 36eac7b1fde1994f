"""A month's statistics: every unit against its target."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from ninja import Field, Path, Router, Schema

from mingcha.web.api.doors import speaker
from mingcha.web.api.faults import FAULTS
from mingcha.web.api.resources.posts import month as month_of
from mingcha.web.publishing import queries
from mingcha.web.units.access import own_unit, sees_all

router = Router(tags=["统计"])


class UnitMonthOut(Schema):
    """One unit's month."""

    unit: str = Field(description="单位代码")
    unit_name: str = Field(description="单位")
    group: str = Field(description="分组代码")
    month: int = Field(description="当月条数")
    year_to_date: int = Field(description="本年累计")
    target: int | None = Field(description="年度任务数；没有登记的为空")
    ratio: Decimal | None = Field(description="完成率（百分数，两位小数）；没有任务的为空")
    rank: int | None = Field(description="组内名次")
    zero_streak: int = Field(description="连续几个月没有发布")
    last_month: int | None = Field(description="上月条数；没有资料的为空")
    same_month_last_year: int | None = Field(description="上年同月条数；没有资料的为空")


class MonthOut(Schema):
    """A month."""

    month: int = Field(description="月份，如 202312")
    net: bool = Field(description="是否不计重复")
    is_known: bool = Field(description="台账里有没有这个月的信息；没有的，零不表示没有发布")
    missing: list[int] = Field(description="本年至今台账里没有信息的月份")
    units: list[UnitMonthOut] = Field(description="各单位，按分组和名次；单位只看到本单位的")


@router.get(
    "/statistics/{month}", response={200: MonthOut, **FAULTS}, summary="一个月的统计", operation_id="statistics"
)
def statistics(
    request: HttpRequest,
    month: str = Path(..., pattern=r"^\d{6}$", description="月份，如 202312"),  # type: ignore[type-arg]
) -> Any:
    """各单位当月条数、本年累计和完成率；与“监测总览”和专报的算法相同。"""
    user = speaker(request)
    found = queries.statistics(month_of(month))
    own = None if sees_all(user) else own_unit(user)
    shown = [
        (group, row)
        for group in found.groups
        for row in group.units
        if sees_all(user) or (own is not None and row.unit.code == own.code)
    ]
    return {
        "month": found.month.key,
        "net": found.policy.net,
        "is_known": found.month in found.covered,
        "missing": [each.key for each in found.missing],
        "units": [
            {
                "unit": row.unit.code,
                "unit_name": row.unit.name,
                "group": group.group.code,
                "month": row.month,
                "year_to_date": row.year_to_date,
                "target": row.target,
                "ratio": row.ratio,
                "rank": row.rank,
                "zero_streak": row.zero_streak,
                "last_month": row.last_month,
                "same_month_last_year": row.same_month_last_year,
            }
            for group, row in shown
        ],
    }
