"""The sealed packs as tables of the phrasebook: our own, or a newer one the office was given since.

A pack whose signature is wrong is not used, and the check that asks for it says so; an older one than ours never is.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from mingcha.standards.sealed_pack import ENDING, PREFIX, PackFault, SealedPack, newest, opened, packaged_packs, signers
from mingcha.standards.wording_tables import WordingTable

# Where newer packs lie in the county's folder of wordings.
FOLDER = "packs"
# Newer packs of this process, by name.
_newer: dict[str, SealedPack] = {}


def packs() -> tuple[SealedPack, ...]:
    """Every pack in use. Raises PackFault when one of ours is not as it was signed."""
    return tuple(newest([pack, _newer.get(pack.name, pack)]) for pack in packaged_packs())


def sealed_tables() -> tuple[WordingTable, ...]:
    """The tables of all packs; none if one of them is wrong."""
    try:
        return tuple(pack.table for pack in packs())
    except PackFault:
        return ()


def sealed_table(name: str) -> str:
    """What the phrasebook calls a pack's table. Raises PackFault when the pack must not be used.

    A check that asks is then told as not examined, never as clean.
    """
    names = [pack.name for pack in packs()]
    if name not in names:
        raise PackFault(f"没有名为“{name}”的用词包")
    return PREFIX + name


def install(folder: Path, data: bytes, *, today: date) -> SealedPack:
    """Keep a newer pack in the county's folder of wordings. Raises PackFault, and then nothing has changed."""
    pack = opened(data, signers=signers(), today=today)
    same = [one for one in packs() if one.name == pack.name]
    if not same:
        raise PackFault(f"没有检查项使用名为“{pack.name}”的用词包")
    if pack.issued <= same[0].issued:
        raise PackFault(
            f"正在使用的用词包 {pack.name} 签发于 {same[0].issued}，不早于这一份（{pack.issued}），没有换用"
        )
    place = folder / FOLDER
    place.mkdir(parents=True, exist_ok=True)
    part = place / f"{pack.name}{ENDING}.part"
    part.write_bytes(data)
    part.replace(place / f"{pack.name}{ENDING}")
    return pack


def use_newer(folder: Path | None) -> bool:
    """Use the packs that lie in the county's folder where they are newer than ours; whether anything changed by it.

    Raises PackFault when one of them is not as it was signed.
    """
    found: dict[str, SealedPack] = {}
    for file in sorted((folder / FOLDER).glob(f"*{ENDING}")) if folder is not None else ():
        try:
            pack = opened(file.read_bytes(), signers=signers())
        except PackFault as fault:
            raise PackFault(f"{file}：{fault}；请删去这个文件，或重新换用") from fault
        found[pack.name] = pack
    before = {name: pack.issued for name, pack in _newer.items()}
    if {name: pack.issued for name, pack in found.items()} == before:
        return False
    _newer.clear()
    _newer.update(found)
    return True
