"""Writes src/mingcha/text/spelling/spelling.npz: words with their frequency, and how often characters stand together.

Usage: python scripts/build_spelling.py DICTIONARY FOLDER [--leave-out PERCENT] [--to FILE]

DICTIONARY is jieba's dict.txt (MIT; from the sdist of jieba 0.42.1), FOLDER holds texts without copyright as Markdown
or plain text: laws, regulations and judicial documents (Copyright Law of China, article 5). The same input gives the
same file. `--leave-out` keeps that share of the files for measuring, chosen by a digest of their names.
Own words of official prose stand in scripts/official_words.txt; they count like words of middling frequency.
"""

from __future__ import annotations

import argparse
import re
import zlib
from collections import Counter
from itertools import pairwise
from pathlib import Path

import numpy as np
import rjieba

from mingcha.text.characters import readings

HERE = Path(__file__).parent
TARGET = HERE.parent / "src" / "mingcha" / "text" / "spelling" / "spelling.npz"
OWN = HERE / "official_words.txt"
OWN_COUNT = 60
BASE = 8192  # more than there are characters; a pair is first * BASE + second
IN_WORDS = 0.25  # what an occurrence in the dictionary's own corpus counts against one in the texts
FEWEST_TRIPLES = 2
LONGEST = 8
COMMON, PERSON, PLACE, NAME, IDIOM = range(5)
KINDS = {"nr": PERSON, "nrt": PERSON, "nrfg": PERSON, "ns": PLACE, "nz": NAME, "nt": NAME, "i": IDIOM, "l": IDIOM}
_MARKS = re.compile(r"<!--.*?-->|[#*>|_`]+", re.DOTALL)


def texts(folder: Path, leave_out: int) -> str:
    """Every paragraph once."""
    seen: dict[str, None] = {}
    for path in sorted(folder.rglob("*.md")) + sorted(folder.rglob("*.txt")):
        if zlib.crc32(path.name.encode()) % 100 >= leave_out:
            for line in _MARKS.sub("", path.read_text(encoding="utf-8", errors="ignore")).splitlines():
                seen[line] = None
    return "\n".join(seen)


def levels(counts: np.ndarray) -> np.ndarray:
    """Counts as eighths of their binary logarithm, 1 to 255; 0 is never."""
    return np.clip(np.rint(8 * np.log2(np.maximum(counts, 1e-9))) + 1, 1, 255).astype(np.uint8)


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("dictionary", type=Path)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--leave-out", type=int, default=0)
    asked.add_argument("--to", type=Path, default=TARGET)
    given = asked.parse_args()
    number = {character: index + 1 for index, character in enumerate(readings())}
    text = texts(given.folder, given.leave_out)
    seen = Counter(rjieba.cut(text, False))
    words: dict[str, tuple[float, int]] = {}
    for line in given.dictionary.read_text(encoding="utf-8").splitlines():
        word, count, tag = line.split(" ")
        if 1 <= len(word) <= LONGEST and all(character in number for character in word):
            words[word] = int(count) * IN_WORDS + seen.get(word, 0), KINDS.get(tag, COMMON)
    for word in OWN.read_text(encoding="utf-8").split() if OWN.exists() else ():
        if all(character in number for character in word):
            count, kind = words.get(word, (0.0, COMMON))
            words[word] = max(count, OWN_COUNT), COMMON if kind != IDIOM else kind

    look = np.zeros(0x110000, np.int64)
    for character, index in number.items():
        look[ord(character)] = index
    ids = look[np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)]
    single = np.bincount(ids, minlength=BASE).astype(float)
    pairs, triples = counted(ids, 2), counted(ids, 3)
    inner2, inner3 = Counter[int](), Counter[int]()
    for word, (count, kind) in words.items():
        # What the texts hold is counted there already.
        weight = max(count - seen.get(word, 0), 0.2) * (0.3 if kind in (PERSON, PLACE) else 1)
        marks = [number[character] for character in word]
        for one in marks:
            single[one] += weight
        for one, two in pairwise(marks):
            inner2[one * BASE + two] += weight
        for one, two, three in zip(marks, marks[1:], marks[2:], strict=False):
            inner3[(one * BASE + two) * BASE + three] += weight
    pairs, triples = merged(pairs, inner2), merged(triples, inner3)
    kept = triples[1] >= FEWEST_TRIPLES
    names = sorted(words)
    total = sum(count for count, _ in words.values())
    np.savez_compressed(
        given.to,
        words=np.frombuffer("\n".join(names).encode(), dtype=np.uint8),
        counts=levels(np.array([words[word][0] for word in names]) * 1e8 / total),
        kinds=np.array([words[word][1] for word in names], np.uint8),
        single=levels(single[: len(number) + 1]) * (single[: len(number) + 1] > 0),
        pairs=np.diff(pairs[0], prepend=0).astype(np.uint32),
        pair_counts=levels(pairs[1]),
        triples=np.diff(triples[0][kept], prepend=0).astype(np.int64).view(np.uint8).reshape(-1, 8)[:, :6].T.copy(),
        triple_counts=levels(triples[1][kept]),
    )
    print(f"{len(text):,} characters, {len(names):,} words, {len(pairs[0]):,} pairs, {kept.sum():,} triples")
    print(f"{given.to}: {given.to.stat().st_size / 1e6:.1f} MB")


def counted(ids: np.ndarray, length: int) -> tuple[np.ndarray, np.ndarray]:
    """Which stretches of known characters occur, as one number each, and how often."""
    key, known = np.zeros(len(ids) - length + 1, np.int64), np.ones(len(ids) - length + 1, bool)
    for offset in range(length):
        part = ids[offset : len(ids) - length + 1 + offset]
        key, known = key * BASE + part, known & (part > 0)
    keys, counts = np.unique(key[known], return_counts=True)
    return keys, counts.astype(float)


def merged(counts: tuple[np.ndarray, np.ndarray], more: Counter[int]) -> tuple[np.ndarray, np.ndarray]:
    keys = np.concatenate([counts[0], np.fromiter(more.keys(), np.int64, len(more))])
    values = np.concatenate([counts[1], np.fromiter(more.values(), float, len(more))])
    unique, inverse = np.unique(keys, return_inverse=True)
    return unique, np.bincount(inverse, weights=values)


if __name__ == "__main__":
    main()
