"""Whether the site is safe: accounts, settings and files, the clock, the disk, safety copies, the database's form."""

from __future__ import annotations

import os
import shutil
import stat
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.models import Max
from django.utils import timezone

from mingcha.web.accounts import rules, second_factor, services
from mingcha.web.accounts.demo import DEMO_ACCOUNTS, DEMO_PASSWORD
from mingcha.web.accounts.models import Role, User
from mingcha.web.audit.models import LogEntry
from mingcha.web.work.models import SafetyCopy

# Less room than this, or than this share of the disk, and the next round or backup may not find enough.
FREE_BYTES, FREE_SHARE = 2 * 1024**3, 0.05
# A log written later than this from now was written under another clock.
CLOCK_SLACK = timedelta(minutes=5)
# Backups are made every day; one missed night is no reason for alarm. Restoring is tried once a month.
BACKUP_AGE, TRIED_AGE = timedelta(days=2), timedelta(days=35)
NAMES_TOLD = 10


@dataclass
class Health:
    """What one examination saw: facts worth a glance, and troubles to act on."""

    facts: list[str] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)


def accounts() -> Health:
    """Known passwords, accounts nobody needs, administrators that are missing, and who signs in with a code."""
    result, now, active = Health(), timezone.localtime(), User.objects.filter(is_active=True)
    names = [name for name, _, _ in DEMO_ACCOUNTS]
    known = [user.username for user in active.filter(username__in=names) if user.check_password(DEMO_PASSWORD)]
    if known:
        told = f"{'、'.join(known)} 用的是人人知道的样例口令"
        if settings.DEMO:
            result.facts.append(f"{told}（样例）")
        else:
            result.troubles.append(f"{told}。请停用这些账号，或由安全管理员重置口令。")
    administrators = (Role.SYSTEM, Role.SECURITY, Role.AUDITOR)
    for role in administrators:
        if not active.filter(role=role).exists():
            result.troubles.append(f"没有可用的{role.label}，三员没有分立。请用 mingcha user 新建。")
    unused = list(services.unused(at=now).values_list("username", flat=True))
    if unused:
        more = "等" if len(unused) > NAMES_TOLD else ""
        days = rules.current().unused_days
        result.troubles.append(
            f"{len(unused)} 个账号 {days} 天以上没有登录：{'、'.join(unused[:NAMES_TOLD])}{more}。不再需要的请停用。"
        )
    with_code = second_factor.people_with_it()
    keepers = list(active.filter(role__in=administrators).values_list("pk", flat=True))
    having = sum(key in with_code for key in keepers)
    result.facts.append(f"可用账号 {active.count()} 个；管理员 {len(keepers)} 人，其中 {having} 人启用动态口令")
    return result


def configuration() -> Health:
    """How the site is set up, and who else on this machine may read its secrets."""
    result = Health()
    if settings.DEBUG:
        result.troubles.append("MINGCHA_DEBUG 开着，出错时会显示内部信息。正式使用请去掉这个环境变量。")
    if "*" in settings.ALLOWED_HOSTS:
        result.troubles.append("MINGCHA_HOSTS 含 *，任何主机名都能访问。请写明主机名。")
    key = Path(settings.HOME) / "secret_key"
    if key.exists() and _open_to_others(key):
        result.troubles.append(f"签名密钥 {key} 其他系统用户可以读取。请运行：chmod 600 {key}")
    if _open_to_others(Path(settings.HOME)):
        result.troubles.append(f"数据文件夹 {settings.HOME} 其他系统用户可以进入。请运行：chmod 700 {settings.HOME}")
    how = "只经 https 访问" if settings.HTTPS else "没有启用 https（MINGCHA_HTTPS），口令在网络上以明文传送"
    result.facts.append(f"{how}；主机名：{'、'.join(settings.ALLOWED_HOSTS)}")
    return result


