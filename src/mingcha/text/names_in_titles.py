"""Titles and file names made fit to be printed: numbers of persons masked, and of people's names only the surname left."""

from __future__ import annotations

import re

from mingcha.text.masking import hushed, scrubbed
from mingcha.text.person_names import NAME, is_name
from mingcha.text.words import tagged_words

# Kinds of words the dictionary takes names of people for.
_PERSON = "nr"
_SOMEBODY = "某"
# Beside these words there stands a name, whatever the dictionary says.
_ADDRESSED = re.compile(rf"(?:{NAME})(?=同志|先生|女士)")


def printable_title(text: str) -> str:
    """The title without what tells who a person is; empty where no dictionary can tell which words are names."""
    bare = _ADDRESSED.sub(lambda found: _hidden(found[0]), hushed(scrubbed(text)))
    words = tagged_words(bare)
    if words is None:
        return ""
    told: list[str] = []
    place = 0
    while place < len(words):
        word, kind = words[place]
        following, its_kind = words[place + 1] if place + 1 < len(words) else ("", "")
        both = word + following
        # The dictionary may take surname and given name for two words.
        if kind == its_kind == _PERSON and len(word) <= 2 and len(both) <= 4 and is_name(both):
            word, place = both, place + 1
        told.append(_hidden(word) if kind == _PERSON and is_name(word) else word)
        place += 1
    return "".join(told)


def _hidden(name: str) -> str:
    return name[0] + _SOMEBODY * (len(name) - 1)
