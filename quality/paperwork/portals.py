"""Portals made from the tables beside: their posts, and which of them stand in the wrong column."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from mingcha.examine.placement.misplaced import Misplaced, misplaced
from mingcha.model.post_set import PostSet, PostText

TABLES = {
    split: Path(__file__).with_name(name)
    for split, name in (("tuned", "portals.toml"), ("later", "portals_later.toml"), ("unseen", "portals_unseen.toml"))
}


@dataclass(frozen=True)
class Portal:
    """The posts of a made-up portal, and the places of those that stand in a wrong column."""

    posts: PostSet
    wrong: frozenset[int]
    columns: int


@dataclass(frozen=True)
class Score:
    """`found` posts were told as certain, `right` of them rightly, `doubted` only doubted; `wrong` there are in all."""

    found: int
    right: int
    doubted: int
    wrong: int
    posts: int
    columns: int

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.wrong if self.wrong else 1.0


def portals(split: str) -> Iterator[Portal]:
    """The made-up portals of one part: `tuned`, `later` or `unseen`."""
    told = tomllib.loads(TABLES[split].read_text(encoding="utf-8"))
    for number, portal in enumerate(told["portals"]):
        yield _made(portal, told, chance=random.Random(f"{split}-{number}"))


def _made(portal: Mapping[str, Any], told: Mapping[str, Any], *, chance: random.Random) -> Portal:
    posts: list[PostText] = []
    wrong: set[int] = set()
    for column in portal["columns"]:
        bad = round(column["count"] * column["share"])
        for at in range(column["count"]):
            genre = chance.choice(column["wrong"] if at < bad else column["own"])
            if at < bad:
                wrong.add(len(posts))
            title = _title(chance.choice(told["titles"][genre]), told["words"], chance)
            day = date(2023, 1, 3) + timedelta(days=chance.randrange(360))
            url = f"http://www.yangli.example/{len(posts)}.html"
            posts.append(PostText(url, title, "", str(chance.randrange(8)), column["name"], published=day))
    return Portal(PostSet("http://www.yangli.example/", posts), frozenset(wrong), len(portal["columns"]))


def _title(pattern: str, words: Mapping[str, list[str]], chance: random.Random) -> str:
    chosen = {key: chance.choice(values) for key, values in words.items()}
    day = f"{chance.randrange(1, 13)}月{chance.randrange(1, 29)}日"
    year, number, quarter = chance.choice((2021, 2022, 2023)), chance.randrange(1, 400), chance.choice("一二三四")
    return pattern.format(**chosen, y=year, n=number, q=quarter, d=day, d2=day)


def score(split: str) -> tuple[Score, list[tuple[PostText, Misplaced | None]]]:
    """How well wrong columns are told in one part, and every mistake: a post wrongly told, or one that was missed."""
    found = right = doubted = wrong = posts = columns = 0
    mistakes: list[tuple[PostText, Misplaced | None]] = []
    for portal in portals(split):
        told = misplaced(portal.posts)
        certain = {one.place for one in told if one.certain}
        found += len(certain)
        right += len(certain & portal.wrong)
        doubted += sum(one.place in portal.wrong for one in told if not one.certain)
        wrong += len(portal.wrong)
        posts += len(portal.posts.posts)
        columns += portal.columns
        mistakes += [
            (portal.posts.posts[one.place], one) for one in told if one.certain and one.place not in portal.wrong
        ]
        mistakes += [(portal.posts.posts[place], None) for place in sorted(portal.wrong - certain)]
    return Score(found, right, doubted, wrong, posts, columns), mistakes
