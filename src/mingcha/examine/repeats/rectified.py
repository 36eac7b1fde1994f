"""Whether a repeat came of mending: the unit was told to mend a post, and put it up anew beside the old one."""

from __future__ import annotations

from datetime import timedelta

from mingcha.model.post_set import PostText

__all__ = ["follows_rectification"]

# A new issue some time before the case was closed is how the unit answered it; long after, it has nothing to do with it.
_BEFORE, _AFTER = timedelta(days=30), timedelta(days=90)


def follows_rectification(first: PostText, second: PostText) -> bool:
    """Whether the second post, a repeat of the first, was put up in answer to a case on the first."""
    if second.published is None or (first.told_on is None and first.rectified_on is None):
        return False
    begun = first.told_on or (first.rectified_on - _BEFORE if first.rectified_on else None)
    ended = (first.rectified_on or first.told_on or second.published) + _AFTER
    return begun is not None and begun <= second.published <= ended
