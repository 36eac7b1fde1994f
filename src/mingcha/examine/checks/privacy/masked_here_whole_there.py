"""A number masked in one place and whole in another.

Looks for: masked identity, mobile and card numbers whose whole number stands beside the same name in another document
    of the same post, or in a hidden column, a comment or the properties of the same file.
Matters because: somebody meant to protect the person, and the attachment or the hidden column undoes it unseen.
To fix: mask the other place as well: delete hidden columns, comments and properties before publishing.
Cannot see: whole numbers in pictures.
"""

from __future__ import annotations

from collections.abc import Iterator

from mingcha.examine.candidates import candidates, each
from mingcha.examine.columns import column_at
from mingcha.examine.declaration import Corpus, check, found
from mingcha.examine.masked import Masked, masked_numbers, may_be_masked, name_in_row
from mingcha.model.document import Document
from mingcha.model.finding import Evidence, Severity
from mingcha.text.id_number import mask_id_number, normal
from mingcha.text.number_kinds import NOTHING
from mingcha.text.phone import bare, mask_mobile

PLACES = 5
# First places and last places that must be shown, so that the same digits are no accident.
ENOUGH_SHOWN = 6


@check(
    severity=Severity.HIGH,
    clauses=["OGI-15", "PIPL-25"],
    message="此处号码完整，而别处已经遮盖：{quote}",
    advice="把附件、隐藏列、批注和文档属性中的同一号码一并遮盖或删除后重新发布。",
    bad=[
        ("张三，身份证号110105********002X", "姓名\t身份证号\n张三\t11010519491231002X"),
        "姓名\t身份证号\t备份（隐藏）\n张三\t110105********002X\t11010519491231002X",
        "姓名\t联系电话\n张三\t138****5678\n批注：张三电话13812345678",
    ],
    good=[
        ("张三，身份证号110105********002X", "姓名\t身份证号\n张三\t110105********002X"),
        ("张三，身份证号110105********0010", "姓名\t身份证号\n张三\t11010519491231002X"),
    ],
)
def masked_here_whole_there(corpus: Corpus) -> Iterator[Evidence]:
    by_post: dict[str, list[int]] = {}
    for index, document in enumerate(corpus.documents):
        by_post.setdefault(document.post or document.source, []).append(index)
    for indexes in by_post.values():
        if any(may_be_masked(corpus.documents[index]) for index in indexes):
            yield from _in_post(corpus, indexes)


def _in_post(corpus: Corpus, indexes: list[int]) -> Iterator[Evidence]:
    masked: dict[tuple[str, str], list[tuple[int, Masked]]] = {}
    for index in indexes:
        for one in corpus.documents[index].once(masked_numbers):
            if len(one.shown) - one.shown.count("*") >= ENOUGH_SHOWN:
                masked.setdefault((one.kind, one.shown[-2:]), []).append((index, one))
    if not masked:
        return
    for index in indexes:
        document = corpus.documents[index]
        told: dict[str, list[tuple[int, int, str, str]]] = {}
        for kind, start, end, number in _whole(document):
            for other, one in masked.get((kind, number[-2:]), []):
                if not one.fits(number) or (other == index and _same_place(document, one, start)):
                    continue
                name = _name(document, start)
                if name and one.name and name != one.name and one.name not in document.text[max(0, start - 30) : start]:
                    continue
                where = corpus.documents[other].place_at(one.start)
                at = (
                    "本文件"
                    if other == index
                    else f"{corpus.documents[other].source} {corpus.documents[other].member}".strip()
                )
                told.setdefault(kind, []).append((start, end, number, f"已遮盖处：{at}的{where}。"))
                break
        for kind, places in told.items():
            start, end, number, note = places[0]
            yield found(
                start,
                end,
                quote=mask_id_number(number) if kind == "identity" else mask_mobile(number),
                persons=len({number for _, _, number, _ in places}),
                note=note,
                more_places=[str(document.place_at(at)) for at, _, _, _ in places[1:PLACES]],
                secret=number,
                document=index,
            )


def _whole(document: Document) -> Iterator[tuple[str, int, int, str]]:
    """Kind, span and digits of every whole number."""
    seen = document.once(candidates)
    right = seen.eighteen.where(seen.eighteen.flags) if len(seen.eighteen) else NOTHING
    for spans in (right, seen.split_id_numbers):
        for start, end in each(spans):
            yield "identity", start, end, normal(document.text[start:end])
    for start, end in each(seen.mobiles):
        yield "mobile", start, end, bare(normal(document.text[start:end]))


def _same_place(document: Document, masked: Masked, start: int) -> bool:
    """Whether both are equally visible: two lists in one file may differ openly, that is what other checks tell."""
    return document.place_at(masked.start).hidden == document.place_at(start).hidden


def _name(document: Document, start: int) -> str:
    table = document.table_at(start)
    if table is None:
        return ""
    row, index = document.cell_at(table, start)
    return name_in_row(document, table, row, column_at(document, table, index))
