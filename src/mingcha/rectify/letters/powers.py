"""Who may order what: sentences in which the office would order a correction or a punishment itself, which it may not.

条例第四十七条 lets the competent office urge, criticise and propose; 第五十三条 leaves ordering to the next higher
organ and punishing to whoever has that power.
"""

from __future__ import annotations

import re

_ORDERS = re.compile(
    r"责令|处分|警告|记过|降级|撤职|开除|免职|停职|诫勉|罚款|追究[^，。；]{0,12}责任|问责处理|予以问责|给予问责"
)
# A sentence that leaves it to them, or only asks them.
_LEAVES = re.compile(
    r"建议|上一级行政机关|有权机关|任免机关|监察机关|上级主管部门|是否|依照管理权限|按照管理权限|商请|提请"
)
# What is quoted or listed is what the letter is about, such as a post on somebody's punishment.
_TOLD_OF = re.compile(r"《[^》\n]*》|“[^”\n]*”|^\d+\.[^\n]*$", re.MULTILINE)
_SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]?")


def beyond_powers(text: str) -> tuple[str, ...]:
    """The sentences that go beyond the office's powers, in order; none where the letter keeps within them."""
    return tuple(
        sentence.strip()
        for sentence in _SENTENCE.findall(_TOLD_OF.sub("", text))
        if _ORDERS.search(sentence) and not _LEAVES.search(sentence)
    )
