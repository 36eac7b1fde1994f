"""Where each role's day begins."""

from __future__ import annotations

from typing import Any

from mingcha.web.accounts.models import Role

HOMES = {Role.SYSTEM: "users", Role.SECURITY: "users", Role.AUDITOR: "log"}


def home_of(user: Any) -> str:
    """The address name of the first page of a user's role."""
    return HOMES.get(user.role, "overview")
