"""A total in the running words and the parts that follow it: 共100条，其中网站70条、公众号30条."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from mingcha.examine.annual_report.prose import COUNT, prose_of, value_of
from mingcha.model.annual_report import AnnualReport

_TOTAL = re.compile(
    rf"(?P<what>(?:公开|发布|收到|受理|新收|更新|办理)[^，。；\d]{{0,24}}?){COUNT}[^，。；\d]{{0,6}}[，,（(：:](?:其中)(?:[，,：:])?(?P<rest>[^。；\n]+)"
)
_PART = re.compile(rf"(?P<name>[^，、。；\d和及]{{1,20}}?)(?:的|了|共|信息|为)?{COUNT}")
# Words after which a list is not meant to be whole, or its parts overlap.
_OPEN = re.compile("等|主要|重点|包括|含|涉及|分别|同比|增长|较上年|同时|此外|另有|转载|多条")
_BY_CHANNEL = re.compile("书面|当面|现场|信函|邮寄|网络|网上|平台|邮件|邮箱|传真|电话|在线|窗口")
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class PartList:
    """words[start:end]; `is_whole`: the kind of list that leaves nothing out, such as applications by how they came."""

    start: int
    end: int
    words: str
    total: Decimal
    parts: tuple[Decimal, ...]
    is_whole: bool


def lists_of_parts(report: AnnualReport) -> Iterator[PartList]:
    """Every list of two parts and more after a total, in the first part; lists that say they are not whole left out."""
    section = report.section("overall")
    if section is None:
        return
    prose = prose_of(report, section)
    for match in _TOTAL.finditer(prose.text):
        total = value_of(match["n"])
        rest = match["rest"]
        if total is None or _OPEN.search(rest) or "其中" in rest:
            continue
        found = [(one, value_of(one["n"])) for one in _PART.finditer(rest)]
        parts = [Decimal(str(value)) for _, value in found if value is not None]
        if len(parts) < _FEWEST or not _is_one_list(rest, [one for one, _ in found]):
            continue
        channels = all(_BY_CHANNEL.search(one["name"]) for one, _ in found)
        asked = "申请" in match["what"]
        start, end = prose.place(match.start()), prose.place(match.end() - 1) + 1
        yield PartList(start, end, match[0], Decimal(str(total)), tuple(parts), channels and asked)


def _is_one_list(rest: str, parts: list[re.Match[str]]) -> bool:
    """Whether the parts stand one after the other with nothing but commas between: another sentence is no part."""
    at = 0
    for one in parts:
        between = rest[at : one.start()]
        if at and between.strip("、，,和及与") != "":
            return False
        at = one.end()
    tail = rest[at:].strip("）)。，, ")
    return len(tail) <= _TAIL or "，" in rest[at : at + 2]


_TAIL = 4
