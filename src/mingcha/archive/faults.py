"""What can go wrong with the evidence, each told in Chinese with what to do next."""

from __future__ import annotations

import errno
from pathlib import Path

from mingcha.text.system_faults import why

DISK_IS_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}


class ArchiveError(Exception):
    """The archive cannot do what was asked; nothing it held before is lost."""


class ArchiveFull(ArchiveError):
    """No space is left. What was not yet stored stays in memory and goes in with the next try."""


class ArchiveLocked(ArchiveError):
    """Another process writes into this archive."""


class ArchiveUnreadable(ArchiveError):
    """A file or a record is missing or damaged."""


class IndexUnreadable(ArchiveUnreadable):
    """The index is lost or damaged; it can be made again from the WARC files."""


class ContentPurged(ArchiveError):
    """The content was deleted by policy; that it was there, when, and its digest are still known."""


def unwritable(fault: OSError, path: Path) -> ArchiveError:
    """The error to raise when the system refuses to write to `path`."""
    if fault.errno in DISK_IS_FULL:
        return ArchiveFull(
            f"磁盘已满，证据无法写入 {path}。请腾出空间后重试；已经保存的内容完好，尚未写入的内容会在重试时写入。"
        )
    return ArchiveError(f"证据无法写入 {path}：{why(fault)}。请检查磁盘和访问权限后重试。")
