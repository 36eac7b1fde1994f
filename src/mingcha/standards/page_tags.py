"""The tags 国办发〔2017〕47号 asks of each kind of page, and the values ColumnType may have."""

from __future__ import annotations

from functools import cache

from mingcha.model.page_tags import PageRole
from mingcha.standards.load import table

__all__ = ["column_types", "label", "required_tags"]


@cache
def required_tags(role: PageRole) -> tuple[str, ...]:
    """The tags a page of this role must state, in the order of the rule."""
    required = table("page_tags")["required"]
    parts = {
        PageRole.HOME: ("site",),
        PageRole.COLUMN: ("site", "column"),
        PageRole.CONTENT: ("site", "column", "content"),
    }[role]
    return tuple(name for part in parts for name in required[part])


@cache
def label(name: str) -> str:
    """What people call a tag; empty for one that is not prescribed."""
    return str(table("page_tags")["labels"].get(name, ""))


@cache
def column_types() -> frozenset[str]:
    return frozenset(table("page_tags")["column_types"]["names"])
