"""Where things lie in an archive folder: a folder for each site, in it a folder a year, in it the files of each day."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote, unquote

WARC = "warc"
INDEX, LOCK, MANIFEST, PURGES = "index.sqlite", "lock", "manifest.jsonl", "purges.jsonl"
UNFINISHED = ".unfinished"
_ENDING = ".warc.gz"
_FILE = re.compile(r"(\d{8})-(\d+)(?:-(\d+))?\.warc\.gz")
# Names Windows keeps for devices, whatever the ending.
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
_LONGEST = 100


@dataclass(frozen=True, slots=True, order=True)
class FileName:
    """20231201-2.warc.gz: the second file of a day. Rewritten by a purge it becomes 20231201-2-1, then 20231201-2-2."""

    day: date
    number: int
    generation: int = 0

    @property
    def path(self) -> str:
        """Below the site's folder, with slashes."""
        rewritten = f"-{self.generation}" if self.generation else ""
        return f"{self.day:%Y}/{self.day:%Y%m%d}-{self.number}{rewritten}{_ENDING}"


def file_name(path: str) -> FileName | None:
    """The parts of a file's name, wherever it lies; None when it is no file of an archive."""
    match = _FILE.fullmatch(path.rpartition("/")[2])
    if not match:
        return None
    try:
        return FileName(date.fromisoformat(match[1]), int(match[2]), int(match[3] or 0))
    except ValueError:
        return None


def site_folder(folder: Path, *, site: str) -> Path:
    """The folder of a site; names that no system would take as a folder are written with percent signs."""
    safe = "".join(one if one.isalnum() or one in "-_." else quote(one, safe="") for one in site)
    if not safe.strip(".") or _DEVICES.match(safe) or safe.endswith("."):
        safe = f"_{safe.rstrip('.')}"
    if len(safe.encode()) > _LONGEST:
        cut = safe.encode()[: _LONGEST - 20].decode("utf-8", "ignore")
        safe = f"{cut}-{sha256(site.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"
    return folder / WARC / safe


def sites_in(folder: Path) -> tuple[str, ...]:
    """The sites with evidence in an archive folder, as `site_folder` was told them (a very long name as it was cut)."""
    found = sorted(
        path.name for path in (folder / WARC).glob("*") if (path / INDEX).is_file() or any(stored_files(path))
    )
    return tuple(unquote(name) for name in found)


def stored_files(place: Path) -> Iterator[FileName]:
    """The WARC files below a site's folder, oldest first."""
    found = (file_name(path.name) for path in place.glob(f"[0-9][0-9][0-9][0-9]/*{_ENDING}"))
    return iter(sorted(name for name in found if name is not None))


def sync_folder(folder: Path) -> None:
    """Make a new or renamed file's name durable; systems that cannot open folders do so by themselves."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
