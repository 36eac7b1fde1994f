"""Every address of the site."""

from __future__ import annotations

from django.urls import include, path

from mingcha.web.workdays import workdays

urlpatterns = [
    path("", include("mingcha.web.accounts.urls")),
    path("", include("mingcha.web.audit.urls")),
    # Before publishing, whose /units/<code>/ would take /units/new/ for a unit.
    path("", include("mingcha.web.units.urls")),
    path("", include("mingcha.web.publishing.urls")),
    path("", include("mingcha.web.masking.urls")),
    path("", include("mingcha.web.media.urls")),
    path("", include("mingcha.web.rounds.urls")),
    path("", include("mingcha.web.cases.urls")),
    path("", include("mingcha.web.notices.urls")),
    path("", include("mingcha.web.answers.urls")),
    path("", include("mingcha.web.escalation.urls")),
    path("", include("mingcha.web.bulletins.urls")),
    path("", include("mingcha.web.work.urls")),
    path("api/", include("mingcha.web.api.urls")),
    path("workdays/", workdays, name="workdays"),
]

handler400 = "mingcha.web.errors.bad_request"
handler403 = "mingcha.web.errors.forbidden"
handler404 = "mingcha.web.errors.not_found"
handler500 = "mingcha.web.errors.failed"
