"""Every common character: how it is read and which characters look like it, from characters.tsv.

The table is written by scripts/build_characters.py: readings from pypinyin (MIT), looks measured on drawings of Noto
Sans CJK (OFL). It holds the 6,763 characters of GB 2312; of any other character nothing is known.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def readings() -> dict[str, tuple[str, ...]]:
    """Syllables without tones of each character (ü is v), the commonest first."""
    return {line[0]: tuple(line[1].split(",")) for line in _lines()}


@cache
def looks() -> dict[str, str]:
    """The characters that look like each, the nearest first."""
    return {line[0]: line[2] for line in _lines()}


@cache
def _lines() -> list[list[str]]:
    text = files("mingcha.text").joinpath("characters.tsv").read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines()]
