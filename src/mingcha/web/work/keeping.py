"""Which safety copies there are in a folder, which of them are kept, and what is counted in one."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from mingcha.web.work import manifest
from mingcha.web.work.manifest import Manifest
from mingcha.web.work.models import SafetyCopy
from mingcha.web.work.outcomes import WorkFault
from mingcha.web.work.store import Store

# The last so many days with a copy, then of so many weeks and months the last one each.
DAYS, WEEKS, MONTHS = 7, 5, 12
_STAMP = "%Y%m%d-%H%M%S"


def whole(folder: Path) -> list[str]:
    """The names of the copies in a folder, the newest last."""
    if not folder.is_dir():
        return []
    return sorted(path.parent.name for path in folder.glob(f"*/{manifest.NAME}") if _stamp(path.parent.name))


def newest(folder: Path) -> Manifest | None:
    """The manifest of the newest copy that can be read."""
    for name in reversed(whole(folder)):
        try:
            return manifest.read(folder / name)
        except WorkFault:
            continue
    return None


def kept(names: list[str]) -> set[str]:
    """Which of these stay: the newest of each of the last days, weeks and months that have one."""
    stay: set[str] = set()
    for number, form in ((DAYS, "%Y-%m-%d"), (WEEKS, "%G-%V"), (MONTHS, "%Y-%m")):
        by_time: dict[str, str] = {}
        for name in sorted(names):
            stamp = _stamp(name)
            assert stamp is not None
            by_time[stamp.strftime(form)] = name
        stay |= {by_time[key] for key in sorted(by_time)[-number:]}
    return stay


def drop_old(folder: Path, *, at: datetime) -> list[str]:
    """Remove copies beyond their time and the contents only they had; nothing goes while one cannot be read."""
    names = whole(folder)
    stay = kept(names)
    try:
        wanted = {file.sha256 for name in stay for file in manifest.read(folder / name).files}
    except WorkFault:
        return []
    gone = [name for name in names if name not in stay]
    for name in gone:
        for file in (folder / name).iterdir():
            file.unlink()
        (folder / name).rmdir()
    SafetyCopy.objects.filter(folder=str(folder), name__in=gone).update(state=SafetyCopy.State.REMOVED, ended_at=at)
    Store(folder).drop_all_but(wanted)
    return gone


def counted(database: Path) -> dict[str, int]:
    """How many rows each table of a copied SQLite has. Raises WorkFault when the copy is not sound."""
    with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as copy:
        try:
            (sound,) = copy.execute("pragma quick_check(1)").fetchone()
            if sound != "ok":
                raise WorkFault(
                    f"数据库自检不通过（{sound[:100]}），没有备份。请先运行 mingcha doctor 并联系维护人员。"
                )
            names = [
                name for (name,) in copy.execute("select name from sqlite_master where type = 'table' order by name")
            ]
            return {
                name: int(copy.execute(f'select count(*) from "{name}"').fetchone()[0])  # noqa: S608 -- its own names
                for name in names
                if not name.startswith("sqlite_")
            }
        except sqlite3.DatabaseError as fault:
            raise WorkFault(f"数据库已损坏（{fault}），没有备份。请换最近的备份恢复，或联系维护人员。") from fault


def _stamp(name: str) -> datetime | None:
    try:
        return datetime.strptime(name, _STAMP)  # noqa: DTZ007 -- the name holds the time of the place
    except ValueError:
        return None
