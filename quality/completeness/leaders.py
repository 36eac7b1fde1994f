"""Units' leaders in every shape a page can have, with duties and without, and what the office's roster says of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from mingcha.examine.leaders.roster import roster
from mingcha.model.leader import Appointment, LeaderRoster
from mingcha.pages.page import parse
from quality.completeness.leader_shapes import SHAPES, Person, Shape
from quality.completeness.leader_shapes_more import MORE_SHAPES
from quality.subject_cases import SubjectCase

_ON = date(2024, 1, 31)
WITHOUT = frozenset({"leader_without_duties"})
# Names, posts and duties as they are written on such pages; nobody's.
PEOPLE: tuple[tuple[Person, ...], ...] = (
    (
        Person("郑伟", "党委书记", "主持党委全面工作。"),
        Person("何丽芳", "党委副书记、乡长", "主持乡政府全面工作，分管财政、审计。"),
        Person("李国强", "党委委员、副乡长", "协助乡长抓农业农村工作，分管农业、林业、水利。"),
    ),
    (
        Person("欧阳明", "县委常委、常务副县长", "负责县政府常务工作，分管发改、财政、应急管理、统计、税务。"),
        Person("司马青云", "副县长、县公安局局长", "负责公安、司法、信访工作。"),
        Person("沈云", "县政府党组成员", "协助分管工业和信息化、商务工作。"),
        Person("高志和", "县政府办公室主任", "协助处理县政府日常工作，联系县融媒体中心。"),
    ),
    (
        Person("黄建平", "局党组书记、局长", "主持全面工作，分管人事、财务。"),
        Person("王小红", "局党组成员、副局长", "分管法规股、信访办；联系第二片区。"),
        Person("马千里", "四级调研员", "协助抓好乡村振兴、防汛抗旱工作。"),
    ),
    (
        Person("阿不都·热合曼", "镇党委副书记、镇长", "主持镇政府全面工作。"),
        Person("吴道明", "镇人大主席", "主持镇人大工作，负责征地拆迁、项目建设。"),
        Person("林长青", "党委委员、人武部部长", "分管武装、应急、安全生产。"),
        Person("万春梅", "党委委员、组织委员", "负责组织、老干、党建工作。"),
        Person("关月", "副镇长", "分管教育、卫生健康、民政、残联。"),
    ),
)  # fmt: skip


def _read(shape: Shape, people: Sequence[Person], **more: object) -> LeaderRoster:
    pages = [parse(html.encode(), url=url) for url, html in shape("万隆乡", people)]
    return roster(pages, called="万隆乡", on=_ON, unit="216", **more)  # type: ignore[arg-type]


def cases() -> Iterator[SubjectCase]:
    for shape in (*SHAPES, *MORE_SHAPES):
        for number, people in enumerate(PEOPLE):
            name = f"{shape.__name__} {number}"
            yield SubjectCase(f"{name}, all with duties", _read(shape, people))
            bare = [person._replace(duties="") for person in people]
            yield SubjectCase(f"{name}, none with duties", _read(shape, bare), WITHOUT)
            last = [*people[:-1], people[-1]._replace(duties="")]
            yield SubjectCase(f"{name}, the last without duties", _read(shape, last), WITHOUT)
            first = [people[0]._replace(duties=""), *people[1:]]
            yield SubjectCase(f"{name}, the first without duties", _read(shape, first), WITHOUT)
    yield from _rosters()


def _rosters() -> Iterator[SubjectCase]:
    people, left, missing = PEOPLE[0], frozenset({"leader_left_still_shown"}), frozenset({"leader_missing_from_page"})
    shape = SHAPES[0]
    known = [Appointment(one.name, one.post, date(2021, 5, 1)) for one in people]
    yield SubjectCase("roster as shown", _read(shape, people, known=known))
    gone = [Appointment("郑伟", "党委书记", date(2016, 5, 1), date(2023, 12, 20)), *known[1:]]
    yield SubjectCase("roster: the first has left", _read(shape, people, known=gone), doubted=left)
    yield SubjectCase(
        "roster: the last day of the first",
        _read(shape, people, known=[Appointment("郑伟", "党委书记", None, date(2024, 2, 1)), *known[1:]]),
    )
    moved = [*gone, Appointment("郑伟", "人大主席", date(2023, 12, 20))]
    yield SubjectCase("roster: the first has another post", _read(shape, people, known=moved))
    more = [*known, Appointment("周晓", "副乡长", date(2023, 10, 1))]
    yield SubjectCase("roster: one is not shown", _read(shape, people, known=more), doubted=missing)
    spaced = [Appointment("郑 伟", "党委书记", date(2021, 5, 1)), *known[1:]]
    yield SubjectCase("roster: a name written with a blank", _read(shape, people, known=spaced))
    fresh = [*known, Appointment("周晓", "副乡长", date(2024, 1, 25))]
    yield SubjectCase("roster: a newcomer of this week", _read(shape, people, known=fresh))
    nameless = [person._replace(post="") for person in people[:1]] + list(people[1:])
    yield SubjectCase("a table with a post missing", _read(shape, nameless), frozenset({"leader_without_post"}))
    unread = ("http://www.yangli.example/ld/9.html",)
    bare = [person._replace(duties="") for person in people]
    yield SubjectCase("a page unread", _read(shape, bare, unread=unread), doubted=WITHOUT)
    yield SubjectCase("nothing read", LeaderRoster("万隆乡", "http://www.yangli.example/ld/", _ON, unit="216"))
