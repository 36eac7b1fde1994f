"""A leader in office whom the unit's pages do not show.

Looks for: names that by the office's dated roster hold a post of the unit on the day of looking, since a month at least,
and stand on none of its pages of leaders. Always a doubt.
Matters because: a newcomer's name, post and duties are to be disclosed like everybody's.
To fix: add name, post and duties, or correct the office's roster.
Cannot see: anything where no roster was handed over, or where the pages of the unit were not read.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from mingcha.examine.declaration import check, doubt
from mingcha.model.finding import Evidence, Severity
from mingcha.model.leader import Appointment, Leader, LeaderRoster

_URL = "http://www.yangli.example/jg/216/ldxx.html"
_DAY = date(2023, 12, 31)
# 条例第二十六条 gives twenty working days; a calendar month is never less.
_IN_TIME = timedelta(days=31)


def _roster(*known: Appointment, unread: tuple[str, ...] = ()) -> LeaderRoster:
    leaders = (Leader("郑伟", "乡党委书记", "主持党委全面工作"),)
    return LeaderRoster("万隆乡", _URL, _DAY, leaders, "216", unread, known)


@check(
    severity=Severity.LOW,
    clauses=["SITE-LEADERS"],
    message="在任领导没有展示：{quote}",
    advice="补充姓名、职务和分工，名册有误的更正名册。",
    bad=[_roster(Appointment("何丽芳", "乡长", date(2023, 11, 1)))],
    good=[
        _roster(Appointment("郑伟", "乡党委书记", date(2019, 1, 1))),
        _roster(Appointment("何丽芳", "乡长", date(2023, 12, 20))),
        _roster(Appointment("何丽芳", "乡长", date(2019, 1, 1), date(2023, 6, 1))),
        _roster(Appointment("何丽芳", "乡长", date(2023, 11, 1)), unread=("http://www.yangli.example/ld/2.html",)),
    ],
)
def leader_missing_from_page(roster: LeaderRoster) -> Iterator[Evidence]:
    if roster.unread or not roster.leaders:
        return
    shown = {one.name for one in roster.leaders}
    for one in roster.known:
        name = "".join(one.name.split())
        is_new = one.since is not None and one.since + _IN_TIME > roster.on
        if name in shown or is_new or not one.holds_on(roster.on):
            continue
        since = f"自 {one.since} 起" if one.since else ""
        quote = f"{roster.called} {name}{f'（{one.post}）' if one.post else ''}，名册中{since}在任"
        yield doubt(quote=quote, secret=f"{roster.post} {name}", confidence=0.7)
