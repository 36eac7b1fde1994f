"""Units, their targets, and who speaks for them."""

from __future__ import annotations

from django.urls import path

from mingcha.web.units.views import appointments, editing, exchange, groups, roster, targets

urlpatterns = [
    path("units/", roster.unit_list, name="unit_list"),
    path("units/new/", editing.unit_new, name="unit_new"),
    path("units/export/", exchange.units_export, name="units_export"),
    path("units/import/", exchange.units_import, name="units_import"),
    path("units/import/confirm/", exchange.units_import_confirm, name="units_import_confirm"),
    path("units/<str:code>/edit/", editing.unit_edit, name="unit_edit"),
    path("units/<str:code>/delete/", editing.unit_delete, name="unit_delete"),
    path("groups/", groups.group_list, name="group_list"),
    path("groups/new/", groups.group_new, name="group_new"),
    path("groups/<str:code>/edit/", groups.group_edit, name="group_edit"),
    path("targets/", targets.targets, name="targets"),
    path("users/<int:pk>/role/", appointments.user_appoint, name="user_appoint"),
]
