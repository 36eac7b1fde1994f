"""Posts that count twice: an examination proposes them, and the ledger leaves them out of the net count only where a
person confirmed the finding about them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import QuerySet

from mingcha.web.cases.models import Decision, Finding
from mingcha.web.publishing import rollup
from mingcha.web.publishing.collected import identity_of, posts_by_identity
from mingcha.web.publishing.matching import chunks
from mingcha.web.publishing.repeating import mark_repeats
from mingcha.web.rounds.models import Site

CHECK = "duplicate_post"


def propose(site: Site, counted_twice: Mapping[str, str], *, at: datetime) -> None:
    """Keep with the findings told at this moment which post theirs repeats; what is decided stays as it was decided.

    Confirmed repeats whose posts came into the ledger only now take effect. Call it in a transaction.
    """
    told = Finding.objects.filter(site=site, check_name=CHECK, last_seen=at, decision=None)
    changed = []
    for one in told:
        if one.repeats_url != (address := counted_twice.get(one.post_url, "")[:2100]):
            one.repeats_url = address
            changed.append(one)
    Finding.objects.bulk_update(changed, ["repeats_url"], batch_size=200)
    settle(_confirmed().filter(site=site))


def settle(findings: Iterable[Finding]) -> int:
    """Make the ledger say of the posts of these findings what people confirmed; returns how many posts changed.

    A post that no confirmed finding calls a repeat counts again. Call it in the transaction that decides.
    """
    posts = {one.post_url for one in findings if one.repeats_url}
    if not posts:
        return 0
    rollup.lock()
    # Of several confirmed findings the latest holds.
    originals = {
        post: original
        for part in chunks(posts)
        for post, original in _confirmed()
        .filter(post_url__in=part)
        .order_by("pk")
        .values_list("post_url", "repeats_url")
    }
    ledger = posts_by_identity(map(identity_of, (*posts, *originals.values())))
    wanted: dict[int, int | None] = {}
    for url in sorted(posts, key=lambda url: url in originals):
        key = ledger.get(identity_of(url))
        original = ledger.get(identity_of(originals[url])) if url in originals else None
        if key is not None and not (url in originals and original is None):
            wanted[key] = original
    return mark_repeats(wanted)


def _confirmed() -> QuerySet[Finding]:
    return Finding.objects.filter(check_name=CHECK, decision__kind=Decision.Kind.CONFIRMED).exclude(repeats_url="")
