"""A county of four units whose figures can be checked in one's head."""

from __future__ import annotations

from datetime import date

from mingcha.assess.statistics import month_statistics
from mingcha.bulletin.compose import compose
from mingcha.model.bulletin import Bulletin, Origin, Paragraph, Words
from mingcha.model.count import MonthCount
from mingcha.model.layout import AnnexPlan, ChartPlan, Layout, RankingPlan, SectionPlan
from mingcha.model.month import Month
from mingcha.model.statistics import MonthStatistics, Policy
from mingcha.model.unit import Group, Target, Unit

GROUPS = (Group("county", "县直单位", "县直单位", 1), Group("town", "乡镇", "乡（镇）", 2))
UNITS = (
    Unit("a", "县林业局", "county", 1),
    Unit("b", "统调队", "county", 2, prose_name="县统调队"),
    Unit("c", "县气象局", "county", 3),
    Unit("t", "虎山乡政府", "town", 4, prose_name="虎山乡"),
)
TARGETS = tuple(Target(unit.code, year, 120) for unit in UNITS for year in (2023, 2024))
LAYOUT = Layout(
    masthead="督查专报",
    editor="样例县人民政府办公室编",
    note_lead="编者按：",
    note="按月通报。",
    portal="县政府门户网站",
    sections=(
        SectionPlan("overview", "基本情况", generated=("totals", "rankings")),
        SectionPlan("requirements", "工作要求"),
    ),
    month_order=("town", "county"),
    rankings=(RankingPlan("county", top=1),),
    annexes=(AnnexPlan("county", "县直单位统计表"), AnnexPlan("town", "各乡镇统计表")),
    charts=(ChartPlan("county", "完成比例"),),
    report_to="县党政班子领导",
    send_to="各相关责任单位",
    printed_by="样例县人民政府办公室",
    policy=Policy(),
)


def counts(month: Month, **monthly: int) -> list[MonthCount]:
    """The same number of posts in every month of the year so far, by unit code."""
    return [MonthCount(code, m, posts) for code, posts in monthly.items() for m in month.year_to_date]


def statistics(month: Month, given: list[MonthCount], *, policy: Policy = Policy()) -> MonthStatistics:
    return month_statistics(units=UNITS, groups=GROUPS, targets=TARGETS, counts=given, month=month, policy=policy)


def bulletin(found: MonthStatistics, *, layout: Layout = LAYOUT) -> Bulletin:
    paragraph = Paragraph((Words("落实整改。"),), Origin.WRITTEN, author="经办员")
    dated = date(found.month.shift(1).year, found.month.shift(1).number, 12)
    return compose(layout=layout, statistics=found, number=1, dated=dated, written={"requirements": [paragraph]})


def text(found: Bulletin) -> str:
    return "\n".join(paragraph.text for section in found.sections for paragraph in section.paragraphs)
