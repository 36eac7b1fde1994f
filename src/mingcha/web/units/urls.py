"""Units, their targets, and who speaks for them."""

from __future__ import annotations

from django.urls import path

from mingcha.web.units.views import appointments, editing, exchange, roster, targets

urlpatterns = [
    path("units/", roster.unit_list, name="unit_list"),
    path("units/new/", editing.unit_new, name="unit_new"),
    path("units/export/", exchange.units_export, name="units_export"),
    path("units/import/", exchange.units_import, name="units_import"),
    path("units/import/confirm/", exchange.units_import_confirm, name="units_import_confirm"),
    path("units/<str:code>/edit/", editing.unit_edit, name="unit_edit"),
    path("units/<str:code>/delete/", editing.unit_delete, name="unit_delete"),
    path("targets/", targets.targets, name="targets"),
    path("users/<int:pk>/role/", appointments.user_appoint, name="user_appoint"),
]
