"""Which runs of digits could name a person: identity, certificate, mobile and card numbers of a chunk at once.

Each function takes the runs of a chunk and gives Spans. What is found here is only right in itself; whether it is a
leak is for the checks, which know headers and neighbours.
"""

from __future__ import annotations

import numpy as np

from mingcha.text import bank_card, id_number, phone
from mingcha.text.digit_runs import BREAK, JOINER, LETTER, MARGIN, POINT, Codes, Numbers, Runs, X, linked
from mingcha.text.eights import eights, last_of, luhn_sums, numbers
from mingcha.text.spans import NOTHING, Flags, Spans, joined

_PROVINCE = np.isin(np.arange(100), sorted(id_number.PROVINCES))
_MONTH_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_DAYS = np.zeros(10_000, dtype=bool)
for _month, _days in enumerate(_MONTH_DAYS, 1):
    _DAYS[_month * 100 + 1 : _month * 100 + _days + 1] = True
LEAP_DAY = 229
_PREFIX = np.isin(np.arange(1000), sorted(phone.PREFIXES))
_CARD_START = np.isin(np.arange(100), [n for n in range(100) if str(n).zfill(2).startswith(bank_card.FIRST_DIGITS)])

# The widest gap inside one number: a line break with the indent of the next line.
WIDEST_GAP = 4


def eighteen(runs: Runs, last_day: int) -> Spans:
    """Every number of 18 places standing alone; the flag says birth date and last character are right."""
    in_x = _ending_in_x(runs)
    index = np.flatnonzero(runs.lengths == 18)
    index = np.sort(np.concatenate([index, in_x])) if len(in_x) else index
    if not len(index):
        return NOTHING
    ends = runs.ends[index] + (runs.lengths[index] == 17)
    index, ends = _alone(runs, index, ends)
    values, right = _seventeen(runs, index, runs.codes[ends - 1], last_day)
    return Spans(runs.starts[index] - MARGIN, ends - MARGIN, values, right)


def _ending_in_x(runs: Runs) -> Numbers:
    """The runs of 17 digits with an X after them."""
    seventeen = np.flatnonzero(runs.lengths == 17)
    in_x: Numbers = seventeen[runs.codes[runs.ends[seventeen]] == X]
    return in_x


