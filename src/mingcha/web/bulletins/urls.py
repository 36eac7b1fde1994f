"""Addresses of the bulletin pages."""

from __future__ import annotations

from django.urls import path

from mingcha.web.bulletins.views import agreeing, editing, listing, proving, reading, setting, settling, typing

urlpatterns = [
    path("bulletins/", listing.bulletins, name="bulletins"),
    path("bulletins/new/", listing.new, name="bulletin_new"),
    path("bulletins/errata/", listing.errata, name="errata"),
    path("bulletins/edition.css", reading.style, name="bulletin_style"),
    path("bulletins/date-warning/", listing.date_warning, name="bulletin_date_warning"),
    path("bulletins/typed/", typing.typed_figures, name="typed_figures"),
    path("bulletins/typed/<int:figure_id>/delete/", typing.remove, name="typed_figure_delete"),
    path("bulletins/layout/", setting.layout, name="layout_edit"),
    path("bulletins/<int:bulletin_id>/", reading.bulletin, name="bulletin"),
    path("bulletins/<int:bulletin_id>/files/<slug:form>/", reading.file, name="bulletin_file"),
    path("bulletins/<int:bulletin_id>/figures/<str:key>/", proving.figure, name="bulletin_figure"),
    path("bulletins/<int:bulletin_id>/figures/<str:key>/export/", proving.export, name="bulletin_figure_export"),
    path("bulletins/<int:bulletin_id>/edit/", editing.edit, name="bulletin_edit"),
    path("bulletins/<int:bulletin_id>/address/", editing.address, name="bulletin_address"),
    path("bulletins/<int:bulletin_id>/discard/", editing.discard, name="bulletin_discard"),
    path("bulletins/<int:bulletin_id>/paragraphs/", editing.add, name="paragraph_add"),
    path("bulletins/<int:bulletin_id>/paragraphs/<int:paragraph_id>/", editing.change, name="paragraph_edit"),
    path("bulletins/<int:bulletin_id>/paragraphs/<int:paragraph_id>/move/", editing.move, name="paragraph_move"),
    path("bulletins/<int:bulletin_id>/paragraphs/<int:paragraph_id>/delete/", editing.delete, name="paragraph_delete"),
    path("bulletins/<int:bulletin_id>/sentences/<slug:sentence>/", settling.settle, name="sentence_settle"),
    path("bulletins/<int:bulletin_id>/agreements/", agreeing.agreements, name="bulletin_agreements"),
    path("bulletins/<int:bulletin_id>/differences/", agreeing.differences, name="bulletin_differences"),
    path("bulletins/<int:bulletin_id>/explain/", agreeing.explain, name="bulletin_explain"),
    path("bulletins/<int:bulletin_id>/issue/", agreeing.issue, name="bulletin_issue"),
]
