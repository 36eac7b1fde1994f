"""Of a style attribute, what only changes how text looks: no addresses, no functions but colours, nothing that floats
over the page.
"""

from __future__ import annotations

import re

_PROPERTIES = re.compile(
    r"color|background-color|font(?:-(?:family|size|style|weight|variant))?|text-(?:align|decoration|indent|transform)|"
    r"line-height|letter-spacing|word-spacing|white-space|vertical-align|direction|display|visibility|opacity|"
    r"(?:min-|max-)?(?:width|height)|(?:margin|padding)(?:-(?:top|right|bottom|left))?|float|clear|"
    r"border(?:-(?:top|right|bottom|left))?(?:-(?:color|style|width))?|border-collapse|border-spacing|list-style-type|"
    r"word-break|word-wrap|overflow-wrap|table-layout|empty-cells"
)
_VALUE = re.compile(r"(?:[\w\s.,%#!'\"+-]|rgba?\([\d\s.,%]+\))*", re.ASCII)
_FAMILY = re.compile(r"[\w\s,'\"-]*")


def safe_style(style: str) -> str:
    """The declarations that may stay, as `name:value;name:value`. Escapes and comments hide things: none may stay."""
    if "\\" in style or "/*" in style:
        return ""
    kept = []
    for declaration in style.split(";"):
        name, colon, value = declaration.partition(":")
        name, value = name.strip().lower(), value.strip()
        allowed = _FAMILY if name in ("font-family", "font") else _VALUE
        if colon and _PROPERTIES.fullmatch(name) and (allowed.fullmatch(value) or _VALUE.fullmatch(value)):
            kept.append(f"{name}:{value}")
    return ";".join(kept)
