"""Findings of many subjects set together: what is one fault of a template is told once, with how often it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from mingcha.model.finding import Finding, Verdict

# So many pages are named; the count says how many there are.
NAMED = 4


def told_once(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings with the same fingerprint and verdict become the first of them: `places` is how many there were together,
    `more_places` the addresses of the next ones. The order of first ones stays; found and doubted is found."""
    first: dict[str, Finding] = {}
    for one in findings:
        known = first.get(one.fingerprint)
        if known is None:
            first[one.fingerprint] = one
            continue
        if known.verdict is Verdict.DOUBT and one.verdict is Verdict.FOUND:
            known, one = one, known
        named = known.more_places
        if one.source != known.source and one.source not in named and len(named) < NAMED:
            named = (*named, one.source)
        first[one.fingerprint] = replace(known, places=known.places + one.places, more_places=named)
    return tuple(first.values())
