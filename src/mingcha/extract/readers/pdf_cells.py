"""The words in a table's cells, all cells of a page at once: a line that the edge of its cell broke goes on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mingcha.extract.readers.pdf_calls import Numbers, Places
from mingcha.extract.readers.pdf_signs import DIGIT, LETTER, PLAIN, WORD, Signs, text_of

_WIDEST_INSET = 14.0
_FEED, _BLANK, _NOTHING = ord("\n"), ord(" "), 0


@dataclass(frozen=True, slots=True)
class Words:
    """By cells in their order: the number of each, what it says; and the signs' numbers, with the cell of each sign."""

    cells: list[int]
    texts: list[str]
    marks: Places
    owners: Places


def words_of(signs: Signs, cells: Places, edges: tuple[Numbers, Numbers], word_ends: NDArray[np.bool_]) -> Words:
    """`cells` are the numbers of the cells that the signs stand in, `edges` the left and right one of all cells.

    After `word_ends` a space follows in the page's text.
    """
    order = _from_top(signs, cells)
    if order is not None:
        signs, cells, word_ends = signs.those(order), cells[order], word_ends[order]
    begins = _begins(cells)
    heads = _heads(signs, begins)
    order = _from_left(signs, heads)
    if order is not None:
        signs, word_ends = signs.those(order), word_ends[order]
    first = np.flatnonzero(heads)
    last = np.append(first[1:], len(signs)) - 1
    # Before each sign what parts its line from the one above, and after it the space of the text.
    told = np.zeros((len(signs), 3), np.int64)
    told[:, 1] = signs.codes
    told[:, 2] = np.where(word_ends, _BLANK, _NOTHING)
    told[last, 2] = _NOTHING
    if len(first) > np.count_nonzero(begins):
        told[first, 0] = _between(signs, first, last, begins[first], cells[first], edges)
    ends = np.append(np.flatnonzero(begins)[1:], len(signs)) - 1
    filled = told != _NOTHING
    stops = np.cumsum(filled.sum(axis=1))[ends].tolist()
    text = text_of(told[filled])
    texts = [text[start:stop] for start, stop in zip([0, *stops], stops, strict=False)]
    return Words(cells[ends].tolist(), texts, signs.numbers, cells)


def _begins(cells: Places) -> NDArray[np.bool_]:
    """Whether each sign is the first of its cell."""
    return np.append(True, cells[1:] != cells[:-1])


def _from_top(signs: Signs, cells: Places) -> NDArray[np.int64] | None:
    """The order of cells, and in each from the top down; None if it is this order already."""
    steps = np.diff(cells)
    if np.all((steps > 0) | ((steps == 0) & (signs.y[1:] <= signs.y[:-1]))):
        return None
    return np.lexsort((-signs.y, cells))


def _from_left(signs: Signs, heads: NDArray[np.bool_]) -> NDArray[np.int64] | None:
    """The order from left to right in each line; None if it is this order already."""
    if np.all(heads[1:] | (signs.left[1:] >= signs.left[:-1])):
        return None
    return np.lexsort((signs.left, np.cumsum(heads)))


def _heads(signs: Signs, begins: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The signs that begin a line of their cell: those not on a level with the highest of the line above."""
    here = np.arange(len(signs))
    # Mostly whoever is not on a level with the sign before begins a line. If all bears this out it is so.
    heads = begins.copy()
    heads[1:] |= ~_level(signs, here[:-1], here[1:])
    first = np.maximum.accumulate(np.where(heads, here, 0))
    above = np.append(0, first[:-1])
    if np.all(_level(signs, first, here) | heads) and not np.any(_level(signs, above, here) & heads & ~begins):
        return heads
    heads = begins.copy()
    while True:
        first = np.maximum.accumulate(np.where(heads, here, 0))
        odd = np.flatnonzero(~_level(signs, first, here) & (here != first))
        if not len(odd):
            return heads
        # Of each line the first that is not on its level; what follows it is looked at again.
        heads[odd[np.append(True, first[odd[1:]] != first[odd[:-1]])]] = True


def _level(signs: Signs, one: Places, other: Places) -> NDArray[np.bool_]:
    """Whether the middle of either lies between the edges of the other."""
    low, middle, high = signs.bottom, signs.y, signs.top
    found: NDArray[np.bool_] = (low[one] < middle[other]) & (middle[other] < high[one])
    return found | ((low[other] < middle[one]) & (middle[one] < high[other]))


def _between(
    signs: Signs,
    first: Places,
    last: Places,
    begins: NDArray[np.bool_],
    cells: Places,
    edges: tuple[Numbers, Numbers],
) -> Places:
    """For each line what parts it from the one above: nothing where that was full, so that the next did not fit into it."""
    left, right = edges[0][cells], edges[1][cells]
    begun, ended = signs.left[first], signs.right[last]
    # What stays empty on both sides: of centred lines the widest tells.
    of_cell = np.cumsum(begins) - 1
    insets = np.minimum.reduceat(np.minimum(begun - left, right - ended), np.flatnonzero(begins))
    inset = np.minimum(np.maximum(insets, 0.0), _WIDEST_INSET)[of_cell]
    above = np.append(0, last[:-1])
    free = (right - left) - (signs.right[above] - signs.left[np.append(0, first[:-1])]) - 2 * inset
    wide = signs.right[first] - begun
    # Two numbers under each other leave room; one number that was cut does not.
    number = signs.are(DIGIT)
    is_number = number[above] & number[first]
    is_apart = np.where(is_number, free >= 1.4 * wide, free > _first_word(signs, first) + 0.3 * wide)
    letter = signs.are(LETTER)
    is_text = ~is_number & letter[above] & letter[first]
    found: Places = np.where(is_apart, _FEED, np.where(is_text, _BLANK, _NOTHING))
    found[begins] = _NOTHING
    return found


def _first_word(signs: Signs, first: Places) -> Numbers:
    """How wide the beginning of a line is that stays in one piece: a Chinese sign, or a word of letters or digits."""
    goes_on = signs.are(WORD)[1:] & signs.are(PLAIN)[:-1]
    goes_on &= signs.left[1:] - signs.right[:-1] <= 0.3 * (signs.top - signs.bottom)[1:]
    goes_on[first[1:] - 1] = False
    stops = np.append(np.flatnonzero(~goes_on), len(signs) - 1)
    width: Numbers = signs.right[stops[np.searchsorted(stops, first)]] - signs.left[first]
    return width
