"""Pages as they lie in the archive, for whoever looks back at what a round fetched."""

from __future__ import annotations

from mingcha.archive.faults import ArchiveError
from mingcha.archive.store import Archive
from mingcha.model.fetch import Response
from mingcha.pages.page import Page, parse

__all__ = ["kept_page", "kept_response"]


def kept_response(archive: Archive, number: int) -> Response | None:
    """The answer with this number; None when there is none, or when it can no longer be read."""
    snapshot = archive.snapshot(number) if number else None
    if snapshot is None:
        return None
    try:
        return archive.response(snapshot)
    except ArchiveError:
        return None


def kept_page(archive: Archive, number: int) -> Page | None:
    """The page of a snapshot, parsed; None when it was purged, is lost, or is none."""
    response = kept_response(archive, number)
    if response is None or not response.body:
        return None
    return parse(response.body, url=response.url, declared=response.charset)
