"""The words of a post as plain lines: from a cell, or from the markup that back ends hand over as the text."""

from __future__ import annotations

import re

from mingcha.pages.flow import flow_of
from mingcha.pages.page import Node, parse
from mingcha.text.width import one_line

SUMMARY_LENGTH = 1000
# Five times what a cell of a workbook holds; a longer text is cut rather than refused.
TEXT_LENGTH = 150_000
_MARKUP = re.compile(r"<(?:p|div|section|span|br|img|h[1-6]|strong)\b[^<>]{0,2000}>", re.IGNORECASE)


def words_of(text: str) -> str:
    """The text a paragraph a line, without blank lines; markup as its reader sees it."""
    text = text[: 10 * TEXT_LENGTH]
    if _MARKUP.search(text):
        return shown_words(parse(text.encode("utf-8", "replace"), url="", declared="utf-8").tree.body)
    return "\n".join(line for each in text.splitlines() if (line := one_line(each)))[:TEXT_LENGTH]


def shown_words(node: Node | None) -> str:
    """What a reader sees of an element, a paragraph a line; empty where there is none."""
    lines = (one_line(words) for _, words in flow_of(node).lines())
    return "\n".join(line for line in lines if line)[:TEXT_LENGTH]
