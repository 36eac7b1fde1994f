"""Showing a snapshot in full: to whom it may be, for a reason, for some minutes, and with an entry in the log."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest

from mingcha.text.masking import scrubbed
from mingcha.web.accounts.access import has_role
from mingcha.web.accounts.models import Role
from mingcha.web.audit.services import record
from mingcha.web.publishing.models import Post

# Operators, and the unit whose post it is; whoever else may look sees it masked.
REVEALERS = (Role.OPERATOR, Role.UNIT)
HOW_LONG = timedelta(minutes=10)
# In the session: which snapshots are shown in full, and until when in seconds since 1970.
_IN_FULL = "in_full"


class RevealForm(forms.Form):
    reason = forms.CharField(
        label="显示原文的理由",
        min_length=4,
        max_length=200,
        help_text="如：核对身份证号是否确已遮盖。谁、何时、为何查看，都会记入操作日志。",
        error_messages={
            "required": "请填写理由。",
            "min_length": "理由太短，请写明为什么要看原文。",
            "max_length": "理由太长，请写在 200 字以内。",
        },
    )


class RecordForm(RevealForm):
    """The record itself can be masked nowhere: whoever takes it says why as well."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = "下载证据的理由"
        self.fields["reason"].error_messages["min_length"] = "理由太短，请写明为什么要用证据原件。"
        self.fields["reason"].help_text = "如：移送网信部门核查。谁、何时、为何下载，都会记入操作日志。"


def may(user: Any) -> bool:
    """Whether the person may ask at all; of which posts is for the page to know."""
    return has_role(user, *REVEALERS) and not user.is_guest


def reveal(request: HttpRequest, post: Post, number: int, *, why: str, at: datetime) -> None:
    """From now on, and for some minutes, this snapshot is shown in full to this session."""
    open_ones = {key: until for key, until in _open(request).items() if until > at.timestamp()}
    open_ones[_key(post.pk, number)] = int((at + HOW_LONG).timestamp())
    request.session[_IN_FULL] = open_ones
    detail = f"第 {number} 号快照；理由：{scrubbed(why)}"
    record(actor=request.user, action="显示个人信息原文", target=scrubbed(post.title), detail=detail)


def until(request: HttpRequest, pk: int, number: int, *, now: datetime) -> datetime | None:
    """Until when the snapshot is shown in full to who asks; None when it is masked."""
    end = _open(request).get(_key(pk, number), 0)
    return datetime.fromtimestamp(end, UTC) if end > now.timestamp() and may(request.user) else None


def _open(request: HttpRequest) -> dict[str, int]:
    return dict(request.session.get(_IN_FULL, {}))


def _key(pk: int, number: int) -> str:
    return f"{pk}/{number}"
