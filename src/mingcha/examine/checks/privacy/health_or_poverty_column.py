"""A column that tells of persons their illness, disability or the cause of their poverty.

Looks for: such headers in lists of named persons, with something said below them.
Matters because: health is sensitive by law, and a village reads who has which illness and who is poor for what reason.
To fix: remove the column or publish numbers of persons instead of persons.
Cannot see: illness told in running text, or in a column called 备注.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingcha.examine.cells import column_evidence, whole
from mingcha.examine.columns import Column
from mingcha.examine.declaration import check
from mingcha.model.finding import Evidence, Severity

SENSITIVE = {"health", "disability", "poverty"}
PERSONAL = {"name", "private_person", "identity", "child"}
FIGURES = {"code", "exam"}
# 残疾人数, 大病救助金额: figures about such persons are no statements about one.
# Staff that treats: what such a column says is a skill.
TREATS = re.compile("擅长|专长|诊疗范围|诊疗科目|主治|主诊|特长")
AMOUNT = re.compile("人数|金额|补贴|补助|资金|标准|数量|次数|费用|比例|合计|机构|医院")


@check(
    severity=Severity.CRITICAL,
    clauses=["OGI-15", "PIPL-28"],
    message="名单中列出个人的病情、残疾或致贫原因：{quote}",
    advice="删去该列，或改为按类别汇总的人数后重新发布。",
    bad=[
        "姓名\t所患疾病\t救助金额\n张三\t尿毒症\t3000",
        "姓名\t残疾类别\t残疾等级\n张三\t肢体\t二级",
        "户主\t致贫原因\n李四\t因病",
        "户主\t主要致困原因\n李四\t因残",
    ],
    good=[
        "病种\t报销比例\n尿毒症\t80%",
        "姓名\t救助金额\n张三\t3000",
        "残疾类别\t人数\n肢体\t30",
        "姓名\t致贫原因\n李四\t/",
        "姓名\t职称\t擅长疾病\n李四\t主任医师\t糖尿病",
    ],
)
def health_or_poverty_column(column: Column) -> Iterator[Evidence]:
    beside = frozenset().union(*column.beside)
    if not column.roles & SENSITIVE or not beside & PERSONAL:
        return
    # 残疾证号 and 残疾人姓名 are no statements about health, 残疾补贴金额 is a figure.
    if (
        AMOUNT.search(column.header)
        or TREATS.search(column.header)
        or column.roles & {"certificate", "name", "identity", "phone", "bank"} | column.roles & FIGURES
    ):
        return
    told = column_evidence(column, _said, mask=_mask)
    if told is not None:
        yield told


def _said(cell: str) -> tuple[int, int] | None:
    span = whole(cell)
    if span is None or (all(c.isdigit() or c in ".,%元 " for c in cell.strip()) and len(cell.strip()) > 1):
        return None
    return span


def _mask(said: str) -> str:
    """What a person has is not repeated; only that something is said."""
    return said.strip()[:1] + "**" if len(said.strip()) > 1 else "**"
