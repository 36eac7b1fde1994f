"""Who may read the operation log: the audit administrator and nobody else."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

# By its stored name: roles belong to `accounts`, which stands above this app.
AUDITOR = "auditor"


def auditor_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if getattr(request.user, "role", "") != AUDITOR:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    checked.roles = (AUDITOR,)  # type: ignore[attr-defined]
    return checked
