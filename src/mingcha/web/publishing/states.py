"""In which state an import must be for what is asked of it, and what is said when it is not."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from mingcha.web.publishing.models import Import
from mingcha.web.publishing.refusals import Refused


def must_be(item: Any, state: str) -> None:
    """Raises Refused, saying when it was done, unless the import is in this state."""
    if item.state == state:
        return
    when = f"已于 {moment(item.decided_at)} " if item.decided_at else ""
    raise Refused(
        {
            Import.State.PREVIEWED: "这次导入还没有确认，无须撤销。",
            Import.State.CONFIRMED: f"这次导入{when}确认过，不能再确认一次。",
            Import.State.UNDONE: f"这次导入{when}撤销。如需再次导入，请重新上传文件。",
            Import.State.REFUSED: "这个文件未能读取，没有可以导入的内容。请改正后重新上传。",
        }[Import.State(item.state)]
    )


def moment(at: datetime | None) -> str:
    """When somebody decided, as people say it."""
    if at is None:
        return ""
    local = timezone.localtime(at)
    return f"{local.year}年{local.month}月{local.day}日 {local:%H:%M}"
