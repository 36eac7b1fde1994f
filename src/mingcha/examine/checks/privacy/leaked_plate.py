"""The plate of a private person's vehicle published in full.

Looks for: plates beside names of persons or under a plate header in lists of persons.
Matters because: with a plate, insurance, fines and movements of a person can be asked for.
To fix: keep province, city and the last two places only.
Cannot see: plates in pictures; and whether a vehicle is a public one when nothing around says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from mingcha.examine.candidates import candidates
from mingcha.examine.declaration import check
from mingcha.examine.groups import Group, groups, heading_roles, label_of
from mingcha.model.document import Document
from mingcha.model.finding import Evidence, Severity, Verdict
from mingcha.standards.privacy_words import words_in
from mingcha.text.plate import PLATE, is_plate, mask_plate
from mingcha.text.spans import Spans
from mingcha.text.width import fold_all

# Who gets money for a vehicle owns it, whatever becomes of the vehicle.
RECEIVING = re.compile("补贴|补助|奖补|以旧换新|奖励")


@check(
    severity=Severity.MEDIUM,
    clauses=["OGI-15", "PIPL-25"],
    message="出现个人车辆号牌：{quote}",
    advice="隐去号牌中间几位，或删去该列后重新发布。",
    bad=[
        "姓名\t车牌号\n张三\t赣B12345",
        "当事人张三驾驶赣BD12345号小型汽车",
        "车主李四，车牌号：粤A6C88挂",
        "报废车辆补贴公示\n车主姓名\t号牌号码\n张三\t赣B12345",
    ],
    good=[
        "公务用车赣B12345",
        "姓名\t车牌号\n张三\t赣B***45",
        "公务用车拍卖公告\n车牌号\t车型\n赣B12345\t轿车",
        "赣ABCDE通知",
    ],
)
def leaked_plate(document: Document) -> Iterator[Evidence]:
    anchors = document.once(candidates).plates
    if not len(anchors):
        return
    hits = []
    for start in anchors.starts.tolist():
        match = PLATE.match(fold_all(document.text[start : start + 12]))
        if match and is_plate(match[0]):
            hits.append((start, start + match.end()))
    if not hits:
        return
    ends = np.array([end for _, end in hits], dtype=np.int64)
    starts = np.array([start for start, _ in hits], dtype=np.int64)
    order = {text: index for index, text in enumerate(dict.fromkeys(document.text[s:e] for s, e in hits))}
    values = np.array([order[document.text[s:e]] for s, e in hits], dtype=np.int64)
    for group in groups(document, Spans(starts, ends, values, np.ones(len(hits), dtype=bool))):
        yield from _told(group)


def _told(group: Group) -> Iterator[Evidence]:
    first = int(group.spans.starts[0])
    secret = group.text(0)
    if group.column is not None:
        column = group.column
        beside = frozenset().union(*column.beside)
        caption = {word.role for word in words_in(column.caption)}
        private = beside & {"name", "private_person", "identity"}
        if "code" in column.roles or "public_plate" in column.roles | beside:
            return
        if "public_plate" in caption and not (private and RECEIVING.search(column.caption)):
            return
        if private:
            yield group.evidence(mask_plate, secret=secret)
        elif "plate" in column.roles:
            yield group.evidence(
                mask_plate, verdict=Verdict.DOUBT, note="未见车主信息，请核对是否为个人车辆。", secret=secret
            )
        return
    document = group.document
    kept = group.kept_where(lambda start: "public_plate" not in _around(document, start))
    if kept is None:
        return
    around = _around(document, first) | heading_roles(document, first)
    verdict = Verdict.FOUND if around & {"private_person", "name", "plate"} else Verdict.DOUBT
    yield kept.evidence(mask_plate, verdict=verdict, secret=secret)


def _around(document: Document, start: int) -> set[str]:
    _, words = label_of(document, start)
    title = words_in(document.title) if document.title else []
    return {word.role for word in words} | {word.role for word in title if word.role == "public_plate"}
