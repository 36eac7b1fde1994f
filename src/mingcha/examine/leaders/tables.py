"""Tables of leaders: a header that names the columns, or names side by side with posts and duties below them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mingcha.examine.leaders.words import is_post, says_duties
from mingcha.model.leader import Leader
from mingcha.pages.flow import Flow
from mingcha.text.person_names import NAME, clean_name, is_labelled_name, is_name

__all__ = ["joined", "tables_of_leaders"]

_CELL = re.compile(
    rf"^(?P<name>{NAME})(?:\s*同志)?(?:\s*[（(](?P<paren>[^）)]{{1,40}})[）)])?[\s:：，,、—|｜/-]*(?P<rest>.*)$"
)
_LABEL = re.compile(r"^(?:姓\s*名|领导|照\s*片|职\s*务|分\s*工|分管工作|)$")
_HEADS = {
    "name": re.compile(r"^(?:领导)?姓\s*名$|^领导(?:干部)?$|^(?:班子)?成员$"),
    "post": re.compile(r"^(?:现任|行政|党内)?职\s*务(?:名称)?$|^职\s*位$|^岗\s*位$|^现任职务$"),
    "duties": re.compile(
        r"分\s*工|(?:分管|主管|负责)(?:的)?(?:工作|领域|范围|部门|事项|单位|内容)?|工作职责|^职\s*责$|挂点|联系(?:乡镇|村|单位)"
    ),
}


def tables_of_leaders(shown: Flow, url: str) -> tuple[list[Leader], list[tuple[int, int]]]:
    """The leaders of tables whose header names them, and the stretches that are thereby read."""
    found: list[Leader] = []
    used: list[tuple[int, int]] = []
    for place, tag in enumerate(shown.tags):
        if tag != "table" or any(start <= place < end for start, end in used):
            continue
        rows = _grid(shown, place)
        head = next((number for number, row in enumerate(rows[:4]) if _columns(row).get("name") is not None), None)
        if head is None or len(columns := _columns(rows[head])) < 2 or len(rows) <= head + 1:
            some = list(_side_by_side(rows, url))
        else:
            some = [one for row in rows[head + 1 :] for one in _of_row(row, columns, url)]
        if some:
            found += some
            used.append((place, shown.ends[place]))
    return found, used


def _columns(row: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for kind, pattern in _HEADS.items():
        for at, cell in enumerate(row):
            if (
                kind not in found
                and at not in found.values()
                and len(cell) <= 14
                and pattern.search(" ".join(cell.split()))
            ):
                found[kind] = at
    return found


def _of_row(row: Sequence[str], columns: dict[str, int], url: str) -> Iterator[Leader]:
    def cell(kind: str) -> str:
        at = columns.get(kind)
        return row[at].strip() if at is not None and at < len(row) else ""

    match = _CELL.match(cell("name"))
    if match is None or not is_name(match["name"]):
        # Under a header that says 姓名, beside a post, any short word is a name.
        if is_labelled_name(cell("name")) and is_post(cell("post")):
            duties = cell("duties") if says_duties(cell("duties"), labelled=True) else ""
            yield Leader(clean_name(cell("name")), cell("post"), duties, url)
        return
    rest = next((text for text in (match["paren"] or "", match["rest"]) if is_post(text)), "")
    duties = cell("duties") if says_duties(cell("duties"), labelled=True) else ""
    yield Leader(clean_name(match["name"]), cell("post") or rest, duties, url)


def _grid(shown: Flow, table: int) -> list[list[str]]:
    """The cells of a table by rows, a merged cell in every place it covers. Tables inside it are words of a cell."""
    rows: list[list[str]] = []
    pending: dict[int, tuple[str, int]] = {}
    place, end = table + 1, shown.ends[table]
    while place < end:
        if shown.tags[place] == "table":
            return []  # a table of the layout
        if shown.tags[place] != "tr":
            place += 1
            continue
        row: list[str] = []
        inner = place + 1
        while inner < shown.ends[place]:
            if shown.tags[inner] in ("td", "th"):
                _from_above(row, pending)
                text = joined([words for _, words in shown.pieces(inner, shown.ends[inner])])
                attributes = shown.nodes[inner].attrs
                wide, deep = _number(attributes.get("colspan")), _number(attributes.get("rowspan"))
                for _ in range(wide):
                    if deep > 1:
                        pending[len(row)] = (text, deep - 1)
                    row.append(text)
                inner = shown.ends[inner]
            else:
                inner += 1
        _from_above(row, pending)
        if row:
            rows.append(row)
        place = shown.ends[place]
    return rows


def _from_above(row: list[str], pending: dict[int, tuple[str, int]]) -> None:
    while (covered := pending.get(len(row))) is not None:
        text, left = covered
        if left > 1:
            pending[len(row)] = (text, left - 1)
        else:
            del pending[len(row)]
        row.append(text)


def _number(text: str | None) -> int:
    return min(max(int(text), 1), 40) if text and text.strip().isdecimal() else 1


def _side_by_side(rows: Sequence[Sequence[str]], url: str) -> Iterator[Leader]:
    """Leaders of rows that hold nothing but names, each with what stands in its column until the next such row."""
    at = 0
    while at < len(rows):
        names = {place: cell for place, cell in enumerate(rows[at]) if is_name(cell)}
        others = [cell for place, cell in enumerate(rows[at]) if place not in names]
        at += 1
        if len(names) < 2 or not all(_LABEL.match(cell) for cell in others):
            continue
        posts, duties = dict.fromkeys(names, ""), dict.fromkeys(names, "")
        while at < len(rows) and not any(is_name(cell) for cell in rows[at]):
            for place in names:
                cell = rows[at][place] if place < len(rows[at]) else ""
                if says_duties(cell):
                    duties[place] = duties[place] or cell
                elif is_post(cell):
                    posts[place] = posts[place] or cell
            at += 1
        if any(posts.values()):
            for place, name in names.items():
                yield Leader(clean_name(name), posts[place], duties[place], url)


def joined(words: Sequence[str]) -> str:
    """The words of one line or cell; pieces of one sign belong to what stands beside them: editors cut them so."""
    text = ""
    for before, one in zip(("", *words), words, strict=False):
        text += one if not text or ((len(before) == 1 or len(one) == 1) and _is_cut(before, one)) else f" {one}"
    return text


def _is_cut(before: str, one: str) -> bool:
    """Whether two pieces are one stretch of Chinese cut in two."""
    return ("\u4e00" <= before[-1] <= "\u9fff" or before[-1] in "，。、；·：") and (
        "\u4e00" <= one[0] <= "\u9fff" or one[0] in "，。、；·："
    )
