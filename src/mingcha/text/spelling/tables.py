"""The tables of spelling.npz, read once: words, and how often characters stand together.

Counts are kept as levels: 1 + 8 · log₂(count), so that a difference of 8 is a factor of two and 0 is never.
The file is written by scripts/build_spelling.py, which says where each part comes from.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from mingcha.text.characters import readings

# A pair of characters is first << SHIFT | second; there are 6,763 characters.
SHIFT = 13
Numbers = NDArray[np.int32]
# Stands for every character that is not among them; no text holds it.
RARE = "\ufffe"
DIGESTS = 1 << 23


@dataclass(frozen=True, eq=False, slots=True)
class Tables:
    """`number_of` maps code points to 1…6763, other ideographs to 6764 (0: none); `pairs[first << SHIFT | second]` are levels.

    `count_of` turns a level into a count; `levels` are those of single characters, `total` how many characters were
    counted, as a level. `words` are the words with their levels for 100,000,000 words, `kinds` what they are.
    """

    characters: str
    own: frozenset[str]
    number_of: NDArray[np.uint16]
    levels: NDArray[np.int16]
    total: float
    count_of: NDArray[np.float32]
    pairs: NDArray[np.uint8]
    triples: NDArray[np.int64]
    triple_levels: NDArray[np.uint8]
    maybe: NDArray[np.bool_]  # by digest of a triple: whether it can be there; spares most of the searching
    words: dict[str, int]
    kinds: bytes

    def numbers(self, text: str) -> Numbers:
        """One number a character, 0 for what is no known character."""
        points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        return self.number_of[np.minimum(points, 0xFFFF)].astype(np.int32)


def digest(keys: NDArray[np.int64]) -> NDArray[np.int64]:
    """A number below DIGESTS for each key; different keys seldom share one."""
    return (keys * np.int64(0x2545F4914F6CDD1D) >> np.int64(40)) & np.int64(DIGESTS - 1)


@cache
def tables() -> Tables:
    """Read at the first call; about 120 MB."""
    with files("mingcha.text.spelling").joinpath("spelling.npz").open("rb") as file, np.load(file) as kept:
        characters = "\0" + "".join(readings()) + RARE
        number_of = np.zeros(0x10000, np.uint16)
        number_of[0x4E00:0xA000] = len(characters) - 1
        number_of[[ord(one) for one in characters[1:-1]]] = np.arange(1, len(characters) - 1)
        pairs = np.zeros(len(characters) << SHIFT, np.uint8)
        pairs[np.cumsum(kept["pairs"], dtype=np.int64)] = kept["pair_counts"]
        steps = np.zeros((kept["triples"].shape[1], 8), np.uint8)
        steps[:, :6] = kept["triples"].T
        count_of = np.concatenate([[0], 2 ** (np.arange(255) / 8)]).astype(np.float32)
        triples = np.cumsum(steps.view(np.int64)[:, 0])
        maybe = np.zeros(DIGESTS, bool)
        maybe[digest(triples)] = True
        names = kept["words"].tobytes().decode().split("\n")
        return Tables(
            characters,
            frozenset(map(chr, range(0x4E00, 0xA000))),
            number_of,
            np.append(kept["single"], 0).astype(np.int16),
            float(8 * np.log2(count_of[kept["single"]].sum())),
            count_of,
            pairs,
            triples,
            kept["triple_counts"],
            maybe,
            dict(zip(names, kept["counts"].tolist(), strict=True)),
            kept["kinds"].tobytes(),
        )
