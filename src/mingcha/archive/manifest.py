"""The seals of finished files, each one bound to the seal before it: a file exchanged later is seen, and so is a seal.

One line of JSON a file. Whoever writes down the last line's digest elsewhere (on paper, in a bulletin) can prove that
no seal before it was rewritten.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import file_digest, sha256
from pathlib import Path

from mingcha.archive.faults import unwritable
from mingcha.archive.places import file_name

FIRST = "0" * 64


@dataclass(frozen=True, slots=True)
class Seal:
    """`file` is its name below the site's folder, `previous` the digest of the line before. After a purge the rewritten
    file's seal `replaces` the old file's name.
    """

    file: str
    size: int
    sha256: str
    sealed_at: str
    previous: str
    replaces: str = ""

    @property
    def line(self) -> bytes:
        facts = {name: value for name, value in asdict(self).items() if value != ""}
        return json.dumps(facts, ensure_ascii=False, separators=(",", ":")).encode()

    @property
    def digest(self) -> str:
        return sha256(self.line).hexdigest()


class Manifest:
    """The seals of a site, oldest first. `broken` names the first line that cannot be read or is not bound, else 0."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.seals: list[Seal] = []
        self.broken = 0
        data = path.read_bytes() if path.exists() else b""
        self.whole = data.rfind(b"\n") + 1  # bytes; what follows was not finished
        for number, line in enumerate(data[: self.whole].splitlines(), 1):
            try:
                seal = Seal(**json.loads(line))
            except (ValueError, TypeError):
                self.broken = self.broken or number
                continue
            if seal.previous != self.tip or seal.line != line:
                self.broken = self.broken or number
            self.seals.append(seal)

    @property
    def tip(self) -> str:
        """The digest of the last seal: this number vouches for all of them."""
        return self.seals[-1].digest if self.seals else FIRST

    @property
    def valid(self) -> dict[str, Seal]:
        """The seal of each file that should be there, by name."""
        seals: dict[str, Seal] = {}
        for seal in self.seals:
            seals.pop(seal.replaces, None)
            seals[seal.file] = seal
        return seals

    def seal(self, path: Path, *, name: str, at: datetime) -> Seal:
        """Seal a finished file, in place of the one it was rewritten from. Raises ArchiveError when the disk refuses."""
        replaces = next((seal.file for seal in self.valid.values() if _is_same(seal.file, name)), "")
        try:
            with path.open("rb") as file:
                digest = file_digest(file, "sha256").hexdigest()
            seal = Seal(name, path.stat().st_size, digest, at.isoformat(timespec="seconds"), self.tip, replaces)
            with self.path.open("r+b" if self.path.exists() else "xb") as file:
                file.seek(self.whole)
                file.write(seal.line + b"\n")
                file.truncate()
                file.flush()
                os.fsync(file.fileno())
                self.whole = file.tell()
        except OSError as fault:
            raise unwritable(fault, self.path) from fault
        self.seals.append(seal)
        return seal


def _is_same(one: str, other: str) -> bool:
    """Whether one file is the other, rewritten."""
    first, second = file_name(one), file_name(other)
    return first is not None and second is not None and (first.day, first.number) == (second.day, second.number)
