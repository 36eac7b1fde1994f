"""Posts that repeat another one: they stay in the gross count of their month and are left out of the net count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from mingcha.web.publishing import rollup
from mingcha.web.publishing.matching import chunks
from mingcha.web.publishing.models import Post


def mark_repeats(originals: Mapping[int, int | None]) -> int:
    """Note which posts repeat which (by their keys), None for those that repeat none; returns how many changed.

    Left as they are: posts of another unit than the one they would repeat, and posts that are repeated by it in turn,
    since then neither would count. Call it in a transaction, under `rollup.lock`.
    """
    changed: dict[int, Post] = {}
    twice: Counter[tuple[int, int]] = Counter()
    for part in chunks(originals):
        for post in Post.objects.filter(pk__in=part).order_by("pk"):
            original = originals[post.pk]
            if post.duplicate_of_id == original or not _can_repeat(post, original, changed):
                continue
            twice[post.unit_id, post.month] += (original is not None) - (post.duplicate_of_id is not None)
            post.duplicate_of_id = original
            changed[post.pk] = post
    Post.objects.bulk_update(changed.values(), ["duplicate_of"], batch_size=200)
    rollup.apply({place: (0, number) for place, number in twice.items()})
    return len(changed)


def _can_repeat(post: Post, original: int | None, changed: Mapping[int, Post]) -> bool:
    if original is None:
        return True
    above: int | None = original
    while above is not None:
        other = changed.get(above) or Post.objects.filter(pk=above).only("unit_id", "duplicate_of_id").first()
        if other is None or other.pk == post.pk or (above == original and other.unit_id != post.unit_id):
            return False
        above = other.duplicate_of_id
    return True
