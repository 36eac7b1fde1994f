"""What the fault of a check is called in the bulletin's running text, right after the name of the unit."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from mingcha.model.plain import NotPlain
from mingcha.standards.load import table

TABLE = "bulletin/fault_phrases"
COLUMN, KIND = "{栏目}", "{类别}"
# Longer words would not stand in a sentence beside a unit's name.
LONGEST = 40
_STOPS = re.compile(r"[。；：！？\n]")


@dataclass(frozen=True, slots=True)
class FamilyWords:
    """A family's common name, and that for many places of it at one unit."""

    words: str
    many: str = ""
    many_from: int = 0


@dataclass(frozen=True, slots=True)
class FaultPhrases:
    """The words of every check; those of a family where a check has none, and others where the family has none."""

    otherwise: str
    families: Mapping[str, FamilyWords]
    checks: Mapping[str, tuple[str, ...]]
    annual_reports: Mapping[str, str]

    def of(self, check: str, family: str, *, column: str = "", kind: str = "", is_annual_report: bool = False) -> str:
        """The fault in words; `column` is where it stands, `kind` what sort of post it is, `is_annual_report` whether its
        post is one. Of several wordings the first holds of which every place can be filled in."""
        if is_annual_report and check in self.annual_reports:
            return self.annual_reports[check]
        for words in self.checks.get(check, ()):
            if (column or COLUMN not in words) and (kind or KIND not in words):
                return words.replace(COLUMN, column).replace(KIND, kind)
        return self.families[family].words if family in self.families else self.otherwise

    def of_many(self, family: str, places: int) -> str:
        """What so many places of a family at one unit are called; empty where there is no such word, or too few."""
        words = self.families.get(family)
        return words.many if words and words.many and places >= words.many_from else ""


@cache
def fault_phrases() -> FaultPhrases:
    plain = table(TABLE)
    where = f"standards/{TABLE}.toml"
    phrases = FaultPhrases(
        otherwise=plain["otherwise"],
        families={name: FamilyWords(**words) for name, words in plain["families"].items()},
        checks={name: (said,) if isinstance(said, str) else tuple(said) for name, said in plain["checks"].items()},
        annual_reports=plain["annual_reports"],
    )
    for check, said in phrases.checks.items():
        for words in said:
            if fault := fault_of(words):
                raise NotPlain(f"{where} 的 {check}：{fault}")
    return phrases


def fault_of(words: str) -> str:
    """Why words cannot stand after a unit's name; empty when they can."""
    if not words.strip():
        return "没有写出问题的称呼，请补写。"
    if len(words) > LONGEST:
        return f"称呼最多 {LONGEST} 字，现为 {len(words)} 字，请缩短。"
    if _STOPS.search(words):
        return f"“{words}”中有句号、分号等标点，称呼要接在单位名称之后，请去掉。"
    rest = words.replace(COLUMN, "").replace(KIND, "")
    if rest.strip() != rest or "{" in rest:
        return f"“{words}”中只能使用占位符 {COLUMN}、{KIND}，前后不留空格。"
    return ""
