"""Copies of data that a workbook keeps out of sight: pivot caches, linked workbooks, connections, old values."""

from __future__ import annotations

import re
from posixpath import basename

from mingcha.extract.contents import Gap, Unreadable
from mingcha.extract.markup import all_text, parsed
from mingcha.extract.package import Package
from mingcha.extract.readers.cell_words import plain, written_out
from mingcha.model.assembly import Assembly
from mingcha.model.document import Hidden

_VALUE = re.compile(r'<(?:\w+:)?([snd]) [^>]*?\bv="([^"]*)"|<(?:\w+:)?cacheField [^>]*?\bname="([^"]*)"')
_LINKED = re.compile(r"<(?:\w+:)?v>([^<]*)</|<(?:\w+:)?sheetName [^>]*?\bval=\"([^\"]*)\"")
_SETTINGS = re.compile(r'\b(?:connection|command|sourceFile|url|name|description|displayName|userName)="([^"]*)"')
_FOLDERS = (
    ("xl/pivotCache/", "数据透视表缓存", _VALUE, Hidden.CACHE),
    ("xl/externalLinks/externalLink", "外部链接缓存", _LINKED, Hidden.CACHE),
    ("xl/connections.xml", "数据连接", _SETTINGS, Hidden.PROPERTY),
    ("xl/persons/", "批注人", _SETTINGS, Hidden.PROPERTY),
)


def add_caches(assembly: Assembly, package: Package) -> list[Gap]:
    gaps = []
    for start, label, pattern, hidden in _FOLDERS:
        for part in package.names(start, ".xml"):
            try:
                text = package.read(part).decode("utf-8", errors="replace")
            except Unreadable as fault:
                gaps.append(Gap(fault.outcome, part, fault.reason))
                continue
            found: dict[str, None] = {}
            for match in pattern.finditer(text):
                kind, *values = match.groups() if pattern is _VALUE else ("", *match.groups())
                words = next((value for value in values if value), "")
                found[written_out(words) if kind == "n" else plain(words)] = None
            # Each value once: the cache repeats what the pivot table counted.
            assembly.add_lines("\n".join(words for words in found if words), label, hidden=hidden, measure="项")
    for part in [*package.names("xl/revisions/", ".xml"), *package.names("customXml/item", ".xml")]:
        try:
            root = parsed(package.read(part))
        except Unreadable as fault:
            gaps.append(Gap(fault.outcome, part, fault.reason))
            continue
        if root is not None and (words := all_text(root)):
            revision = part.startswith("xl/revisions/")
            label = f"修订记录 {basename(part)}" if revision else "自定义数据"
            assembly.add(words, label, hidden=Hidden.REVISION if revision else Hidden.PROPERTY)
    return gaps
