"""One person masked differently in two places, so that both together show the whole number.

Looks for: masked identity and mobile numbers beside the same name, in different documents or tables of a run, which
    agree wherever both show a digit and together leave ten candidates or fewer, while each alone leaves more.
Matters because: each list was checked and each looks right; only side by side do they give the number away.
To fix: use one pattern everywhere; take down the list whose mask is the unusual one.
Cannot see: lists outside this run, and persons whose names are masked as well.
"""

from __future__ import annotations

from collections.abc import Iterator

from mingcha.examine.declaration import Corpus, check, found
from mingcha.examine.masked import HIDDEN, Masked, masked_numbers
from mingcha.model.finding import Evidence, Severity
from mingcha.text.id_number import candidates_left, mask_id_number
from mingcha.text.phone import mask_mobile

FEW_CANDIDATES = 10
PLACES = 5
# Many persons share a name; beyond this many different masks of one name nothing can be said.
MOST_ALIKE = 12


@check(
    severity=Severity.HIGH,
    clauses=["PIPL-73", "OGI-15"],
    message="同一人的号码在两处遮盖方式不同，合起来可以还原：{quote}",
    advice="全部名单改用同一种遮盖方式，先撤下其中一份再重新发布。",
    bad=[
        ("姓名\t身份证号\n张三\t110105********002X", "姓名\t身份证号\n张三\t11010519491231****"),
        ("姓名\t联系电话\n张三\t138****5678", "姓名\t联系电话\n张三\t1381234****"),
    ],
    good=[
        ("姓名\t身份证号\n张三\t110105********002X", "姓名\t身份证号\n张三\t110105********002X"),
        ("姓名\t身份证号\n张三\t110105********002X", "姓名\t身份证号\n李四\t11010519491231****"),
        ("姓名\t身份证号\n张三\t110105********002X", "姓名\t身份证号\n张三\t36999919491231****"),
    ],
)
def complementary_masks(corpus: Corpus) -> Iterator[Evidence]:
    by_name: dict[tuple[str, str], dict[str, tuple[int, Masked]]] = {}
    for index, document in enumerate(corpus.documents):
        for masked in document.once(masked_numbers):
            if masked.name and masked.kind in ("identity", "mobile") and HIDDEN not in masked.name:
                by_name.setdefault((masked.kind, masked.name), {}).setdefault(masked.shown, (index, masked))
    pairs: dict[tuple[int, int], list[tuple[Masked, Masked, str]]] = {}
    for (kind, _), alike in by_name.items():
        if not 2 <= len(alike) <= MOST_ALIKE:
            continue
        some = list(alike.values())
        for place, (first, one) in enumerate(some):
            for second, other in some[place + 1 :]:
                union = _union(one, other)
                if union and _left(union, kind) <= FEW_CANDIDATES < min(
                    _left(one.shown, kind), _left(other.shown, kind)
                ):
                    pairs.setdefault((first, second), []).append((one, other, union))
    for (first, second), told in pairs.items():
        one, other, union = told[0]
        where = corpus.documents[first]
        at = f"{where.source} {where.member}".strip() if first != second else "本文件"
        note = f"另一处在{at}的{where.place_at(one.start)}。"
        places = [str(other.document.place_at(masked.start)) for _, masked, _ in told[1:PLACES]]
        mask = mask_id_number if one.kind == "identity" else mask_mobile
        yield found(
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
