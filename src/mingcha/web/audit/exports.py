"""The operation log as a table to keep elsewhere: each line with its digest, so that it can be held against the log."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from django.utils import timezone

from mingcha.web.audit.models import LogEntry

HEADER = ("编号", "时间", "操作人", "角色", "来源地址", "操作", "对象", "说明", "结果", "上一条摘要", "摘要")
UTF8_MARK = "\ufeff"
# A cell that begins so would be worked out as a formula by whoever opens the table.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def log_csv(entries: Iterable[LogEntry]) -> bytes:
    """The entries in the order given, as CSV that WPS and Excel open as it is."""
    out = io.StringIO()
    out.write(UTF8_MARK)
    lines = csv.writer(out)
    lines.writerow(HEADER)
    for entry in entries:
        at = timezone.localtime(entry.at)
        told = (entry.actor, entry.role, entry.address, entry.action, entry.target, entry.detail, entry.result)
        lines.writerow([entry.pk, f"{at:%Y-%m-%d %H:%M:%S}", *map(_plain, told), entry.previous, entry.digest])
    return out.getvalue().encode()


def _plain(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
