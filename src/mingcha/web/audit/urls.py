"""The operation log."""

from __future__ import annotations

from django.urls import path

from mingcha.web.audit import views

urlpatterns = [
    path("log/", views.log, name="log"),
    path("log/export/", views.log_export, name="log_export"),
]
