"""A leader who has left and is still shown.

Looks for: names on a unit's pages whose post, by the office's dated roster, ended before the day of looking and was
not taken up again. Always a doubt: two people may have one name, and orders are known late.
Matters because: after a change of posts the page must follow at once; a former leader still shown is a standing remark.
To fix: take the name off, or correct the office's roster.
Cannot see: anything where no roster was handed over.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mingcha.examine.declaration import check, doubt
from mingcha.model.finding import Evidence, Severity
from mingcha.model.leader import Appointment, Leader, LeaderRoster

_URL = "http://www.yangli.example/jg/216/ldxx.html"
_DAY = date(2023, 12, 31)


def _roster(*known: Appointment) -> LeaderRoster:
    leaders = (Leader("郑伟", "乡党委书记", "主持党委全面工作"),)
    return LeaderRoster("万隆乡", _URL, _DAY, leaders, "216", known=known)


@check(
    severity=Severity.MEDIUM,
    clauses=["SITE-LEADERS"],
    message="已离任的领导可能仍在展示：{quote}",
    advice="核对任免文件，已离任的撤下，名册有误的更正名册。",
    bad=[_roster(Appointment("郑伟", "乡党委书记", date(2019, 1, 1), date(2023, 11, 1)))],
    good=[
        _roster(Appointment("郑伟", "乡党委书记", date(2019, 1, 1))),
        _roster(
            Appointment("郑伟", "乡长", None, date(2023, 11, 1)), Appointment("郑伟", "乡党委书记", date(2023, 11, 1))
        ),
        _roster(Appointment("郑伟", "乡党委书记", None, date(2024, 1, 1))),
        _roster(),
    ],
)
def leader_left_still_shown(roster: LeaderRoster) -> Iterator[Evidence]:
    for leader in roster.leaders:
        known = [one for one in roster.known if "".join(one.name.split()) == leader.name]
        if not known or any(one.holds_on(roster.on) for one in known):
            continue
        ended = [one for one in known if one.until is not None and one.until <= roster.on]
        if not ended:
            continue
        last = max(ended, key=lambda one: one.until or date.min)
        quote = f"{roster.called} {leader}，名册中{f'“{last.post}”' if last.post else ''}任职到 {last.until} 止"
        yield doubt(quote=quote, secret=f"{roster.post} {leader.name} {last.until}", confidence=0.8)
