"""New-media accounts, their posts, and what was brought in."""

from __future__ import annotations

from django.urls import path

from mingcha.web.media.views import account, editing, exchange, imports, listing

urlpatterns = [
    path("media/", listing.media_accounts, name="media_accounts"),
    path("media/new/", editing.media_account_new, name="media_account_new"),
    path("media/export/", exchange.media_accounts_export, name="media_accounts_export"),
    path("media/import/", exchange.media_accounts_import, name="media_accounts_import"),
    path("media/import/confirm/", exchange.media_accounts_import_confirm, name="media_accounts_import_confirm"),
    path("media/imports/", imports.media_imports, name="media_imports"),
    path("media/imports/new/", imports.media_import_new, name="media_import_new"),
    path("media/imports/template/", imports.media_import_template, name="media_import_template"),
    path("media/imports/<int:pk>/", imports.media_import_item, name="media_import_item"),
    path("media/imports/<int:pk>/answer/", imports.media_import_answer, name="media_import_answer"),
    path("media/imports/<int:pk>/confirm/", imports.media_import_confirm, name="media_import_confirm"),
    path("media/imports/<int:pk>/undo/", imports.media_import_undo, name="media_import_undo"),
    path("media/<str:code>/", account.media_account, name="media_account"),
    path("media/<str:code>/edit/", editing.media_account_edit, name="media_account_edit"),
    path("media/<str:code>/close/", editing.media_account_close, name="media_account_close"),
    path("media/<str:code>/delete/", editing.media_account_delete, name="media_account_delete"),
    path("media/<str:code>/posts/<int:pk>/", account.media_post, name="media_post"),
    path("media/<str:code>/posts/new/", account.media_post_new, name="media_post_new"),
    path("media/<str:code>/posts/<int:pk>/delete/", account.media_post_delete, name="media_post_delete"),
    path("media/<str:code>/coverage/", account.media_coverage, name="media_coverage"),
    path("media/<str:code>/coverage/<int:pk>/delete/", account.media_coverage_delete, name="media_coverage_delete"),
]
