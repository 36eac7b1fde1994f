"""Why a link is dead, in a sentence for people and one thing to do; and which looks say nothing either way.

Source: 国办秘函〔2019〕19号 counts what does not open; which answers mean that is worked out here from what a reader's
browser would show.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import NamedTuple

from mingcha.model.fetch import FetchOutcome
from mingcha.model.looked_link import Look, Standing
from mingcha.standards.link_hints import is_parked

__all__ = ["Dead", "Reason", "State", "dead", "state_of", "wants_file"]


class State(Enum):
    """What one look says of the target."""

    ALIVE = "打开了"
    DEAD = "打不开"
    UNKNOWN = "不能断定"


class Reason(NamedTuple):
    """The fact, and what to do about it."""

    sentence: str
    fix: str


# Looks that agree, and how far apart they must be: a server that restarts is not a dead one.
LOOKS, APART = 3, timedelta(hours=6)
_MOVED = "到目标网站找到新的网址后更换；已经没有的，删除链接。"
_OWN_GONE = "核对这个网页是否已撤下或改名：撤下的删除链接，改名的改成新网址。"
_HOST = "核对域名有没有写错；网站已关停或迁移的，换成新网址或删除链接。"
_SERVER = "先用浏览器打开核实，再联系目标网站的管理单位排除故障；长期不能恢复的，删除链接。"
_LOOP = "联系目标网站修正跳转设置，或改为直接链接到最终网址。"
FIXES: dict[FetchOutcome, str] = {
    FetchOutcome.GONE: _MOVED,
    FetchOutcome.SOFT_GONE: _MOVED,
    FetchOutcome.NO_SUCH_HOST: _HOST,
    FetchOutcome.DNS_FAILED: _HOST,
    FetchOutcome.FORBIDDEN: "核对该网页是否应当公开：应公开的取消访问限制，不公开的删除链接。",
    FetchOutcome.CLIENT_ERROR: "核对网址是否完整、参数有没有写错，改正后重新链接。",
    FetchOutcome.REDIRECT_LOOP: _LOOP,
    FetchOutcome.TOO_MANY_REDIRECTS: _LOOP,
    FetchOutcome.BAD_REDIRECT: _LOOP,
    FetchOutcome.TLS_UNUSABLE: "联系目标网站更新加密设置；对方有 http 网址或新网址的，改用能打开的。",
    FetchOutcome.EMPTY: "重新生成网页或重新上传文件，确认打开有内容。",
    FetchOutcome.REFUSED: _SERVER,
    FetchOutcome.RESET: _SERVER,
    FetchOutcome.CONNECT_TIMEOUT: _SERVER,
    FetchOutcome.TIMEOUT: _SERVER,
    FetchOutcome.BAD_ANSWER: _SERVER,
    FetchOutcome.UNAVAILABLE: _SERVER,
    FetchOutcome.SERVER_ERROR: _SERVER,
}
_ALIVE = frozenset(
    {
        FetchOutcome.OK,
        FetchOutcome.NOT_MODIFIED,
        FetchOutcome.TOO_LARGE,
        FetchOutcome.NEEDS_BROWSER,
        FetchOutcome.UNREADABLE,
    }
)
# Other people's sites turn programs away with these and show the page to a reader.
_TURNED_AWAY = frozenset({FetchOutcome.FORBIDDEN, FetchOutcome.CLIENT_ERROR, FetchOutcome.BAD_ANSWER})
FILES = frozenset(
    "doc docx wps wpt rtf xls xlsx xlsm et ppt pptx dps pdf ofd ceb zip rar 7z gz tar jpg jpeg png gif bmp tif tiff mp3 mp4"
    " wmv avi exe apk dwg caj".split()
)


@dataclass(frozen=True, slots=True)
class Dead:
    """Why the last look found nothing, since when it is so, and how many looks far enough apart agree."""

    reason: Reason
    since: datetime
    looks: int

    @property
    def is_sure(self) -> bool:
        return self.looks >= LOOKS

    @property
    def told(self) -> str:
        """Since when, and how sure."""
        first = self.since
        if self.is_sure:
            return f"{first.year}年{first.month}月{first.day}日起 {self.looks} 次查看都打不开。{self.reason.fix}"
        more = f"已查看 {self.looks} 次，疑似失效（相隔 6 小时以上的三次查看都打不开才算）"
        return f"{more}。{self.reason.fix}"


def dead(looks: Iterable[Look], address: str, standing: Standing) -> Dead | None:
    """What the looks since the target was last seen say; None when it was there, or nobody can tell."""
    seen: list[tuple[Look, Reason]] = []
    for look in looks:
        state, reason = state_of(look, address, standing)
        if state is State.ALIVE:
            seen.clear()
        elif reason is not None:
            seen.append((look, reason))
    if not seen:
        return None
    counted, last = 0, None
    for look, _ in seen:
        if last is None or look.at - last >= APART:
            counted, last = counted + 1, look.at
    return Dead(seen[-1][1], seen[0][0].at, counted)


def state_of(look: Look, address: str, standing: Standing) -> tuple[State, Reason | None]:
    """Whether this look found the target there, and if not why."""
    outcome = look.outcome
    if outcome in _ALIVE:
        return _of_content(look, address)
    fix = FIXES.get(outcome)
    if fix is None or (outcome in _TURNED_AWAY and standing is not Standing.OWN):
        return State.UNKNOWN, None
    if outcome in (FetchOutcome.GONE, FetchOutcome.SOFT_GONE) and standing is Standing.OWN:
        fix = _OWN_GONE
    sentence = outcome.sentence
    if look.status >= 400 and str(look.status) not in sentence:
        sentence += f"（状态码 {look.status}）"
    return State.DEAD, Reason(sentence, fix)


def _of_content(look: Look, address: str) -> tuple[State, Reason | None]:
    if look.size == 0 and look.content:
        return State.DEAD, Reason("打开是空的（0 字节）", FIXES[FetchOutcome.EMPTY])
    if look.content == "html" and wants_file(address):
        told = "链接指向文件，打开却是网页（多为“文件不存在”或登录页面）"
        return State.DEAD, Reason(told, "重新上传文件，确认点开能下载到原文件。")
    if (look.title or look.words) and is_parked(look.title, look.words):
        return State.DEAD, Reason("打开的是域名出售或停放页面", "原网站已经不在，立即删除链接，有新网址的换成新网址。")
    return State.ALIVE, None


def wants_file(address: str) -> bool:
    """Whether an address names a file that no server gives as a page."""
    path = address.partition("?")[0].partition("#")[0]
    _, dot, ending = path.rpartition("/")[2].rpartition(".")
    return bool(dot) and ending.lower() in FILES
