"""One sample county for all tests here, built as its user builds it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def environment() -> dict[str, str]:
    """A user's environment: none of our settings, and the program as it stands."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("MINGCHA", "DATABASE", "DJANGO"))}
    return kept | {"PYTHONPATH": os.pathsep.join(sys.path), "PYTHONUTF8": "1"}


@pytest.fixture(scope="session")
def out(tmp_path_factory: pytest.TempPathFactory, environment: dict[str, str]) -> Path:
    """The folder that `mingcha demo` fills; what it printed is in printed.txt."""
    folder = tmp_path_factory.mktemp("out")
    done = subprocess.run(
        [sys.executable, "-m", "mingcha", "demo", "--no-serve", "--out", str(folder)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    (folder / "printed.txt").write_text(done.stdout, encoding="utf-8")
    return folder
