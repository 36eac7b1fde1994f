"""What the doctor finds unsafe: each thing is told when it is so, with what to do, and not told when it is not."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from mingcha.cli import main
from mingcha.web import health
from mingcha.web.accounts.demo import DEMO_PASSWORD
from mingcha.web.accounts.models import User
from mingcha.web.audit.models import LogEntry
from mingcha.web.audit.services import record
from mingcha.web.work.models import SafetyCopy


def troubles(examination) -> str:
    return "".join(examination().troubles)


def test_a_sound_office_has_no_troubles_of_account_or_table(county) -> None:
    assert health.accounts().troubles == health.tables().troubles == []
    assert "管理员 3 人，其中 0 人启用动态口令" in health.accounts().facts[0]


def test_passwords_everybody_knows_are_told_unless_it_is_a_demo(county, settings) -> None:
    User.objects.create_user("jingban", password=DEMO_PASSWORD, role="operator")
    assert "jingban 用的是人人知道的样例口令" in troubles(health.accounts)
    settings.DEMO = True
    assert health.accounts().troubles == []


def test_a_missing_administrator_and_accounts_nobody_uses_are_told(county) -> None:
    User.objects.filter(role="auditor").update(is_active=False)
    User.objects.filter(role="leader").update(last_login=timezone.now() - timedelta(days=100))
    told = troubles(health.accounts)
    assert "没有可用的审计管理员" in told
    assert "1 个账号 90 天以上没有登录：leader" in told


def test_settings_that_are_not_for_an_office_are_told(settings, tmp_path: Path) -> None:
    settings.HOME, key = tmp_path, tmp_path / "secret_key"
    tmp_path.chmod(0o700)
    key.write_text("x")
    key.chmod(0o600)
    settings.ALLOWED_HOSTS = ["gongkai.intranet"]
    assert health.configuration().troubles == []
    settings.DEBUG, settings.ALLOWED_HOSTS = True, ["*"]
    key.chmod(0o640)
    tmp_path.chmod(0o755)
    told = troubles(health.configuration)
    assert all(word in told for word in ("MINGCHA_DEBUG", "MINGCHA_HOSTS", "chmod 600", "chmod 700"))


def test_a_clock_put_back_is_told(db) -> None:
    assert health.clock().troubles == []
    record(actor=None, action="登录")
    assert health.clock().troubles == []
    LogEntry.objects.update(at=timezone.now() + timedelta(hours=1))
    assert "时钟被拨回过" in troubles(health.clock)


@pytest.mark.parametrize(("free", "is_trouble"), [(1, True), (3, False)])
def test_a_disk_that_is_nearly_full_is_told(settings, monkeypatch, free: int, is_trouble: bool) -> None:
    usage = SimpleNamespace(free=free * 1024**3, total=20 * 1024**3)
    monkeypatch.setattr(health.shutil, "disk_usage", lambda folder: usage)
    assert bool(health.disk().troubles) is is_trouble


def copy(folder: Path, *, days: int, **more) -> SafetyCopy:
    (folder / "c").mkdir(exist_ok=True)
    at = timezone.now() - timedelta(days=days)
    return SafetyCopy.objects.create(state="good", folder=str(folder), name="c", begun_at=at, **more)


def test_no_backup_an_old_one_and_one_that_is_gone_are_told(db, tmp_path: Path) -> None:
    assert "还没有备份" in troubles(health.safety_copies)
    copy(tmp_path, days=9)
    assert "已有 9 天没有备份" in troubles(health.safety_copies)
    copy(tmp_path, days=0)
    assert health.safety_copies().troubles == []
    (tmp_path / "c").rmdir()
    assert "不在了" in troubles(health.safety_copies)


@pytest.mark.parametrize(
    ("days", "restorable", "told"), [(1, True, ""), (1, False, "没有通过：少了一个文件"), (40, True, "超过一个月")]
)
def test_how_the_last_trial_of_restoring_went_is_told(db, tmp_path: Path, days, restorable, told) -> None:
    tried_at = timezone.now() - timedelta(days=days)
    copy(tmp_path, days=0, tried_at=tried_at, tried="少了一个文件", is_restorable=restorable)
    found = troubles(health.safety_copies)
    assert told in found
    assert bool(found) is bool(told)


def test_a_database_of_another_version_is_told(db) -> None:
    rows = MigrationRecorder(connection).migration_qs
    rows.create(app="accounts", name="9999_from_the_future")
    assert "更新版本" in troubles(health.tables)
    rows.filter(app="audit", name="0002_address_and_result").delete()
    assert "没有更新：audit 0002_address_and_result" in troubles(health.tables)


def test_the_doctor_tells_all_of_it(county, capsys) -> None:
    assert main(["doctor"]) == 1
    told = capsys.readouterr().out
    assert "备份：1 个问题" in told
    assert "数据库：正常" in told
