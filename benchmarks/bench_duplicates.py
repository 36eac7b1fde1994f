"""What does it cost to find the posts that say the same, as the portal grows?

The posts are made of phrases, with copies among them whose places are known: word for word, and with up to one letter
in a hundred changed. The run fails when fewer than 98 % of the copies are found or one pair is found that is none. The
peer is datasketch as its documentation shows it, over as many posts as it can do in a minute; times are per post. Run
with a number of posts.
"""

from __future__ import annotations

import random
import sys

from datasketch import MinHash, MinHashLSH  # type: ignore[import-untyped]

from benchmarks.measure import Measured, hand_in, peak_megabytes, seconds
from mingcha.text.near_duplicates import Pair, near_duplicates
from mingcha.text.sketches import BOXES, RUN

SIZES = {60_000: ("6 万条", 870, 5.0), 250_000: ("25 万条", 430, None), 1_000_000: ("100 万条", 430, 90.0)}
PEER_POSTS = 2_000
_COPIED, _RECALL = 0.04, 0.98
_AT_LEAST = 0.95


def main(posts: int) -> None:
    size, letters, goal = SIZES.get(posts, (f"{posts} 条", 430, None))
    texts, truth = made_up(posts, letters=letters)
    megabytes = sum(map(len, texts)) * 3 / 1e6
    found: list[tuple[Pair, ...]] = []
    ours = seconds(lambda: found.append(near_duplicates(texts, at_least=_AT_LEAST)), runs=3 if posts < 500_000 else 1)
    memory = peak_megabytes()
    told = {(pair.first, pair.second) for pair in found[0]}
    model_of = {place: model for model, place in truth}
    wrong = [pair for pair in told if model_of.get(pair[0], pair[0]) != model_of.get(pair[1], pair[1])]
    recall = len(truth & told) / len(truth)
    assert recall >= _RECALL, f"only {recall:.4f} of the copies were found"
    assert not wrong, f"{len(wrong)} pairs are no copies"
    some = texts[:PEER_POSTS]
    peer = seconds(lambda: by_datasketch(some)) * posts / PEER_POSTS
    hand_in(
        [
            Measured(
                "查重",
                size,
                ours,
                peer=f"datasketch MinHashLSH（按 {PEER_POSTS} 条推算）",
                peer_seconds=peer,
                goal=goal,
                remark=f"{megabytes / ours:.0f} MB/秒，查出 {recall:.2%}，误报 0，内存 {memory} MB",
            )
        ]
    )


def made_up(posts: int, *, letters: int) -> tuple[list[str], set[tuple[int, int]]]:
    """Texts of about so many letters, and which are copies of which: every twenty-fifth, changed or not."""
    chance = random.Random(posts)
    signs = [chr(code) for code in range(0x4E00, 0x4E00 + 2500)]
    phrases = ["".join(chance.choices(signs, k=chance.randrange(3, 12))) + "，" for _ in range(40_000)]
    texts: list[str] = []
    truth: set[tuple[int, int]] = set()
    originals: list[int] = []
    for place in range(posts):
        if originals and chance.random() < _COPIED:
            model = chance.choice(originals)
            truth.add((model, place))
            texts.append(_changed(texts[model], chance, signs))
        else:
            count = int(letters / 8 * (0.5 + chance.random()))
            texts.append("".join(chance.choices(phrases, k=count)))
            originals.append(place)
    return texts, truth


def _changed(text: str, chance: random.Random, signs: list[str]) -> str:
    changes = int(len(text) * chance.choice((0, 0, 0.004, 0.01)))
    letters = list(text)
    for _ in range(changes):
        letters[chance.randrange(len(letters))] = chance.choice(signs)
    return "".join(letters)


def by_datasketch(texts: list[str]) -> int:
    """The peer's way: a MinHash of the same runs with as many numbers, its index, and a query for each text."""
    index = MinHashLSH(threshold=0.8, num_perm=BOXES)
    met = 0
    for place, text in enumerate(texts):
        hashed = MinHash(num_perm=BOXES)
        hashed.update_batch({text[at : at + RUN].encode() for at in range(len(text) - RUN + 1)})
        met += len(index.query(hashed))
        index.insert(str(place), hashed)
    return met


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 60_000)
