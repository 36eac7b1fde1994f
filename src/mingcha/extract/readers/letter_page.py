"""A page saved in one file (mht), and letters (eml): their parts, each read as what it is."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator, Sequence
from email.message import Message

from mingcha.extract.contents import Contents, Gap, Inside
from mingcha.extract.limits import Limits
from mingcha.model.assembly import Assembly
from mingcha.model.document import Hidden, Outcome

_HEADS = {"Subject": "主题", "From": "发件人", "To": "收件人", "Cc": "抄送"}


def read(data: bytes, limits: Limits) -> Contents:
    letter, assembly = email.message_from_bytes(data, policy=email.policy.default), Assembly()
    for name, label in _HEADS.items():
        if words := str(letter.get(name, "")).strip():
            assembly.add(words, f"信头：{label}", hidden=Hidden.PROPERTY)
    parts = [part for part in letter.walk() if not part.is_multipart()]
    gaps = () if parts else (Gap(Outcome.BROKEN, reason="没有任何内容"),)
    return Contents("mht", assembly, inside=_inside(parts[: limits.members]), gaps=gaps)


def _inside(parts: Sequence[Message]) -> Iterator[Inside]:
    for number, part in enumerate(parts, 1):
        kind = part.get_content_type()
        if kind == "text/css":
            continue
        content = part.get_payload(decode=True)
        name = part.get_filename() or str(part.get("Content-Location", "")).rpartition("/")[2] or f"第{number}部分"
        if isinstance(content, bytes) and content.strip():
            yield Inside(name, content)
