"""A pack is used only as it was signed, by somebody we know, on a day it is meant for."""

from __future__ import annotations

from datetime import date

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from project import SOURCE

from mingcha.standards.sealed_pack import MAGIC, PackFault, newest, opened, packaged_packs, sealed, signers
from mingcha.standards.wording_tables import entries

KEY, STRANGER = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
KNOWN = {"office": KEY.public_key().public_bytes_raw()}
TABLE = "wording,note\n甲乙丙,一\n丁戊己,二\n"
ISSUED, UNTIL = date(2024, 1, 1), date(2024, 12, 31)


def pack(key: Ed25519PrivateKey = KEY, *, issued: date = ISSUED, until: date = UNTIL) -> bytes:
    return sealed(TABLE, name="ours", issued=issued, until=until, sign=key.sign)


def test_a_pack_signed_by_somebody_we_know_opens() -> None:
    found = opened(pack(), signers=KNOWN, today=date(2024, 6, 1))
    assert (found.name, found.signer, found.issued, found.until) == ("ours", "office", ISSUED, UNTIL)
    assert [entry.wording for entry in entries(found.table)] == ["甲乙丙", "丁戊己"]
    assert found.is_current(UNTIL) and not found.is_current(date(2025, 1, 1))


def test_the_words_do_not_stand_in_the_file() -> None:
    (ours,) = packaged_packs()
    data = (SOURCE / "standards" / "packs" / "hacked_pages.pack").read_bytes()
    assert [entry.wording for entry in entries(ours.table) if entry.wording.encode() in data] == []


@pytest.mark.parametrize("at", [20, 60, 230, -1])
def test_a_pack_in_which_one_byte_was_changed_is_not_used(at: int) -> None:
    data = bytearray(pack())
    data[at] ^= 1
    with pytest.raises(PackFault, match="签名不对"):
        opened(bytes(data), signers=KNOWN)


def test_a_pack_signed_by_a_stranger_is_not_used() -> None:
    with pytest.raises(PackFault, match="签名不对"):
        opened(pack(STRANGER), signers=KNOWN)
    with pytest.raises(PackFault, match="签名不对"):
        opened(pack(), signers={})


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", MAGIC, MAGIC + b"{}\n", MAGIC + b"{}\n" + b"\0" * 64])
def test_what_is_no_pack_is_told_in_a_sentence(data: bytes) -> None:
    with pytest.raises(PackFault):
        opened(data, signers=KNOWN)


def test_a_pack_is_not_used_before_its_day_nor_after() -> None:
    with pytest.raises(PackFault, match="签发日期 2024-01-01 还没有到"):
        opened(pack(), signers=KNOWN, today=date(2023, 12, 31))
    with pytest.raises(PackFault, match="已于 2024-12-31 过期"):
        opened(pack(), signers=KNOWN, today=date(2025, 1, 1))
    with pytest.raises(PackFault, match="晚于有效期"):
        opened(pack(issued=UNTIL, until=ISSUED), signers=KNOWN)


def test_a_signed_pack_whose_content_is_not_what_it_says_is_not_used() -> None:
    import lzma

    whole = pack()
    head = whole[len(MAGIC) :].split(b"\n", 1)[0] + b"\n"
    other = lzma.compress(b"wording\nother\n")
    with pytest.raises(PackFault, match="与其登记不符"):
        opened(MAGIC + head + KEY.sign(head + other) + other, signers=KNOWN)


def test_a_pack_that_would_fill_the_memory_is_not_unpacked() -> None:
    import lzma

    whole = pack()
    head = whole[len(MAGIC) :].split(b"\n", 1)[0] + b"\n"
    bomb = lzma.compress(b"a" * 50_000_000)
    with pytest.raises(PackFault):
        opened(MAGIC + head + KEY.sign(head + bomb) + bomb, signers=KNOWN)


def test_of_two_packs_the_newer_one_is_taken() -> None:
    older = opened(pack(), signers=KNOWN)
    newer = opened(pack(issued=date(2024, 2, 1)), signers=KNOWN)
    assert newest([older, newer]) is newest([newer, older]) is newer


def test_our_own_packs_are_signed_with_our_own_key() -> None:
    (ours,) = packaged_packs()
    assert ours.name == "hacked_pages" and ours.signer in signers()
    assert len(entries(ours.table)) > 50
