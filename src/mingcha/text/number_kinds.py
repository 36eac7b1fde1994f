"""Which runs of digits could name a person: identity, certificate, mobile and card numbers of a chunk at once.

Each function takes the runs of a chunk and gives Spans. What is found here is only right in itself; whether it is a
leak is for the checks, which know headers and neighbours.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mingcha.text import bank_card, id_number, phone
from mingcha.text.digit_runs import (
    BREAK,
    JOINER,
    LETTER,
    MARGIN,
    POINT,
    Codes,
    Numbers,
    Runs,
    X,
    linked,
    value_of,
)

Flags = NDArray[np.bool_]

_WEIGHTS = np.array(id_number.WEIGHTS, dtype=np.int32)
_LAST = np.array([10 if c == "X" else int(c) for c in id_number.CHECK_CHARACTERS], dtype=np.int32)
_PROVINCE = np.isin(np.arange(100), sorted(id_number.PROVINCES))
_MONTH_DAYS = np.array([0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] + [0] * 87)
_PREFIX = np.isin(np.arange(1000), sorted(phone.PREFIXES))
_CARD_START = np.isin(np.arange(100), [n for n in range(100) if str(n).zfill(2).startswith(bank_card.FIRST_DIGITS)])

# The widest gap inside one number: a line break with the indent of the next line.
WIDEST_GAP = 4


@dataclass(frozen=True, slots=True, eq=False)
class Spans:
    """Candidates of one kind: offsets, a number that is equal for equal candidates, and a flag.

    What the flag says depends on the kind: a valid province, or for `eighteen` that everything is right.
    """

    starts: Numbers
    ends: Numbers
    values: Numbers
    flags: Flags

    def __len__(self) -> int:
        return len(self.starts)

    def where(self, keep: Flags | Numbers | slice) -> Spans:
        return Spans(self.starts[keep], self.ends[keep], self.values[keep], self.flags[keep])


def moved(spans: Spans, by: int) -> Spans:
    return Spans(spans.starts + by, spans.ends + by, spans.values, spans.flags)


def joined(parts: list[Spans]) -> Spans:
    """Several Spans as one, in order of their starts."""
    if len(parts) == 1:
        return parts[0]
    if not parts:
        return NOTHING
    starts = np.concatenate([part.starts for part in parts])
    order = np.argsort(starts, kind="stable")
    ends, values, flags = (np.concatenate([getattr(p, f) for p in parts]) for f in ("ends", "values", "flags"))
    return Spans(starts[order], ends[order], values[order], flags[order])


_NONE = np.zeros(0, dtype=np.int64)
NOTHING = Spans(_NONE, _NONE, _NONE, np.zeros(0, dtype=bool))


def eighteen(runs: Runs, last_day: int) -> Spans:
    """Every number of 18 places standing alone; the flag says birth date and last character are right."""
    length, codes = runs.lengths, runs.codes
    ends_in_x = (length == 17) & (codes[runs.ends] == X)
    index = np.flatnonzero((length == 18) | ends_in_x)
    if not len(index):
        return NOTHING
    ends = runs.ends[index] + ends_in_x[index]
    index, ends = _alone(runs, index, ends)
    digits = _digits(runs, index, 17)
    right = _right_date(digits[:, 6:14], last_day) & _right_last(digits, codes[ends - 1])
    return Spans(runs.starts[index] - MARGIN, ends - MARGIN, value_of(digits), right)


def certificates(runs: Runs, last_day: int) -> Spans:
    """Identity numbers inside longer ones: 20 places, 22 with a re-issue mark, or a G or L before.

    The span is the whole certificate number; the flag says the province exists.
    """
    length, codes = runs.lengths, runs.codes
    long = np.flatnonzero(length == 20)
    # …X and two digits: 17 digits, the X, and a run of two directly after it.
    before_x = np.flatnonzero((length[:-1] == 17) & (codes[runs.ends[:-1]] == X) & (length[1:] == 2))
    before_x = before_x[runs.starts[before_x + 1] == runs.ends[before_x] + 1]
    ends_in_x = (length == 17) & (codes[runs.ends] == X)
    lettered = np.flatnonzero(((length == 18) | ends_in_x) & (codes[runs.starts - 1] == LETTER))
    lettered = lettered[codes[runs.starts[lettered] - 2] > LETTER]
    parts = []
    for index, before, after in ((long, 0, 0), (before_x, 0, 3), (lettered, 1, 0)):
        if not len(index):
            continue
        ends = runs.ends[index] + after
        if before:
            ends = ends + ends_in_x[index]
        keep = (codes[ends] >= LETTER) & ((codes[runs.starts[index] - 1] > LETTER) | bool(before))
        index, ends = index[keep], ends[keep]
        digits = _digits(runs, index, 17)
        last = codes[runs.starts[index] + 17]
        right = _right_date(digits[:, 6:14], last_day) & _right_last(digits, last)
        if not before:
            # Kind of disability 1–7 and degree 1–4.
            right &= (np.abs(codes[ends - 2].astype(int) - 4) <= 3) & (np.abs(codes[ends - 1] - 2.5) < 2)
        index, ends, digits = index[right], ends[right], digits[right]
        # The re-issue mark: a letter and a digit.
        marked = (codes[ends] == LETTER) & (codes[ends + 1] < 10) & (not before)
        ends = ends + 2 * marked
        starts = runs.starts[index] - before
        parts.append(
            Spans(starts - MARGIN, ends - MARGIN, value_of(digits), _PROVINCE[digits[:, 0] * 10 + digits[:, 1]])
        )
    return joined(parts)


def split_id_numbers(runs: Runs, last_day: int) -> Spans:
    """Right identity numbers written in several runs: with spaces, over cells, over the end of a line.

    The flag says that a cell or line ends inside, which asks for more context than a space does.
    """
    link = linked(runs, across=WIDEST_GAP)
    first = np.flatnonzero(link)
    if not len(first):
        return NOTHING
    length = runs.lengths
    chain = np.concatenate([[0], np.cumsum(~link)])
    total = runs.firsts + length
    parts = []
    for count in (18, 17):
        target = runs.firsts[first] + count
        last = np.minimum(np.searchsorted(total, target), len(total) - 1)
        keep = (total[last] == target) & (chain[last] == chain[first]) & (last > first)
        begin, end_run = first[keep], last[keep]
        if not len(begin):
            continue
        digits = _digits(runs, begin, 17)
        ends = runs.ends[end_run]
        if count == 18:
            final = runs.codes[ends - 1]
        else:
            # The X may stand in a cell of its own.
            for _ in range(2):
                ends = ends + ((runs.codes[ends] == JOINER) | (runs.codes[ends] == BREAK))
            final = runs.codes[ends]
            ends = ends + 1
        right = _right_date(digits[:, 6:14], last_day) & _right_last(digits, final) & (runs.codes[ends] > X)
        right &= _PROVINCE[digits[:, 0] * 10 + digits[:, 1]] & (runs.codes[runs.starts[begin] - 1] > LETTER)
        starts, ends, digits = runs.starts[begin[right]], ends[right], digits[right]
        broken = np.array([BREAK in runs.codes[s:e] for s, e in zip(starts, ends, strict=True)], dtype=bool)
        parts.append(Spans(starts - MARGIN, ends - MARGIN, value_of(digits), broken))
    return joined(parts)


def old_id_numbers(runs: Runs) -> Spans:
    """Numbers of 15 digits whose middle is a date; the value is that of the 18-place form."""
    index, ends = _alone(runs, *_of_length(runs, 15))
    digits = _digits(runs, index, 15)
    day = np.concatenate([np.tile(np.array([1, 9], dtype=np.uint8), (len(index), 1)), digits[:, 6:12]], axis=1)
    right = _right_date(day, 19991231) & _PROVINCE[digits[:, 0] * 10 + digits[:, 1]]
    long = np.concatenate([digits[:, :6], day, digits[:, 12:]], axis=1)[right]
    return Spans(
        runs.starts[index[right]] - MARGIN, ends[right] - MARGIN, value_of(long), np.ones(len(long), dtype=bool)
    )


def mobiles(runs: Runs) -> Spans:
    """Mobile numbers: 11 digits, with 86 or 0 before, or written 3-4-4. The flag is true for those in one run."""
    parts = []
    for count, skip in ((11, 0), (12, 1), (13, 2)):
        index, ends = _alone(runs, *_of_length(runs, count))
        if not len(index):
            continue
        digits = _digits(runs, index, count)
        lead = value_of(digits[:, :skip]) if skip else np.zeros(len(index), dtype=np.int64)
        right = _is_mobile(digits[:, skip:]) & (lead == {0: 0, 1: 0, 2: 86}[skip])
        parts.append(
            Spans(
                runs.starts[index[right]] - MARGIN,
                ends[right] - MARGIN,
                value_of(digits[right, skip:]),
                np.ones(int(right.sum()), dtype=bool),
            )
        )
    length = runs.lengths
    if len(length) >= 3:
        link = linked(runs, across=1)
        index = np.flatnonzero((length[:-2] == 3) & (length[1:-1] == 4) & (length[2:] == 4) & link[:-1] & link[1:])
        index, ends = _alone(runs, index, runs.ends[index + 2])
        inside = runs.codes[runs.ends[index]] != BREAK
        inside &= runs.codes[runs.ends[index + 1]] != BREAK
        index, ends = index[inside], ends[inside]
        digits = _digits(runs, index, 11)
        right = _is_mobile(digits)
        if right.any():
            none = np.zeros(int(right.sum()), dtype=bool)
            parts.append(Spans(runs.starts[index[right]] - MARGIN, ends[right] - MARGIN, value_of(digits[right]), none))
    return joined(parts)


def cards(runs: Runs) -> Spans:
    """Numbers of 13–19 digits that start like a card and pass its check digit, also in groups of four.

    The flag says the number starts with 62 and has the length of a card that Chinese banks issue.
    """
    length = runs.lengths
    parts = []
    for count in range(bank_card.SHORTEST, bank_card.LONGEST + 1):
        whole = np.flatnonzero(length == count)
        parts.append(_cards(runs, whole, runs.ends[whole], count))
    if len(length) >= 4:
        link = linked(runs, across=1)
        fours = length == 4
        four = fours[:-3] & fours[1:-2] & fours[2:-1] & fours[3:] & link[:-2] & link[1:-1] & link[2:]
        four &= np.concatenate([[True], ~(link[:-3] & fours[:-4])]) if len(four) > 1 else True
        index = np.flatnonzero(four)
        more = np.zeros(len(index), dtype=np.int64)
        inner = index + 4 < len(length)
        tail = np.minimum(index + 4, len(length) - 1)
        more = np.where(inner & link[np.minimum(index + 3, len(link) - 1)] & (length[tail] <= 3), length[tail], 0)
        for count in (16, 17, 18, 19):
            some = index[more == count - 16]
            parts.append(_cards(runs, some, runs.ends[some + (4 if count > 16 else 3)], count))
    return joined([part for part in parts if len(part)])


def _cards(runs: Runs, index: Numbers, ends: Numbers, count: int) -> Spans:
    index, ends = _alone(runs, index, ends)
    if not len(index):
        return NOTHING
    digits = _digits(runs, index, count).astype(np.int32)
    doubled = digits.copy()
    doubled[:, count % 2 :: 2] *= 2
    total = (doubled - 9 * (doubled > 9)).sum(axis=1)
    right = (total % 10 == 0) & _CARD_START[digits[:, 0] * 10 + digits[:, 1]]
    index, ends, digits = index[right], ends[right], digits[right]
    typical = (digits[:, 0] == 6) & (digits[:, 1] == 2) & (count in (16, 17, 18, 19))
    return Spans(runs.starts[index] - MARGIN, ends - MARGIN, value_of(digits[:, -18:]), typical)


def _of_length(runs: Runs, length: int) -> tuple[Numbers, Numbers]:
    index = np.flatnonzero(runs.lengths == length)
    return index, runs.ends[index]


def _alone(runs: Runs, index: Numbers, ends: Numbers) -> tuple[Numbers, Numbers]:
    """Those that are no part of a longer code or of a decimal number: no letter touches them."""
    codes, starts = runs.codes, runs.starts[index]
    keep = (codes[starts - 1] > LETTER) & (codes[ends] > LETTER)
    keep &= ~((codes[ends] == POINT) & (codes[ends + 1] < 10)) & ~(
        (codes[starts - 1] == POINT) & (codes[starts - 2] < 10)
    )
    return index[keep], ends[keep]


def _digits(runs: Runs, index: Numbers, count: int) -> Codes:
    """The next `count` digits from each run on, joiners and breaks passed over."""
    at = runs.firsts[index][:, None] + np.arange(count)
    return runs.digits[np.minimum(at, len(runs.digits) - 1)] if len(index) else np.zeros((0, count), dtype=np.uint8)


def _right_date(digits: Codes, last_day: int) -> Flags:
    number = value_of(digits)
    year, month, day = number // 10000, number // 100 % 100, number % 100
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    right = (year >= id_number.FIRST_YEAR) & (number <= last_day) & (day >= 1) & (day <= _MONTH_DAYS[month])
    flags: Flags = right & (leap | (number % 10000 != 229))
    return flags


def _right_last(digits: Codes, last: Codes) -> Flags:
    flags: Flags = _LAST[(digits.astype(np.int32) @ _WEIGHTS) % 11] == last
    return flags


def _is_mobile(digits: Codes) -> Flags:
    flags: Flags = _PREFIX[value_of(digits[:, :3])] & (digits[:, 0] == 1)
    return flags
