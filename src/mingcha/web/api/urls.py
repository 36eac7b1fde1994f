"""Addresses of the API, and of the pages about its tokens."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.urls import path

from mingcha.web.api.faults import in_json
from mingcha.web.api.views import tokens
from mingcha.web.api.whole import api

_patterns, _app, _namespace = api.urls
for _each in _patterns:
    # Machines have no session; who may speak is decided at the API's own doors, and its explaining page has its own.
    if _each.name not in {"openapi-view", "openapi-json", "api-root"}:
        _each.callback = login_not_required(in_json(_each.callback))

urlpatterns = [
    path("tokens/", tokens.api_tokens, name="api_tokens"),
    path("tokens/new/", tokens.api_token_new, name="api_token_new"),
    path("tokens/<int:pk>/revoke/", tokens.api_token_revoke, name="api_token_revoke"),
    path("tokens/own/", tokens.api_tokens_own, name="api_tokens_own"),
    path("tokens/<int:pk>/take/", tokens.api_token_take, name="api_token_take"),
    path("", (_patterns, _app, _namespace)),
]
