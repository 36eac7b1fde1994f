"""The unit's own cases, and the office's inbox of what units say."""

from __future__ import annotations

from django.urls import path

from mingcha.web.answers.views import inbox, own

urlpatterns = [
    path("own-cases/", own.own_cases, name="own_cases"),
    path("own-cases/answer/", own.own_cases_answer, name="own_cases_answer"),
    path("own-cases/<int:pk>/", own.own_case, name="own_case"),
    path("own-cases/<int:pk>/answer/", own.own_case_answer, name="own_case_answer"),
    path("own-cases/<int:pk>/places/<int:finding>/copy/", own.own_copy, name="own_copy"),
    path("answers/", inbox.answers, name="answers"),
    path("answers/decide/", inbox.answers_decide, name="answers_decide"),
    path("answers/<int:pk>/", inbox.answer, name="answer"),
    path("answers/<int:pk>/withdraw/", own.answer_withdraw, name="answer_withdraw"),
    path("answers/files/<int:pk>/", inbox.answer_file, name="answer_file"),
]
