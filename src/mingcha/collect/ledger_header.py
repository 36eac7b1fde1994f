"""Where a ledger's header is, and which of its columns are ours."""

from __future__ import annotations

from functools import cache

from mingcha.collect import header_words
from mingcha.collect.header_words import HeaderWords
from mingcha.model.ledger import Field, Sheet
from mingcha.standards.load import ledger_columns

Header = header_words.Header[Field]


@cache
def words() -> HeaderWords[Field]:
    """The names of a ledger's columns."""
    return HeaderWords((column.field, column.required, column.names) for column in ledger_columns())


def required() -> tuple[Field, ...]:
    return words().required


def find_header(sheet: Sheet) -> Header | None:
    """The first complete header; else the one with most of the required columns; None when no name is known."""
    return words().find(sheet)
