"""How a check is declared: one function, one decorator, and nothing to register.

The check's name is the name of its file, its family the name of its folder; what it looks at is the type of its
first parameter: Document, Column (of a table) or Corpus (all documents of one run).
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, get_type_hints

from mingcha.examine.columns import Column
from mingcha.model.document import Document
from mingcha.model.finding import Every, Evidence, Severity, Verdict

# An example is the text of one document, or the texts of several; tabs make a table of it.
Example = str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Corpus:
    """All documents of one run, for faults that only show when two are laid side by side."""

    documents: tuple[Document, ...]


LOOKED_AT = {Document: "文件", Column: "表格的列", Corpus: "同一批的各个文件"}


@dataclass(frozen=True, slots=True)
class Check:
    """A declared check. `about` are the parts of its docstring: what it looks for, why, how to mend, what it misses.

    `masks` is the kind of a county's masking pattern that its places follow; empty: they follow the check's own.
    `words` are what a card looks for, each list under what its page calls it; a check in Python has none.
    """

    name: str
    family: str
    severity: Severity
    clauses: tuple[str, ...]
    message: str
    advice: str
    bad: tuple[Example, ...]
    good: tuple[Example, ...]
    looks_at: type
    examine: Callable[[Any], Iterator[Evidence]]
    title: str
    about: dict[str, str]
    masks: str = ""
    words: tuple[tuple[str, tuple[str, ...]], ...] = ()


class NotACheck(Exception):
    """A check is declared wrongly; the message says what is missing."""


ABOUT = ("Looks for", "Matters because", "To fix", "Cannot see")


def check(
    *,
    severity: Severity,
    clauses: Sequence[str],
    message: str,
    advice: str,
    bad: Sequence[Example],
    good: Sequence[Example],
    masks: str = "",
) -> Callable[[Callable[[Any], Iterator[Evidence]]], Check]:
    """Declare the function below as a check. `message` says the fault with {quote} in it, `advice` one thing to do."""

    def declare(function: Callable[[Any], Iterator[Evidence]]) -> Check:
        module = inspect.getmodule(function)
        if module is None:
            raise NotACheck(f"{function.__name__} is not in a module")
        family, name = module.__name__.split(".")[-2:]
        if function.__name__ != name:
            raise NotACheck(f"the function in {name}.py must be called {name}")
        title, about = _parts(inspect.getdoc(module) or "", name)
        looks_at = next(iter(get_type_hints(function).values()))
        if looks_at not in LOOKED_AT:
            raise NotACheck(f"{name} looks at {looks_at}; it can look at {', '.join(t.__name__ for t in LOOKED_AT)}")
        if "{quote}" not in message:
            raise NotACheck(f"the message of {name} must show what was found: put {{quote}} into it")
        return Check(
            name,
            family,
            severity,
            tuple(clauses),
            message,
            advice,
            tuple(bad),
            tuple(good),
            looks_at,
            function,
            title,
            about,
            masks,
        )

    return declare


def found(
    start: int,
    end: int,
    *,
    quote: str,
    persons: int = 1,
    note: str = "",
    more_places: Sequence[str] = (),
    secret: str = "",
    document: int = 0,
    every: Every | None = None,
) -> Evidence:
    """The fault is there. `quote` must be masked already; `secret` is the value for the fingerprint, never shown."""
    return Evidence(start, end, quote, Verdict.FOUND, persons, note, tuple(more_places), secret, document, every)


def doubt(
    start: int,
    end: int,
    *,
    quote: str,
    persons: int = 1,
    note: str = "",
    more_places: Sequence[str] = (),
    secret: str = "",
    document: int = 0,
    every: Every | None = None,
) -> Evidence:
    """It may be a fault; a person must look."""
    return Evidence(start, end, quote, Verdict.DOUBT, persons, note, tuple(more_places), secret, document, every)


def _parts(text: str, name: str) -> tuple[str, dict[str, str]]:
    """The first sentence of a docstring, and its four headed parts."""
    title, *lines = text.splitlines()
    parts: dict[str, str] = {}
    current = ""
    for line in lines:
        head, colon, rest = line.partition(":")
        if colon and head in ABOUT:
            current, parts[head] = head, rest.strip()
        elif current and line.strip():
            parts[current] += " " + line.strip()
    missing = [head for head in ABOUT if not parts.get(head)]
    if not title or missing:
        raise NotACheck(f"the docstring of {name} does not say: {', '.join(missing) or 'what it is'}")
    return title, parts
