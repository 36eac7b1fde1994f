"""A post that bears an earlier day than it can have been put up on.

Looks for: posts that appeared more than a week after the day they bear, though the column was looked at in between and
did not hold them. Old pages that were moved (the same title stood elsewhere, or many came at once) are doubts.
Matters because: a faked day of publication (伪造发稿日期) is one of the severe faults that fail a whole site, and it
makes a late disclosure look punctual.
To fix: give the post the day on which it was really put up; the day a document was signed belongs into its text.
Cannot see: posts that came before the first round, and days changed back and forth between two rounds.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mingcha.examine.declaration import check, doubt, found
from mingcha.model.arrival import Arrival
from mingcha.model.finding import Evidence, Severity
from mingcha.model.site import Column

# Posts are often put up some days after the day they bear: an approval, a weekend.
_DAYS = 7
# So many at once are old pages moved in.
_MOVED_IN = 20
_COLUMN = Column("http://www.yangli.example/tsk/xxgknb/index.html", "政府信息公开年报")
_URL = "http://www.yangli.example/tsk/xxgknb/202212/1.html"


def _arrival(stated: date, seen: date, *looks: date, together: int = 1, known_elsewhere: str = "") -> Arrival:
    return Arrival(
        _URL, "铁石口镇2022年政府信息公开工作年度报告", _COLUMN, stated, seen, looks, together, known_elsewhere
    )


@check(
    severity=Severity.HIGH,
    clauses=["INSPECT-SECURITY"],
    message="发布日期早于实际上网时间：{quote}",
    advice="把发布日期改为实际上网的日期；文件的成文日期写在正文里。",
    bad=[
        _arrival(date(2022, 12, 30), date(2023, 1, 18), date(2023, 1, 4), date(2023, 1, 11)),
        _arrival(date(2022, 12, 30), date(2023, 1, 18), date(2023, 1, 4), together=40),
    ],
    good=[
        _arrival(date(2023, 1, 12), date(2023, 1, 18), date(2023, 1, 16)),
        _arrival(date(2022, 12, 30), date(2023, 1, 18)),
        _arrival(date(2022, 12, 30), date(2023, 1, 18), date(2022, 12, 30)),
    ],
)
def backdated_post(arrival: Arrival) -> Iterator[Evidence]:
    if (arrival.seen - arrival.stated).days <= _DAYS:
        return
    looks = sorted({day for day in arrival.looks if arrival.stated < day < arrival.seen})
    if not looks:
        return
    quote = f"“{arrival.title}”标注 {arrival.stated}，{looks[-1]} 查看栏目“{arrival.column.name}”时还没有，{arrival.seen} 才出现"
    note = f"期间共查看 {len(looks)} 次：{'、'.join(str(day) for day in looks[:5])}"
    if arrival.known_elsewhere:
        note += f"；同名信息此前在 {arrival.known_elsewhere}，可能是移栏或重发"
    if arrival.together >= _MOVED_IN:
        note += f"；同一轮共新出现 {arrival.together} 条旧日期的信息，可能是迁移旧稿"
    told = doubt if arrival.known_elsewhere or arrival.together >= _MOVED_IN or len(looks) < 2 else found
    yield told(quote=quote, note=note, secret=arrival.url, confidence=0.9 if told is found else 0.6)
