"""How far one has to go down to open an old server's encryption, and what that says of the server.

The ladder: curl as it should be; curl accepting any certificate, old versions and small keys; the interpreter's own TLS
with unsafe renegotiation, which curl's cannot do. Which step worked, and why the one before did not, is a remark.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime

from mingcha.collect.fetching.aim import Aim
from mingcha.collect.fetching.answer import Answer
from mingcha.collect.fetching.outcomes import CUT_OFF
from mingcha.collect.fetching.rungs import Rung
from mingcha.model.fetch import Remark

_OLD_VERSIONS = frozenset({"SSLv3", "TLSv1", "TLSv1.0", "TLSv1.1"})
_USED = re.compile(r"SSL connection using (\S+)")
_SHORTEST_RSA_KEY = 2048
_WEAK_SIGNATURES = ("md5", "sha1")
# Words of the libraries that tell why the encryption was refused.
_REASONS = (
    (re.compile(r"certificate has expired", re.IGNORECASE), Remark.EXPIRED_CERTIFICATE),
    (re.compile(r"self[- ]signed certificate(?! in)", re.IGNORECASE), Remark.SELF_SIGNED),
    (re.compile(r"local issuer|self[- ]signed certificate in|verify the first|not yet valid", re.I), Remark.UNTRUSTED),
    (re.compile(r"subject name|does not match|hostname mismatch", re.IGNORECASE), Remark.WRONG_HOST),
    (re.compile(r"too small|too weak|no ciphers|shared cipher", re.IGNORECASE), Remark.WEAK_TLS),
    (re.compile(r"legacy renegotiation", re.IGNORECASE), Remark.LEGACY_RENEGOTIATION),
)
_RENEGOTIATION = re.compile(r"legacy renegotiation", re.IGNORECASE)


class Encryption:
    """What was learned of each origin's encryption: the step that works, and what is wrong with it."""

    def __init__(self) -> None:
        self._ladders: dict[str, _Ladder] = {}

    def rung(self, aim: Aim) -> Rung | None:
        """The step to try; None when all have been tried in vain."""
        ladder = self._ladders.get(aim.origin)
        if ladder is None:
            return Rung.STRICT
        return None if ladder.unusable else ladder.rung

    def remarks(self, aim: Aim) -> tuple[Remark, ...]:
        ladder = self._ladders.get(aim.origin)
        return tuple(ladder.found) if ladder else ()

    def climb_down(self, aim: Aim, answer: Answer) -> bool:
        """Go on to the next step after this failure; False when there is none."""
        ladder = self._ladders.setdefault(aim.origin, _Ladder())
        if answer.encrypted.rung < ladder.rung:
            return not ladder.unusable  # another request to the same origin was quicker to fail
        return ladder.climb_down(answer.message)

    def opened(self, aim: Aim, answer: Answer, *, now: datetime) -> None:
        """Learn from a connection that was made without checking anything."""
        used = answer.encrypted
        if used.rung is Rung.STRICT:
            return
        ladder = self._ladders[aim.origin]
        if ladder.is_known:
            return
        version = used.version or next((found[1] for note in used.notes if (found := _USED.search(note))), "")
        if not version:
            return  # a connection that was there before: what it is was learned then
        faults = _faults(dict(used.certificates[0]), name=aim.name, now=now) if used.certificates else []
        ladder.opened(version, faults)


class _Ladder:
    __slots__ = ("found", "is_known", "rung", "unusable")

    def __init__(self) -> None:
        self.rung = Rung.STRICT
        self.found: dict[Remark, None] = {}
        self.unusable = False
        self.is_known = False

    def climb_down(self, message: str) -> bool:
        self._learn(remark for pattern, remark in _REASONS if pattern.search(message))
        if self.rung is not Rung.LEGACY:
            self.rung = Rung.LEGACY if _RENEGOTIATION.search(message) else Rung(self.rung + 1)
            return True
        if CUT_OFF.search(message):
            # Perhaps nothing but a bad moment: a later try begins at the top again.
            self.rung = Rung.STRICT
        else:
            self.unusable = True
        return False

    def opened(self, version: str, faults: Iterable[Remark]) -> None:
        self.is_known = True
        if version in _OLD_VERSIONS:
            self._learn([Remark.OLD_TLS])
        self._learn(faults)
        if not self.found:
            self._learn([Remark.WEAK_TLS])

    def _learn(self, remarks: Iterable[Remark]) -> None:
        self.found.update(dict.fromkeys(remarks))


def _faults(certificate: dict[str, str], *, name: str, now: datetime) -> list[Remark]:
    found = []
    if (until := _day(certificate.get("Expire date", ""))) is not None and until < now.astimezone(UTC):
        found.append(Remark.EXPIRED_CERTIFICATE)
    if certificate.get("Subject") and certificate.get("Subject") == certificate.get("Issuer"):
        found.append(Remark.SELF_SIGNED)
    if not _is_for(certificate, name):
        found.append(Remark.WRONG_HOST)
    signature = certificate.get("Signature Algorithm", "").lower()
    bits = re.search(r"\((\d+) bit", certificate.get("RSA Public Key", ""))
    if signature.startswith(_WEAK_SIGNATURES) or (bits and int(bits[1]) < _SHORTEST_RSA_KEY):
        found.append(Remark.WEAK_TLS)
    return found


def _is_for(certificate: dict[str, str], name: str) -> bool:
    alternatives = re.findall(r"(?:DNS|IP Address):([^,\s]+)", certificate.get("X509v3 Subject Alternative Name", ""))
    common = re.findall(r"CN\s*=\s*([^,/]+)", certificate.get("Subject", ""))
    stated = [value.strip().lower() for value in (alternatives or common)]
    if not stated:
        return not certificate  # nothing readable: nothing said against it
    _, _, parent = name.partition(".")
    return any(value == name or (value.startswith("*.") and value[2:] == parent) for value in stated)


def _day(stated: str) -> datetime | None:
    try:
        return datetime.strptime(stated.strip(), "%b %d %H:%M:%S %Y GMT").replace(tzinfo=UTC)
    except ValueError:
        return None
