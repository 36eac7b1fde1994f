"""How a check is declared: one function, one decorator, and nothing to register.

The check's name is the name of its file, its family the name of its folder; what it looks at is the type of its
first parameter: Document, Column (of a table), Corpus (all documents of one run), or any subject of the model.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, get_type_hints

from mingcha.examine.columns import Column
from mingcha.examine.example_text import Example
from mingcha.model.document import Document
from mingcha.model.finding import Every, Evidence, Severity, Verdict

__all__ = ["Check", "Corpus", "Example", "NotACheck", "check", "doubt", "found", "looked_as"]


@dataclass(frozen=True, slots=True)
class Corpus:
    """All documents of one run, for faults that only show when two are laid side by side."""

    documents: tuple[Document, ...]


_LOOKED_AT: dict[type, str] = {Column: "表格的列", Corpus: "同一批的各个文件"}


def looked_as(kind: type) -> str:
    """What people call the things a check looks at; empty for a type that no check can look at."""
    return _LOOKED_AT.get(kind) or str(getattr(kind, "LOOKED_AS", ""))


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
        if not looked_as(looks_at):
            raise NotACheck(f"{name} looks at {looks_at}, which does not say what it is LOOKED_AS")
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
    start: int = 0,
    end: int = 0,
    *,
    quote: str,
    persons: int = 1,
    note: str = "",
    more_places: Sequence[str] = (),
    secret: str = "",
    document: int = 0,
    every: Every | None = None,
    suggestion: str = "",
    basis: str = "",
    confidence: float = 1.0,
    places: int = 1,
    where: str = "",
    leads_to: Sequence[str] = (),
    verdict: Verdict = Verdict.FOUND,
) -> Evidence:
    """The fault is there. `quote` must be masked already; `secret` is the value for the fingerprint, never shown."""
    return Evidence(
        start,
        end,
        quote,
        verdict,
        persons,
        note,
        tuple(more_places),
        secret,
        document,
        every,
        suggestion,
        basis,
        confidence,
        places,
        where,
        tuple(leads_to),
    )


# It may be a fault; a person must look. The same arguments as `found`.
doubt = partial(found, verdict=Verdict.DOUBT)


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
