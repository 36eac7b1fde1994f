"""Findings, their causes, the decisions about them."""

from __future__ import annotations

from django.urls import path

from mingcha.web.cases.views import findings

urlpatterns = [
    path("findings/", findings.findings, name="findings"),
    path("findings/causes/<slug:key>/", findings.cause, name="cause"),
    path("findings/causes/<slug:key>/decide/", findings.cause_decide, name="cause_decide"),
    path("findings/decisions/", findings.decisions, name="decisions"),
    path("findings/decisions/<int:pk>/undo/", findings.decision_undo, name="decision_undo"),
]
