"""How characters sound: syllables without tones, and which of them southern speakers and typists mix up.

`sounds_alike` knows n/l, zh/z, ch/c, sh/s, f/h, an/ang, en/eng, in/ing. What is not in characters.tsv sounds like nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import product

from mingcha.text.characters import readings

_INITIALS = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l"))
_FINALS = (("ang", "an"), ("eng", "en"), ("ing", "in"))
# Before these finals h is said f: 花 is 发, 黄 is 房, 灰 is 飞.
_H_AS_F = {"hu": "fu", "hua": "fa", "huan": "fan", "huang": "fan", "hui": "fei", "hun": "fen", "huo": "fo"}
MOST_READINGS = 32


def syllables(character: str) -> tuple[str, ...]:
    """How one character is read, the commonest first; empty when it is not known."""
    return readings().get(character, ())


def spellings(word: str) -> tuple[str, ...]:
    """Every reading of a word, syllables joined by spaces, the commonest first; empty when a character is unknown."""
    several = [syllables(character) for character in word]
    if not all(several):
        return ()
    return tuple(" ".join(one) for one, _ in zip(product(*several), range(MOST_READINGS), strict=False))


@cache
def dialect(syllable: str) -> str:
    """The syllable as a speaker says it who parts neither n from l nor zh from z, nor in from ing; shuang → suan."""
    said = _H_AS_F.get(syllable, syllable)
    for whole, part in _INITIALS:
        if said.startswith(whole) and not (whole == "n" and len(said) == 1):
            said = part + said[len(whole) :]
            break
    for whole, part in _FINALS:
        if said.endswith(whole):
            return said[: -len(whole)] + part
    return said


def sounds_same(one: str, other: str) -> bool:
    """Two characters share a reading; tones do not count."""
    return not set(syllables(one)).isdisjoint(syllables(other))


def sounds_alike(one: str, other: str) -> bool:
    """Two characters share a reading, or one that dialects mix up."""
    return not {dialect(said) for said in syllables(one)}.isdisjoint(dialect(said) for said in syllables(other))


def words_sound_alike(one: str, other: str) -> bool:
    """Two words of the same length whose characters sound alike one by one."""
    return len(one) == len(other) and all(map(sounds_alike, one, other))


def same_sounding(character: str) -> Iterator[str]:
    """Every character that shares a reading with this one, dialects counted; not itself."""
    seen = {character}
    for said in syllables(character):
        for other in _by_dialect().get(dialect(said), ()):
            if other not in seen:
                seen.add(other)
                yield other


@cache
def _by_dialect() -> dict[str, tuple[str, ...]]:
    groups: dict[str, dict[str, None]] = {}
    for character, several in readings().items():
        for said in several:
            groups.setdefault(dialect(said), {})[character] = None
    return {said: tuple(group) for said, group in groups.items()}
