"""Restoring a safety copy: first everything is verified and laid ready, then it takes the place of what is there.

What was there is set aside and not deleted. Nothing here may run beside the page or the worker: their locks tell.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection, connections

from mingcha.text.system_faults import why
from mingcha.web import launch
from mingcha.web.rounds.running import is_held
from mingcha.web.work import backup, keeping, manifest, rows
from mingcha.web.work.asking import LEAD_LOCK
from mingcha.web.work.manifest import Manifest
from mingcha.web.work.models import SafetyCopy
from mingcha.web.work.outcomes import WorkFault
from mingcha.web.work.store import Store, settle

SERVE_LOCK = "serve.lock"
_READY = ".restoring"


def verified(copy: Path, *, advance: Callable[[int], None] = lambda size: None) -> Manifest:
    """The manifest of a copy all of whose contents are what they were. Raises WorkFault and names what is not."""
    told = manifest.read(copy)
    found = list(manifest.faults(told, Store(copy.parent), advance=advance))
    if found:
        more = f"等 {len(found)} 处" if len(found) > 3 else ""
        raise WorkFault(f"这份备份不完整：{'；'.join(found[:3])}{more}。没有恢复，请换一份备份。")
    return told


def restore(copy: Path, *, at: datetime, advance: Callable[[int], None] = lambda size: None) -> Path | None:
    """Put a copy in the place of the data folder; returns where what was there is now (None: nothing was there).

    Raises WorkFault before any data is changed: when the copy is not whole, does not fit the program, or the page or
    the worker runs.
    """
    home = Path(settings.HOME)
    must_be_quiet(home)
    told = verified(copy, advance=advance)
    if told.database == "rows":
        launch.migrate()  # rows are read into tables, which an empty database does not have yet
    _must_fit_program(told)
    ready = home / _READY
    shutil.rmtree(ready, ignore_errors=True)
    try:
        lay_ready(told, Store(copy.parent), ready)
    except OSError as fault:
        shutil.rmtree(ready, ignore_errors=True)
        raise WorkFault(f"恢复的内容写不进 {home}（{why(fault)}），没有改动任何东西。请腾出空间后再试。") from fault
    aside = home / f"before-restore-{at.astimezone():%Y%m%d-%H%M%S}"
    connections.close_all()
    if told.database == "rows":
        # What the database holds is set aside as rows; reading them back is all or nothing.
        if any(home.iterdir()):
            rows.write_rows(aside / "database")
        rows.read_rows(ready / "database")
        shutil.rmtree(ready / "database")
        connections.close_all()
    _exchange(home, ready, aside, with_database=told.database == "sqlite")
    return aside if aside.exists() else None


def lay_ready(told: Manifest, store: Store, folder: Path) -> None:
    """Every file at its path below a new folder."""
    for file in told.files:
        target = folder / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(f"{target.name}.part")
        shutil.copyfile(store.place(file.sha256), part)
        if file.changed:
            os.utime(part, ns=(file.changed, file.changed))
        if file.path == backup.KEY:
            part.chmod(0o600)
        settle(part, target)


def _exchange(home: Path, ready: Path, aside: Path, *, with_database: bool) -> None:
    """Old things aside, new ones in, by renaming alone. A key that the copy does not hold stays."""
    incoming = {path.name for path in ready.iterdir()}
    for path in sorted(home.iterdir()):
        if path == ready or path.name.startswith(("before-restore-", "backups", "static", "errands")):
            continue
        if path.suffix in (".lock", ".log") or (path.name == backup.KEY and backup.KEY not in incoming):
            continue
        if Path(settings.BACKUPS) == path or (not with_database and path.name.startswith(backup.DATABASE)):
            continue
        aside.mkdir(exist_ok=True)
        path.rename(aside / path.name)
    for path in sorted(ready.iterdir()):
        path.rename(home / path.name)
    ready.rmdir()


def serve_lock() -> Path:
    """What `mingcha serve` holds while it runs."""
    return Path(settings.HOME) / SERVE_LOCK


def must_be_quiet(home: Path) -> None:
    """Raises WorkFault while the page or the worker runs."""
    for name, what in ((SERVE_LOCK, "网页服务（mingcha serve）"), (LEAD_LOCK, "后台进程（mingcha worker）")):
        if home.exists() and is_held(home, name):
            raise WorkFault(f"{what}正在运行。请先停止它，再恢复。")


def _must_fit_program(told: Manifest) -> None:
    if told.database == "sqlite" and connection.vendor != "sqlite":
        raise WorkFault("这份备份是 SQLite 的，而现在设了 DATABASE_URL。请先去掉 DATABASE_URL 再恢复。")
    if told.database == "rows" and set(rows.applied()) != set(told.migrations):
        raise WorkFault(f"这份备份由另一版本的程序制作（{told.program}）。请先装同一版本的程序恢复，再升级。")


def try_out(row: SafetyCopy, *, at: datetime) -> str:
    """Restore a copy into a temporary folder by the very command, count its tables, and write down what came of it."""
    copy = Path(row.folder) / row.name
    try:
        told = manifest.read(copy)
        with tempfile.TemporaryDirectory(prefix=".try-", dir=row.folder) as home:
            _run(copy, Path(home))
            words = _compared(told, Path(home))
        row.is_restorable = True
    except (WorkFault, OSError) as fault:
        words = str(fault) if isinstance(fault, WorkFault) else f"试恢复时磁盘读写出错（{why(fault)}）"
        row.is_restorable = False
    row.tried_at, row.tried = at, words
    row.save()
    if not row.is_restorable:
        raise WorkFault(f"备份 {row.name} 试恢复没有通过：{words}")
    return words


def _run(copy: Path, home: Path) -> None:
    environment = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "MINGCHA_BACKUPS")}
    command = [sys.executable, "-m", "mingcha", "restore", str(copy), "--home", str(home), "--yes", "--trial"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)  # noqa: S603 -- our own program
    if done.returncode:
        raise WorkFault((done.stderr or done.stdout).strip()[-500:] or "恢复命令没有成功")


def _compared(told: Manifest, home: Path) -> str:
    counts = keeping.counted(home / backup.DATABASE)
    differing = [name for name, number in told.rows if counts.get(name) != number]
    if differing:
        raise WorkFault(f"恢复后行数不符的数据表：{'、'.join(differing[:5])}")
    missing = [
        file.path for file in told.files if not file.path.startswith("database/") and not (home / file.path).exists()
    ]
    if missing:
        raise WorkFault(f"恢复后缺少 {len(missing)} 个文件，如 {missing[0]}")
    number = sum(number for _, number in told.rows)
    return f"通过：{len(told.rows)} 张表共 {number} 行、{len(told.files)} 个文件都已恢复，与备份时一致"
