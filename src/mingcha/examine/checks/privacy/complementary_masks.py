"""One person masked differently in two places, so that both together show the whole number.

Looks for: masked identity and mobile numbers beside the same name, in different documents or tables of a run, which
    agree wherever both show a digit and together leave ten candidates or fewer, while each alone leaves more. Lists
    without names, or with masked ones, are a doubt when they have as many rows and agree row by row.
Matters because: each list was checked and each looks right; only side by side do they give the number away.
To fix: use one pattern everywhere; take down the list whose mask is the unusual one.
Cannot see: lists outside this run, and lists without names in another order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mingcha.examine.declaration import Corpus, check, doubt, found
from mingcha.examine.masked import HIDDEN, Masked, masked_numbers
from mingcha.model.finding import Evidence, Severity
from mingcha.text.id_number import candidates_left, mask_id_number
from mingcha.text.phone import mask_mobile

FEW_CANDIDATES = 10
PLACES = 5
# Many persons share a name; beyond this many different masks of one name nothing can be said.
MOST_ALIKE = 12
# Lists without names are the same when so many rows and more agree one by one.
FEWEST_ROWS = 3

# Two documents and the masks that complete each other, with what both together show.
Pairs = dict[tuple[int, int], list[tuple[Masked, Masked, str]]]


@check(
    severity=Severity.HIGH,
    clauses=["PIPL-73", "OGI-15"],
    message="同一人的号码在两处遮盖方式不同，合起来可以还原：{quote}",
    advice="全部名单改用同一种遮盖方式，先撤下其中一份再重新发布。",
    bad=[
        ("姓名\t身份证号\n张三\t110105********002X", "姓名\t身份证号\n张三\t11010519491231****"),
        ("姓名\t联系电话\n张三\t138****5678", "姓名\t联系电话\n张三\t1381234****"),
        (
            "序号\t身份证号\n1\t110105********002X\n2\t110199********0013\n3\t110199********0021",
            "序号\t证件号码\n1\t11010519491231****\n2\t11019919800101****\n3\t11019919810203****",
        ),
    ],
    good=[
        ("姓名\t身份证号\n张三\t110105********002X", "姓名\t身份证号\n张三\t110105********002X"),
        ("姓名\t身份证号\n张三\t110105********002X", "姓名\t身份证号\n李四\t11010519491231****"),
        ("姓名\t身份证号\n张三\t110105********002X", "姓名\t身份证号\n张三\t36999919491231****"),
        (
            "序号\t身份证号\n1\t110105********002X\n2\t110199********0013\n3\t110199********0021",
            "序号\t证件号码\n1\t11010519491231****\n2\t11019919800101****",
        ),
        (
            "序号\t身份证号\n1\t110105********002X\n2\t110199********0013\n3\t110199********0021",
            "序号\t证件号码\n1\t11019919491231****\n2\t11010519800101****\n3\t11019919810203****",
        ),
    ],
)
def complementary_masks(corpus: Corpus) -> Iterator[Evidence]:
    by_name: dict[tuple[str, str], dict[str, tuple[int, Masked]]] = {}
    for index, document in enumerate(corpus.documents):
        for masked in document.once(masked_numbers):
            if masked.name and masked.kind in ("identity", "mobile") and HIDDEN not in masked.name:
                by_name.setdefault((masked.kind, masked.name), {}).setdefault(masked.shown, (index, masked))
    pairs: Pairs = {}
    for (kind, _), alike in by_name.items():
        if not 2 <= len(alike) <= MOST_ALIKE:
            continue
        some = list(alike.values())
        for place, (first, one) in enumerate(some):
            for second, other in some[place + 1 :]:
                union = _union(one, other)
                if union and _completes(one, other, union, kind):
                    pairs.setdefault((first, second), []).append((one, other, union))
    yield from _told(corpus, pairs, found)
    yield from _told(corpus, _row_by_row(corpus), doubt)


def _row_by_row(corpus: Corpus) -> Pairs:
    """Lists without names whose masks agree in every row: as many rows in the same order are most likely the same."""
    lists: dict[tuple[str, int], list[tuple[int, list[Masked]]]] = {}
    for index, document in enumerate(corpus.documents):
        columns: dict[tuple[str, int, int], list[Masked]] = {}
        for masked in document.once(masked_numbers):
            if (
                (not masked.name or HIDDEN in masked.name)
                and masked.column is not None
                and masked.kind in ("identity", "mobile")
            ):
                key = masked.kind, masked.column.table.start, masked.column.index
                columns.setdefault(key, []).append(masked)
        for (kind, _, _), some in columns.items():
            if len(some) >= FEWEST_ROWS:
                lists.setdefault((kind, len(some)), []).append((index, some))
    pairs: Pairs = {}
    for (kind, _), alike in lists.items():
        if len(alike) > MOST_ALIKE:
            continue
        for place, (first, ours) in enumerate(alike):
            for second, theirs in alike[place + 1 :]:
                rows = [(one, other, _union(one, other)) for one, other in zip(ours, theirs, strict=True)]
                if all(union and _completes(one, other, union, kind) for one, other, union in rows):
                    pairs[first, second] = rows
    return pairs


def _completes(one: Masked, other: Masked, union: str, kind: str) -> bool:
    return _left(union, kind) <= FEW_CANDIDATES < min(_left(one.shown, kind), _left(other.shown, kind))


def _told(corpus: Corpus, pairs: Pairs, tell: Callable[..., Evidence]) -> Iterator[Evidence]:
    for (first, second), told in pairs.items():
        one, other, union = told[0]
        where = corpus.documents[first]
        at = f"{where.source} {where.member}".strip() if first != second else "本文件"
        note = f"另一处在{at}的{where.place_at(one.start)}。"
        if tell is doubt:
            note += "两份名单没有姓名，但行数相同、逐行相符，请核对是否同一批人。"
        places = [str(other.document.place_at(masked.start)) for _, masked, _ in told[1:PLACES]]
        mask = mask_id_number if one.kind == "identity" else mask_mobile
        yield tell(
            other.start,
            other.end,
            quote=mask(union),
            persons=len(told),
            note=note,
            more_places=places,
            secret=other.name + union,
            document=second,
        )


def _union(one: Masked, other: Masked) -> str:
    """What both together show, or nothing when they contradict each other."""
    if not one.fits(other.shown):
        return ""
    return "".join(b if a == HIDDEN else a for a, b in zip(one.shown, other.shown, strict=True))


def _left(shown: str, kind: str) -> int:
    if kind == "identity" and len(shown) == 18:
        return candidates_left(shown)
    return int(10 ** shown.count(HIDDEN))
