"""Settings from the environment, read strictly: a wrong value names the variable and the choices."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

YES, NO = {"1", "yes", "true", "on"}, {"0", "no", "false", "off", ""}


def flag(name: str, *, default: bool) -> bool:
    value = os.environ.get(name)
    if value is None:
        return default
    if value.lower() in YES:
        return True
    if value.lower() in NO:
        return False
    raise ImproperlyConfigured(f"环境变量 {name} 应为 yes 或 no，现为“{value}”。")


def home() -> Path:
    """Where the database, the uploads and the issued files live."""
    return Path(os.environ.get("MINGCHA_HOME", "mingcha-data")).expanduser().resolve()


def secret_key(folder: Path) -> str:
    """The key given by MINGCHA_SECRET_KEY, else one made once and kept beside the database."""
    given = os.environ.get("MINGCHA_SECRET_KEY")
    if given:
        return given
    file = folder / "secret_key"
    if not file.exists():
        from django.core.management.utils import get_random_secret_key

        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as stream:
            stream.write(get_random_secret_key())
    return file.read_text(encoding="ascii")


def database(folder: Path) -> dict[str, Any]:
    """SQLite in WAL mode beside the uploads, or the PostgreSQL that DATABASE_URL names."""
    url = os.environ.get("DATABASE_URL", "")
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
