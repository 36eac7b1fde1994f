"""Who may sign in at all: accounts that are enabled and whose last day has not passed."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.utils import timezone


class OfficeBackend(ModelBackend):
    """Asked at every request as well, so that a session ends with its account."""

    def user_can_authenticate(self, user: Any) -> bool:
        return super().user_can_authenticate(user) and not user.is_over(timezone.localdate())
