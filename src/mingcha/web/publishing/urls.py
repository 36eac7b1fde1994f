"""The overview, the ledger of posts and that of columns, a unit's page, and imports."""

from __future__ import annotations

from django.urls import path

from mingcha.web.publishing.views import columns, imports, ledger, overview, unit

urlpatterns = [
    path("", overview.overview, name="overview"),
    path("ledger/", ledger.ledger, name="ledger"),
    path("ledger/export/", ledger.ledger_export, name="ledger_export"),
    path("columns/", columns.columns, name="columns"),
    path("columns/export/", columns.columns_export, name="columns_export"),
    path("columns/new/", columns.column_new, name="column_new"),
    path("columns/confirm/", columns.columns_confirm, name="columns_confirm"),
    path("columns/<int:pk>/", columns.column_edit, name="column_edit"),
    path("units/<str:code>/", unit.unit, name="unit"),
    path("imports/", imports.imports, name="imports"),
    path("imports/new/", imports.import_new, name="import_new"),
    path("imports/template/", imports.import_template, name="import_template"),
    path("imports/<int:pk>/", imports.import_item, name="import_item"),
    path("imports/<int:pk>/confirm/", imports.import_confirm, name="import_confirm"),
    path("imports/<int:pk>/undo/", imports.import_undo, name="import_undo"),
    path("imports/<int:pk>/marked/", imports.import_marked, name="import_marked"),
]
