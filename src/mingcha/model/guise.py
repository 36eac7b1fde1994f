"""As whom a page is asked once more, to see whether it shows others something else than its readers."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Guise"]


class Guise(StrEnum):
    """The value is the `kind` of such a request and of its snapshot, which is never the page's own evidence."""

    READER = "as_reader"
    SEARCH_ENGINE = "as_search_engine"
    SEARCH_VISITOR = "as_search_visitor"

    @property
    def who(self) -> str:
        """What people call him."""
        return _WHO[self]


_WHO = {
    Guise.READER: "读者",
    Guise.SEARCH_ENGINE: "搜索引擎",
    Guise.SEARCH_VISITOR: "从搜索结果点进来的人",
}
