"""The three ways to encrypt, each more forgiving than the one before, and what each is set to."""

from __future__ import annotations

import ssl
from enum import IntEnum
from pathlib import Path

import pycurl

LAX_CIPHERS = "ALL:@SECLEVEL=0"


class Rung(IntEnum):
    """A step down the ladder: curl as it should be; curl taking anything; the interpreter's own TLS taking more."""

    STRICT = 0
    LAX = 1
    LEGACY = 2


def lax_context() -> ssl.SSLContext:
    """A context that opens servers of twenty years ago. What it opens is public anyway; that it had to is a remark."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.options |= getattr(ssl, "OP_LEGACY_SERVER_CONNECT", 0x4)
    context.set_ciphers(LAX_CIPHERS)
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    return context


def strict_context() -> ssl.SSLContext:
    return ssl.create_default_context()


def trusted() -> tuple[tuple[int, str], ...]:
    """Where the machine keeps the issuers it trusts, as options for curl: those of the system, not the wheel's own."""
    paths = ssl.get_default_verify_paths()
    if paths.cafile and Path(paths.cafile).is_file():
        return ((pycurl.CAINFO, paths.cafile),)
    if paths.capath and any(Path(paths.capath).glob("*.0")):
        return ((pycurl.CAPATH, paths.capath),)
    return ()