def clock() -> Health:
    """Whether the clock has been put back since the last entry of the log."""
    last, now = LogEntry.objects.aggregate(last=Max("at"))["last"], timezone.localtime()
    if last is None:
        return Health(facts=["还没有日志可以对照"])
    if last > now + CLOCK_SLACK:
        return Health(
            troubles=[
                f"最近一条日志的时间是 {timezone.localtime(last):%Y-%m-%d %H:%M}，晚于现在 {now:%Y-%m-%d %H:%M}："
                "时钟被拨回过，或曾经走快。请校时，并报告审计管理员。"
            ]
        )
    return Health(facts=[f"现在 {now:%Y-%m-%d %H:%M}，最近一条日志 {timezone.localtime(last):%Y-%m-%d %H:%M}"])


def disk() -> Health:
    """Whether there is room for the next round and the next backup."""
    usage = shutil.disk_usage(settings.HOME)
    told = f"数据文件夹所在磁盘还有 {usage.free / 1024**3:.1f} GB，共 {usage.total / 1024**3:.0f} GB"
    if usage.free < FREE_BYTES or usage.free < usage.total * FREE_SHARE:
        return Health(troubles=[f"{told}，快满了。请清理磁盘或换大的，否则采集和备份会停止。"])
    return Health(facts=[told])


def safety_copies() -> Health:
    """The last backup, and the last time restoring one was tried."""
    good, now = SafetyCopy.objects.filter(state=SafetyCopy.State.GOOD), timezone.localtime()
    last = good.order_by("-begun_at").first()
    if last is None:
        return Health(troubles=["还没有备份。请运行 mingcha backup，并让 mingcha worker 每天备份。"])
    result = Health(facts=[f"最近一次 {timezone.localtime(last.begun_at):%Y-%m-%d %H:%M}：{last.folder}/{last.name}"])
    if now - last.begun_at > BACKUP_AGE:
        result.troubles.append(f"已有 {(now - last.begun_at).days} 天没有备份。请看“后台任务”，或运行 mingcha backup。")
    if not (Path(last.folder) / last.name).exists():
        result.troubles.append(f"最近的备份 {last.folder}/{last.name} 不在了。请找回，或立即重新备份。")
    tried = SafetyCopy.objects.filter(tried_at__isnull=False).order_by("-tried_at").first()
    if tried is None:
        result.facts.append("还没有试恢复过（每月自动一次）")
    elif tried.is_restorable is False:
        result.troubles.append(f"试恢复 {tried.name} 没有通过：{tried.tried}")
    elif now - tried.tried_at > TRIED_AGE:
        result.troubles.append(f"上次试恢复是 {timezone.localtime(tried.tried_at):%Y-%m-%d}，已超过一个月。")
    else:
        result.facts.append(f"{timezone.localtime(tried.tried_at):%Y-%m-%d} 试恢复通过")
    return result


def tables() -> Health:
    """Whether the database has the form this program expects, neither older nor newer."""
    loader = MigrationExecutor(connection).loader
    ours = {app for app, _ in loader.disk_migrations}
    pending = [
        key for key in loader.disk_migrations if key not in loader.applied_migrations and _is_needed(loader, key)
    ]
    newer = [key for key in loader.applied_migrations if key not in loader.disk_migrations and key[0] in ours]
    if pending:
        told = "、".join(f"{app} {name}" for app, name in pending[:NAMES_TOLD])
        return Health(troubles=[f"数据库结构没有更新：{told}。请重新启动 mingcha serve。"])
    if newer:
        return Health(troubles=["数据库被更新版本的程序用过。请升级程序，不要用旧程序写入。"])
    return Health(facts=["数据库结构与程序一致"])


def _is_needed(loader: MigrationLoader, key: tuple[str, str]) -> bool:
    """A migration that replaces others counts as done with them."""
    replaced = loader.disk_migrations[key].replaces
    return not (replaced and all(tuple(one) in loader.applied_migrations for one in replaced))


def _open_to_others(path: Path) -> bool:
    """Whether anybody but the owner may read it; systems without such modes are not judged."""
    return os.name == "posix" and bool(path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))


EXAMINATIONS = {
    "账号": accounts,
    "设置": configuration,
    "时钟": clock,
    "磁盘": disk,
    "备份": safety_copies,
    "数据库": tables,
}
