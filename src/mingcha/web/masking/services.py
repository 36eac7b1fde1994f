"""A file looked at and masked. The file itself is never kept: only what was found, and for a day the masked copy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path, PurePath
from typing import Any

from django.db import transaction

from mingcha.examine.catalogue import OWN, that_mask
from mingcha.examine.catalogue import called as catalogue_name
from mingcha.examine.declaration import Check
from mingcha.examine.runner import NAMES
from mingcha.masking import mask_file
from mingcha.model.finding import Finding
from mingcha.model.masking import MaskedFile, NotMasked
from mingcha.model.plain import NotPlain
from mingcha.pipeline import examine_files
from mingcha.standards.load import MASKING, mask_pattern
from mingcha.text.masking import scrubbed
from mingcha.web import env
from mingcha.web.accounts.models import User
from mingcha.web.audit.services import record
from mingcha.web.masking import copies
from mingcha.web.masking.models import Masking
from mingcha.web.units.models import Unit

# Of findings, as many are told on the page; a list is one finding however long it is.
MOST_FOUND = 200
SUFFIX = "（已脱敏）"


def mask(
    *, content: bytes, file_name: str, by: User | None, at: datetime, unit: Unit | None = None, doubts: bool = False
) -> Masking:
    """Look at a file, mask it, and keep the copy until it is fetched. What cannot be masked is told with its reason."""
    copies.sweep()
    name = PurePath(file_name.replace("\\", "/")).name[-200:]
    item = Masking(
        file_name=scrubbed(name), size=len(content), made_by=by, made_at=at, unit=unit, state=Masking.State.REFUSED
    )
    made: MaskedFile | None = None
    try:
        checks = that_mask(own=own_checks())
        pattern = mask_pattern(env.home() / MASKING)
        _look(item, content, name, checks, at)
        made = mask_file(content, checks, name=name, today=at.date(), pattern=pattern, doubts=doubts)
    except (NotMasked, NotPlain) as fault:
        item.message = str(fault)
    else:
        receipt = made.receipt
        item.state = Masking.State.MASKED if receipt.masked else Masking.State.CLEAN
        item.masked = [[called(check), check, count] for check, count in receipt.masked]
        item.taken_out = list(receipt.taken_out)
        item.left = [_told(one) for one in receipt.left]
        path = PurePath(made.name)
        item.copy_name = f"{path.stem}{SUFFIX}{path.suffix}"
    with transaction.atomic():
        if made is not None:
            item.copy = copies.keep(made.data)
        item.save()
        record(actor=by, action="附件脱敏", target=item.file_name, detail=item.message or summary(item))
    return item


def take_copy(*, item: Masking, by: User | None, at: datetime) -> bytes | None:
    """The copy, once; afterwards it is gone. None when it was fetched or a day has passed."""
    content = copies.take(item.copy)
    if content is not None:
        with transaction.atomic():
            item.fetched_at = at
            item.save(update_fields=["fetched_at"])
            record(actor=by, action="下载脱敏副本", target=item.copy_name, detail=summary(item))
    return content


def summary(item: Masking) -> str:
    """What was done, in one sentence."""
    places = sum(count for _, _, count in item.masked)
    words = f"遮盖 {places} 处" if places else "没有需要遮盖的内容"
    return words + (f"，另有 {len(item.left)} 处请人核对" if item.left else "")


def receipt_of(item: Masking) -> str:
    """The receipt as a text to keep with the file."""
    lines = [f"附件脱敏回执　{item.file_name}", f"时间：{item.made_at:%Y-%m-%d %H:%M}　结果：{summary(item)}", ""]
    lines += [f"遮盖 {count} 处　{words}（{check}）" for words, check, count in item.masked]
    lines += [f"已清除　{what}" for what in item.taken_out]
    lines += [f"请人核对　{one['place']}　{one['message']}" for one in item.left]
    lines.append("")
    besides = "除请人核对的以外，" if item.left else ""
    lines.append(f"副本交出前已按全部检查项复查，{besides}未再发现。原文件没有保存在系统中。")
    return "\r\n".join(lines) + "\r\n"


def called(name: str) -> str:
    """What was masked, in the words of the check without its quote."""
    if name == NAMES:
        return "名单中的姓名"
    return catalogue_name(name, own=own_checks())


def own_checks() -> Path | None:
    """Where the county's own cards lie, when it has any."""
    folder = env.home() / OWN
    return folder if folder.is_dir() else None


def _look(item: Masking, content: bytes, name: str, checks: Sequence[Check], at: datetime) -> None:
    findings: list[Finding] = []
    for result in examine_files([(content, name)], checks, key=b"", today=at.date(), own=own_checks()):
        findings += result.findings
    item.found = [_told(one) for one in findings[:MOST_FOUND]]


def _told(one: Finding) -> dict[str, Any]:
    """A finding as the page and the receipt tell it; everything in it is masked already."""
    words = asdict(one)
    place = "　".join(part for part in (one.member, one.locator) if part)
    kept = {key: words[key] for key in ("check", "message", "persons", "advice")}
    more = list(one.more_places)
    return kept | {"place": place, "more": more, "severity": one.severity.label, "verdict": one.verdict.label}
