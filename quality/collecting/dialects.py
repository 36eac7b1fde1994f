"""The same page as different hands would have typed it: capitals, no quotes, no closing tags, odd white space."""

from __future__ import annotations

import re
from collections.abc import Callable

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)([^<>]*)>")
_SAFE_VALUE = re.compile(r"=\"([\w./:#%-]+)\"")
_SCRIPT = re.compile(r"(<script.*?</script>|<!--.*?-->)", re.DOTALL)


def _outside_scripts(page: str, change: Callable[[str], str]) -> str:
    return "".join(part if part.startswith(("<script", "<!--")) else change(part) for part in _SCRIPT.split(page))


def plain(page: str) -> str:
    return page


def capitals(page: str) -> str:
    return _outside_scripts(page, lambda part: _TAG.sub(lambda m: f"<{m[1]}{m[2].upper()}{m[3]}>", part))


def unquoted(page: str) -> str:
    return _outside_scripts(
        page, lambda part: _SAFE_VALUE.sub(lambda m: m[0] if m[1].endswith("/") else f"={m[1]}", part)
    )


def unclosed(page: str) -> str:
    return _outside_scripts(page, lambda part: re.sub(r"</(?:li|p|td|tr|dd|dt|option)>", "", part))


def spaced(page: str) -> str:
    return _outside_scripts(page, lambda part: part.replace("><", ">\r\n\t  <"))


def packed(page: str) -> str:
    return _outside_scripts(page, lambda part: re.sub(r">\s+<", "><", part))


DIALECTS = (plain, capitals, unquoted, unclosed, spaced, packed)
