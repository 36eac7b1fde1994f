"""What the repository may not hold: other people's addresses, this machine's paths, anybody's numbers."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

import pytest
from project import ROOT, SOURCE, name, read, settings, written_files

TEXT = {
    ".py",
    ".md",
    ".toml",
    ".csv",
    ".txt",
    ".html",
    ".css",
    ".js",
    ".svg",
    ".json",
    ".yml",
    ".cfg",
    ".sh",
    ".lock",
    "",
}
# In pieces, so that this file does not hold what it looks for.
REGISTRIES = re.compile(
    "|".join(["python" + "hosted", "pypi" + r"\.org", "npm" + "js", "index" + "-url", "find" + "-links"])
)
MACHINES = re.compile(
    "|".join([r"(?<![\w.])/" + folder + "/" for folder in ("work", "root", r"home/\w+", r"Users/\w+")])
)
# The name of the SVG language is an address nobody visits.
ADDRESS = re.compile(r"""(?:https?:)?//(?!www\.w3\.org/)[\w.-]+\.\w+""")
ID_NUMBER = re.compile(r"(?<![0-9A-Za-z])[1-9]\d{16}[\dXx](?![0-9A-Za-z])")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
# The samples printed in the standard itself, and county codes that were never given out: these may stand in examples.
PRINTED = ("110105" + "19491231" + "002X", "440524" + "18800101" + "0014")
NO_COUNTY = ("110199", "369999")
LOCKS = ("requirements.lock", "requirements-test.lock", "requirements-bench.lock", "requirements-ocr.lock")


@cache
def texts() -> list[tuple[str, str]]:
    """Every text file somebody wrote: its name and what it says."""
    return [(name(path), read(path)) for path in written_files() if path.suffix in TEXT]


@pytest.mark.parametrize("pattern", [REGISTRIES, MACHINES], ids=["registries", "machines"])
def test_nothing_points_at_a_registry_or_at_somebodys_machine(pattern: re.Pattern[str]) -> None:
    found = [f"{file}: {match[0]}" for file, text in texts() for match in pattern.finditer(text)]
    assert found == []


def test_pages_ask_no_other_host_for_anything() -> None:
    pages = [path for path in (SOURCE / "web").rglob("*") if path.suffix in {".html", ".css", ".js", ".svg"}]
    assert pages
    found = [
        f"{name(path)}: {match[0]}"
        for path in pages
        for line in read(path).splitlines()
        for match in ADDRESS.finditer(re.sub(r"^\s*(//|/?\*).*", "", line))
    ]
    assert found == []


def test_nobodys_identity_number_is_in_the_repository() -> None:
    found = [
        f"{file}: {match[0][:6]}…"
        for file, text in texts()
        for match in ID_NUMBER.finditer(text)
        if is_id_number(match[0]) and match[0] not in PRINTED and not match[0].startswith(NO_COUNTY)
    ]
    assert found == []


def test_the_search_for_identity_numbers_works() -> None:
    """The made-up number has a birth date and a right last character; its neighbour differs in that character."""
    made_up = "110105" + "19491231" + "002X"
    assert is_id_number(made_up)
    assert not is_id_number(made_up[:-1] + "1")


def test_every_locked_requirement_has_a_version_and_hashes() -> None:
    for lock in LOCKS:
        entries = re.split(r"\n(?=\S)", read(ROOT / lock).strip())
        loose = [entry.splitlines()[0] for entry in entries if "==" not in entry or "--hash=sha256:" not in entry]
        assert loose == [], lock


def test_the_locks_agree_with_each_other() -> None:
    runtime, *others = ({*re.findall(r"^(\S+==[^\s;]+)", read(ROOT / lock), re.MULTILINE)} for lock in LOCKS)
    for other in others:
        assert runtime - other == set()


def test_the_license_is_the_one_declared() -> None:
    project = settings()["project"]
    assert project["license"] == "MulanPSL-2.0"
    assert "Mulan Permissive Software License，Version 2" in read(ROOT / "LICENSE")
    assert [file for file in project["license-files"] if not (ROOT / file).is_file()] == []


def test_the_build_server_runs_what_everyone_runs() -> None:
    assert read(ROOT / ".ci" / "run").splitlines()[-1].endswith("make test")


def is_id_number(text: str) -> bool:
    """Whether the birth date exists and the last character is right (GB 11643-1999)."""
    try:
        date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        return False
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, text, strict=False))
    return "10X98765432"[total % 11] == text[-1].upper()
