"""Which roles may open a page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from mingcha.web.accounts.models import Role

View = Callable[..., HttpResponse]

# Those who see business data; the three administrators do not.
BUSINESS = (Role.OPERATOR, Role.UNIT, Role.LEADER)
# Those who may bring posts in.
CONTRIBUTORS = (Role.OPERATOR, Role.UNIT)
# Those who see the whole county.
COUNTY = (Role.OPERATOR, Role.LEADER)


def has_role(user: Any, *roles: Role) -> bool:
    """Whether the user is signed in with one of the roles; being a Django superuser counts for nothing."""
    return bool(user.is_authenticated and user.role in roles)


def only(*roles: Role) -> Callable[[View], View]:
    """Let only these roles open the view; others get the page that says so (403).

    The view carries `roles`, so that a test can walk all addresses and see what each of them promises.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not has_role(request.user, *roles):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        checked.roles = roles  # type: ignore[attr-defined]
        return checked

    return decorate
