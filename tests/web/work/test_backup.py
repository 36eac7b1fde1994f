"""Safety copies: whole or none, told when they cannot be, restored as they were, and tried out."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import subprocess
import sys
from argparse import Namespace
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import connection

from mingcha.web.work.outcomes import WorkFault

AT = datetime(2024, 11, 20, 3, 30).astimezone()


def office(home: Path, *arguments: str, **more) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "MINGCHA_HOME": str(home)}
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, "-m", "mingcha", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, **more)


@pytest.fixture(scope="module")
def used(tmp_path_factory):
    """A data folder with a user, an uploaded file and some evidence, and a copy of it."""
    home = tmp_path_factory.mktemp("home")
    assert office(home, "user", "guanli", "--role", "system").returncode == 0
    (home / "files").mkdir()
    (home / "files" / "台账.xlsx").write_bytes(b"ledger")
    (home / "archives" / "yangli" / "warc").mkdir(parents=True)
    (home / "archives" / "yangli" / "warc" / "1.warc.gz").write_bytes(b"evidence" * 1000)
    done = office(home, "backup")
    assert done.returncode == 0, done.stderr
    assert "已备份到" in done.stdout
    return home


@pytest.fixture
def home(used, tmp_path):
    shutil.copytree(used, tmp_path / "home", dirs_exist_ok=True)
    return tmp_path / "home"


def copies(home):
    return [path for path in (home / "backups").iterdir() if path.name.startswith("2")]


def users(home):
    with closing(sqlite3.connect(home / "mingcha.sqlite3")) as db:
        return [name for (name,) in db.execute("select username from accounts_user")]


def test_a_copy_verified_and_restored_is_what_was_and_the_present_stands_aside(home):
    (copy,) = copies(home)
    before = (home / "secret_key").read_text()
    (home / "secret_key").write_text("another key")
    (home / "files" / "台账.xlsx").write_bytes(b"damaged")
    with closing(sqlite3.connect(home / "mingcha.sqlite3")) as db:
        db.execute("update accounts_user set username = 'nobody'")
        db.commit()
    looked = office(home, "restore", copy.name)
    assert looked.returncode == 0, looked.stderr
    assert "备份完好" in looked.stdout
    assert users(home) == ["nobody"]
    done = office(home, "restore", copy.name, "--yes")
    assert done.returncode == 0, done.stderr
    assert users(home) == ["guanli"]
    assert (home / "files" / "台账.xlsx").read_bytes() == b"ledger"
    assert (home / "secret_key").read_text() == before
    (aside,) = home.glob("before-restore-*")
    assert (aside / "files" / "台账.xlsx").read_bytes() == b"damaged"
    with closing(sqlite3.connect(home / "mingcha.sqlite3")) as db:
        (told,) = db.execute("select target, detail from audit_logentry where action = '恢复'")
    assert told == (str(copy), f"原来的数据在 {aside}")
    assert "操作日志：正常" in office(home, "doctor").stdout


def test_a_damaged_copy_is_refused_and_nothing_is_changed(home):
    (copy,) = copies(home)
    held = next(path for path in (home / "backups" / "contents").glob("*/*") if path.read_bytes().startswith(b"evid"))
    held.write_bytes(b"evidenz" * 1000)
    done = office(home, "restore", copy.name, "--yes")
    assert done.returncode == 2
    assert "archives/yangli/warc/1.warc.gz 的内容已损坏" in done.stderr
    assert "没有恢复" in done.stderr
    assert not list(home.glob("before-restore-*"))
    (copy / "manifest.json").write_text("{}")
    assert "不能用" in office(home, "restore", copy.name).stderr


def test_restoring_waits_until_page_and_worker_have_ended(home):
    from mingcha.archive.lock import Lock

    lock = Lock(home / "worker.lock")
    done = office(home, "restore", copies(home)[0].name, "--yes")
    lock.release()
    assert (done.returncode, "请先停止" in done.stderr) == (2, True)


def test_evidence_that_is_held_already_is_not_copied_again(home):
    held = set((home / "backups" / "contents").glob("*/*"))
    done = office(home, "backup")
    assert done.returncode == 0, done.stderr
    new = set((home / "backups" / "contents").glob("*/*")) - held
    assert not any(path.read_bytes().startswith(b"evidence") for path in new)


def test_the_worker_does_what_is_due_and_ends(home):
    assert "后台任务已在运行" in office(home, "worker", "--once", "--tick", "0.1").stdout
    with closing(sqlite3.connect(home / "mingcha.sqlite3")) as db:
        db.execute("update work_schedule set every = 'minutes', last_slot = null where key = 'expiry'")
        db.commit()
    done = office(home, "worker", "--once", "--tick", "0.1")
    assert done.returncode == 0, done.stderr
    with closing(sqlite3.connect(home / "mingcha.sqlite3")) as db:
        tasks = db.execute(
            "select status, kind from django_tasks_database_dbtaskresult t join work_errand e on e.task_id = t.id"
        )
        assert tasks.fetchall() == [("SUCCESSFUL", "expiry")]
    assert "0 处问题重新待判断" in (home / "worker.log").read_text()


@pytest.fixture
def place(settings, tmp_path):
    settings.HOME = tmp_path / "data"
    settings.HOME.mkdir()
    settings.BACKUPS = tmp_path / "backups"
    (settings.HOME / "note.txt").write_text("x" * 1000)
    return settings.BACKUPS


@pytest.mark.django_db(transaction=True)
def test_too_little_room_is_told_before_anything_is_begun(place, monkeypatch):
    from mingcha.web.work import backup
    from mingcha.web.work.models import SafetyCopy

    monkeypatch.setattr(backup.shutil, "disk_usage", lambda folder: SimpleNamespace(free=5_000_000))
    with pytest.raises(WorkFault, match="磁盘只剩 4 MB，没有开始"):
        backup.make(at=AT)
    assert SafetyCopy.objects.get().state == "failed"
    assert list(place.iterdir()) == []


@pytest.mark.django_db(transaction=True)
def test_a_disk_that_fills_up_meanwhile_leaves_no_half_copy_as_good(place, monkeypatch):
    from mingcha.web.work import backup, keeping, manifest
    from mingcha.web.work.models import SafetyCopy

    def full(folder, told):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(manifest, "write", full)
        with pytest.raises(WorkFault, match="磁盘已满"):
            backup.make(at=AT)
    assert keeping.whole(place) == []
    assert SafetyCopy.objects.get().state == "failed"
    assert backup.make(at=AT + timedelta(hours=1)).state == "good"
    assert len(keeping.whole(place)) == 1


@pytest.mark.django_db(transaction=True)
def test_a_copy_that_was_killed_is_told_and_its_rest_removed_at_the_next_time(place):
    from mingcha.web.work import backup
    from mingcha.web.work.models import SafetyCopy

    (place / ".part-20241119-033000").mkdir(parents=True)
    SafetyCopy.objects.create(folder=str(place), name="20241119-033000", begun_at=AT)
    backup.make(at=AT)
    assert not list(place.glob(".part-*"))
    assert [row.state for row in SafetyCopy.objects.order_by("pk")] == ["failed", "good"]


@pytest.mark.django_db(transaction=True)
def test_a_copy_is_tried_out_in_a_folder_of_its_own(place):
    from mingcha.web.work import backup, restoring

    row = backup.make(at=AT)
    words = restoring.try_out(row, at=AT)
    assert words.startswith("通过：")
    assert row.is_restorable
    (place / row.name / "manifest.json").unlink()
    with pytest.raises(WorkFault, match="没有通过"):
        restoring.try_out(row, at=AT)
    assert not row.is_restorable


@pytest.mark.django_db(transaction=True)
def test_the_database_in_use_is_never_opened_by_hand(place, settings):
    """Closing it again would drop the locks of every connection here, and what is written next could be lost."""
    from mingcha.web.work import backup, manifest

    if connection.vendor != "sqlite":
        pytest.skip("its database is no file")
    live = Path(connection.settings_dict["NAME"])
    settings.HOME = live.parent
    opened, watching = [], True

    def watch(event, arguments):
        if watching and event == "open":
            opened.append(str(arguments[0]))

    sys.addaudithook(watch)  # stays as long as the process
    try:
        made = backup.make(at=AT)
    finally:
        watching = False
    assert str(live) not in opened
    assert any(made.name in name for name in opened)
    held = {file.path for file in manifest.read(place / made.name).files}
    assert "mingcha.sqlite3" in held and live.name not in held


def test_of_old_copies_one_a_week_and_one_a_month_stay():
    from mingcha.web.work.keeping import kept

    names = [f"{AT - timedelta(days=days):%Y%m%d-%H%M%S}" for days in range(400)]
    stay = kept(names)
    assert set(names[:7]) <= stay
    assert 7 + 4 + 10 <= len(stay) <= 7 + 5 + 12


@pytest.mark.django_db(transaction=True)
def test_rows_written_and_read_back_are_the_same(place, county, tmp_path):
    from mingcha.web.accounts.models import User
    from mingcha.web.audit.models import LogEntry
    from mingcha.web.audit.services import record, verify_chain
    from mingcha.web.units.models import Unit
    from mingcha.web.work import rows

    record(actor=county.people["operator"], action="试验", detail="原样")
    before = (list(Unit.objects.values()), list(User.objects.values()), list(LogEntry.objects.values()))
    numbers = rows.write_rows(tmp_path / "rows")
    Unit.objects.filter(code="101").update(name="改过")
    assert rows.read_rows(tmp_path / "rows") == numbers
    assert (list(Unit.objects.values()), list(User.objects.values()), list(LogEntry.objects.values())) == before
    assert verify_chain().intact
    record(actor=None, action="之后")  # the numbers go on where they were


@pytest.mark.django_db(transaction=True)
def test_a_copy_of_rows_is_read_through_once_before_it_is_restored(place, county, tmp_path, monkeypatch, capsys):
    from mingcha.cli import restore
    from mingcha.web.units.models import Unit
    from mingcha.web.work import backup, manifest, rows
    from mingcha.web.work.store import Store

    before, copy = list(Unit.objects.values()), place / "20241120-033000"
    counts = rows.write_rows(tmp_path / "made" / "database")
    files = [backup._held(Store(place), path, tmp_path / "made") for path in (tmp_path / "made").rglob("*.gz")]
    copy.mkdir()
    told = manifest.Manifest("0", AT.isoformat(), "rows", False, (*rows.applied(),), (*counts.items(),), (*files,))
    manifest.write(copy, told)
    Unit.objects.filter(code="101").update(name="改过")
    looked_at, digest_of = [], manifest.digest_of
    monkeypatch.setattr(manifest, "digest_of", lambda path: looked_at.append(path) or digest_of(path))
    restore.run(Namespace(copy=copy, yes=True, trial=True))
    assert "已恢复" in capsys.readouterr().out
    assert list(Unit.objects.values()) == before
    contents = [path for path in looked_at if copy not in path.parents]
    assert sorted(contents) == sorted({Store(place).place(file.sha256) for file in files})
