"""Addresses of background work."""

from __future__ import annotations

from django.urls import path

from mingcha.web.work.views import copies, pages, rounds

urlpatterns = [
    path("background/", pages.work, name="work"),
    path("background/line/", pages.work_line, name="work_line"),
    path("background/errands/<int:pk>/", pages.errand_change, name="errand_change"),
    path("background/plan/<int:pk>/", pages.schedule_edit, name="schedule_edit"),
    path("background/plan/<int:pk>/now/", pages.schedule_now, name="schedule_now"),
    path("background/copies/", copies.safety_copies, name="safety_copies"),
    path("background/copies/new/", copies.safety_copy_new, name="safety_copy_new"),
    path("background/copies/<int:pk>/try/", copies.safety_copy_try, name="safety_copy_try"),
    path("rounds/<int:pk>/stages/", rounds.round_stages, name="round_stages"),
    path("sites/<int:pk>/examine/", rounds.examination_start, name="examination_start"),
    path("sites/<int:pk>/recheck/", rounds.recheck_start, name="recheck_start"),
]