def certificates(runs: Runs, last_day: int) -> Spans:
    """Identity numbers inside longer ones: 20 places, 22 with a re-issue mark, or a G or L before.

    The span is the whole certificate number; the flag says the province exists.
    """
    length, codes = runs.lengths, runs.codes
    long = np.flatnonzero(length == 20)
    in_x = _ending_in_x(runs)
    # …X and two digits: 17 digits, the X, and a run of two directly after it.
    before_x = in_x[in_x + 1 < len(length)]
    before_x = before_x[(length[before_x + 1] == 2) & (runs.starts[before_x + 1] == runs.ends[before_x] + 1)]
    lettered = np.flatnonzero(length == 18)
    lettered = np.concatenate([lettered[codes[runs.starts[lettered] - 1] == LETTER], in_x])
    lettered = np.sort(lettered[codes[runs.starts[lettered] - 1] == LETTER])
    lettered = lettered[codes[runs.starts[lettered] - 2] > LETTER]
    parts = []
    for index, before, after in ((long, 0, 0), (before_x, 0, 3), (lettered, 1, 0)):
        if not len(index):
            continue
        ends = runs.ends[index] + after
        if before:
            ends = ends + (length[index] == 17)
        keep = (codes[ends] >= LETTER) & ((codes[runs.starts[index] - 1] > LETTER) | bool(before))
        index, ends = index[keep], ends[keep]
        values, right = _seventeen(runs, index, codes[runs.starts[index] + 17], last_day)
        if not before:
            # Kind of disability 1–7 and degree 1–4.
            right &= (np.abs(codes[ends - 2].astype(int) - 4) <= 3) & (np.abs(codes[ends - 1] - 2.5) < 2)
        index, ends, values = index[right], ends[right], values[right]
        # The re-issue mark: a letter and a digit.
        marked = (codes[ends] == LETTER) & (codes[ends + 1] < 10) & (not before)
        ends = ends + 2 * marked
        starts = runs.starts[index] - before
        parts.append(Spans(starts - MARGIN, ends - MARGIN, values, _PROVINCE[values // 10**15]))
    return joined(parts)


def split_id_numbers(runs: Runs, last_day: int) -> Spans:
    """Right identity numbers written in several runs: with spaces, over cells, over the end of a line.

    The flag says that a cell or line ends inside, which asks for more context than a space does.
    """
    link = linked(runs, across=WIDEST_GAP)
    length = runs.lengths
    # What is longer with its neighbour than an identity number is none that begins here.
    first = np.flatnonzero(link & (length[:-1] + length[1:] <= 18))
    if not len(first):
        return NOTHING
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
        ends = runs.ends[end_run]
        if count == 18:
            final = runs.codes[ends - 1]
        else:
            # The X may stand in a cell of its own.
            for _ in range(2):
                ends = ends + ((runs.codes[ends] == JOINER) | (runs.codes[ends] == BREAK))
            final = runs.codes[ends]
            ends = ends + 1
        values, right = _seventeen(runs, begin, final, last_day)
        right &= runs.codes[ends] > X
        right &= _PROVINCE[values // 10**15] & (runs.codes[runs.starts[begin] - 1] > LETTER)
        starts, ends, values = runs.starts[begin[right]], ends[right], values[right]
        broken = np.array([BREAK in runs.codes[s:e] for s, e in zip(starts, ends, strict=True)], dtype=bool)
        parts.append(Spans(starts - MARGIN, ends - MARGIN, values, broken))
    return joined(parts)


def old_id_numbers(runs: Runs) -> Spans:
    """Numbers of 15 digits whose middle is a date; the value is that of the 18-place form."""
    index, ends = _alone(runs, *_of_length(runs, 15))
    if not len(index):
        return NOTHING
    firsts = runs.firsts[index]
    places = numbers(eights(runs.digits, firsts)) // 100
    # Behind the six digits of the place stand two of the year: the century belongs before them.
    born = numbers(eights(runs.digits, firsts + 4)) % 10**6
    right = _right_date(born + 19_000_000, 19991231) & _PROVINCE[places // 10**4]
    last = numbers(eights(runs.digits, firsts + 7)) % 1000
    values = (places * 10**8 + born + 19_000_000) * 1000 + last
    return Spans(runs.starts[index[right]] - MARGIN, ends[right] - MARGIN, values[right], _all(int(right.sum())))


def mobiles(runs: Runs) -> Spans:
    """Mobile numbers: 11 digits, with 86 or 0 before, or written 3-4-4. The flag is true for those in one run."""
    length, digits = runs.lengths, runs.digits
    index = np.flatnonzero((length >= 11) & (length <= 13))
    # With one place more a 0 stands before, with two the country's 86.
    more, lead = length[index] - 11, digits[runs.firsts[index]]
    next_to_it = digits[runs.firsts[index] + 1]
    index = index[(more == 0) | ((more == 1) & (lead == 0)) | ((more == 2) & (lead == 8) & (next_to_it == 6))]
    index, ends = _alone(runs, index, runs.ends[index])
    values, right = _elevens(digits, runs.firsts[index] + length[index] - 11)
    index, ends, values = index[right], ends[right], values[right]
    parts = [Spans(runs.starts[index] - MARGIN, ends - MARGIN, values, _all(len(index)))]
    if len(length) >= 3:
        index = np.flatnonzero((length[:-2] == 3) & (length[1:-1] == 4) & (length[2:] == 4))
        if len(index):
            link = linked(runs, across=1)
            index = index[link[index] & link[index + 1]]
        index, ends = _alone(runs, index, runs.ends[index + 2])
        inside = runs.codes[runs.ends[index]] != BREAK
        inside &= runs.codes[runs.ends[index + 1]] != BREAK
        index, ends = index[inside], ends[inside]
        values, right = _elevens(digits, runs.firsts[index])
        if right.any():
            index, ends, values = index[right], ends[right], values[right]
            parts.append(Spans(runs.starts[index] - MARGIN, ends - MARGIN, values, ~_all(len(index))))
    return joined(parts)


def cards(runs: Runs) -> Spans:
    """Numbers of 13–19 digits that start like a card and pass its check digit, also in groups of four.

    The flag says the number starts with 62 and has the length of a card that Chinese banks issue.
    """
    length = runs.lengths
    whole = np.flatnonzero((length >= bank_card.SHORTEST) & (length <= bank_card.LONGEST))
    parts = [_cards(runs, whole, runs.ends[whole], length[whole])]
    fours = length == 4
    index = np.flatnonzero(fours[:-3] & fours[1:-2] & fours[2:-1] & fours[3:])
    if len(index):
        link = linked(runs, across=1)
        index = index[link[index] & link[index + 1] & link[index + 2]]
        before = np.maximum(index - 1, 0)
        index = index[(index == 0) | ~(link[before] & fours[before])]
        inner = index + 4 < len(length)
        tail = length[np.minimum(index + 4, len(length) - 1)]
        more = np.where(inner & link[np.minimum(index + 3, len(link) - 1)] & (tail <= 3), tail, 0)
        parts.append(_cards(runs, index, runs.ends[index + np.where(more, 4, 3)], more + 16))
    return joined([part for part in parts if len(part)])


def _cards(runs: Runs, index: Numbers, ends: Numbers, counts: Numbers) -> Spans:
    """Those of the numbers, each of so many digits from its run on, that are cards."""
    firsts = runs.firsts[index]
    start = runs.digits[firsts] * np.uint8(10) + runs.digits[firsts + 1]
    likely = _CARD_START[start]
    index, ends, counts, start = index[likely], ends[likely], counts[likely], start[likely]
    keep = _stand_alone(runs, index, ends)
    index, ends, counts, start = index[keep], ends[keep], counts[keep], start[keep]
    last = runs.firsts[index] + counts
    low = eights(runs.digits, last - 8)
    middle = last_of(eights(runs.digits, last - 16), counts - 8)
    high = last_of(eights(runs.digits, last - 24), counts - 16)
    right = (luhn_sums(low) + luhn_sums(middle) + luhn_sums(high)) % 10 == 0
    index, ends, counts, start = index[right], ends[right], counts[right], start[right]
    # Eighteen places are what a whole number holds.
    values = (numbers(high[right]) % 100 * 10**8 + numbers(middle[right])) * 10**8 + numbers(low[right])
    return Spans(runs.starts[index] - MARGIN, ends - MARGIN, values, (start == 62) & (counts >= 16))


def _of_length(runs: Runs, length: int) -> tuple[Numbers, Numbers]:
    index = np.flatnonzero(runs.lengths == length)
    return index, runs.ends[index]


def _alone(runs: Runs, index: Numbers, ends: Numbers) -> tuple[Numbers, Numbers]:
    keep = _stand_alone(runs, index, ends)
    return index[keep], ends[keep]


def _stand_alone(runs: Runs, index: Numbers, ends: Numbers) -> Flags:
    """Which are no part of a longer code or of a decimal number: no letter touches them."""
    codes, starts = runs.codes, runs.starts[index]
    before, after = codes[starts - 1], codes[ends]
    keep: Flags = (before > LETTER) & (after > LETTER)
    for at_point, beyond in ((after == POINT, ends + 1), (before == POINT, starts - 2)):
        if at_point.any():
            keep[at_point] &= codes[beyond[at_point]] >= 10
    return keep


def _all(count: int) -> Flags:
    return np.ones(count, dtype=bool)


def _seventeen(runs: Runs, index: Numbers, last: Codes, last_day: int) -> tuple[Numbers, Flags]:
    """The 17 digits from each run on as a number, and whether birth date and last character are right."""
    firsts = runs.firsts[index]
    high, low = eights(runs.digits, firsts), eights(runs.digits, firsts + 8)
    seventeenth = runs.digits[firsts + 16].astype(np.int64)
    values = (numbers(high) * 10**8 + numbers(low)) * 10 + seventeenth
    # The weights of the standard are the powers of two modulo 11: all eighteen come to one.
    rest = numbers(high, base=2) * 2**10 + numbers(low, base=2) * 4 + seventeenth * 2 + last
    right: Flags = (rest % 11 == 1) & (last <= X) & _right_date(numbers(eights(runs.digits, firsts + 6)), last_day)
    return values, right


def _right_date(number: Numbers, last_day: int) -> Flags:
    """Which of such as 20240112 are days."""
    year, day = np.divmod(number, 10_000)
    right: Flags = (number >= id_number.FIRST_YEAR * 10_000) & (number <= last_day) & _DAYS[day]
    if (leaps := np.flatnonzero(day == LEAP_DAY)).size:
        right[leaps] &= (year[leaps] % 4 == 0) & ((year[leaps] % 100 != 0) | (year[leaps] % 400 == 0))
    return right


def _elevens(digits: Codes, firsts: Numbers) -> tuple[Numbers, Flags]:
    """The eleven digits from each place on as a number, and whether it is a mobile number."""
    first_three = digits[firsts].astype(np.int64) * 100 + digits[firsts + 1] * 10 + digits[firsts + 2]
    right: Flags = _PREFIX[first_three]
    return first_three * 10**8 + numbers(eights(digits, firsts + 3)), right
