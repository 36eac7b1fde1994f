"""The answer of a language model, read with care: it may think aloud, wrap its JSON, miss questions or invent some."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from mingcha.second_opinion.kept import Opinion

LONGEST_REASON = 80
# Places at which the JSON may begin; whoever brackets more than this is not worth the time.
TRIED = 20
_THINKING = re.compile(r"<think>.*?(?:</think>|$)", re.DOTALL)
_WORDS = {
    "true": True,
    "false": False,
    "是": True,
    "否": False,
    "yes": True,
    "no": False,
    "wrong": True,
    "right": False,
}


class NoAnswer(Exception):
    """What came back says nothing that can be used; the message says why, in Chinese."""


def opinions_in(body: bytes, *, number: int) -> dict[int, Opinion]:
    """Opinions by the number of the question, from 1; questions without a usable answer are missing. Raises NoAnswer."""
    try:
        content = json.loads(body)["choices"][0]["message"]["content"]
    except (ValueError, KeyError, IndexError, TypeError, RecursionError) as error:
        raise NoAnswer("应答不是约定的格式") from error
    if not isinstance(content, str):
        raise NoAnswer("应答里没有文字")
    found: dict[int, Opinion] = {}
    for answer in _answers(_THINKING.sub("", content)):
        which = answer.get("n")
        if isinstance(which, int) and not isinstance(which, bool) and 1 <= which <= number and which not in found:
            why = answer.get("why", "")
            reason = " ".join(why.split())[:LONGEST_REASON] if isinstance(why, str) else ""
            found[which] = Opinion(_truth(answer.get("wrong")), reason)
    if not found:
        raise NoAnswer("应答里没有可用的意见")
    return found


def _answers(content: str) -> Iterator[dict[str, Any]]:
    """The objects of the first JSON value in the text that holds any."""
    decoder = json.JSONDecoder()
    for match in islice(re.finditer(r"[\[{]", content), TRIED):
        try:
            value, _ = decoder.raw_decode(content, match.start())
        except (ValueError, RecursionError):
            continue
        some = value.get("answers", [value]) if isinstance(value, dict) else value
        objects = [one for one in some if isinstance(one, dict)] if isinstance(some, list) else []
        if objects:
            yield from objects
            return


def _truth(value: object) -> bool | None:
    if isinstance(value, bool):
        return value
    return _WORDS.get(value.strip().lower()) if isinstance(value, str) else None
