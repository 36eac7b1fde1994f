"""Sentences with places to be filled in: written by the office, checked before they are kept, filled with runs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher, get_close_matches

from mingcha.model.bulletin import Run, Words

_PLACE = re.compile(r"\{([^{}]*)\}")
# A long template is no sentence any more, and no reader would see what it comes to.
LONGEST = 300


class TemplateFault(ValueError):
    """A template that cannot be filled; the message says why and what to write instead, in Chinese."""


def check(template: str, *, places: Iterable[str], required: Iterable[str] = ()) -> None:
    """Raises TemplateFault for a template with other places than these, or without those required."""
    known = tuple(places)
    if not template.strip():
        raise TemplateFault("句式是空的，请写出句式，或恢复原来的句式。")
    if len(template) > LONGEST:
        raise TemplateFault(f"句式最多 {LONGEST} 字，现为 {len(template)} 字，请缩短。")
    rest = _PLACE.sub("", template)
    if "{" in rest or "}" in rest:
        raise TemplateFault("花括号没有成对：占位符应写成 {单位} 这样，左右各一个半角花括号。")
    if "｛" in rest or "｝" in rest:
        raise TemplateFault("花括号应为半角 { }，现为全角 ｛ ｝。")
    used = _PLACE.findall(template)
    for name in used:
        if name not in known:
            listed = "、".join(f"{{{one}}}" for one in known)
            raise TemplateFault(f"没有名为 {{{name}}} 的占位符，{_hint(name, known)}可用的有：{listed}。")
    for name in required:
        if name not in used:
            raise TemplateFault(f"句式中缺少 {{{name}}}，请补上。")


def fill(template: str, values: Mapping[str, tuple[Run, ...]]) -> tuple[Run, ...]:
    """The template with its places filled. Raises TemplateFault for a place there is no value for."""
    check(template, places=values)
    runs: list[Run] = []
    for index, piece in enumerate(_PLACE.split(template)):
        found: tuple[Run, ...] = values[piece] if index % 2 else ((Words(piece),) if piece else ())
        for run in found:
            last = runs[-1] if runs else None
            if isinstance(run, Words) and isinstance(last, Words):
                runs[-1] = Words(last.text + run.text)
            elif not isinstance(run, Words) or run.text:
                runs.append(run)
    return tuple(runs)


def _hint(name: str, known: tuple[str, ...]) -> str:
    near = get_close_matches(name.strip(), known, n=1, cutoff=0.4)
    if not near:
        # Short Chinese names share a character or none: 印发日子 for 印发日, 单为 for 单位.
        shared = [one for one in known if SequenceMatcher(None, name, one).ratio() > 0]
        near = sorted(shared, key=lambda one: -SequenceMatcher(None, name, one).ratio())[:1]
    return f"是否为 {{{near[0]}}}？" if near else ""
