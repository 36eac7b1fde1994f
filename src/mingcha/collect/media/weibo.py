"""The two names of a 微博 post: a number, and the nine letters its address shows for it."""

from __future__ import annotations

_LETTERS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


def number_of(word: str) -> str:
    """The number for the word of an address: from the end, four letters of base 62 make seven digits."""
    digits = []
    for end in range(len(word), 0, -4):
        value = 0
        for letter in word[max(0, end - 4) : end]:
            value = value * 62 + _LETTERS.index(letter)
        digits.append(str(value).zfill(7))
    return "".join(reversed(digits)).lstrip("0")


def word_of(number: str) -> str:
    """The word of an address for the number, such as Nvq5Zr9Kp for 4975… ; `number` holds digits only."""
    words = []
    for end in range(len(number), 0, -7):
        value, letters = int(number[max(0, end - 7) : end]), ""
        while value:
            value, rest = divmod(value, 62)
            letters = _LETTERS[rest] + letters
        words.append(letters.rjust(4, "0") if end > 7 else letters)
    return "".join(reversed(words))
