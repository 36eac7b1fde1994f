"""An uploaded workbook that waits for its confirmation: the session remembers which it is and what it was called."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from django.http import HttpRequest
from django.utils import timezone

_SUFFIXES = {".xlsx", ".xls", ".et", ".csv"}


class Waiting:
    """The one workbook of a kind that somebody has uploaded last."""

    def __init__(self, kind: str) -> None:
        self.kind, self.remembered = kind, f"{kind}_import"

    def keep(self, request: HttpRequest, file: Any) -> Path:
        """Store the file in place of the one before; returns where it lies."""
        self.forget(request)
        suffix = Path(file.name).suffix.lower()
        name = f"{self.kind}/{timezone.now():%Y%m%d%H%M%S}{suffix if suffix in _SUFFIXES else '.bin'}"
        stored = default_storage.save(name, file)
        request.session[self.remembered] = {"stored": stored, "name": file.name}
        return Path(default_storage.path(stored))

    def found(self, request: HttpRequest) -> tuple[Path, str] | None:
        """Where the waiting file lies and what it is called; None when there is none."""
        waiting = request.session.get(self.remembered)
        if not waiting or not default_storage.exists(waiting["stored"]):
            return None
        return Path(default_storage.path(waiting["stored"])), waiting["name"]

    def forget(self, request: HttpRequest) -> None:
        waiting = request.session.pop(self.remembered, None)
        if waiting:
            default_storage.delete(waiting["stored"])
