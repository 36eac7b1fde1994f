"""A server that knows nothing of secure renegotiation (RFC 5746), as boxes of 2009 still do; openssl cannot play it.

Just enough of TLS 1.2 for one request: key exchange by RSA, AES-128-CBC with SHA-1 (the cipher itself is openssl's).
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import socket
import ssl
import subprocess
from pathlib import Path

from collect.fetching.certificates import OPENSSL, PAGE

_VERSION = b"\x03\x03"
_RSA_AES_128_SHA = b"\x00\x2f"
_CHANGE, _ALERT, _HANDSHAKE, _DATA = 20, 21, 22, 23


class Ancient:
    """Answers one connection; give it to `serving`."""

    def __init__(self, certificate: Path, key: Path) -> None:
        self._certificate = ssl.PEM_cert_to_DER_cert(certificate.read_text())
        told = subprocess.run(
            [str(OPENSSL), "rsa", "-in", str(key), "-noout", "-text"], check=True, capture_output=True, text=True
        ).stdout
        self._modulus, self._exponent = (_number(told, name) for name in ("modulus", "privateExponent"))

    def __call__(self, connection: socket.socket) -> None:
        with connection.makefile("rwb") as stream:
            _, hello = _read(stream)
            client_random, server_random = hello[6:38], os.urandom(32)
            ours = (
                _message(2, _VERSION + server_random + b"\0" + _RSA_AES_128_SHA + b"\0")
                + _message(11, _long(_long(self._certificate)))
                + _message(14, b"")
            )
            _write(stream, _HANDSHAKE, ours)
            kind, exchange = _read(stream)
            if kind != _HANDSHAKE:
                return  # the client has thought better of it
            master = _expand(self._premaster(exchange[6:]), b"master secret" + client_random + server_random, 48)
            block = _expand(master, b"key expansion" + server_random + client_random, 72)
            mac_key, client_key, server_key = block[20:40], block[40:56], block[56:72]
            assert _read(stream)[0] == _CHANGE
            finished = _decrypted(client_key, _read(stream)[1])
            digest = hashlib.sha256(hello + ours + exchange + finished).digest()
            _write(stream, _CHANGE, b"\1")
            verify = _message(20, _expand(master, b"server finished" + digest, 12))
            _write(stream, _HANDSHAKE, _encrypted(server_key, mac_key, 0, _HANDSHAKE, verify))
            assert _decrypted(client_key, _read(stream)[1]).startswith(b"GET ")
            answer = b"HTTP/1.0 200 OK\r\nContent-Length: %d\r\n\r\n" % len(PAGE) + PAGE
            _write(stream, _DATA, _encrypted(server_key, mac_key, 1, _DATA, answer))

    def _premaster(self, encrypted: bytes) -> bytes:
        number = pow(int.from_bytes(encrypted, "big"), self._exponent, self._modulus)
        return number.to_bytes((self._modulus.bit_length() + 7) // 8, "big")[-48:]


def _number(told: str, name: str) -> int:
    found = re.search(rf"{name}:\n((?: +[0-9a-f:]+\n)+)", told)
    assert found
    return int(re.sub(r"[^0-9a-f]", "", found[1]), 16)


def _read(stream: object) -> tuple[int, bytes]:
    head = stream.read(5)  # type: ignore[attr-defined]
    return head[0], stream.read(int.from_bytes(head[3:5], "big"))  # type: ignore[attr-defined]


def _write(stream: object, kind: int, data: bytes) -> None:
    stream.write(bytes([kind]) + _VERSION + len(data).to_bytes(2, "big") + data)  # type: ignore[attr-defined]
    stream.flush()  # type: ignore[attr-defined]


def _long(data: bytes) -> bytes:
    return len(data).to_bytes(3, "big") + data


def _message(kind: int, body: bytes) -> bytes:
    return bytes([kind]) + _long(body)


def _expand(secret: bytes, seed: bytes, length: int) -> bytes:
    made, step = b"", seed
    while len(made) < length:
        step = hmac.digest(secret, step, "sha256")
        made += hmac.digest(secret, step + seed, "sha256")
    return made[:length]


def _encrypted(key: bytes, mac_key: bytes, number: int, kind: int, data: bytes) -> bytes:
    head = number.to_bytes(8, "big") + bytes([kind]) + _VERSION + len(data).to_bytes(2, "big")
    data += hmac.digest(mac_key, head + data, "sha1")
    padding = 15 - len(data) % 16
    start = os.urandom(16)
    return start + _aes("-e", key, start, data + bytes([padding]) * (padding + 1))


def _decrypted(key: bytes, data: bytes) -> bytes:
    plain = _aes("-d", key, data[:16], data[16:])
    return plain[: -plain[-1] - 1 - 20]


def _aes(way: str, key: bytes, start: bytes, data: bytes) -> bytes:
    command = [str(OPENSSL), "enc", way, "-aes-128-cbc", "-nopad", "-K", key.hex(), "-iv", start.hex()]
    return subprocess.run(command, input=data, check=True, capture_output=True).stdout
