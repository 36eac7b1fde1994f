"""Making a safety copy of everything: database, files, evidence, settings of the county, and the key if wanted.

The log's seal is copied first and the database before the files, so that nothing in the copy speaks of what is not in
it. A copy gets its name last; one that broke off is none, and is removed at the next time.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from mingcha import __version__
from mingcha.text.system_faults import why
from mingcha.web.accounts.models import User
from mingcha.web.audit.services import record
from mingcha.web.work import keeping, manifest, rows, store
from mingcha.web.work.manifest import Held, Manifest
from mingcha.web.work.models import SafetyCopy
from mingcha.web.work.outcomes import WorkFault
from mingcha.web.work.reaping import TOOK_UP
from mingcha.web.work.store import Store

PART = ".part-"
DATABASE, KEY = "mingcha.sqlite3", "secret_key"
# Made anew, or about processes of this moment.
_LEFT_OUT = ("static", "errands", "backups")
_LEFT_OUT_NAMES = ("worker.log", "worker.old.log", "round.log")
_LEFT_OUT_ENDS = (".lock", "-wal", "-shm", "-journal", ".part")
_SPARE = 200 * 1024 * 1024


def folder_of(told: Path | None) -> Path:
    """The folder of safety copies: the one named, or the usual one."""
    return (told or Path(settings.BACKUPS)).resolve()


def make(
    *,
    to: Path | None = None,
    with_key: bool = True,
    by: User | None = None,
    at: datetime,
    asked: datetime | None = None,
    now: Callable[[], datetime] | None = None,
) -> SafetyCopy:
    """Make a copy here and now. Raises WorkFault when it cannot be made; what was there before stays as it was.

    One that was made whole since it was `asked` for is given back instead of making another.
    """
    folder = folder_of(to)
    _tidy(folder)
    made = SafetyCopy.objects.filter(state=SafetyCopy.State.GOOD, folder=str(folder))
    if asked is not None and (known := made.filter(begun_at__gte=asked).first()) is not None:
        return known
    name = _free_name(folder, at)
    row = SafetyCopy.objects.create(folder=str(folder), name=name, begun_at=at, by=by)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        before = keeping.newest(folder)
        _must_fit(folder, before)
        told = _made(folder, name, before, with_key=with_key, at=at)
    except OSError as fault:
        raise _failed(row, _why(fault, folder), at) from fault
    except sqlite3.Error as fault:
        words = f"复制数据库时读写出错（{fault}），多半是磁盘已满：{folder}。这一次不算备份，已有的备份没有动；请腾出空间后再试。"
        raise _failed(row, words, at) from fault
    except WorkFault as fault:
        raise _failed(row, str(fault), at) from fault
    row.state, row.ended_at = SafetyCopy.State.GOOD, now() if now else at
    row.size, row.files = told.size, len(told.files)
    row.told = "" if with_key else "不含签名密钥，恢复时须另备 secret_key"
    with transaction.atomic():
        row.save()
        record(actor=by, action="备份", target=str(folder / name), detail=f"{row.files} 个文件，{megabytes(row.size)}")
    keeping.drop_old(folder, at=at)
    return row


def _free_name(folder: Path, at: datetime) -> str:
    """The moment, or the next second nobody has taken."""
    while (folder / (name := f"{at.astimezone():%Y%m%d-%H%M%S}")).exists():
        at += timedelta(seconds=1)
    return name


def _made(folder: Path, name: str, before: Manifest | None, *, with_key: bool, at: datetime) -> Manifest:
    part, kept = folder / f"{PART}{name}", Store(folder)
    part.mkdir()
    home = Path(settings.HOME)
    files = [_held(kept, path, home) for path in (Path(settings.AUDIT_ANCHOR),) if path.exists()]
    live = Path(settings.DATABASES["default"]["NAME"])
    if connection.vendor == "sqlite":
        database = "sqlite"
        held = _held(kept, live, home, path=DATABASE)
        files.append(held)
        counts = keeping.counted(kept.place(held.sha256))
    else:
        database = "rows"
        counts = rows.write_rows(part / "database")
        files += [_held(kept, file, part) for file in sorted((part / "database").iterdir())]
        shutil.rmtree(part / "database")
    known = {(file.path, file.size, file.changed): file.sha256 for file in (before.files if before else ())}
    for path in wanted(home, folder):
        relative = path.relative_to(home).as_posix()
        if (
            path == live
            or relative in (DATABASE, Path(settings.AUDIT_ANCHOR).name)
            or (relative == KEY and not with_key)
        ):
            continue
        try:
            state = path.stat()
            digest = known.get((relative, state.st_size, state.st_mtime_ns))
            if digest is not None and kept.place(digest).exists():
                files.append(Held(relative, state.st_size, state.st_mtime_ns, digest))
            else:
                files.append(_held(kept, path, home))
        except FileNotFoundError:
            continue  # gone since it was listed, such as an upload that was cancelled
    told = Manifest(
        __version__,
        at.isoformat(),
        database,
        with_key,
        tuple(rows.applied()),
        tuple(sorted(counts.items())),
        tuple(files),
    )
    manifest.write(part, told)
    store.settle(part, folder / name)
    return told


def wanted(home: Path, folder: Path) -> Iterator[Path]:
    """The files of the data folder that belong into a copy."""
    for path in sorted(home.rglob("*")):
        relative = path.relative_to(home)
        if relative.parts[0] in _LEFT_OUT or relative.parts[0].startswith(("before-restore-", ".")):
            continue
        if path.name in _LEFT_OUT_NAMES or path.name.endswith(_LEFT_OUT_ENDS) or folder in (path, *path.parents):
            continue
        if path.is_file() and not path.is_symlink():
            yield path


def _held(kept: Store, file: Path, home: Path, *, path: str = "") -> Held:
    state = file.stat()
    digest, size, _ = kept.put(file)
    relative = path or (file.relative_to(home).as_posix() if home in file.parents else file.name)
    # A database is not the bytes of its file, and whether it has changed cannot be seen on them.
    changed = state.st_mtime_ns if size == state.st_size and not store.is_database(file) else 0
    return Held(relative, size, changed, digest)


def _must_fit(folder: Path, before: Manifest | None) -> None:
    """What is new since the last copy must find room, with something to spare."""
    home = Path(settings.HOME)
    known = {(file.path, file.size, file.changed) for file in (before.files if before else ())}
    need = _SPARE
    for path in wanted(home, folder):
        state = path.stat()
        if (path.relative_to(home).as_posix(), state.st_size, state.st_mtime_ns) not in known:
            need += state.st_size
    free = shutil.disk_usage(folder).free
    if free < need:
        raise WorkFault(
            f"备份大约需要 {megabytes(need)}，{folder} 所在的磁盘只剩 {megabytes(free)}，没有开始。"
            "请腾出空间，或用环境变量 MINGCHA_BACKUPS 换一个磁盘。已有的备份没有动。"
        )


def _why(fault: OSError, folder: Path) -> str:
    from mingcha.archive.faults import DISK_IS_FULL

    if fault.errno in DISK_IS_FULL:
        return f"写备份时磁盘已满：{folder}。这一次不算备份，已有的备份没有动；请腾出空间后再试。"
    return f"备份写不成（{why(fault)}）：{fault.filename or folder}。请检查磁盘和访问权限后再试。"


def _failed(row: SafetyCopy, why: str, at: datetime) -> WorkFault:
    shutil.rmtree(Path(row.folder) / f"{PART}{row.name}", ignore_errors=True)
    row.state, row.ended_at, row.told = SafetyCopy.State.FAILED, at, why
    row.save()
    return WorkFault(why)


def _tidy(folder: Path) -> None:
    """What an earlier time left half-way is no copy: remove it, and say so where it is listed."""
    for part in folder.glob(f"{PART}*") if folder.exists() else ():
        shutil.rmtree(part, ignore_errors=True)
    for row in SafetyCopy.objects.filter(state=SafetyCopy.State.MAKING, folder=str(folder)):
        is_whole = (folder / row.name / manifest.NAME).exists()
        row.state = SafetyCopy.State.GOOD if is_whole else SafetyCopy.State.FAILED
        row.told = "" if is_whole else TOOK_UP.split("，")[0] + "，这一次不算备份"
        if is_whole:
            told = manifest.read(folder / row.name)
            row.size, row.files, row.ended_at = told.size, len(told.files), row.begun_at
        row.save()


def megabytes(size: int) -> str:
    return f"{size / 1024**3:.1f} GB" if size >= 1024**3 else f"{max(1, size // 1024**2)} MB"
