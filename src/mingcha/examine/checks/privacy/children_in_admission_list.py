"""A list of children that tells more of them than an admission notice needs.

Looks for: tables about kindergarten or school admission, lotteries, orphans and aid to pupils whose rows carry
    identity numbers, addresses, telephones or guardians beside the child's name, masked or not.
Matters because: the law protects every datum of a child under fourteen, and a list shows hundreds at once.
To fix: publish the name with the class, or the registration number instead of the name; nothing else.
Cannot see: lists of children that are not tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from mingcha.examine.children import is_of_children, names_children
from mingcha.examine.columns import Column, columns
from mingcha.examine.declaration import check, found
from mingcha.model.document import Document
from mingcha.model.finding import Evidence, Severity
from mingcha.text.width import fold_all

TOO_MUCH = ("identity", "address", "phone", "certificate", "birth", "health")
CALLED = {
    "identity": "身份证号",
    "address": "住址",
    "phone": "电话",
    "certificate": "学籍号",
    "birth": "出生日期",
    "health": "健康状况",
}
GUARDIAN = re.compile("家长|监护人|父亲|母亲|父母|爸爸|妈妈|抚养人|接送人")


@check(
    severity=Severity.CRITICAL,
    clauses=["PIPL-28", "PIPL-31", "AID-28"],
    message="儿童名单列出不应公开的信息：{quote}",
    advice="儿童名单只保留姓名与班级，或以报名编号代替姓名；删去其余各列后重新发布。",
    bad=[
        "标题：幼儿园新生录取名单\n姓名\t身份证号\t家长电话\n张小三\t110105********002X\t138****5678",
        "幼儿姓名\t监护人\t家庭住址\n张小三\t张三\t嘉定镇",
        "学生\t乘车点\t家长电话\n张小三\t路口\t138****5678",
        "标题：幼升小摇号名单\n姓名\t户口所在地\n张小三\t嘉定镇",
    ],
    good=[
        "标题：幼儿园新生录取名单\n姓名\t班级\n张小三\t小一班",
        "标题：小学教师招聘名单\n姓名\t身份证号\n张三\t110105********002X",
        "标题：公租房摇号结果公示\n姓名\t身份证号\n张三\t110105********002X",
        "标题：大学生志愿者名单\n姓名\t电话\n张三\t138****5678",
        "学校\t电话\n第一小学\t0797-3333345",
    ],
)
def children_in_admission_list(document: Document) -> Iterator[Evidence]:
    tables: dict[int, list[tuple[str, Column]]] = {}
    for column in document.once(columns):
        if not is_of_children(column) or not names_children(column):
            continue
        told = next((CALLED[role] for role in TOO_MUCH if role in column.roles), "")
        if not told and GUARDIAN.search(column.header):
            told = "监护人"
        if told and any(_says_something(cell) for _, _, cell in column.cells()):
            tables.setdefault(column.table.start, []).append((told, column))
    for table in document.tables:
        said = tables.get(table.start)
        if not said:
            continue
        body = next(column.body for column in document.once(columns) if column.table is table)
        start = table.row_starts[min(body, len(table.row_starts) - 1)]
        quote = "、".join(dict.fromkeys(told for told, _ in said))
        yield found(
            start,
            start + 1,
            quote=quote,
            persons=len(table.row_starts) - body,
            secret=fold_all(quote),
            every=partial(_cells, [column for _, column in said]),
        )


def _says_something(cell: str) -> bool:
    return cell.strip(" *") not in ("", "/", "无", "-")


def _cells(some: list[Column]) -> Iterator[tuple[int, int, str]]:
    """Every cell of the columns that do not belong into the list."""
    for column in some:
        yield from ((start, start + len(cell), "***") for _, start, cell in column.cells())
