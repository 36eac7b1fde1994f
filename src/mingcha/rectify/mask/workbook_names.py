"""The names of sheets with a number in them: masked as Excel allows, and alike wherever a chart or a link names them."""

from __future__ import annotations

import re

from mingcha.rectify.mask.package import MARKUP, Parts, tree_of, xml_of
from mingcha.rectify.mask.package_values import Values
from mingcha.rectify.mask.workbook_hidden import BOOK

# What Excel allows in no name of a sheet, * among it; a book with such a name counts as damaged.
_ALLOWED = str.maketrans("*?:/\\[]", "＊？：／＼［］")
_LONGEST = 31
# A sheet in a reference: in quotes, where each quote of the name is doubled, or bare.
_NAMED = re.compile(r"'((?:[^']|'')+)'!|([^\s'\"!,;:()\[\]=+\-*/^&<>]+)!")


def mask_names(parts: Parts, values: Values) -> None:
    """Rename the sheets whose names hold a value, two never alike, and say so in every reference."""
    book = tree_of(parts[BOOK])
    sheets = [*book.iter("{*}sheet")]
    taken = {sheet.get("name", "").casefold() for sheet in sheets}
    renamed: dict[str, str] = {}
    for sheet in sheets:
        name = sheet.get("name", "")
        if (masked := values.masked(name)) != name:
            renamed[name] = _free(masked.translate(_ALLOWED).strip("'"), taken)
            sheet.set("name", renamed[name])
    if not renamed:
        return
    parts[BOOK] = xml_of(book)
    for part in [part for part in parts if part.endswith(MARKUP)]:
        root = tree_of(parts[part])
        changed = False
        for element in root.iter():
            if not isinstance(element.tag, str) or "!" not in (element.text or "") + "".join(element.attrib.values()):
                continue
            for key, words in element.attrib.items():
                if (said := _referring(words, renamed)) != words:
                    element.set(key, said)
                    changed = True
            if (said := _referring(element.text or "", renamed)) != (element.text or ""):
                element.text = said
                changed = True
        if changed:
            parts[part] = xml_of(root)


def _free(name: str, taken: set[str]) -> str:
    """The name, or the first with a number after it that no sheet has; a book does not tell letters by their case."""
    tries, number = name[:_LONGEST], 1
    while tries.casefold() in taken:
        number += 1
        after = f"（{number}）"
        tries = name[: _LONGEST - len(after)] + after
    taken.add(tries.casefold())
    return tries


def _referring(words: str, renamed: dict[str, str]) -> str:
    def named(found: re.Match[str]) -> str:
        now = renamed.get((found[1] or found[2]).replace("''", "'"))
        return found[0] if now is None else "'" + now.replace("'", "''") + "'!"

    return _NAMED.sub(named, words)
