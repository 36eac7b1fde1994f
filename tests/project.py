"""The project as a folder of files, for the tests that read it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "mingcha"
# Made, not written: never read by the tests about the repository.
MADE = {".git", ".venv", "out", "build", "dist", "mingcha-data", "node_modules", "__pycache__"}


def written_files(*endings: str) -> Iterator[Path]:
    """Every file somebody wrote, of these endings (all when none is given), in a stable order."""
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        hidden = any(part in MADE or (part.startswith(".") and part.endswith("_cache")) for part in parts)
        if path.is_file() and not hidden and (not endings or path.suffix in endings) and ".hypothesis" not in parts:
            yield path


def modules() -> Iterator[Path]:
    """Every Python file of the program, migrations left out: Django writes those."""
    return (path for path in sorted(SOURCE.rglob("*.py")) if "migrations" not in path.parts)


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def settings() -> dict[str, Any]:
    """pyproject.toml"""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
