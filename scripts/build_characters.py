"""Writes src/mingcha/text/characters.tsv: every common character, how it is read and which characters look like it.

Usage: python scripts/build_characters.py FONT   (needs pypinyin and pillow; FONT is Noto Sans CJK SC, OFL)

Readings come from pypinyin (MIT): the first one, and those its own list of phrases uses. Looks are measured, not
copied: every character is drawn with FONT, and two are alike when the drawings, or the same half of them, overlap.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from pypinyin import Style, pinyin
from pypinyin.contrib.tone_convert import to_normal
from pypinyin.phrases_dict import phrases_dict

TARGET = Path(__file__).parent.parent / "src" / "mingcha" / "text" / "characters.tsv"
SIZE = 48
ALIKE, HALF_ALIKE, OTHER_HALF, MOST = 0.60, 0.80, 0.05, 12
READINGS = 3
# A reading that fewer phrases use than this share of the commonest is left out.
RARE = 0.02


def characters() -> list[str]:
    """The 6,763 characters of GB 2312."""
    return [
        bytes((row, cell)).decode("gb2312")
        for row in range(0xB0, 0xF8)
        for cell in range(0xA1, 0xFF)
        if (row, cell) < (0xD7, 0xFA) or row > 0xD7
    ]


def readings(all_characters: list[str]) -> dict[str, list[str]]:
    used: dict[str, Counter[str]] = defaultdict(Counter)
    for phrase, syllables in phrases_dict.items():
        for character, syllable in zip(phrase, syllables, strict=False):
            used[character][to_normal(syllable[0])] += 1
    told = {}
    for character in all_characters:
        first = pinyin(character, style=Style.NORMAL)[0][0]
        counts = used[character]
        top = max(counts.values(), default=0)
        rest = [one for one, count in counts.most_common() if count > max(1, RARE * top) and one != first]
        told[character] = [one.replace("ü", "v") for one in (first, *rest)][:READINGS]
    return told


def drawings(all_characters: list[str], font: str) -> np.ndarray:
    """One row of SIZE × SIZE points a character, slightly blurred."""
    face = ImageFont.truetype(font, SIZE - 2)
    rows = []
    for character in all_characters:
        picture = Image.new("L", (SIZE, SIZE), 0)
        ImageDraw.Draw(picture).text((1, SIZE // 2), character, font=face, fill=255, anchor="lm")
        rows.append(np.asarray(picture.filter(ImageFilter.GaussianBlur(1.3)), dtype=np.float32))
    return np.stack(rows)


def overlaps(pictures: np.ndarray) -> np.ndarray:
    flat = pictures.reshape(len(pictures), -1)
    flat = flat - flat.mean(axis=1, keepdims=True)
    flat /= np.linalg.norm(flat, axis=1, keepdims=True) + 1e-6
    return flat @ flat.T


def looks(all_characters: list[str], font: str) -> dict[str, str]:
    pictures = drawings(all_characters, font)
    half = SIZE // 2
    whole = overlaps(pictures)
    left, right = overlaps(pictures[:, :, : half - 2]), overlaps(pictures[:, :, half - 2 :])
    top, bottom = overlaps(pictures[:, : half - 2]), overlaps(pictures[:, half - 2 :])
    score = np.where(whole > ALIKE, whole, 0)
    for one, other in ((left, right), (right, left), (top, bottom), (bottom, top)):
        score = np.maximum(score, np.where((one > HALF_ALIKE) & (other > OTHER_HALF), 0.5 * (one + other), 0))
    np.fill_diagonal(score, 0)
    told = {}
    for index, character in enumerate(all_characters):
        order = np.argsort(-score[index], kind="stable")[:MOST]
        told[character] = "".join(all_characters[other] for other in order if score[index, other] > 0)
    return told


def main() -> None:
    every = characters()
    read, look = readings(every), looks(every, sys.argv[1])
    lines = [f"{one}\t{','.join(read[one])}\t{look[one]}" for one in every]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} characters written to {TARGET}")


if __name__ == "__main__":
    main()
