"""Writes src/mingcha/text/spelling/weights.csv: how much each sign of a misspelling weighs.

Usage: python scripts/learn_spelling.py CLEAN... --pairs FILE... [--seed N]     (needs scipy; rjieba divides the words)

CLEAN are folders of clean texts that spelling.npz was NOT built from (build_spelling.py --leave-out), FILEs hold real
misspellings, one a line: number, wrong and right sentence, parted by tabs. Into copies of the clean texts errors are
planted: by input of the same or a dialect's sound, by look, by dropping, doubling and swapping. Every guess about
every text is an example, right when it restores what stood there. What is learnt is one logistic regression over all
signs, and one over the few that numpy tells of all guesses at once. Only weights are kept, nothing of the texts.
"""

from __future__ import annotations

import argparse
import csv
import random
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import rjieba
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from mingcha.text.characters import looks, readings
from mingcha.text.pinyin import dialect, syllables
from mingcha.text.spelling.candidates import FIRST_SIGNS, candidates
from mingcha.text.spelling.guesses import guesses
from mingcha.text.spelling.signs import elsewhere, signs
from mingcha.text.spelling.tables import tables

TARGET = Path(__file__).parent.parent / "src" / "mingcha" / "text" / "spelling" / "weights.csv"
KINDS = ["same"] * 45 + ["word"] * 12 + ["dialect"] * 10 + ["shape"] * 13 + ["drop"] * 8 + ["double"] * 6 + ["swap"] * 6
APART = 40  # one planted error in so many characters
COPIES, PENALTY = 4, 1.5
COMMON = 48  # level of a character that people type by mistake
_MARKS = re.compile(r"<!--.*?-->|[#*>|_`]+", re.DOTALL)
Gold = list[tuple[int, int, str]]


