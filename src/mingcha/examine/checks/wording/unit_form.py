"""A unit's symbol in a form that is not the legal one.

Looks for: KM, Kg, KW, KV, MPA, m2, ㎞ and the like after a number, 平米, 公分, 立升.
Matters because: m is not M and k is not K: a symbol in the wrong letters means another unit.
To fix: write the symbol as the standard has it, or the unit in Chinese.
Cannot see: a right symbol with a wrong number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingcha.examine.declaration import check
from mingcha.examine.wording.gathered import gathered
from mingcha.examine.wording.signs import DIGIT, LETTER, signs
from mingcha.model.document import Document
from mingcha.model.finding import Evidence, Severity

# Wrong forms and the right one; case matters.
FORMS = {
    "KM": "km", "Km": "km", "kM": "km", "KG": "kg", "Kg": "kg", "kG": "kg", "CM": "cm", "Cm": "cm", "MM": "mm",
    "KW": "kW", "Kw": "kW", "kw": "kW", "KWH": "kW·h", "KWh": "kW·h", "Kwh": "kW·h", "kwh": "kW·h", "MW·H": "MW·h",
    "KV": "kV", "Kv": "kV", "kv": "kV", "KVA": "kV·A", "kva": "kV·A", "KPA": "kPa", "KPa": "kPa", "Kpa": "kPa", "kpa": "kPa",
    "MPA": "MPa", "Mpa": "MPa", "mpa": "MPa", "HZ": "Hz", "hz": "Hz", "KHZ": "kHz", "Khz": "kHz", "DB": "dB", "db": "dB", "Db": "dB",
    "M2": "m²", "m2": "m²", "M3": "m³", "m3": "m³", "M²": "m²", "M³": "m³", "KM2": "km²", "Km2": "km²", "km2": "km²",
    "KM²": "km²", "Km²": "km²", "cm2": "cm²", "CM2": "cm²", "hm2": "hm²", "HM2": "hm²", "ML": "mL", "MG": "mg", "Mg": "mg",
}  # fmt: skip
WORDS = {"平米": "平方米", "公分": "厘米", "立升": "升"}
_SYMBOL = re.compile(rf"(?P<form>{'|'.join(sorted(map(re.escape, FORMS), key=len, reverse=True))})(?![A-Za-z0-9²³_\-])")
_NUMBER = re.compile(r"(?<![A-Za-z0-9_./\-])[0-9][0-9,]*(?:\.[0-9]+)?$")
_WORD = re.compile("(?<=[0-9万亿])(?P<form>平米|公分|立升)")
# A race or a type is called so.
_NAMES = re.compile("马拉松|赛|跑|型|款|牌|号机")


@check(
    severity=Severity.LOW,
    clauses=["UNITS"],
    message="计量单位写法不规范：{quote}",
    advice="改为法定计量单位的规范写法。",
    bad=["新建道路12.5KM。", "重量不低于50Kg", "110KV输变电工程", "建筑面积3200m2，工期180天", "房屋面积120平米"],
    good=["新建道路12.5km。", "110千伏输变电工程", "面积3200平方米", "5KM健康跑活动", "KM-100型设备", "A4纸"],
)
def unit_form(document: Document) -> Iterator[Evidence]:
    text = document.text
    spans: list[tuple[int, int]] = []
    first = ""
    seen = document.once(signs)
    if seen.present & DIGIT and seen.present & LETTER:
        for at in (seen.before(DIGIT, LETTER) + 1).tolist():
            match = _SYMBOL.match(text, at)
            number = _NUMBER.search(text, max(0, at - 16), at)
            if match and number and not _NAMES.search(text, match.end(), match.end() + 5):
                spans.append((number.start(), match.end()))
                first = first or FORMS[match["form"]]
        for scale in ("万K", "万k", "万m", "万M", "亿K", "亿k") if "万" in text or "亿" in text else ():
            at = text.find(scale) + 1
            while at:
                match = _SYMBOL.match(text, at)
                if match and text[at - 2 : at - 1].isdigit():
                    spans.append((at - 2, match.end()))
                    first = first or FORMS[match["form"]]
                at = text.find(scale, at) + 1
    if "平米" in text or "公分" in text or "立升" in text:
        for match in _WORD.finditer(text):
            spans.append((match.start() - 1, match.end()))
            first = first or WORDS[match["form"]]
    if spans:
        spans.sort()
        yield gathered(document, spans, suggestion=first)
