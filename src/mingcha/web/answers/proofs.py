"""Files given as proof: what may be given, looked at before it is kept, and the folder that keeps it outside the pages."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePath

from django.conf import settings

from mingcha.examine.catalogue import that_mask
from mingcha.extract import kind as kind_of
from mingcha.model.finding import Verdict
from mingcha.pipeline import examine_files
from mingcha.text.masking import scrubbed
from mingcha.web.cases.county import own_cards
from mingcha.web.publishing.refusals import Refused

MOST = 5
LIMIT = 10 * 1024 * 1024
# By what the bytes are: nothing that a browser or an office program would run.
KINDS = {
    "picture": "图片", "pdf": "PDF", "docx": "文档", "doc": "文档", "xlsx": "表格", "xls": "表格", "odf": "文档",
    "ofd": "OFD", "txt": "文本", "csv": "表格",
}  # fmt: skip
_NAME_KEPT = 180


@dataclass(frozen=True, slots=True)
class Proof:
    """A file that was looked at and may be kept."""

    name: str
    kind: str
    content: bytes
    note: str = ""

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    def __repr__(self) -> str:
        return f"Proof({self.name!r}, {len(self.content)} bytes)"


def screened(files: Sequence[tuple[str, bytes]], *, today: date) -> tuple[Proof, ...]:
    """The files as proofs. Raises Refused for too many, too large, of another format, or with personal data in full."""
    if len(files) > MOST:
        raise Refused(f"一次最多附 {MOST} 个文件，现有 {len(files)} 个，没有提交。请挑出能说明问题的几个。")
    return tuple(_screened(name, content, today) for name, content in files)


def _screened(given: str, content: bytes, today: date) -> Proof:
    name = scrubbed(PurePath(given.replace("\\", "/")).name[-_NAME_KEPT:]) or "佐证文件"
    if len(content) > LIMIT:
        raise Refused(f"“{name}”超过 {LIMIT // 1024 // 1024} MB，没有提交。截图请压缩后再选，文档请只留有关的几页。")
    kind = kind_of(content, name=name)
    if kind not in KINDS:
        what = "文件是空的" if kind == "empty" else "不能作为佐证的格式"
        raise Refused(f"“{name}”{what}，没有提交。请改用截图（png、jpg）、PDF、文档或表格。")
    leaked = missed = ""
    for result in examine_files([(content, name)], that_mask(own=own_cards()), key=b"", today=today, own=own_cards()):
        for one in result.findings:
            if one.verdict is Verdict.FOUND and not leaked:
                leaked = "　".join(part for part in (one.member, one.locator, one.message) if part)
        for gap in result.not_examined:
            missed = missed or str(gap.outcome.value)
    if leaked:
        raise Refused(f"“{name}”里有完整的个人信息（{leaked}），没有提交。请先在“附件脱敏”中遮盖，或重新截图，再上传。")
    return Proof(name, kind, content, f"未能自动检查：{missed}"[:200] if missed else "")


def keep(proof: Proof) -> str:
    """Put it into the folder under its digest; the same content is kept once. Whole or not at all."""
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / proof.sha256
    if not target.exists():
        part = folder / f"{proof.sha256}.{os.getpid()}.part"
        with part.open("wb") as file:
            os.fchmod(file.fileno(), 0o600)
            file.write(proof.content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    return target.name


def content_of(stored: str, *, sha256: str) -> bytes | None:
    """The bytes, if they are there and still the same; None otherwise."""
    if not stored.isalnum():
        return None
    try:
        content = (_folder() / stored).read_bytes()
    except OSError:
        return None
    return content if hashlib.sha256(content).hexdigest() == sha256 else None


def _folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "answers"
