"""The charts of a package: they keep copies of what they show, which is masked where the cells were.

A chart whose source is taken out keeps what it shows, as values of its own.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from mingcha.rectify.mask.package import Element, Parts, tree_of, xml_of
from mingcha.rectify.mask.workbook_cells import column_number, local, whole

# By sheet, and by line and column in it: what a cell said and what it says now.
Changes = Mapping[str, Mapping[tuple[int, int], tuple[str, str]]]

CHART = re.compile(r".*/charts/chart[^/]*\.xml")
_RANGE = re.compile(r"(?:'((?:[^']|'')+)'|([^'!,():\[\]]+))!\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?")
_GONE = ("externalData", "pivotSource", "pivotFmts", "pivotOptions")
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_STRICT_DRAWING = "http://purl.oclc.org/ooxml/drawingml/main"


def detach_charts(parts: Parts, sheets: Collection[str]) -> None:
    """References to what is no more become values; links to other files and to pivot tables go."""
    for name in [name for name in parts if CHART.fullmatch(name)]:
        root = tree_of(parts[name])
        for one in list(root.iter(*(f"{{*}}{tag}" for tag in _GONE))):
            one.getparent().remove(one)
        for formula in list(root.iter("{*}f")):
            if not _stays(formula.text or "", sheets):
                _as_value(formula.getparent())
        parts[name] = xml_of(root)


def mask_charts(parts: Parts, changes: Changes) -> None:
    """What charts and linked text boxes have copied from masked cells becomes what the cells say now."""
    for name in [name for name in parts if CHART.fullmatch(name) or ("/drawings/" in name and name.endswith(".xml"))]:
        root = tree_of(parts[name])
        changed = False
        for holder, words in _copied(root):
            changed |= _mask_copies(holder, _in_range(words, changes))
        if changed:
            parts[name] = xml_of(root)


def _copied(root: Element) -> Iterator[tuple[Element, str]]:
    """Every element that copies cells, with the cells it names."""
    for formula in root.iter("{*}f"):
        yield formula.getparent(), formula.text or ""
    for shape in root.iter("{*}sp"):
        if words := shape.get("textlink"):
            yield shape, words


def _stays(formula: str, sheets: Collection[str]) -> bool:
    found = [(first or second).replace("''", "'") for first, second, *_ in _RANGE.findall(formula)]
    return bool(found) and {*found} <= {*sheets} and "[" not in formula and "#REF" not in formula


def _in_range(formula: str, changes: Changes) -> dict[str, str]:
    """What the cells of a formula said and say; of all cells where the formula is more than places."""
    ranges = _RANGE.findall(formula)
    if not ranges:
        return {before: after for cells in changes.values() for before, after in cells.values()}
    found = {}
    for quoted, bare, left, top, right, bottom in ranges:
        first, last = column_number(left), column_number(right or left)
        for (row, column), (before, after) in changes.get((quoted or bare).replace("''", "'"), {}).items():
            if int(top) <= row <= int(bottom or top) and first <= column <= last:
                found[before] = after
    return found


def _mask_copies(holder: Element, changes: Mapping[str, str]) -> bool:
    if not changes:
        return False
    changed = False
    for value in list(holder.iter("{*}v", "{*}pt")):
        words = value.text or ""
        if local(value) == "pt" and value.find("{*}v") is not None:
            continue
        after = changes.get(words) or changes.get(whole(words))
        if after is None:
            continue
        changed = True
        if any(local(one) in ("numCache", "numLit", "numDim") for one in value.iterancestors()):
            point = value if local(value) == "pt" else value.getparent()  # a text is no number to draw
            point.getparent().remove(point)
        else:
            value.text = after
    for paragraph in holder.iter("{*}p") if holder.get("textlink") else ():
        runs = [*paragraph.iter("{*}t")]
        words = "".join(run.text or "" for run in runs)
        if words in changes:
            changed = True
            for run in runs:
                run.text = ""
            runs[0].text = changes[words]
    return changed


def _as_value(holder: Element) -> None:
    """A reference with its cache becomes the values of the cache."""
    kind, above = local(holder), holder.getparent()
    cache = next((one for one in holder if local(one) in ("strCache", "numCache", "multiLvlStrCache")), None)
    space = holder.tag[: -len(kind)]
    if kind not in ("strRef", "numRef", "multiLvlStrRef") or above is None:
        return
    if kind == "strRef" and local(above) == "tx":
        words = "" if cache is None else " ".join(one.text or "" for one in cache.iter("{*}v"))
        above.replace(holder, _words(holder, space, words, is_name=local(above.getparent()) == "ser"))
        return
    if cache is None:
        above.remove(holder)
        return
    made = holder.makeelement(f"{space}{'numLit' if kind == 'numRef' else 'strLit'}")
    levels = cache.findall("{*}lvl")  # the first is the one nearest to the axis
    for one in [*cache.findall("{*}ptCount"), *levels[0]] if levels else [*cache]:
        if local(one) != "extLst":
            made.append(one)
    above.replace(holder, made)


def _words(holder: Element, space: str, words: str, *, is_name: bool) -> Element:
    """A title of its own: the name of a series is plain, any other has paragraphs."""
    if is_name:
        plain = holder.makeelement(f"{space}v")
        plain.text = words
        return plain
    drawing = _STRICT_DRAWING if "purl.oclc.org" in space else _DRAWING
    rich = holder.makeelement(f"{space}rich")
    for tag in ("bodyPr", "p"):
        rich.append(rich.makeelement(f"{{{drawing}}}{tag}"))
    run = rich[1].makeelement(f"{{{drawing}}}r")
    rich[1].append(run)
    text = run.makeelement(f"{{{drawing}}}t")
    text.text = words
    run.append(text)
    return rich
