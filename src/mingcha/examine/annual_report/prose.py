"""The running words of a report's part, without the line breaks and spaces of its layout, every character with its place."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from mingcha.model.annual_report import AnnualReport, Section
from mingcha.text.numerals import chinese_numeral
from mingcha.text.width import FULL

# Formats whose lines end where the paper does, not where the paragraph does.
LINES_ARE_LAYOUT = {"pdf", "ofd", "png", "jpg", "jpeg", "bmp", "tiff", "picture"}
_DIGITS = {code: half for code, half in FULL.items() if chr(half).isdigit()}
# Half-width marks between Chinese words; those inside 1,234 and 10:30 stay.
_FULL_MARKS = {",": "，", ";": "；", ":": "：", "(": "（", ")": "）"}
_HALF = re.compile(r"(?<!\d)[,:]|[,:](?!\d)|[;()]")
_SPACE = re.compile(r"[ \t\v\r\u00a0\u3000\u200b]+")
_NUMERALS = {chinese_numeral(number): number for number in range(100)} | {"两": 2, "〇": 0}
NUMBER = r"(?P<n>\d[\d,，]*(?:\.\d+)?|[零〇一二两三四五六七八九十]{1,3})"
COUNT = rf"{NUMBER}余?(?:多)?(?:件次|人次|件|条|宗|份|起|例|次|项|个)"


@dataclass(frozen=True, slots=True)
class Prose:
    """`text` without spaces; `place(at)` is the offset in the document."""

    text: str
    _starts: tuple[int, ...]
    _places: tuple[int, ...]

    def place(self, at: int) -> int:
        index = max(bisect_right(self._starts, at) - 1, 0)
        return self._places[index] + at - self._starts[index] if self._places else 0

    def sentences(self) -> Iterator[tuple[int, str]]:
        """Each sentence and where it begins."""
        for match in re.finditer(r"[^。；;！!？?\n]+", self.text):
            yield match.start(), match[0]


def prose_of(report: AnnualReport, section: Section) -> Prose:
    """The words of one part."""
    return _prose(report, section.pieces)


def opening(report: AnnualReport) -> Prose:
    """What stands above the first part: the title, who reports, for which period."""
    end = min((one.heading_start for one in report.sections), default=0)
    pieces = []
    for passage in report.document.passages:
        if passage.start >= end:
            break
        if not passage.hidden:
            pieces.append((passage.start, min(passage.end, end)))
    return _prose(report, tuple(pieces))


def _prose(report: AnnualReport, pieces: tuple[tuple[int, int], ...]) -> Prose:
    joined = report.document.kind in LINES_ARE_LAYOUT
    words: list[str] = []
    starts: list[int] = []
    places: list[int] = []
    length = 0
    for start, end in pieces:
        piece = _HALF.sub(lambda mark: _FULL_MARKS[mark[0]], report.text[start:end].translate(_DIGITS))
        at = 0
        for part in _parts(piece):
            begin = piece.index(part, at)
            at = begin + len(part)
            starts.append(length)
            places.append(start + begin)
            words.append(part)
            length += len(part)
        if not joined or piece.rstrip()[-1:] in "。；;！？：:":
            starts.append(length)
            places.append(end)
            words.append("\n")
            length += 1
    return Prose("".join(words), tuple(starts), tuple(places))


def _parts(piece: str) -> Iterator[str]:
    for line in piece.split("\n"):
        yield from (part for part in _SPACE.split(line) if part)


def value_of(words: str) -> float | None:
    """12, 1,234, 三, 十二."""
    plain = words.replace(",", "").replace("，", "")
    if words in _NUMERALS:
        return _NUMERALS[words]
    try:
        return float(plain)
    except ValueError:
        return None
