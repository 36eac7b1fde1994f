"""What was seen at the places of cases since their units were told: from what the examination said and the archive holds.

Nothing counts that was looked at before the unit was told: a page nobody has fetched since is not seen.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from mingcha.archive.faults import ArchiveError
from mingcha.archive.showing import is_page, read_text
from mingcha.archive.store import Archive
from mingcha.model.fetch import FetchOutcome
from mingcha.model.snapshot import Snapshot
from mingcha.rectify.recheck import Sight, is_same_page
from mingcha.web.cases.models import Finding
from mingcha.web.rounds import sites
from mingcha.web.rounds.evidence import opened
from mingcha.web.rounds.models import CollectedPost, Site

GONE = (FetchOutcome.GONE, FetchOutcome.SOFT_GONE)
SEEN = (FetchOutcome.OK, FetchOutcome.NOT_MODIFIED, *GONE)
# Faults that lists of columns tell and not the post's own page.
_OF_LISTS = ("duplicates", "freshness")
_MISPLACED = "misplaced_post"
_LINKS, _PRIVACY = "links", "privacy"


class Looker:
    """Looks at places in a site's archive; without one it goes by the examination alone."""

    def __init__(self, site: Site, archive: Archive | None, posts: dict[str, CollectedPost]) -> None:
        self._site, self._archive, self._posts = site, archive, posts

    def sight(self, one: Finding, *, told: datetime, examined: datetime, known_gone: datetime | None = None) -> Sight:
        """What was seen of a finding that a unit was told of at `told`, by an examination taken in at `examined`.

        What a re-check at `known_gone` found mended is not compared once more while nobody has looked since.
        """
        looks = self._looks(one.source)
        if one.family == _LINKS:
            looks = tuple(sorted((*looks, *self._link_looks(one.quote)), key=lambda look: look.at))
        is_known = bool(looks)
        looks = tuple(look for look in looks if look.at > told)
        if one.gone_at is None:
            is_examined = one.last_seen >= examined
            return (
                Sight.STILL_THERE
                if is_examined and (looks or not is_known or self._listed(one, told))
                else Sight.UNSEEN
            )
        last = looks[-1] if looks else None
        if last is not None and last.outcome in GONE and one.family != _LINKS:
            return Sight.PAGE_GONE if self._site_answers(told) else Sight.UNSEEN
        post = self._post_is_gone(one, told)
        if one.post_url in self._posts and one.source != one.post_url and last is None and is_known:
            # A file nobody asked for again: its post was withdrawn, or no longer links to it. Where it told of people,
            # somebody must see that the file itself is gone.
            if one.family == _PRIVACY:
                return Sight.UNSEEN
            return Sight.PAGE_GONE if post else Sight.GONE if self._seen(one.post_url, told) else Sight.UNSEEN
        if post:
            return Sight.PAGE_GONE
        if last is None:
            return Sight.UNSEEN if is_known and not self._listed(one, told) else Sight.GONE
        if known_gone is not None and last.at <= known_gone:
            return Sight.GONE
        if one.family != _LINKS and not self._is_same(one, last, told):
            return Sight.CONTEXT_GONE
        return Sight.GONE

    def has_changed(self, url: str, *, since: datetime) -> bool:
        """Whether a page is another than it was; where that is not known it is taken to be."""
        if self._archive is None:
            return True
        before, now = self._archive.at(url, since), self._archive.latest(url, with_content=True)
        return before is None or now is None or before.digest != now.digest

    def _looks(self, url: str) -> tuple[Snapshot, ...]:
        """Every look at an address that saw something, be it that there is nothing."""
        if self._archive is None or not url:
            return ()
        return tuple(look for look in self._archive.timeline(url) if look.outcome in SEEN)

    def _link_looks(self, quote: str) -> tuple[Snapshot, ...]:
        """Looks at the target of a link, whose address ends the quote."""
        address = quote.rsplit("” ", 1)[-1]
        if self._archive is None or not address.startswith(("http://", "https://")):
            return ()
        return tuple(look for look in self._archive.looks(address))

    def _seen(self, url: str, told: datetime) -> bool:
        return any(look.at > told for look in self._looks(url))

    def _listed(self, one: Finding, told: datetime) -> bool:
        """What lists tell of a post is looked at with the list of its column."""
        if one.family not in _OF_LISTS and one.check_name != _MISPLACED:
            return False
        post = self._posts.get(one.post_url)
        return post is not None and self._seen(post.column_url, told)

    def _post_is_gone(self, one: Finding, told: datetime) -> bool:
        post = self._posts.get(one.post_url)
        looks = self._looks(one.post_url) if post is not None and post.gone is not None else ()
        return (
            post is not None
            and post.gone is not None
            and bool(looks)
            and looks[-1].outcome in GONE
            and looks[-1].at > told
            and self._site_answers(told)
        )

    def _site_answers(self, told: datetime) -> bool:
        """Whether the portal itself was there: a site that cannot be reached has mended nothing."""
        looks = [look for look in self._looks(self._site.home) if look.at > told]
        return not looks or looks[-1].outcome not in GONE

    def _is_same(self, one: Finding, last: Snapshot, told: datetime) -> bool:
        """Whether the page is still the one that bore the fault; what is no text is not compared."""
        if self._archive is None:
            return True
        before = self._archive.at(one.source, told)
        try:
            old = self._archive.read(before) if before is not None and before.outcome not in GONE else None
            new = self._archive.read(last)
        except ArchiveError:
            return True
        if old is None or old.body == new.body or not (is_page(old.snapshot) and is_page(new.snapshot)):
            return True
        post = self._posts.get(one.post_url)
        title = post.title if post is not None and one.source == one.post_url else ""
        return is_same_page(read_text(old), read_text(new), title=title, quote=one.quote)


@contextmanager
def looking(site: Site, findings: list[Finding]) -> Iterator[Looker]:
    """A looker for these findings of a site."""
    posts: dict[str, CollectedPost] = {}
    urls = sorted({url for one in findings for url in (one.post_url, one.source) if url})
    for start in range(0, len(urls), 500):
        rows = CollectedPost.objects.filter(site=site, url__in=urls[start : start + 500])
        posts |= {row.url: row for row in rows}
    if not sites.folder_of(site).exists():
        yield Looker(site, None, posts)
        return
    try:
        with opened(site) as archive:
            yield Looker(site, archive, posts)
    except ArchiveError:
        # The evidence cannot be read: nothing is known beyond what the examination said.
        yield Looker(site, None, posts)
