"""Where a finding about a new-media account stands: which account, and which of its posts, as people call them.

Such findings bear the account's code as their source, whatever they are about. As their post they bear the account's
code again when they are about the account itself (it kept silent), the post's link, or where it has none, the code and
the post's identity.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from mingcha.web.media import queries
from mingcha.web.media.models import Account, Post
from mingcha.web.publishing.matching import chunks


@dataclass(frozen=True, slots=True)
class MediaPlace:
    """`name` is the account's alone, `called` with its platform; the rest is empty where the account itself is meant."""

    code: str
    name: str
    called: str
    post: int | None = None
    title: str = ""
    url: str = ""
    published: date | None = None

    def __str__(self) -> str:
        return f"{self.called}《{self.title}》（{self.published}）" if self.post else self.called


def post_key(code: str, *, url: str, identity: str) -> str:
    """What a finding bears as its post."""
    return url or f"{code}#{identity}"


def media_places(pairs: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], MediaPlace]:
    """By source and post of findings where each stands; those of portals are left out. Two queries for up to 500 pairs.

    A post that is no longer in the ledger leaves its account.
    """
    asked = {(source, post) for source, post in pairs if source and "/" not in source}
    accounts: dict[str, Account] = {}
    for some in chunks(sorted({source for source, _ in asked})):
        accounts |= {row.code: row for row in Account.objects.filter(code__in=some)}
    asked = {(source, post) for source, post in asked if source in accounts}
    if not asked:
        return {}
    posts = _posts({accounts[source].pk for source, _ in asked}, {post for source, post in asked if post != source})
    platforms = {platform.code: platform.name for platform in queries.rules().platforms}
    found = {}
    for source, post in asked:
        account = accounts[source]
        row = posts.get((account.pk, post.removeprefix(f"{source}#")))
        called = f"{platforms.get(account.platform, account.platform)}“{account.name}”"
        found[source, post] = MediaPlace(
            source, account.name, called, *((row.pk, row.title, row.url, row.published) if row else ())
        )
    return found


def _posts(accounts: Iterable[int], keys: Iterable[str]) -> dict[tuple[int, str], Post]:
    links = sorted(key for key in keys if "#" not in key or "/" in key)
    identities = sorted({key.rpartition("#")[2] for key in keys if "#" in key and "/" not in key})
    counted = Post.objects.filter(account__in=sorted(accounts), repeats=None).defer("summary", "text").order_by("-pk")
    found: dict[tuple[int, str], Post] = {}
    for some in chunks(links):
        found |= {(row.account_id, row.url): row for row in counted.filter(url__in=some)}
    for some in chunks(identities):
        found |= {(row.account_id, row.identity): row for row in counted.filter(identity__in=some)}
    return found
