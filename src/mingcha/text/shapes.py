"""Which characters look alike: 末 and 未, 账 and 帐, 驰 and 弛; measured on drawings, see characters.py."""

from __future__ import annotations

from mingcha.text.characters import looks


def looks_alike(one: str, other: str) -> bool:
    """Either is among the nearest in looks of the other; a character does not look like itself."""
    return one != other and (other in looks().get(one, "") or one in looks().get(other, ""))


def look_alikes(character: str) -> str:
    """The characters that look like it, the nearest first; empty when nothing is known of it."""
    return looks().get(character, "")
