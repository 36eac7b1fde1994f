"""Settings from the environment, read strictly: a wrong value names the variable and the choices."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

# Every variable the program reads, with what it is for; the reference page is made from this table.
VARIABLES = {
    "MINGCHA_HOME": "数据文件夹：数据库、上传的台账、印发的文件。默认为当前文件夹下的 mingcha-data",
    "MINGCHA_COUNTY": "县名，默认“样例县”：显示在网页上，也用来认出台账里“样例县财政局”这样的单位名",
    "MINGCHA_HOSTS": "允许用哪些主机名访问网页，逗号分隔，默认只许本机",
    "MINGCHA_ORIGINS": "经反向代理以 https 访问时的来源，如 https://gongkai.intranet，逗号分隔",
    "MINGCHA_HTTPS": "yes 表示只经 https 访问：Cookie 不走明文，浏览器记住只用 https",
    "MINGCHA_PROXY": "反向代理的地址，如 127.0.0.1：只信它转告的来访地址和 https，不设则都不信",
    "MINGCHA_SECRET_KEY": "签名密钥；不设则首次启动时生成并存在数据文件夹",
    "MINGCHA_BACKUPS": "备份放在哪个文件夹，最好是另一块磁盘；默认为数据文件夹中的 backups",
    "MINGCHA_MAIL_HOST": "发信服务器（SMTP）的主机名；不设则不发邮件",
    "MINGCHA_MAIL_PORT": "发信服务器的端口，默认 25",
    "MINGCHA_MAIL_SECURITY": "与发信服务器怎样加密：none（默认）、starttls 或 tls",
    "MINGCHA_MAIL_USER": "发信账户；服务器不要求登录时不设",
    "MINGCHA_MAIL_PASSWORD": "发信账户的口令或授权码",
    "MINGCHA_MAIL_FROM": "发件人地址，如 zwgk@example.gov.cn；不设则同发信账户",
    "MINGCHA_DEBUG": "yes 显示出错细节，只供开发",
    "MINGCHA_DEMO": "yes 在登录页列出样例账户；由 mingcha demo 自行设置",
    "DATABASE_URL": "postgresql://用户:口令@主机:5432/库名；不设则用数据文件夹中的 SQLite",
}

YES, NO = {"1", "yes", "true", "on"}, {"0", "no", "false", "off", ""}


def text(name: str, *, default: str = "") -> str:
    """The variable's value; one that is not in the table above is a mistake of ours."""
    if name not in VARIABLES:
        raise KeyError(name)
    return os.environ.get(name, default)


def words(name: str, *, default: str = "") -> list[str]:
    """A value with commas, as its parts."""
    return [part.strip() for part in text(name, default=default).split(",") if part.strip()]


def choice(name: str, *choices: str) -> str:
    """One of these words, the first unless another is given."""
    value = text(name, default=choices[0]).lower()
    if value not in choices:
        raise ImproperlyConfigured(f"环境变量 {name} 应为 {'、'.join(choices)} 之一，现为“{value}”。")
    return value


def number(name: str, *, default: int) -> int:
    value = text(name, default=str(default))
    if not value.isdecimal():
        raise ImproperlyConfigured(f"环境变量 {name} 应为数字，现为“{value}”。")
    return int(value)


def flag(name: str) -> bool:
    value = text(name, default="no")
    if value.lower() in YES:
        return True
    if value.lower() in NO:
        return False
    raise ImproperlyConfigured(f"环境变量 {name} 应为 yes 或 no，现为“{value}”。")


def home() -> Path:
    """Where the database, the uploads and the issued files live."""
    return Path(text("MINGCHA_HOME", default="mingcha-data")).expanduser().resolve()


def path(name: str, *, default: Path) -> Path:
    """A folder that the variable names, else the usual one."""
    given = text(name)
    return Path(given).expanduser().resolve() if given else default


def secret_key(folder: Path) -> str:
    """The key given by MINGCHA_SECRET_KEY, else one made once and kept beside the database."""
    given = text("MINGCHA_SECRET_KEY")
    if given:
        return given
    file = folder / "secret_key"
    if not file.exists():
        from django.core.management.utils import get_random_secret_key

        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as stream:
            stream.write(get_random_secret_key())
    return file.read_text(encoding="ascii")


def database(folder: Path) -> dict[str, Any]:
    """SQLite in WAL mode beside the uploads, or the PostgreSQL that DATABASE_URL names."""
    url = text("DATABASE_URL")
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": folder / "mingcha.sqlite3",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;"
                "PRAGMA mmap_size=1073741824;PRAGMA cache_size=-64000;",
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(
            f"环境变量 DATABASE_URL 应形如 postgresql://用户:口令@主机:5432/库名，现以“{parts.scheme}”开头。"
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
