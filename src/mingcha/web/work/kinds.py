"""What is done in the background: each kind with its name, its usual time, and the row it waits in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

# Three rows, so that no message waits behind a round of hours, nor behind a safety copy.
ROUNDS, OFFICE, POST = "rounds", "office", "post"


@dataclass(frozen=True, slots=True)
class Kind:
    """`every` and what follows it are how often it is planned at first; a kind without is only done when asked for."""

    name: str
    label: str
    help: str
    every: str = ""
    at: time = time(2, 0)
    minutes: int = 5
    monthday: int = 1
    quiet: str = ""
    row: str = OFFICE


ROUND = Kind(
    "round",
    "采集、检查和复核",
    "每天看新信息，每七天走完所有列表，每月全部重看；随后检查，并复核已交办的问题",
    "daily",
    time(1, 30),
    row=ROUNDS,
)
EXAMINATION = Kind("examination", "检查", "按证据库重新检查，并复核已交办的问题", row=ROUNDS)
SENDING = Kind("sending", "发送交办单和每日消息", "印发后随即发出；未成的稍后再发", "minutes", minutes=5, row=POST)
DIGESTS = Kind(
    "digests",
    "每日消息",
    "每个单位每天至多一封，写明新交办的、快到期的和已超期的",
    "daily",
    time(8, 30),
    quiet="18:00-08:30",
)
ESCALATION = Kind(
    "escalation", "拟办督办文书", "超期未改、整改不实的，按规定的次序拟出下一步，由人签发", "daily", time(7, 30)
)
EXPIRY = Kind("expiry", "判断到期", "“误报”到期的，问题重新待判断", "daily", time(0, 20))
BACKUP = Kind("backup", "备份", "数据库、文件和证据库；证据库只备份新增的", "daily", time(3, 30))
RESTORE_TEST = Kind(
    "restore_test", "试恢复", "把最近的备份恢复到临时文件夹，逐表逐文件核对", "monthly", time(4, 30), monthday=3
)
AUDIT = Kind("audit", "核对操作日志", "首尾相扣、末尾未被删除", "daily", time(5, 0))
TIDYING = Kind("tidying", "清理后台记录", "做完已久的后台任务不再保留", "daily", time(5, 30))

KINDS = {
    kind.name: kind
    for kind in (ROUND, EXAMINATION, SENDING, DIGESTS, ESCALATION, EXPIRY, BACKUP, RESTORE_TEST, AUDIT, TIDYING)
}
