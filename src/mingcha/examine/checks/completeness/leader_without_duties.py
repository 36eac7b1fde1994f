"""A leader shown without saying what he answers for (分工).

Looks for: leaders on a unit's pages who have a name and a post and of whom no page of the unit tells duties. When a
page of the unit could not be read it is a doubt, since the duties may stand there.
Matters because: people must know whom to turn to; name, post and duties of leaders are to be disclosed and kept up.
To fix: add to each leader what he directs or answers for, and bring it up to date after every change.
Cannot see: duties shown in a picture, and whether the duties told are still the true ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mingcha.examine.declaration import check, doubt, found
from mingcha.model.finding import Evidence, Severity
from mingcha.model.leader import Leader, LeaderRoster

_URL = "http://www.yangli.example/jg/216/ldxx.html"
_DAY = date(2023, 12, 31)
_SHOWN = 8


def _roster(*leaders: Leader, unread: tuple[str, ...] = ()) -> LeaderRoster:
    return LeaderRoster("万隆乡", _URL, _DAY, leaders, "216", unread)


@check(
    severity=Severity.MEDIUM,
    clauses=["SITE-LEADERS", "OGI-20-2"],
    message="领导信息没有分工：{quote}",
    advice="逐人补充主管或分管的工作，人员变动后及时更新。",
    bad=[
        _roster(Leader("郑伟", "乡党委书记"), Leader("何丽芳", "乡长")),
        _roster(Leader("郑伟", "乡党委书记", "主持党委全面工作"), Leader("何丽芳", "副乡长")),
        _roster(Leader("郑伟", "乡党委书记"), unread=("http://www.yangli.example/jg/216/ld/1.html",)),
    ],
    good=[
        _roster(Leader("郑伟", "乡党委书记", "主持党委全面工作"), Leader("何丽芳", "乡长", "主持乡政府全面工作")),
        _roster(Leader("平安", is_certain=False)),
        _roster(),
    ],
)
def leader_without_duties(roster: LeaderRoster) -> Iterator[Evidence]:
    shown = [one for one in roster.leaders if one.is_certain and one.post]
    without = [one for one in shown if not one.duties]
    if not without:
        return
    names = "、".join(map(str, without[:_SHOWN])) + (" 等" if len(without) > _SHOWN else "")
    if len(without) == len(shown):
        quote = f"{roster.called}所列 {len(shown)} 名领导都没有分工：{names}"
    else:
        quote = f"{roster.called}所列 {len(shown)} 名领导中 {len(without)} 名没有分工：{names}"
    own = [one.url for one in without if one.url and one.url != roster.url]
    if roster.unread:
        note = f"另有 {len(roster.unread)} 个页面没有读出来，分工可能在其中，请人工核对"
        yield doubt(quote=quote, note=note, more_places=own[:4], secret=roster.post, confidence=0.5)
    else:
        yield found(quote=quote, more_places=own[:4], secret=roster.post)
