"""What the rounds left in a site's folder, as the ledger needs it: posts, columns, and what is gone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from mingcha.collect.frontier import Frontier
from mingcha.collect.gathered import Gathered
from mingcha.collect.posts_file import collected_posts
from mingcha.model.collected import CollectedPost
from mingcha.model.site import Site
from mingcha.web.publishing.columns import FoundColumn


@dataclass(frozen=True, slots=True)
class Finds:
    """Each post once, the columns with what their lists showed, and the day a round found a post gone, by address."""

    posts: tuple[CollectedPost, ...]
    columns: tuple[FoundColumn, ...] = ()
    gone: tuple[tuple[str, date], ...] = ()


def finds(site: Site, folder: Path) -> Finds:
    """Read the folder while no round runs in it. Raises FrontierFault."""
    frontier = Frontier.open(folder)
    try:
        gathered = Gathered(frontier.db)
        rounds = {number: datetime.fromisoformat(started).date() for number, _, started, _ in frontier.rounds()}
        shown = gathered.lists_by_column()
        found = (
            (each, *shown.get(number, (0, None)))
            for number, each in gathered.columns().items()
            if each.column.name or number in shown
        )
        return Finds(
            posts=tuple(collected_posts(gathered, site)),
            columns=tuple(FoundColumn(each.column, listed, newest) for each, listed, newest in found),
            gone=tuple(
                (known.facts.url, rounds[known.gone_round])
                for known in gathered.posts(with_gone=True)
                if known.gone_round
            ),
        )
    finally:
        frontier.close()
