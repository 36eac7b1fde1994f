"""The place of a fault in the page as it was kept: the lines around it, and beside them what stands there now.

Every line is masked before anything else is done with it. Of pages that betray people only the line of the fault itself
is shown: its neighbours betray others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from mingcha.archive.differences import Kind, Line, Piece, of_texts
from mingcha.archive.faults import ArchiveError
from mingcha.archive.quoting import passages
from mingcha.archive.showing import is_page, read_text
from mingcha.archive.store import Archive
from mingcha.model.snapshot import Kept, Snapshot
from mingcha.text.masking import scrubbed
from mingcha.web.cases.models import Finding
from mingcha.web.cases.sights import GONE
from mingcha.web.rounds import sites
from mingcha.web.rounds.evidence import opened
from mingcha.web.rounds.models import Site

# Lines above and below the place, and characters of a long line that are shown.
_AROUND, _LONGEST = 2, 240
_PRIVACY = "privacy"
_WITH_CONTENT = (Kept.RESPONSE, Kept.SAME_CONTENT, Kept.NOT_MODIFIED)


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Lines of a page as pieces, those of the fault marked. `number` and `at` are the snapshot's."""

    number: int
    at: datetime
    lines: tuple[tuple[Piece, ...], ...]

    @property
    def is_marked(self) -> bool:
        return any(piece.differs for line in self.lines for piece in line)


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """The place when its unit was told and as it was seen last. `after` is empty while nobody looked since.

    `gone` says what became of the page where it is not there any more, `lines` are those around the place.
    """

    before: Snapshot
    after: Snapshot | None
    lines: tuple[Line, ...] = ()
    gone: str = ""


def excerpts(site: Site, findings: Sequence[Finding]) -> dict[int, Excerpt]:
    """By finding, the lines around its place in the last snapshot that was seen with it; nothing of what is no page."""
    found: dict[int, Excerpt] = {}
    for archive in _archive(site):
        for one in findings:
            snapshot = archive.at(one.source, one.last_seen)
            texts = _texts(archive, snapshot)
            if snapshot is not None and texts:
                found[one.pk] = Excerpt(snapshot.number, snapshot.at, tuple(_marked(texts, one)))
    return found


def before_and_after(site: Site, findings: Sequence[Finding], *, told: datetime) -> dict[int, BeforeAfter]:
    """By finding, what its unit was told of beside what stands there now."""
    found: dict[int, BeforeAfter] = {}
    for archive in _archive(site):
        for one in findings:
            before = archive.at(one.source, max(told, one.first_seen))
            last = archive.latest(one.source)
            if before is None:
                continue
            if last is None or last.number == before.number:
                found[one.pk] = BeforeAfter(before, None, tuple(_around(_same(_texts(archive, before)), one)))
            elif last.outcome in GONE:
                lines = _around(_same(_texts(archive, before)), one)
                found[one.pk] = BeforeAfter(before, last, tuple(lines), gone=last.outcome.sentence)
            else:
                after = archive.latest(one.source, with_content=True) or last
                lines = of_texts(_texts(archive, before), _texts(archive, after)).lines
                found[one.pk] = BeforeAfter(before, after, tuple(_around(lines, one)))
    return found


def _archive(site: Site) -> Iterator[Archive]:
    """The site's archive once; not at all where there is none or it cannot be read."""
    if not sites.folder_of(site).exists():
        return
    try:
        with opened(site) as archive:
            yield archive
    except ArchiveError:
        return


def _texts(archive: Archive, snapshot: Snapshot | None) -> list[str]:
    """The masked paragraphs of a snapshot; none of what is no page or cannot be read."""
    if snapshot is None or snapshot.kept not in _WITH_CONTENT or not is_page(snapshot):
        return []
    try:
        return [scrubbed(text) for text in read_text(archive.read(snapshot))]
    except ArchiveError:
        return []


def _marked(texts: Sequence[str], one: Finding) -> Iterator[tuple[Piece, ...]]:
    """The lines around the first place of the quote with the quote marked; without one, the first lines of the page."""
    at = next((number for number, text in enumerate(texts) if passages(text, one.quote)), None)
    around = _lines_around(one)
    if at is None and not around:
        return
    first = max(0, at - around) if at is not None else 0
    last = at + around if at is not None else 2 * around
    for text in texts[first : last + 1]:
        yield tuple(_cut(text, passages(text, one.quote)))


def _lines_around(one: Finding) -> int:
    return 0 if one.family == _PRIVACY else _AROUND


def _cut(text: str, places: Sequence[tuple[int, int]]) -> Iterator[Piece]:
    if not places:
        yield Piece(_short(text))
        return
    begin, end = places[0]
    start = max(0, begin - _LONGEST // 2)
    yield Piece(("…" if start else "") + text[start:begin])
    yield Piece(text[begin:end], True)
    rest = text[end:]
    yield Piece(rest[: _LONGEST // 2] + ("…" if len(rest) > _LONGEST // 2 else ""))


def _same(texts: Sequence[str]) -> list[Line]:
    return [Line(Kind.SAME, (Piece(text),), (Piece(text),)) for text in texts]


def _around(lines: Sequence[Line], one: Finding) -> Iterator[Line]:
    """The lines around the place; where the quote is not in the text, those that were changed."""
    at = next((n for n, line in enumerate(lines) if passages("".join(p.text for p in line.before), one.quote)), None)
    around = _lines_around(one)
    if at is not None:
        yield from (_shortened(line) for line in lines[max(0, at - around) : at + around + 1])
        return
    changed = [line for line in lines if line.kind is not Kind.SAME]
    yield from (_shortened(line) for line in (changed or lines)[: 2 * around + 2 if around else 0])


def _shortened(line: Line) -> Line:
    if sum(len(piece.text) for piece in line.before + line.after) <= 4 * _LONGEST:
        return line
    return Line(line.kind, tuple(_ends(line.before)), tuple(_ends(line.after)))


def _ends(pieces: Sequence[Piece]) -> Iterator[Piece]:
    for piece in pieces:
        yield piece if piece.differs else Piece(_short(piece.text))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST // 2]}…{text[-_LONGEST // 2 :]}"
