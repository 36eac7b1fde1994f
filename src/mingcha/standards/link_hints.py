"""What a parked domain calls itself, and a few sure hints of gambling and other unlawful pages.

The second list is kept packed, not as a word list anybody can read over an office's shoulder; `pack` makes it anew.
Hints are few and sure: words of public notices (福彩、体彩、打击某某) do not count by themselves.
"""

from __future__ import annotations

import base64
import re
import zlib
from functools import cache
from importlib.resources import files

__all__ = ["hints", "is_harmful", "is_parked", "pack", "stems", "veiled"]

_PARKED = re.compile(
    r"(?:this|the)\s+domain(?:\s+name)?\s+(?:[\w.-]+\s+)?(?:is|may be)\s+(?:for\s+sale|available|parked|expired)|buy\s+this\s+domain|"
    r"domain\s+(?:is\s+)?(?:parking|parked|for\s+sale|expired)|domain has expired|related\s+searches.{0,80}privacy\s+policy|"
    r"(?:此|该|本|这个)?域名(?:现|正|已|可|正在|目前|诚意|低价|欢迎)?(?:出售|转让|待售|可转让|出租|急售|停放|已过期|已到期|过期|到期未续费)|"
    r"(?:本|该|此)?(?:站|网站|域名)(?:已|尚未)?(?:到期|过期|暂停解析)|购买(?:此|该)域名|域名停靠|网站(?:建设中|正在建设)[，。]?.{0,10}域名",
    re.IGNORECASE,
)
_PARKED_TITLE = re.compile(
    r"(?:[\w-]+\.)+[a-z]{2,6}\s*(?:[-_|–—:：]\s*)?(?:is for sale|for sale|出售|转让|域名)?|(?:welcome to nginx!?|iis ?windows server|apache2? .{0,30}default page|test page for.*)",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"打击|整治|严禁|防范|举报|警惕|远离|拒绝|专项行动|通报|查处|抵制|侦破|涉案|犯罪|处罚|危害|宣传|公安|法院|检察|案例|治理|扫黄|禁止|取缔|预警|曝光|违法"
)
_OFFICIAL = re.compile("关于|公告|通知|公示|通告|启事")
_PACKED = files("mingcha.standards").joinpath("link_hints.packed")


@cache
def _lines() -> tuple[tuple[str, str], ...]:
    """What the packed file holds: literal stems parted by blanks (none: not worth a first look), and an expression."""
    text = zlib.decompress(base64.b85decode(_PACKED.read_bytes().strip())).decode()
    return tuple((stems, hint) for stems, _, hint in (line.partition("\t") for line in text.splitlines()))


def hints() -> tuple[str, ...]:
    """The hints in plain, regular expressions matched without regard to case."""
    return tuple(hint for _, hint in _lines())


def pack(lines: list[str]) -> bytes:
    """What `link_hints.packed` must hold for these lines, each `stems<TAB>expression`."""
    return base64.b85encode(zlib.compress("\n".join(sorted(set(lines))).encode(), 9))


@cache
def stems() -> tuple[str, ...]:
    """Literals in lower case of which one stands in whatever a hint matches; a quick look before a slow one."""
    return tuple(dict.fromkeys(stem for told, _ in _lines() for stem in told.split()))


@cache
def _harmful() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{hint})" for hint in hints()), re.IGNORECASE)


def is_harmful(text: str) -> bool:
    """Whether a title, the words of a link or an address advertises what is unlawful; a notice against it does not."""
    match = _harmful().search(text)
    return match is not None and _NOTICE.search(text) is None


def is_parked(title: str, words: str) -> bool:
    """Whether a page says of itself that its domain is for sale, expired or parked."""
    short = words[:1500]
    if _NOTICE.search(title) or _OFFICIAL.search(title):
        return False
    if (_PARKED.search(title) and len(title) < 80) or (len(short) < 1200 and _PARKED.search(short)):
        return True
    return _PARKED_TITLE.fullmatch(title.strip()) is not None and len(short) < 400


def veiled(text: str) -> str:
    """The text with its hints hidden but for their first sign: a finding need not spread what it warns of."""
    return _harmful().sub(lambda match: match[0][0] + "＊" * (len(match[0]) - 1), text)
