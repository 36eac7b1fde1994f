"""Which rows of an account state one post: by what the link means, else by title and day.

A post counts once per account. Two rows are one when their links mean the same; or when title and day agree and not
both links tell the platform's number of the post, since short links are new at each sharing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mingcha.model.media import MediaPost
from mingcha.text.width import comparable
from mingcha.web.media.models import Account, Post
from mingcha.web.publishing.matching import chunks, digest


@dataclass(slots=True)
class Place:
    """A row as matching sees it; `pk` is its key once it is stored."""

    account: int
    identity: str
    by_title: str
    firm: bool
    pk: int | None = None
    row: MediaPost | None = None


def place_of(row: MediaPost, *, account: int) -> Place:
    """`account` is the account's key."""
    words = digest(f"{account}\n{comparable(row.title)}\n{row.published.isoformat()}")
    return Place(account, digest(f"{account}\n{row.identity}"), words, row.firm, row=row)


def match(rows: Iterable[Place]) -> list[Place | None]:
    """For each row, in its order, the earlier row whose post it states once more; None where it makes a post."""
    by_identity: dict[str, Place] = {}
    by_title: dict[str, list[Place]] = {}
    firm: set[int] = set()  # posts whose number is known by now, by the id of their Place
    found: list[Place | None] = []
    for row in rows:
        first = by_identity.get(row.identity)
        if first is None:
            twins = by_title.get(row.by_title, [])
            first = next((twin for twin in twins if not (row.firm and id(twin) in firm)), None)
        found.append(first)
        post = first or row
        if first is None:
            by_title.setdefault(row.by_title, []).append(row)
        by_identity[row.identity] = post
        if row.firm:
            firm.add(id(post))
    return found


def known(accounts: Iterable[int]) -> list[Place]:
    """The rows of these accounts, in the order they were confirmed in."""
    rows = Post.objects.filter(account__in=list(accounts)).order_by("pk")
    return [
        Place(account, identity, words, firm, pk)
        for pk, account, identity, words, firm in rows.values_list("pk", "account_id", "identity", "by_title", "firm")
    ]


def rematch(accounts: Iterable[int]) -> None:
    """Decide anew which rows of these accounts repeat which; call it under `lock`, after rows came or went."""
    places = known(accounts)
    wanted = {place.pk: first.pk if first else None for place, first in zip(places, match(places), strict=True)}
    stored: dict[int, int | None] = {}
    for part in chunks(wanted):
        stored |= dict(Post.objects.filter(pk__in=part).order_by().values_list("pk", "repeats_id"))
    changed = [Post(pk=pk, repeats_id=first) for pk, first in wanted.items() if stored[pk] != first]
    Post.objects.bulk_update(changed, ["repeats"], batch_size=400)


def lock(accounts: Iterable[int]) -> None:
    """Let one change of these accounts' posts happen at a time; holds to the end of the transaction."""
    list(Account.objects.select_for_update().filter(pk__in=list(accounts)).order_by("pk").values_list("pk"))
