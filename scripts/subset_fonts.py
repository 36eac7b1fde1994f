"""Cut the three shipped font subsets out of the full Noto faces.

Run once, commit the result. The full faces are in the npm packages `@expo-google-fonts/noto-serif-sc` and
`@expo-google-fonts/noto-sans-sc` (0.4.3 was used). Get both tarballs with any npm client, then, in an
environment of its own that has `fonttools`:

    npm pack @expo-google-fonts/noto-serif-sc@0.4.3
    npm pack @expo-google-fonts/noto-sans-sc@0.4.3
    python scripts/subset_fonts.py FOLDER_OF_TARBALLS

Licence: the faces are under the SIL Open Font License 1.1. Their only reserved font name is that of the design
they derive from, which the faces do not bear, so the subsets keep their names. OFL.txt lies beside them.
"""

from __future__ import annotations

import io
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FONTS = Path(__file__).parent.parent / "src" / "mingcha" / "bulletin" / "forms" / "fonts"

# The standard characters outside GB 2312. Only the body face carries them; the other two fall back on it.
BEYOND_GB2312 = Path(__file__).parent / "beyond_gb2312.txt"


class Face(NamedTuple):
    tarball: str
    inside: str
    shipped: str
    beyond_gb2312: bool


SERIF, SANS = "expo-google-fonts-noto-serif-sc-*.tgz", "expo-google-fonts-noto-sans-sc-*.tgz"
FACES = (
    Face(SERIF, "package/400Regular/NotoSerifSC_400Regular.ttf", "NotoSerifSC-Regular.ttf", beyond_gb2312=True),
    Face(SERIF, "package/600SemiBold/NotoSerifSC_600SemiBold.ttf", "NotoSerifSC-SemiBold.ttf", beyond_gb2312=False),
    Face(SANS, "package/400Regular/NotoSansSC_400Regular.ttf", "NotoSansSC-Regular.ttf", beyond_gb2312=False),
)

# What official documents print besides GB 2312: ranges by first and last character.
RANGES = (
    ("\u0020", "\u007e"),  # ASCII
    ("\u00a0", "\u00ff"),  # Latin-1: · × ÷ ° ± § © ü
    ("\u2010", "\u2027"),  # dashes, quotation marks, bullets, ellipsis
    ("\u2030", "\u203b"),  # ‰ ′ ″ ※
    ("\u2160", "\u216b"),  # Ⅰ–Ⅻ
    ("\u2170", "\u2179"),  # ⅰ–ⅹ
    ("\u2190", "\u2193"),  # ← ↑ → ↓
    ("\u2460", "\u249b"),  # ①–⑳ ⑴–⒇ ⒈–⒛
    ("\u3000", "\u301f"),  # 、。〇〈《「『【〔
    ("\u3220", "\u3229"),  # ㈠–㈩
    ("\uff01", "\uff5e"),  # full width ASCII
)
SINGLE = "●○■□▲△▼▽◆◇★☆√≈≠≤≥∞∑℃№℡㎎㎏㎜㎝㎞㎡㏄￥￠￡€āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"


def gb2312() -> Iterator[str]:
    """Every character of GB 2312-80: 6,763 hanzi and 682 others."""
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            try:
                yield bytes((row, cell)).decode("gb2312")
            except UnicodeDecodeError:
                continue


def wanted(*, beyond_gb2312: bool) -> set[int]:
    characters = {ord(character) for character in gb2312()} | {ord(character) for character in SINGLE}
    for first, last in RANGES:
        characters.update(range(ord(first), ord(last) + 1))
    if beyond_gb2312:
        lines = BEYOND_GB2312.read_text(encoding="utf-8").splitlines()
        characters.update(ord(character) for line in lines if not line.startswith("#") for character in line)
    return characters


def subset(data: bytes, *, characters: set[int]) -> bytes:
    """The face with these characters only, without hinting and without optional glyph forms."""
    options = Options()
    options.hinting = False
    options.layout_features = []
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17]
    options.notdef_outline = True
    options.drop_tables += ["BASE", "GDEF", "GPOS", "GSUB", "STAT", "vhea", "vmtx", "gasp", "prep"]
    font = TTFont(io.BytesIO(data), recalcTimestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def main(folder: Path) -> None:
    for face in FACES:
        tarball = next(iter(sorted(folder.glob(face.tarball))), None)
        if tarball is None:
            raise SystemExit(f"在 {folder} 中没有找到 {face.tarball}，请先下载该 npm 包")
        with tarfile.open(tarball) as archive:
            member = archive.extractfile(face.inside)
            if member is None:
                raise SystemExit(f"{tarball.name} 中没有 {face.inside}，请核对包的版本")
            data = subset(member.read(), characters=wanted(beyond_gb2312=face.beyond_gb2312))
        (FONTS / face.shipped).write_bytes(data)
        print(f"{face.shipped}: {len(data) / 1e6:.2f} MB")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
