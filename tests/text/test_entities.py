"""Entities of markup, whole and half."""

from __future__ import annotations

import pytest

from mingcha.text.entities import unescape


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("a&amp;b&#38;c&#x26;d", "a&b&c&d"),
        ("?a=1&timestamp=2&copy=3&section=4", "?a=1&timestamp=2&copy=3&section=4"),
        ("&unknownword;", "&unknownword;"),
    ],
)
def test_only_whole_entities_are_undone(text, plain):
    assert unescape(text) == plain
