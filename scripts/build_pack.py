"""Seal a table of wordings into a pack, with a private key that lies outside the repository.

    python scripts/build_pack.py key KEYFILE
    python scripts/build_pack.py build TABLE.csv --key KEYFILE --name hacked_pages --issued 2026-01-01 --until 2027-12-31

`key` makes a key pair: the private key goes to KEYFILE, the public one is printed for standards/packs/signers.toml.
The table itself stays outside as well: it is not for everybody's eyes.
"""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from mingcha.standards.sealed_pack import ENDING, FOLDER, opened, sealed, signers

ROOT = Path(__file__).resolve().parent.parent
PACKS = ROOT / "src" / "mingcha" / "standards" / FOLDER


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    actions = parser.add_subparsers(dest="action", required=True)
    make = actions.add_parser("key")
    make.add_argument("file", type=Path)
    build = actions.add_parser("build")
    build.add_argument("table", type=Path)
    build.add_argument("--key", type=Path, required=True)
    build.add_argument("--name", required=True)
    build.add_argument("--issued", type=date.fromisoformat, required=True)
    build.add_argument("--until", type=date.fromisoformat, required=True)
    options = parser.parse_args()
    return _make_key(options.file) if options.action == "key" else _build(options)


def _make_key(file: Path) -> int:
    if _is_inside(file):
        print("The private key must lie outside the repository.", file=sys.stderr)
        return 2
    key = Ed25519PrivateKey.generate()
    with file.open("xb") as out:
        file.chmod(0o600)
        out.write(
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
    print(key.public_key().public_bytes_raw().hex())
    return 0


def _build(options: argparse.Namespace) -> int:
    if _is_inside(options.key) or _is_inside(options.table):
        print("Key and table must lie outside the repository.", file=sys.stderr)
        return 2
    key = serialization.load_pem_private_key(options.key.read_bytes(), password=None)
    assert isinstance(key, Ed25519PrivateKey)
    data = sealed(
        options.table.read_text(encoding="utf-8-sig"),
        name=options.name,
        issued=options.issued,
        until=options.until,
        sign=key.sign,
    )
    # A pack that nobody here could open is not written.
    opened(data, signers=signers())
    PACKS.joinpath(f"{options.name}{ENDING}").write_bytes(data)
    return 0


def _is_inside(file: Path) -> bool:
    return file.resolve().is_relative_to(ROOT)


if __name__ == "__main__":
    sys.exit(main())
