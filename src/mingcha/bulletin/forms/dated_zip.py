"""Zip files whose entries all bear one given time, so that the same content is the same bytes."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from pathlib import Path
from shutil import copyfileobj
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo


class DatedZip(ZipFile):
    """A new zip file that takes the time of its entries as an argument instead of from the clock."""

    EARLIEST = datetime(1980, 1, 1)  # noqa: DTZ001 – zip times have no zone; the format begins here

    def __init__(self, out: Any, *, stamp: datetime) -> None:
        super().__init__(out, "w", ZIP_DEFLATED, allowZip64=True)
        self.stamp = max(stamp, self.EARLIEST)

    def writestr(self, zinfo_or_arcname: Any, data: Any, *args: Any, **options: Any) -> None:
        name = zinfo_or_arcname.filename if isinstance(zinfo_or_arcname, ZipInfo) else zinfo_or_arcname
        super().writestr(self._entry(name), data)

    def write(self, filename: Any, arcname: Any = None, *args: Any, **options: Any) -> None:
        with Path(filename).open("rb") as source, self.open(self._entry(str(arcname or filename)), "w") as entry:
            copyfileobj(source, entry)

    def _entry(self, name: str) -> ZipInfo:
        moment = self.stamp
        entry = ZipInfo(name, (moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second))
        entry.compress_type = ZIP_DEFLATED
        entry.create_system = 3  # the same on every machine
        entry.external_attr = 0o644 << 16
        return entry


def redated(data: bytes, *, stamp: datetime) -> bytes:
    """The same zip file with every entry bearing this time."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as old, DatedZip(out, stamp=stamp) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    return out.getvalue()
