"""The masked copy of a file that leaks: made from what the archive holds of it, examined again before it is handed out.

Nothing of it is kept here: the unit takes the copy and publishes it in place of the file.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from django.utils import timezone

from mingcha.archive.faults import ArchiveError
from mingcha.examine.catalogue import PRIVACY, that_mask
from mingcha.masking import mask_file
from mingcha.model.masking import NotMasked
from mingcha.model.plain import NotPlain
from mingcha.standards.load import MASKING, mask_pattern
from mingcha.text.masking import scrubbed
from mingcha.web import env
from mingcha.web.accounts.models import User
from mingcha.web.audit.services import record
from mingcha.web.cases.county import own_cards
from mingcha.web.cases.models import Finding
from mingcha.web.masking.services import SUFFIX
from mingcha.web.publishing.refusals import Refused
from mingcha.web.rounds import evidence, sites


@dataclass(frozen=True, slots=True)
class MaskedCopy:
    """What is handed out, and how many places were masked; `left` were left for a person to look at."""

    name: str
    content: bytes
    masked: int
    left: int

    def __repr__(self) -> str:
        return f"MaskedCopy({self.name!r}, {len(self.content)} bytes)"


def is_offered(finding: Finding) -> bool:
    """Whether it is personal data in a file: pages are mended where they were written."""
    return finding.family == PRIVACY and bool(finding.source) and finding.source != finding.post_url


def masked_copy(finding: Finding, *, by: User | None, at: datetime) -> MaskedCopy:
    """Make it. Raises Refused where the file is not in the archive or cannot be masked safely, with what to do."""
    if not is_offered(finding):
        raise Refused("这一处不在附件里，没有可下载的脱敏副本。请在网站后台修改原文。")
    name = scrubbed(unquote(PurePosixPath(urlsplit(finding.source).path).name)) or "附件"
    content = _archived(finding, at=at)
    try:
        made = mask_file(
            content,
            that_mask(own=own_cards()),
            name=name,
            today=timezone.localdate(at),
            pattern=mask_pattern(env.home() / MASKING),
        )
    except (NotMasked, NotPlain) as fault:
        raise Refused(f"“{name}”不能自动脱敏：{fault}") from None
    path = PurePosixPath(made.name)
    copy = MaskedCopy(
        f"{path.stem}{SUFFIX}{path.suffix}",
        made.data,
        sum(count for _, count in made.receipt.masked),
        len(made.receipt.left),
    )
    record(
        actor=by,
        action="下载脱敏副本",
        target=copy.name,
        detail=f"事项编号 {finding.case_id}；遮盖 {copy.masked} 处"
        + (f"，{copy.left} 处请人核对" if copy.left else ""),
    )
    return copy


def _archived(finding: Finding, *, at: datetime) -> bytes:
    """The file as it was last collected."""
    try:
        if sites.folder_of(finding.site).exists():
            with evidence.opened(finding.site) as archive:
                snapshot = archive.at(finding.source, at)
                if snapshot is not None:
                    return archive.read(snapshot).body
    except ArchiveError as fault:
        raise Refused(f"证据读不出来，没有做出副本。{fault}") from None
    raise Refused("采集的证据里没有这个附件，没有做出副本。请把原附件上传到“附件脱敏”处理。")
