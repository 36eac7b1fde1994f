"""One word per thing: no identifier uses a word the glossary keeps out, nor a word that says nothing."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from project import modules, name

# The word kept out, and what the thing is called here.
INSTEAD = {
    "article": "Post",
    "batch": "Round",
    "channel": "Column",
    "cycle": "Round",
    "department": "Unit",
    "enclosure": "Attachment",
    "goal": "Target",
    "job": "Round",
    "mail": "Letter",
    "metric": "Indicator",
    "newsletter": "Bulletin",
    "quota": "Target",
    "report": "Bulletin, or AnnualReport",
    "ticket": "Case",
    "violation": "Finding",
    # Words that could stand for anything.
    "foo": "the thing's own name",
    "helper": "the thing's own name",
    "manager": "the thing's own name",
    "misc": "the thing's own name",
    "obj": "the thing's own name",
    "stuff": "the thing's own name",
    "tmp": "the thing's own name",
    "util": "the thing's own name",
}
# 年报 is AnnualReport; 报： at the foot of a bulletin is report_to; Django's admin of e-mail settings is its own.
ALLOWED = re.compile(r"annual_?report|report_to|EMAIL|email|emphasis", re.IGNORECASE)
# In the rooms of 年报 a report is one, a channel the way (渠道) on which an application came, a department 政府部门.
ROOMS = {"annual_report": {"report", "reports", "channel", "channels", "department"}}


@pytest.mark.parametrize("path", [*modules()], ids=name)
def test_names_are_those_of_the_glossary(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    at_home = {word for room, some in ROOMS.items() if room in str(path) for word in some}
    wrong = [
        f"line {line}: {identifier} — say {INSTEAD[word]}"
        for identifier, line in [(path.stem, 0), *identifiers(tree)]
        for word in words(ALLOWED.sub("", identifier))
        if word in INSTEAD and word not in at_home
    ]
    assert wrong == []


def identifiers(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """The names a module gives: classes, functions, parameters, variables, fields. Names it only uses are others'."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name, node.lineno
        elif isinstance(node, ast.arg):
            yield node.arg, node.lineno
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id, node.lineno


def words(identifier: str) -> list[str]:
    """`lastPostOf_units` → last, post, of, unit: lower case, without the plural's s."""
    parts = re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", identifier)
    return [form for part in parts for form in {part.lower(), part.lower().removesuffix("s")}]


def test_a_wrong_word_would_be_found() -> None:
    tree = ast.parse("def count_articles(channel): quotas = channel")
    found = {word for identifier, _ in identifiers(tree) for word in words(identifier)} & set(INSTEAD)
    assert found == {"article", "channel", "quota"}
