"""Which characters of a number, name or address stay visible when it is masked, and whether that hides enough."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mingcha.text.id_number import normal
from mingcha.text.phone import bare

HIDDEN = "*"
# Where no asterisk may stand: names of files and of sheets.
WIDE_HIDDEN = "＊"
# What a mask must hide to be one. Of an identity number: eight places in a row with the whole birth date (7–14).
ID_LENGTH, BIRTH_FIRST, BIRTH_LAST = 18, 6, 14
FEWEST_HIDDEN = {"identity": 6, "mobile": 4, "bank": 6}
# Of the eight places of the birth date.
FEWEST_OF_BIRTH = 4
# A card number, 16 to 19 places, may show the issuer and the last four at most.
MOST_OF_A_CARD = 10
# With ten candidates or fewer a telephone call finds the right one.
FEW_CANDIDATES = 10
MOST_OF_A_NAME = 2
TOWN = re.compile(r"(?:镇|乡|街道)")
VILLAGE = re.compile(r"(?:村|社区|居委会)")
# Further back a town's name is no longer the address's own.
_FARTHEST = {"town": 16, "village": 26}
LEVELS = ("town", "village")


@dataclass(frozen=True, slots=True)
class Shown:
    """How many characters stay at the beginning and at the end."""

    first: int = 0
    last: int = 0

    def mask(self, value: str, *, at_least: int = 1) -> str:
        """As long as the value; of a short one fewer characters stay, so that `at_least` are hidden."""
        last = min(self.last, max(len(value) - at_least, 0))
        first = min(self.first, max(len(value) - at_least - last, 0))
        return value[:first] + HIDDEN * (len(value) - first - last) + value[len(value) - last :]


@dataclass(frozen=True, slots=True)
class ShownName(Shown):
    """Names stay unless `masked`: publicity lists name people, and the law asks for it."""

    masked: bool = False


@dataclass(frozen=True, slots=True)
class ShownAddress:
    """An address stays down to the `town`, or, in lists of a village's own, down to the `village`."""

    down_to: str = "town"


@dataclass(frozen=True, slots=True)
class MaskPattern:
    """A county's way of masking; the kinds are those checks declare."""

    identity: Shown = Shown(6, 4)
    mobile: Shown = Shown(3, 4)
    bank: Shown = Shown(0, 4)
    name: ShownName = ShownName(1, 0)
    address: ShownAddress = ShownAddress()

    def masked(self, kind: str, written: str, *, usual: str) -> str:
        """`written`, as it stands in a document, masked; `usual` where the pattern says nothing of its kind."""
        number = normal(written)
        if kind == "identity":
            return self._identity(number) or usual
        if kind == "certificate":
            lead = number[:1] if number[:1].isalpha() else ""
            inner = number[len(lead) : len(lead) + ID_LENGTH]
            rest = HIDDEN * (len(number) - len(lead) - ID_LENGTH)
            return lead + self._identity(inner) + rest if len(inner) == ID_LENGTH else usual
        if kind == "mobile":
            return self.mobile.mask(bare(number), at_least=FEWEST_HIDDEN["mobile"])
        if kind == "bank":
            digits = "".join(c for c in number if c.isdigit())
            return self.bank.mask(digits, at_least=max(FEWEST_HIDDEN["bank"], len(digits) // 2))
        if kind == "address":
            return self._address(written)
        if kind == "weak":
            return self._tightened(usual)
        return usual

    def _identity(self, number: str) -> str:
        if len(number) == 15:  # the birth date has six places and nothing follows from the last three
            return Shown(min(self.identity.first, 6), min(self.identity.last, 3)).mask(number)
        if len(number) < ID_LENGTH:
            return ""
        return self.identity.mask(number[:ID_LENGTH]) + HIDDEN * (len(number) - ID_LENGTH)

    def _address(self, address: str) -> str:
        """Down to the level; what is below is hidden, its length too."""
        end = 0
        for level, sign in (("town", TOWN), ("village", VILLAGE)):
            found = sign.search(address, end)
            if found is not None and found.end() <= _FARTHEST[level]:
                end = found.end()
            if level == self.address.down_to:
                break
        return address[: end or min(3, len(address) // 2)] + HIDDEN * 4

    def _tightened(self, mask: str) -> str:
        """A mask that hides what either it or the pattern hides."""
        shown = {11: self.mobile, ID_LENGTH: self.identity}.get(len(mask), self.bank)
        return "".join(HIDDEN if HIDDEN in pair else pair[0] for pair in zip(mask, shown.mask(mask), strict=True))


def mask_faults(pattern: MaskPattern) -> Iterator[str]:
    """Why a pattern hides too little, in Chinese, one sentence for each kind; nothing when it is adequate."""
    for called, shown in (
        *(("身份证号", pattern.identity), ("手机号", pattern.mobile)),
        *(("银行卡号", pattern.bank), ("姓名", pattern.name)),
    ):
        if shown.first < 0 or shown.last < 0:
            yield f"{called}保留的位数不能是负数"
            return
    first, last = pattern.identity.first, pattern.identity.last
    if first > BIRTH_FIRST or last > ID_LENGTH - BIRTH_LAST:
        yield (
            f"身份证号开头保留{first}位、结尾保留{last}位，没有盖住全部出生日期（第7至14位），可以推算还原；"
            "开头最多保留6位，结尾最多保留4位"
        )
    first, last = pattern.mobile.first, pattern.mobile.last
    if first + last > 11 - FEWEST_HIDDEN["mobile"]:
        yield f"手机号保留{first + last}位，只隐去{max(11 - first - last, 0)}位，逐个试拨就能找到本人；至少隐去4位"
    first, last = pattern.bank.first, pattern.bank.last
    if first + last > MOST_OF_A_CARD:
        yield f"银行卡号保留{first + last}位，剩下的可由校验位和发卡行推出；最多保留{MOST_OF_A_CARD}位"
    if pattern.name.masked and pattern.name.first + pattern.name.last > MOST_OF_A_NAME:
        yield f"姓名保留{pattern.name.first + pattern.name.last}个字，多数姓名等于没有遮盖；最多保留{MOST_OF_A_NAME}个字"
    if pattern.address.down_to not in LEVELS:
        yield f"住址写到“{pattern.address.down_to}”不能识别，只能是 town（乡镇、街道）或 village（村、社区）"
