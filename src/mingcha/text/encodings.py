"""Bytes to text: what Chinese offices and their pages really send, whatever they declare."""

from __future__ import annotations

import codecs
import re

# Frequent characters that tell simplified from traditional text; a wrong decoding holds almost none of them.
_FREQUENT = re.compile(
    "[的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
    "十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样"
    "姓名身份证号码联系电话手机银行卡账户住址编项目金额序备注补贴村镇组男女"
    "與關各為這個國時來們對會發動學過說產種後經進著電裡實兩體機當點從業應開還後們縣請單號書，。、：；《》（）]"
)
_WIDE_CHARACTERS = re.compile("[\u2e81-\uffff]")
_SAMPLE = 8192
# Characters that must be there before their frequency alone decides.
_ENOUGH = 40


def decode(data: bytes, *, declared: str = "") -> tuple[str, str]:
    """The text and the name of the encoding found. Never fails: what cannot be decoded becomes U+FFFD.

    A byte order mark decides; then zero bytes (UTF-16); then whether the bytes are UTF-8; a declaration only helps
    to choose between GB18030 and Big5, because declarations lie and those two look alike.
    """
    # That of UTF-32 begins like that of UTF-16.
    for mark, encoding in (
        *((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF16_LE, "utf-16-le")),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ):
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace"), encoding
    if data.startswith(codecs.BOM_UTF16_BE):
        return data[2:].decode("utf-16-be", errors="replace"), "utf-16-be"
    if encoding := _wide(data[:_SAMPLE]):
        return data.decode(encoding, errors="replace"), encoding
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        # Cut off in the middle of its last character, a file is still UTF-8; so is one with a few bytes spoilt.
        if error.start >= len(data) - 3 and error.start > 0:
            return data.decode("utf-8", errors="replace"), "utf-8"
        if _is_plainly_simplified(data[:_SAMPLE]):
            return data.decode("gb18030", errors="replace"), "gb18030"
        spoilt = data[:_SAMPLE].decode("utf-8", errors="replace")
        if 0 < spoilt.count("\ufffd") * 20 < len(_WIDE_CHARACTERS.findall(spoilt)):
            return data.decode("utf-8", errors="replace"), "utf-8"
    return _double_byte(data, declared)


def _wide(head: bytes) -> str:
    """UTF-16 without a mark: every other byte of its markup, spaces and digits is zero."""
    if head.count(0) * 10 < len(head) or len(head) < 4:
        return ""
    even, odd = head[::2].count(0), head[1::2].count(0)
    if odd > even * 4:
        return "utf-16-le"
    return "utf-16-be" if even > odd * 4 else ""


def _double_byte(data: bytes, declared: str) -> tuple[str, str]:
    sample = data[:_SAMPLE]
    simplified, traditional = _score(sample, "gb18030"), _score(sample, "big5hkscs")
    preferred = 1.5 if "big5" in declared.lower() else 0.67
    encoding = "big5hkscs" if traditional * preferred > simplified else "gb18030"
    return data.decode(encoding, errors="replace"), encoding


def _is_plainly_simplified(sample: bytes) -> bool:
    """Whether nobody need ask what else it may be: neither Big5 nor spoilt UTF-8 read like this has our commonest words."""
    text = sample.decode("gb18030", errors="ignore")
    wide = len(text.encode("gb18030")) - len(text)
    return wide > _ENOUGH and len(_FREQUENT.findall(text)) * 4 > wide


def _score(sample: bytes, encoding: str) -> float:
    text = sample.decode(encoding, errors="replace")
    return len(_FREQUENT.findall(text)) - 4 * text.count("\ufffd")
