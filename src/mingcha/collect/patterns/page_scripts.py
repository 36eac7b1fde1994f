"""Pagers that call a function of the page's own script: goPage(3), where goPage puts its number into an address."""

from __future__ import annotations

import re

from mingcha.pages.page import Page

__all__ = ["PageScripts"]

_CALL = re.compile(
    r"^[\s;]*(?:javascript\s*:)?\s*(?:return\s+)?(\w+)\s*\(\s*['\"]?(\d{1,5})['\"]?\s*(?:,[^()]*)?\)", re.IGNORECASE
)
_FUNCTION = r"(?:function\s+{0}\s*\(\s*(\w+)[^)]*\)|{0}\s*[=:]\s*function\s*\(\s*(\w+)[^)]*\))\s*\{{"
_GOES = re.compile(r"(?:location(?:\s*\.\s*(?:href|replace|assign))?\s*[=(]|window\s*\.\s*open\s*\()\s*([^;\n}]+)")
_PIECE = re.compile(r"\(\s*(\w+)\s*([-+])\s*(\d+)\s*\)|[\"']([^\"']*)[\"']|(\w[\w.]*)")
_WHERE = frozenset({"parseInt", "String", "Number"})


class PageScripts:
    """The functions of one page's scripts, looked up when a link calls them."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._source: str | None = None
        self._known: dict[str, list[str | int] | None] = {}

    def address(self, script: str) -> str | None:
        """The address a call such as goPage(3) goes to, as the function writes it; None when that cannot be told."""
        for part in script.split(";"):
            call = _CALL.match(part)
            if call is None:
                continue
            if call[1] not in self._known:
                self._known[call[1]] = self._pieces(call[1])
            pieces = self._known[call[1]]
            if pieces is not None:
                return "".join(piece if isinstance(piece, str) else str(int(call[2]) + piece) for piece in pieces)
        return None

    def _pieces(self, name: str) -> list[str | int] | None:
        """What the function joins into an address: texts, and its number with what is added to it."""
        if self._source is None:
            self._source = "\n".join(node.text() for node in self._page.tree.tags("script"))
        head = re.search(_FUNCTION.format(re.escape(name)), self._source)
        if head is None:
            return None
        parameter = head[1] or head[2]
        body = self._source[head.end() : head.end() + 1500]
        for goes in _GOES.finditer(body):
            pieces: list[str | int] = []
            for piece in _PIECE.finditer(goes[1]):
                inner, sign, amount, text, word = piece.groups()
                if inner == parameter:
                    pieces.append(int(amount) if sign == "+" else -int(amount))
                elif text is not None:
                    pieces.append(text)
                elif word == parameter:
                    pieces.append(0)
                elif word not in _WHERE:
                    break
            else:
                if any(isinstance(piece, int) for piece in pieces):
                    return pieces
        return None
