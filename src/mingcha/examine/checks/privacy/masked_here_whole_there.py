"""A number masked in one place and whole in another.

Looks for: masked identity, mobile and card numbers whose whole number stands beside the same name in another document
    of the same post, or in a hidden column, a comment or the properties of the same file; identity numbers inside
    certificate and student numbers too.
Matters because: somebody meant to protect the person, and the attachment or the hidden column undoes it unseen.
To fix: mask the other place as well: delete hidden columns, comments and properties before publishing.
Cannot see: whole numbers in pictures; passbook numbers that look like no card.
"""

from __future__ import annotations

from collections.abc import Iterator

from mingcha.examine.candidates import candidates, each
from mingcha.examine.declaration import Corpus, check, found
from mingcha.examine.masked import Masked, masked_numbers, name_before
from mingcha.model.document import Document
from mingcha.model.finding import Evidence, Severity
from mingcha.text.bank_card import mask_bank_card
from mingcha.text.id_number import mask_id_number, normal
from mingcha.text.phone import bare, mask_mobile
from mingcha.text.spans import NOTHING

PLACES = 5
MASKS = {"identity": mask_id_number, "mobile": mask_mobile, "bank": mask_bank_card}
# So many places must be shown that the same digits are no accident: fewer beside the same name.
ENOUGH_SHOWN, ENOUGH_BESIDE_NAME = 6, 4


@check(
    severity=Severity.HIGH,
    clauses=["OGI-15", "PIPL-25"],
    message="此处号码完整，而别处已经遮盖：{quote}",
    advice="把附件、隐藏列、批注和文档属性中的同一号码一并遮盖或删除后重新发布。",
    bad=[
        ("张三，身份证号110105********002X", "姓名\t身份证号\n张三\t11010519491231002X"),
        ("姓名\t身份证号\n张三\t11*************02X", "姓名\t身份证号\n张三\t11010519491231002X"),
        "姓名\t身份证号\t备份（隐藏）\n张三\t110105********002X\t11010519491231002X",
        "姓名\t联系电话\n张三\t138****5678\n批注：张三电话13812345678",
        ("姓名\t银行卡号\n张三\t622848*********0018", "姓名\t银行卡号\n张三\t6228480402564890018"),
        ("姓名\t身份证号\n张三\t110105********002X", "姓名\t残疾证号\n张三\t11010519491231002X43"),
        ("姓名\t学籍号\n张三\tG110105********002X", "姓名\t学籍号\n张三\tG11010519491231002X"),
    ],
    good=[
        ("张三，身份证号110105********002X", "姓名\t身份证号\n张三\t110105********002X"),
        ("张三，身份证号110105********0010", "姓名\t身份证号\n张三\t11010519491231002X"),
        ("姓名\t银行卡号\n张三\t622848*********0019", "姓名\t银行卡号\n张三\t6228480402564890018"),
    ],
)
def masked_here_whole_there(corpus: Corpus) -> Iterator[Evidence]:
    masks = _Masks()
    for index, document in enumerate(corpus.documents):
        for one in document.once(masked_numbers):
            masks.add(index, one)
    if not masks:
        return
    for index, document in enumerate(corpus.documents):
        told: dict[str, list[tuple[int, int, str, str]]] = {}
        for kind, start, end, number in _whole(document):
            other = masks.of(document, index, kind, start, number)
            if other is not None:
                where = corpus.documents[other[0]]
                at = "本文件" if other[0] == index else f"{where.source} {where.member}".strip()
                note = f"已遮盖处：{at}的{where.place_at(other[1].start)}。"
                told.setdefault(kind, []).append((start, end, number, note))
        for kind, places in told.items():
            start, end, number, note = places[0]
            yield found(
                start,
                end,
                quote=MASKS[kind](number),
                persons=len({number for _, _, number, _ in places}),
                note=note,
                more_places=[str(document.place_at(at)) for at, _, _, _ in places[1:PLACES]],
                secret=number,
                document=index,
            )


class _Masks:
    """Masked numbers of a run, to be found by the person's name, or without one by post and last two places."""

    def __init__(self) -> None:
        self._named: dict[tuple[str, str], list[tuple[int, Masked]]] = {}
        self._in_post: dict[tuple[str, str, str], list[tuple[int, Masked]]] = {}

    def __bool__(self) -> bool:
        return bool(self._in_post or self._named)

    def add(self, index: int, one: Masked) -> None:
        shown = len(one.shown) - one.shown.count("*")
        if one.name and shown >= ENOUGH_BESIDE_NAME:
            self._named.setdefault((one.kind, one.name), []).append((index, one))
        if shown >= ENOUGH_SHOWN:
            self._in_post.setdefault((_post(one.document), one.kind, one.shown[-2:]), []).append((index, one))

    def of(self, document: Document, index: int, kind: str, start: int, number: str) -> tuple[int, Masked] | None:
        """The masked number that hides this whole one."""
        name = name_before(document, start)
        around = document.text[max(0, start - 30) : start]
        for other, one in self._named.get((kind, name), []) if name else []:
            if one.fits(number) and not (other == index and _equally_visible(document, one, start)):
                return other, one
        for other, one in self._in_post.get((_post(document), kind, number[-2:]), []):
            known = name and one.name and name != one.name and one.name not in around
            if one.fits(number) and not known and not (other == index and _equally_visible(document, one, start)):
                return other, one
        return None


def _post(document: Document) -> str:
    return document.post or document.source


def _whole(document: Document) -> Iterator[tuple[str, int, int, str]]:
    """Kind, span and digits of every whole number."""
    seen = document.once(candidates)
    right = seen.eighteen.where(seen.eighteen.flags) if len(seen.eighteen) else NOTHING
    for spans in (right, seen.split_id_numbers):
        for start, end in each(spans):
            yield "identity", start, end, normal(document.text[start:end])
    for start, end in each(seen.certificates):
        yield "identity", start, end, normal(document.text[start:end]).lstrip("GL")[:18]
    for start, end in each(seen.cards):
        yield "bank", start, end, normal(document.text[start:end])
    for start, end in each(seen.mobiles):
        yield "mobile", start, end, bare(normal(document.text[start:end]))


def _equally_visible(document: Document, masked: Masked, start: int) -> bool:
    """Two lists in one file may differ openly; that is for other checks to tell."""
    return document.place_at(masked.start).hidden == document.place_at(start).hidden
