"""The sealed packs as tables of the phrasebook. One whose signature is wrong is not used, and says so when asked for."""

from __future__ import annotations

from mingcha.standards.sealed_pack import PREFIX, PackFault, packaged_packs
from mingcha.standards.wording_tables import WordingTable


def sealed_tables() -> tuple[WordingTable, ...]:
    """The tables of all packs with a right signature; none if one of them is wrong."""
    try:
        return tuple(pack.table for pack in packaged_packs())
    except PackFault:
        return ()


def sealed_table(name: str) -> str:
    """What the phrasebook calls a pack's table. Raises PackFault when the pack must not be used.

    A check that asks is then told as not examined, never as clean.
    """
    names = [pack.name for pack in packaged_packs()]
    if name not in names:
        raise PackFault(f"没有名为“{name}”的用词包")
    return PREFIX + name
