"""The county's own files that examinations go by."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from mingcha.examine.catalogue import OWN
from mingcha.examine.wording.local_lists import FOLDER


def home() -> Path:
    """The data folder: thresholds, approved sites, lists of wordings and the roster of leaders lie in it."""
    return Path(settings.HOME)


def own_cards() -> Path | None:
    """Where the county's own cards lie, if it has any, or lists of wordings beside them."""
    folder = home() / OWN
    return folder if folder.is_dir() or (home() / FOLDER).is_dir() else None
