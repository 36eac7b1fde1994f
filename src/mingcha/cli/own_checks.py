"""Where the county's own cards of checks lie: the folder checks/ of its data folder, when there is one."""

from __future__ import annotations

from pathlib import Path

from mingcha.examine.catalogue import OWN


def own_checks() -> Path | None:
    from mingcha.web import env

    folder = env.home() / OWN
    return folder if folder.is_dir() else None
