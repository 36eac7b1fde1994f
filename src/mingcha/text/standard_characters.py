"""The standard character for a traditional form or an old variant of it (规范汉字).

Traditional characters come from the table of `normal`; variants that it does not hold are those that input methods,
scanners and copied web pages leave in official prose.
"""

from __future__ import annotations

from mingcha.text.normal import simplified

# From the first list of variant characters sorted out (1955), and forms that only scanners and fonts know (岀 髙 囯).
_OLD = "岀髙戸囯羣峯敎甞汚冊砲週徧牀唘囘亱呑凈刼説黃幷彚産歩毎晩卽旣爲尙敍緖靑淸眞曁溫牠慇痲痺燄糢籐彊"
_NOW = "出高户国群峰教尝污册炮周遍床启回夜吞净劫说黄并汇产步每晚即既为尚叙绪青清真暨温它殷麻痹焰模藤强"
VARIANTS = dict(zip(_OLD, _NOW, strict=True))
# Standard as well, in names and some words, by the table of 2013: 昇, 甦, 陞 …; and 噁 in 二噁英.
ALSO_STANDARD = frozenset("剋甦麽氾脩薳陞夥昇苧蒐祕釐噁濛")


def standard_character(character: str) -> str:
    """The character the law on the language asks for; the same one where it is standard already."""
    if character in ALSO_STANDARD:
        return character
    return VARIANTS.get(character) or simplified(character)
