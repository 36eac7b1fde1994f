"""Where the county's own cards of checks lie: the folder checks/ of its data folder; its lists of wordings lie beside it."""

from __future__ import annotations

from pathlib import Path

from mingcha.examine.catalogue import OWN
from mingcha.examine.wording.local_lists import FOLDER


def own_checks() -> Path | None:
    """The folder of cards, when there is one or there are lists beside it."""
    from mingcha.web import env

    folder = env.home() / OWN
    return folder if folder.is_dir() or (env.home() / FOLDER).is_dir() else None
