"""Which font face plays which role: the machine's own 公文 fonts first, the shipped subsets as the floor.

Official documents (GB/T 9704-2012) are set in 仿宋 (body), 楷体 (leads), 黑体 (headings) and 小标宋 (titles).
Those faces are not free to ship; an office machine has them. A machine without any still prints, in the shipped faces.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import typst

from mingcha.bulletin.forms.fault import MissingFont

SHIPPED = Path(__file__).parent / "fonts"
SONG, HEI = "Noto Serif SC", "Noto Sans SC"

# Best first. Every name is a family as the font itself states it, so that both spellings of one font may stand here.
ROLES: dict[str, tuple[str, ...]] = {
    "仿宋": ("FangSong_GB2312", "仿宋_GB2312", "FangSong", "仿宋", "STFangsong", "Zhuque Fangsong (technical preview)",
             "Zhuque Fangsong", "FandolFang R", "FandolFang", SONG),
    "楷体": ("KaiTi_GB2312", "楷体_GB2312", "KaiTi", "楷体", "STKaiti", "FandolKai", "AR PL KaitiM GB", "AR PL UKai CN",
             "LXGW WenKai", SONG),
    "黑体": ("SimHei", "黑体", "STHeiti", "FandolHei", HEI),
    "小标宋": ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "方正小标宋简体", "方正小标宋_GBK", "STZhongsong", SONG),
    "宋体": ("SimSun", "宋体", "STSong", "FandolSong", SONG),
    "西文": ("Times New Roman", "Liberation Serif", SONG),
}  # fmt: skip
# What may stand in for a character that the role's face lacks, before the printer gives up.
LAST_RESORT = (SONG, "Noto Serif CJK SC", "SimSun-ExtB", HEI, "Noto Sans CJK SC")

BOLD = 600  # the lightest weight that reads as bold


@dataclass(frozen=True, slots=True)
class Faces:
    """The fonts at hand: `roles` gives each role its families, best first; `bold` the roles with a real bold face."""

    fonts: typst.Fonts
    roles: dict[str, tuple[str, ...]]
    bold: frozenset[str]


@lru_cache(maxsize=4)
def at_hand(*, ignore_system_fonts: bool = False, shipped: Path = SHIPPED) -> Faces:
    """The faces of this machine and of the programme.

    Looked up once, so that a font installed later is seen after a restart.
    """
    fonts = typst.Fonts(
        include_system_fonts=not ignore_system_fonts,
        include_embedded_fonts=False,
        font_paths=[str(shipped)] if shipped.is_dir() else [],
    )
    heaviest: dict[str, int] = {}
    for font in fonts.fonts():
        heaviest[font.family] = max(font.weight, heaviest.get(font.family, 0))
    roles = {}
    for role, wanted in ROLES.items():
        present = tuple(family for family in wanted if family in heaviest)
        if not present:
            raise MissingFont(
                f"本机没有可用的{role}字体，程序自带的字体也不在 {shipped}，无法生成 PDF。"
                "请重新安装本程序，或在本机安装仿宋、楷体、黑体、小标宋字体后重试。"
            )
        spare = tuple(family for family in LAST_RESORT if family in heaviest and family not in present)
        roles[role] = present + spare
    bold = frozenset(role for role, families in roles.items() if heaviest[families[0]] >= BOLD)
    return Faces(fonts, roles, bold)
