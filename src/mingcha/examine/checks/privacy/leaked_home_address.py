"""A private person's home address published below the town.

Looks for: village groups, house numbers, buildings and rooms in address columns of persons, and after words such as
    家庭住址 in running text.
Matters because: it says where the person sleeps; with a name it is enough to be found.
To fix: end the address at the town or street office, or remove the column.
Cannot see: addresses without a header or a word before them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingcha.examine.cells import column_evidence
from mingcha.examine.columns import columns
from mingcha.examine.declaration import check, found
from mingcha.examine.groups import is_hidden
from mingcha.examine.held_characters import may_hold
from mingcha.examine.role_words import may_say
from mingcha.model.document import Document
from mingcha.model.finding import Evidence, Severity
from mingcha.standards.privacy_words import roles, words_in
from mingcha.text.mask_pattern import MaskPattern

# Below the town: a village or community with something after it, a group, a road with a number, a building, a room.
BELOW_TOWN = re.compile(
    r"[0-9０-９一二三四五六七八九十百甲乙丙丁]+\s*(?:号|组|栋|幢|单元|室|弄|巷|队|社|户|座|楼|层)"
    r"|[\u4e00-\u9fff](?:村|社区|居委会|小区|花园|公寓|新村|家园)\s*[\u4e00-\u9fff]{1,8}(?:组|屋|坑|坝|湾|塘|排|队|苑|围|村民小组|小组)"
    r"|\d+\s*[-－—]\s*\d+\s*[-－—]\s*\d+"
)
VILLAGE = re.compile(r"[\u4e00-\u9fff]{1,6}(?:镇|乡|街道)[\u4e00-\u9fff]{1,6}(?:村|社区|小区|花园)")
STREET = re.compile(r"[\u4e00-\u9fff](?:路|街|大道|巷|弄)")
# Every word that is searched for holds one of these: few posts need more than this look.
PARTS = ("址", "居住地", "所在地", "住所")
LIVING = ("住",)
LIVES = re.compile(
    r"(?<=[，,。；;\s）)（(])(?:现|家|户籍)?住(?![所宿院房户])(?:在|于)?(?=[\u4e00-\u9fff]{2,}(?:省|市|县|区|镇|乡|街道|村))"
)
# The seat of an organisation is public.
ORGANISATION = re.compile("公司|企业|合作社|商行|经营部|法定代表人|个体工商户|学校|医院")
PLACE = re.compile(r"(?:省|市|县|区|镇|乡|街道)")
ENDS = re.compile(r"[，,。；;、\n\t（(]|电话|手机|身份证|联系")


@check(
    severity=Severity.MEDIUM,
    clauses=["OGI-15", "PIPL-25"],
    message="出现到户的家庭住址：{quote}",
    advice="住址只写到乡镇或街道，删去村组、门牌后重新发布。",
    bad=[
        "姓名\t家庭住址\n张三\t样例县嘉定镇阳明路12号3栋502室",
        "申请人张三，家庭住址：样例县大塘埠镇长岗村5组12号。",
        "当事人张三，男，汉族，住样例县嘉定镇阳明路12号，因故意毁坏公物被处罚。",
        "张三（住样例县嘉定镇阳明路12号）：你户房屋在征收范围内。",
        "姓名\t住址\n李四\t大塘埠镇长岗村上屋组",
    ],
    good=[
        "姓名\t家庭住址\n张三\t样例县嘉定镇",
        "单位\t办公地址\n财政局\t阳明路12号",
        "某公司，住所地样例县嘉定镇阳明路12号，住宿自理。",
        "报名地点：阳明路12号政务大厅",
        "家庭住址：样例县大塘埠镇。",
    ],
    masks="address",
)
def leaked_home_address(document: Document) -> Iterator[Evidence]:
    for column in document.once(columns):
        beside = frozenset().union(*column.beside)
        if "address" not in column.roles or "office_address" in column.roles:
            continue
        if "organisation" in beside and not beside & {"name", "private_person", "identity"}:
            continue
        told = column_evidence(column, _below_town, mask=mask_address)
        if told is not None:
            yield told
    yield from _lives(document)
    if not may_say(document, {"address"}, PARTS):
        return
    for word in roles()["address"]:
        start = document.text.find(word)
        while start >= 0:
            told = _after(document, start, start + len(word))
            if told is not None:
                yield told
            start = document.text.find(word, start + len(word))


def _lives(document: Document) -> Iterator[Evidence]:
    """，住某县某镇某路12号: how decisions name a party."""
    if not may_hold(document, LIVING):
        return
    for match in LIVES.finditer(document.text):
        rest = document.text[match.end() : match.end() + 40]
        cut = ENDS.search(rest)
        address = rest[: cut.start()] if cut else rest
        if document.table_at(match.start()) is None and _below_town(address) is not None and PLACE.search(address):
            yield found(match.end(), match.end() + len(address), quote=mask_address(address), secret=address)


def _after(document: Document, start: int, end: int) -> Evidence | None:
    if document.table_at(start) is not None:
        return None
    # A longer word may hold this one: 经营地址 is not 地址.
    around = words_in(document.text[max(0, start - 4) : end])
    if not around or around[-1].role != "address" or document.text[end : end + 1] not in "：: 为是":
        return None
    if document.text[start:end] != document.text[start:end].strip():
        return None
    if ORGANISATION.search(document.text[max(0, start - 30) : start]):
        return None
    rest = document.text[end : end + 60].lstrip("：: 为是")
    shift = end + len(document.text[end : end + 60]) - len(rest)
    cut = ENDS.search(rest)
    address = rest[: cut.start()] if cut else rest[:40]
    if _below_town(address) is None:
        return None
    note = f"（{is_hidden(document, start)}）" if is_hidden(document, start) else ""
    return found(shift, shift + len(address), quote=mask_address(address), note=note, secret=address)


def _below_town(cell: str) -> tuple[int, int] | None:
    if "*" in cell or "＊" in cell or "×" in cell:
        return None
    told = BELOW_TOWN.search(cell)
    if told is None:
        village = VILLAGE.search(cell)
        told = village if village is not None and len(cell) > village.end() else None
    return (0, len(cell)) if told is not None else None


def mask_address(address: str) -> str:
    """The address up to the town; what is below is hidden, its length too."""
    return MaskPattern().masked("address", address, usual="")
