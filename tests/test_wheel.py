"""An installed copy has everything the program reads: templates, styles, fonts, tables, the sample county."""

from __future__ import annotations

import subprocess
import sys
import zipfile

import pytest
from project import ROOT, SOURCE


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    return set(zipfile.ZipFile(wheel).namelist())


def test_every_file_of_the_source_is_shipped(shipped: set[str]) -> None:
    files = [path for path in SOURCE.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    missing = [path for path in files if path.relative_to(ROOT / "src").as_posix() not in shipped]
    assert missing == []


@pytest.mark.parametrize("ending", [".html", ".css", ".ttf", ".toml", ".csv", "/migrations/0001_first_tables.py"])
def test_what_is_not_code_is_shipped_too(shipped: set[str], ending: str) -> None:
    assert any(file.startswith("mingcha/") and file.endswith(ending) for file in shipped)


def test_tests_and_benchmarks_stay_at_home(shipped: set[str]) -> None:
    assert {file.split("/")[0] for file in shipped} - {"mingcha"} == {
        next(file for file in shipped if file.endswith("/METADATA")).split("/")[0]
    }


def test_the_licenses_travel_with_it(shipped: set[str]) -> None:
    assert any(file.endswith("licenses/LICENSE") for file in shipped)
    assert any(file.endswith("OFL.txt") for file in shipped)
