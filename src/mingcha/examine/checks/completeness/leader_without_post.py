"""A leader shown without his post (职务).

Looks for: names that a page of leaders plainly shows as a leader's (under 姓名, or with duties) and beside which no page
of the unit tells a post.
Matters because: a name alone does not say whom one is dealing with.
To fix: add the post each leader holds now.
Cannot see: posts shown in a picture.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mingcha.examine.declaration import check, doubt, found
from mingcha.model.finding import Evidence, Severity
from mingcha.model.leader import Leader, LeaderRoster

_URL = "http://www.yangli.example/jg/216/ldxx.html"
_DAY = date(2023, 12, 31)


def _roster(*leaders: Leader) -> LeaderRoster:
    return LeaderRoster("万隆乡", _URL, _DAY, leaders, "216")


@check(
    severity=Severity.LOW,
    clauses=["SITE-LEADERS"],
    message="领导信息没有职务：{quote}",
    advice="补充每名领导的现任职务。",
    bad=[_roster(Leader("郑伟", "", "主持党委全面工作"), Leader("何丽芳", "乡长", "主持乡政府全面工作"))],
    good=[
        _roster(Leader("郑伟", "乡党委书记", "主持党委全面工作")),
        _roster(Leader("平安", is_certain=False)),
    ],
)
def leader_without_post(roster: LeaderRoster) -> Iterator[Evidence]:
    without = [one for one in roster.leaders if one.is_certain and not one.post]
    if not without:
        return
    quote = f"{roster.called}：{'、'.join(one.name for one in without[:8])}"
    if roster.unread or not any(one.post for one in roster.leaders):
        note = "没有读出任何一人的职务，请人工核对" if not roster.unread else "部分页面没有读出来，请人工核对"
        yield doubt(quote=quote, note=note, secret=roster.post, confidence=0.4)
    else:
        yield found(quote=quote, secret=roster.post)
