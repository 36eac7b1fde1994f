"""Which tables list children: kindergartens and schools, admission and lotteries, orphans, pupils' aid."""

from __future__ import annotations

import re

from mingcha.examine.columns import Column
from mingcha.standards.privacy_words import words_in

# Titles of such lists that name no child.
_TITLE = re.compile(
    "幼升小|小升初|随迁子女|托育|托幼|托班|[小中大]班(?:幼|新|名|学)|入园|入托|学前教育|营养餐|营养改善|小学|幼儿园"
    "|初中(?:招生|入学|新生|学位|部)|[一二三四五六七八九]年级|少年宫|少先队|孤儿|无人抚养|适龄儿童|入学摇号|电脑派位"
    "|学位(?:摇号|分配|申请)|校车(?:乘|学)|寄宿生"
)
# A child stands for itself where nothing is called a name.
_CHILD = re.compile("^(?:学生|幼儿|儿童|孩子|孤儿|新生|宝宝|婴儿|小朋友|被抚养人)$")
_GROWN_UPS = re.compile("教师|校长|园长|职工|志愿者|招聘|岗位|保育员")


def is_of_children(column: Column) -> bool:
    """Whether the table is about children: its title or a header says so, and nothing speaks of grown-ups."""
    about = {word.role for word in words_in(column.caption)}.union(*column.beside)
    if "adult" in about or _GROWN_UPS.search(column.caption):
        return False
    return "child" in about or _TITLE.search(column.caption) is not None


def names_children(column: Column) -> bool:
    """Whether a column of the table names the children."""
    return any("name" in roles for roles in column.beside) or any(map(_CHILD.match, column.headers))