class Planter:
    """Makes errors people make."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311  (chance for made-up errors)
        known = tables()
        self.same: dict[str, list[str]] = defaultdict(list)
        self.near: dict[str, list[str]] = defaultdict(list)
        self.words: dict[str, list[str]] = defaultdict(list)
        self.level = {one: int(known.levels[known.number_of[ord(one)]]) for one in readings()}
        for one, level in self.level.items():
            if level >= COMMON:
                self.same[syllables(one)[0]].append(one)
                self.near[dialect(syllables(one)[0])].append(one)
        for word, level in known.words.items():
            if len(word) == 2 and level >= 72:
                self.words[" ".join(syllables(one)[0] for one in word)].append(word)

    def plant(self, text: str) -> tuple[str, Gold]:
        """The text with errors, and where each stands with what was there."""
        written, gold, at, next_at = [], [], 0, self.chance.randint(5, 2 * APART)
        seen = 0
        for word in rjieba.cut(text, False):
            wrong = None
            if seen >= next_at and len(word) > 1 and all(one in self.level for one in word):
                wrong = self.wrong(word)
            seen += len(word)
            if wrong and wrong != word:
                gold.append((at, at + len(wrong), word))
                next_at = seen + self.chance.randint(12, max(13, 2 * APART - 12))
            written.append(wrong or word)
            at += len(wrong or word)
        return "".join(written), gold

    def wrong(self, word: str) -> str | None:
        kind, index = self.chance.choice(KINDS), self.chance.randrange(len(word))
        one = word[index]
        said = syllables(one)[0]
        if kind == "drop":
            return word[:index] + word[index + 1 :]
        if kind == "double":
            return word[: index + 1] + word[index:]
        if kind == "swap":
            index = min(index, len(word) - 2)
            return word[:index] + word[index + 1] + word[index] + word[index + 2 :]
        if kind == "word":
            some = [other for other in self.words.get(" ".join(syllables(c)[0] for c in word), ()) if other != word]
            return self.chance.choice(some) if some else None
        choices = {
            "same": self.same[said],
            "dialect": [other for other in self.near[dialect(said)] if syllables(other)[0] != said],
            "shape": [other for other in looks()[one][:6] if self.level[other] >= COMMON],
        }[kind]
        choices = [other for other in choices if other != one]
        if not choices:
            return None
        weights = [2 ** (self.level[other] / 16) for other in choices]
        return word[:index] + self.chance.choices(choices, weights)[0] + word[index + 1 :]


def examples(text: str, gold: Gold) -> Iterator[tuple[dict[str, int], tuple[int, ...], bool]]:
    """The signs of every guess, those told at once, and whether it restores what stood there."""
    found = candidates(tables().numbers(text))
    steps, right = found.steps(), {}
    told = []
    for at, guess in guesses(text, found):
        is_right = any(_restores(text, at, guess.length, guess.meant, one) for one in gold)
        right[at, guess.length, guess.meant] = is_right
        told.append((signs(guess, tables()) | elsewhere(text, at, guess), (), is_right))
    yield from told
    names = tables().characters
    for row in range(len(found.at)):
        meant = "".join(names[one] for one in (found.first[row], found.second[row]) if one)
        key = int(found.at[row]), int(found.length[row]), meant
        yield {}, tuple(steps[row].tolist()), right[key]


def _restores(text: str, at: int, length: int, meant: str, gold: tuple[int, int, str]) -> bool:
    start, end, word = gold
    if at + length < start - 3 or at > end + 3:
        return False
    low, high = max(0, start - 4), end + 4
    return text[low:at] + meant + text[at + length : high] == text[low:start] + word + text[end:high]


def differences(wrong: str, right: str) -> Gold:
    """Where two sentences of the same length differ."""
    gold, start = [], 0
    while start < len(wrong):
        end = start
        while end < len(wrong) and wrong[end] != right[end]:
            end += 1
        if end > start:
            gold.append((start, end, right[start:end]))
        start = end + 1
    return gold


def learnt(rows: list[list[tuple[str, int]]], right: np.ndarray) -> dict[tuple[str, int], float]:
    """The weights of a logistic regression; ("", 0) is what all have in common."""
    number: dict[tuple[str, int], int] = {}
    columns = [number.setdefault(one, len(number)) for row in rows for one in row]
    lines = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
    matrix = csr_matrix((np.ones(len(columns)), (lines, columns)), shape=(len(rows), len(number)))

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        odds = matrix @ weights[1:] + weights[0]
        wrong = 1 / (1 + np.exp(-odds)) - right
        value = np.sum(np.logaddexp(0, odds) - right * odds) + PENALTY / 2 * np.sum(weights[1:] ** 2)
        return value, np.concatenate([[wrong.sum()], matrix.T @ wrong + PENALTY * weights[1:]])

    best = minimize(loss, np.zeros(len(number) + 1), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    return {("", 0): best[0]} | {one: best[index + 1] for one, index in number.items()}


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("clean", type=Path, nargs="+")
    asked.add_argument("--pairs", type=Path, nargs="*", default=[])
    asked.add_argument("--seed", type=int, default=0)
    given = asked.parse_args()
    planter = Planter(given.seed)
    texts: list[tuple[str, Gold]] = []
    for folder in given.clean:
        for path in sorted([*folder.rglob("*.md"), *folder.rglob("*.txt")]):
            clean = _MARKS.sub("", path.read_text(encoding="utf-8", errors="ignore"))
            texts += [(clean, []), *(planter.plant(clean) for _ in range(COPIES))]
    for path in given.pairs:
        for line in path.read_text(encoding="utf-8").splitlines():
            parts = line.split("\t")
            if len(parts) == 3 and len(parts[1]) == len(parts[2]):
                texts.append((parts[1], differences(parts[1], parts[2])))
    full: list[list[tuple[str, int]]] = []
    first: list[list[tuple[str, int]]] = []
    full_right, first_right = [], []
    for text, gold in texts:
        for told, steps, is_right in examples(text, gold):
            if steps:
                first.append(list(zip(FIRST_SIGNS, steps, strict=True)))
                first_right.append(is_right)
            else:
                full.append([(name, int(step)) for name, step in told.items()])
                full_right.append(is_right)
    print(f"{len(texts):,} texts, {len(full):,} guesses, {sum(full_right):,} right")
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(("sign", "step", "weight"))
        for rows, right, common in ((full, full_right, "all"), (first, first_right, "f_all")):
            for (name, step), weight in sorted(learnt(rows, np.array(right, float)).items()):
                out.writerow((name or common, step, f"{weight:.3f}"))


if __name__ == "__main__":
    main()
