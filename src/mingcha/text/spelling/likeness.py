"""What a writer may have meant: for every character and every word of two, those that sound or look the same."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from mingcha.text.characters import looks, readings
from mingcha.text.pinyin import dialect, syllables
from mingcha.text.spelling.tables import SHIFT, Numbers, tables

# Only a character among the commonest so many is offered in place of another.
COMMON = 3900
SAME_SOUND, DIALECT, LOOKS = 1, 2, 4
# A word of two characters this common (one in 400,000) may be meant by two that sound like it.
COMMON_WORD = 64
PERSON = 1
_SOUND_SHIFT = 9


@dataclass(frozen=True, eq=False, slots=True)
class Groups:
    """For each number or key what belongs to it: `members[starts[key]:starts[key + 1]]`; `how` they are alike."""

    starts: NDArray[np.int64]
    members: NDArray[np.int32]
    how: NDArray[np.uint8]

    def of(self, keys: Numbers) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """For every member of every key: the index of the key in `keys`, and the member's own."""
        first = self.starts[keys]
        counts = self.starts[keys + 1] - first
        which = np.repeat(np.arange(len(keys)), counts)
        ends = np.cumsum(counts)
        return which, np.repeat(first - (ends - counts), counts) + np.arange(ends[-1] if len(ends) else 0)


@cache
def alike() -> Groups:
    """The common characters of the same sound, of a sound dialects mix up, and of the same look; never itself."""
    levels = tables().levels.astype(int)
    common = set(np.argsort(-levels, kind="stable")[:COMMON].tolist())
    numbers = {character: index + 1 for index, character in enumerate(readings())}
    same: dict[str, list[int]] = {}
    near: dict[str, list[int]] = {}
    for character, several in readings().items():
        if numbers[character] in common:
            for said in several:
                same.setdefault(said, []).append(numbers[character])
                near.setdefault(dialect(said), []).append(numbers[character])
    starts = [0, 0]
    members: list[int] = []
    how: list[int] = []
    for character, several in readings().items():
        found = {numbers[look]: LOOKS for look in looks()[character] if numbers[look] in common}
        for said in several:
            for other in near.get(dialect(said), ()):
                found[other] = found.get(other, 0) | DIALECT
            for other in same.get(said, ()):
                found[other] = found.get(other, 0) | SAME_SOUND
        found.pop(numbers[character], None)
        members.extend(found)
        how.extend(found.values())
        starts.append(len(members))
    starts.append(len(members))  # of a rare one nothing is known
    return Groups(np.array(starts), np.array(members, np.int32), np.array(how, np.uint8))


@cache
def sound_of() -> Numbers:
    """One number for the first reading of each character, dialects not parted; 0 for none."""
    known: dict[str, int] = {}
    sounds = [dialect(syllables(character)[0]) for character in tables().characters[1:-1]]
    return np.array([0, *(known.setdefault(sound, len(known) + 1) for sound in sounds), 0], np.int32)


def sound_key(first: Numbers, second: Numbers) -> Numbers:
    """What two words of two characters have in common when they sound the same."""
    sounds = sound_of()
    return sounds[first] << _SOUND_SHIFT | sounds[second]


@cache
def same_sounding_words() -> Groups:
    """By sound_key: common words of two characters, as pairs."""
    known = tables()
    of = known.number_of
    words = [
        (int(of[ord(word[0])]), int(of[ord(word[1])]))
        for (word, level), kind in zip(known.words.items(), known.kinds, strict=True)
        if len(word) == 2 and level >= COMMON_WORD and kind != PERSON
    ]
    both = np.array(words, np.int32)
    keys = sound_key(both[:, 0], both[:, 1])
    order = np.argsort(keys, kind="stable")
    starts = np.zeros((1 << 2 * _SOUND_SHIFT) + 1, np.int64)
    starts[1:] = np.cumsum(np.bincount(keys, minlength=1 << 2 * _SOUND_SHIFT))
    pairs = (both[:, 0] << SHIFT | both[:, 1])[order]
    return Groups(starts, pairs, np.full(len(pairs), DIALECT, np.uint8))
