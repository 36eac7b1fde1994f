"""Tables that are not for everybody's eyes, sealed: compressed, dated, and signed with a key that is not in here.

A pack is a line of JSON (name, days, number of entries, digest), a signature of 64 bytes, and the compressed table. The
signature (Ed25519) is over line and table, so that neither can be changed. Public keys stand in packs/signers.toml.
"""

from __future__ import annotations

import hashlib
import json
import lzma
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from mingcha.model.plain import NotPlain
from mingcha.standards.load import table
from mingcha.standards.wording_tables import WordingTable, entries, wording_table

FOLDER, ENDING, SIGNERS = "packs", ".pack", "packs/signers"
MAGIC = b"MINGCHA-PACK-1\n"
SIGNATURE = 64
# A sealed table is small; what unpacks to more is none of ours.
LARGEST = 4_000_000
PREFIX = "pack:"


class PackFault(NotPlain):
    """A pack that must not be used; the message says why, in Chinese."""


@dataclass(frozen=True, slots=True, eq=False)
class SealedPack:
    """A pack whose signature is right. It is meant for use from `issued` to `until`."""

    name: str
    issued: date
    until: date
    table: WordingTable
    signer: str

    def is_current(self, today: date) -> bool:
        return self.issued <= today <= self.until


def sealed(text: str, *, name: str, issued: date, until: date, sign: Callable[[bytes], bytes]) -> bytes:
    """A pack of a table in CSV; `sign` gives the Ed25519 signature of what it is handed. Raises NotPlain."""
    number = len(entries(wording_table(text, name=name, where=name)))
    data = text.encode()
    said = {
        "name": name,
        "issued": issued.isoformat(),
        "until": until.isoformat(),
        "entries": number,
        "digest": hashlib.sha256(data).hexdigest(),
    }
    head = json.dumps(said, ensure_ascii=False, sort_keys=True).encode() + b"\n"
    packed = lzma.compress(data)
    return MAGIC + head + sign(head + packed) + packed


def opened(data: bytes, *, signers: Mapping[str, bytes], today: date | None = None) -> SealedPack:
    """The pack, if one of these public keys signed it. With a day, it must be meant for that day. Raises PackFault."""
    if not data.startswith(MAGIC):
        raise PackFault("不是用词包，或文件已损坏")
    head, line_end, rest = data[len(MAGIC) :].partition(b"\n")
    signature, packed = rest[:SIGNATURE], rest[SIGNATURE:]
    signer = _signer(signers, signature, head + line_end + packed)
    try:
        said: dict[str, Any] = json.loads(head)
        unpacker = lzma.LZMADecompressor(memlimit=LARGEST * 16)
        text = unpacker.decompress(packed, max_length=LARGEST)
        if not unpacker.eof or hashlib.sha256(text).hexdigest() != said["digest"]:
            raise PackFault("用词包的内容与其登记不符，没有采用")
        issued, until = date.fromisoformat(said["issued"]), date.fromisoformat(said["until"])
        name = str(said["name"])
        found = wording_table(text.decode(), name=PREFIX + name, where=f"用词包 {name}")
    except (ValueError, KeyError, TypeError, lzma.LZMAError) as error:
        if isinstance(error, PackFault):
            raise
        raise PackFault("用词包读不出来，没有采用") from error
    if issued > until:
        raise PackFault(f"用词包 {name} 的日期不对：签发 {issued} 晚于有效期 {until}")
    if today is not None and today < issued:
        raise PackFault(f"用词包 {name} 的签发日期 {issued} 还没有到，没有采用；请核对本机日期")
    if today is not None and today > until:
        raise PackFault(f"用词包 {name} 已于 {until} 过期，请换用新的用词包")
    return SealedPack(name, issued, until, found, signer)


def newest(packs: Sequence[SealedPack]) -> SealedPack:
    """Of several packs of one name the one issued last, so that nobody is handed an old one."""
    return max(packs, key=lambda pack: pack.issued)


@cache
def signers() -> Mapping[str, bytes]:
    """Who may sign: names and public keys."""
    return {name: bytes.fromhex(key) for name, key in table(SIGNERS)["signers"].items()}


@cache
def packaged_packs() -> tuple[SealedPack, ...]:
    """Our own packs, each with a right signature. Raises PackFault."""
    folder = files(__package__).joinpath(FOLDER)
    paths = sorted((path for path in folder.iterdir() if path.name.endswith(ENDING)), key=lambda path: path.name)
    return tuple(opened(path.read_bytes(), signers=signers()) for path in paths)


def _signer(known: Mapping[str, bytes], signature: bytes, signed: bytes) -> str:
    """Who signed. Imported here: it is needed once in a process, and not in every one."""
    try:
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    except ImportError as error:
        raise PackFault("本机没有安装 cryptography，无法核对用词包的签名，没有采用") from error
    for name, key in known.items():
        try:
            Ed25519PublicKey.from_public_bytes(key).verify(signature, signed)
        except (InvalidSignature, ValueError):
            continue
        return name
    raise PackFault("用词包的签名不对，没有采用：可能被改动过，或不是由可信的人签发")
