"""The code from a person's telephone (TOTP, by django-otp), and the recovery codes for a day without the telephone."""

from __future__ import annotations

import io
import secrets
from base64 import b32encode
from dataclasses import dataclass
from datetime import datetime
from math import ceil

import segno
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django_otp.plugins.otp_totp.models import TOTPDevice

from mingcha.web.accounts import rules, sessions
from mingcha.web.accounts.models import RecoveryCode, User
from mingcha.web.audit.services import FAILED, record

RECOVERY_CODES = 10
# Without what is easily confused on paper; 12 of 31 letters are 59 bits, more than anybody guesses.
_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
_NAME = "手机动态口令"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the code was right; if it was not even looked at, how many seconds to wait."""

    right: bool
    wait: int = 0
    by_recovery: bool = False


def is_set_up(user: User) -> bool:
    """Whether signing in asks the person for a code."""
    return TOTPDevice.objects.filter(user=user, confirmed=True).exists()


def is_wanted(user: User) -> bool:
    """Whether the person's role must have it."""
    return user.role in rules.current().second_factor_roles


def people_with_it() -> set[int]:
    """Keys of all who have it."""
    return set(TOTPDevice.objects.filter(confirmed=True).values_list("user_id", flat=True))


@transaction.atomic
def begin(user: User) -> None:
    """A new secret that counts for nothing until a code made with it has come back; the same one if asked again.

    Where there is one already nothing begins: it must be turned off with a code first, or a session left open would
    be enough to take its owner's place.
    """
    if not TOTPDevice.objects.filter(user=user).exists():
        TOTPDevice.objects.create(user=user, name=_NAME, confirmed=False)


def waiting(user: User) -> TOTPDevice | None:
    """The secret that waits for its first code."""
    return TOTPDevice.objects.filter(user=user, confirmed=False).first()


def typed_key(device: TOTPDevice) -> str:
    """The secret in groups of four, for who cannot take a picture of it."""
    key = b32encode(device.bin_key).decode().rstrip("=")
    return " ".join(key[at : at + 4] for at in range(0, len(key), 4))


def picture(device: TOTPDevice) -> bytes:
    """The secret as an SVG to point a telephone at."""
    out = io.BytesIO()
    segno.make(device.config_url, error="m", micro=False).save(out, kind="svg", scale=5, border=4, light="#fff")
    return out.getvalue()


@transaction.atomic
def confirm(user: User, code: str) -> list[str] | None:
    """The first right code makes it count: recovery codes, to be shown once; None when the code is wrong."""
    device = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=False).first()
    if device is None or not device.verify_token(_plain(code)):
        return None
    device.confirmed = True
    device.save()
    record(actor=user, action="启用动态口令", target=str(user))
    return _new_codes(user)


@transaction.atomic
def renew_codes(user: User, code: str) -> list[str] | None:
    """New recovery codes in place of all earlier ones; None when the code from the telephone is wrong."""
    if not _by_telephone(user, code).right:
        return None
    record(actor=user, action="重新生成恢复码", target=str(user))
    return _new_codes(user)


@transaction.atomic
def turn_off(user: User, code: str) -> bool:
    if not _by_telephone(user, code).right:
        return False
    _remove(user)
    record(actor=user, action="停用动态口令", target=str(user))
    return True


@transaction.atomic
def reset(user: User, *, by: User) -> bool:
    """By the security administrator for somebody without telephone and codes; whether there was anything to reset."""
    had = TOTPDevice.objects.filter(user=user).exists()
    _remove(user)
    if had:
        record(actor=by, action="重置动态口令", target=str(user), detail=user.username)
        sessions.end_all(user, by=by, why="动态口令重置")
    return had


@transaction.atomic
def verify(user: User, code: str, *, at: datetime) -> Verdict:
    """A code from the telephone or a recovery code; wrong ones are logged and make the next wait longer."""
    found = _by_telephone(user, code, else_recovery=at)
    if not found.right and not found.wait:
        record(actor=None, action="动态口令错误", target=user.username, result=FAILED)
    return found


def _by_telephone(user: User, code: str, *, else_recovery: datetime | None = None) -> Verdict:
    device = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=True).first()
    if device is None:
        return Verdict(False)
    allowed, why = device.verify_is_allowed()
    if not allowed:
        return Verdict(False, wait=max(1, ceil((why["locked_until"] - timezone.now()).total_seconds())))
    plain = _plain(code)
    if else_recovery is not None and len(plain) > device.digits:
        used = RecoveryCode.objects.filter(user=user, digest=_digest(plain), used_at__isnull=True)
        if used.update(used_at=else_recovery):
            device.throttle_reset()
            return Verdict(True, by_recovery=True)
    return Verdict(device.verify_token(plain))


def _new_codes(user: User) -> list[str]:
    RecoveryCode.objects.filter(user=user).delete()
    codes = ["".join(secrets.choice(_LETTERS) for _ in range(12)) for _ in range(RECOVERY_CODES)]
    RecoveryCode.objects.bulk_create(RecoveryCode(user=user, digest=_digest(code)) for code in codes)
    return ["-".join((code[:4], code[4:8], code[8:])) for code in codes]


def _remove(user: User) -> None:
    TOTPDevice.objects.filter(user=user).delete()
    RecoveryCode.objects.filter(user=user).delete()


def _plain(code: str) -> str:
    """As it was meant: without the spaces and hyphens people type."""
    return "".join(letter for letter in code.lower() if letter.isalnum())


def _digest(plain: str) -> str:
    return salted_hmac("mingcha.recovery-code", plain, algorithm="sha256").hexdigest()
