"""Files that bear an old ending and are something else inside, as offices publish them: RTF as .doc, HTML as .xls."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape


def doc(title: str, rows: Sequence[Sequence[str]]) -> bytes:
    """Rich text under the name of a Word file."""
    lines = "".join(f"{_rich(line)}\\par\n" for line in [title, *("  ".join(row) for row in rows)])
    return f"{{\\rtf1\\ansi\\ansicpg936\\deff0{{\\fonttbl{{\\f0 SimSun;}}}}\n{lines}}}".encode("ascii")


def xls(title: str, rows: Sequence[Sequence[str]]) -> bytes:
    """A table of HTML in GBK under the name of a workbook."""
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return (
        '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>'
        '<meta http-equiv="Content-Type" content="text/html; charset=gb2312"></head>'
        f"<body><table border=1><tr><td colspan={len(rows[0])}>{escape(title)}</td></tr>{body}</table></body></html>"
    ).encode("gb18030")


def _rich(text: str) -> str:
    return "".join(f"\\u{ord(c) - 65536 if ord(c) > 32767 else ord(c)}?" if ord(c) > 127 else c for c in text)
