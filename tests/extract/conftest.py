"""Old formats, made from new ones by the office program of this machine; without one those tests are skipped."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Convert = Callable[[Path, str], bytes]


@pytest.fixture(scope="session")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Convert:
    """A function from a file and a format to that file in that format."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("no soffice on this machine to make old formats with")
    home = tmp_path_factory.mktemp("soffice")

    def convert(file: Path, form: str) -> bytes:
        out = tmp_path_factory.mktemp("converted")
        settings = f"-env:UserInstallation={home.as_uri()}"
        command = [program, settings, "--headless", "--convert-to", form, "--outdir", str(out), str(file)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        (made,) = out.iterdir()
        return made.read_bytes()

    return convert
