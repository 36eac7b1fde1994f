"""The house rules an import contract cannot hold: sizes, clocks, homes and folders."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from project import ROOT, SOURCE, modules, name, read, settings

LONGEST = 300
NO_SUBJECT = {"utils", "util", "helpers", "common", "misc", "managers"}
ENGINE = [path for path in modules() if path.relative_to(SOURCE).parts[0] not in {"web", "demo", "cli"}]
CLOCKS = {"now", "today", "utcnow", "time", "localtime"}
# Libraries imported under another name than they are installed under.
IMPORTED_AS = {
    "django-axes": "axes",
    "django-ninja": "ninja",
    "django-tasks": "django_tasks",
    "django-tasks-db": "django_tasks_db",
    "django-otp": "django_otp",
    "django-htmx": "django_htmx",
    "django-simple-history": "simple_history",
    "Django": "django",
} | {
    "python-calamine": "python_calamine",
    "python-docx": "docx",
    "pillow": "PIL",
    "ada-url": "ada_url",
    "ahocorasick-rs": "ahocorasick_rs",
    "Protego": "protego",
}


def test_a_file_is_one_idea_or_says_why_it_is_longer() -> None:
    """A file over 300 lines says in its docstring why it is one: a sentence with the word `because`."""
    unexplained = [
        name(path) for path in modules() if len(read(path).splitlines()) > LONGEST and "because" not in _said_of(path)
    ]
    assert unexplained == []


def _said_of(path: Path) -> str:
    """What a module says of itself; the heading `Matters because` of a check says nothing of its length."""
    return (ast.get_docstring(_tree(path)) or "").replace("Matters because", "")


def test_every_module_says_what_it_is() -> None:
    silent = [name(path) for path in modules() if not (ast.get_docstring(_tree(path)) or "").strip()]
    assert silent == []


def test_every_folder_has_a_subject() -> None:
    folders = {path for path in SOURCE.rglob("*") if path.is_dir()} | set(modules())
    assert [name(path) for path in folders if path.stem in NO_SUBJECT] == []


@pytest.mark.parametrize("path", ENGINE, ids=name)
def test_the_engine_is_told_the_time(path: Path) -> None:
    """A figure computed today and the same figure computed tomorrow must be the same figure."""
    calls = [node for node in ast.walk(_tree(path)) if isinstance(node, ast.Call)]
    clocks = [
        f"line {call.lineno}: {ast.unparse(call)}"
        for call in calls
        if isinstance(call.func, ast.Attribute)
        and call.func.attr in CLOCKS
        and ast.unparse(call.func.value)
        in {"datetime", "date", "time", "datetime.datetime", "datetime.date", "timezone"}
    ]
    assert clocks == []


def test_every_library_has_one_home() -> None:
    contracts = settings()["tool"]["importlinter"]["contracts"]
    homed = {library for contract in contracts for library in contract.get("protected_modules", [])}
    project = settings()["project"]
    lines = [
        *project["dependencies"],
        *(line for name in ("browser", "ocr") for line in project["optional-dependencies"][name]),
    ]
    declared = [re.split(r"[<>=\[]", line)[0] for line in lines]
    imported = {top for path in modules() for top in _imports(path)}
    libraries = {IMPORTED_AS.get(library, library) for library in declared}
    assert libraries & imported - homed == set()
    assert imported - libraries - {"mingcha", *sys.stdlib_module_names} == set(), "used but not declared"


def test_tests_mirror_the_source() -> None:
    folders = [path.parent.relative_to(ROOT / "tests") for path in (ROOT / "tests").rglob("test_*.py")]
    astray = {folder.as_posix() for folder in folders if not (SOURCE / folder).is_dir()}
    assert astray <= {"browser"}, "stories told across the whole site stand beside the mirror"


def _tree(path: Path) -> ast.Module:
    return ast.parse(read(path))


def _imports(path: Path) -> Iterator[str]:
    """The top-level names of what a module imports."""
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".")[0]
