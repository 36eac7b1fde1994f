"""Addresses of findings, the decisions about them, and the cases that come of them."""

from __future__ import annotations

from django.urls import path, re_path

from mingcha.web.cases.views import board, cases, deciding, findings

urlpatterns = [
    path("findings/", findings.findings, name="findings"),
    path("findings/causes/<slug:key>/", findings.cause, name="cause"),
    path("findings/causes/<slug:key>/decide/", findings.cause_decide, name="cause_decide"),
    path("findings/together/", deciding.causes_preview, name="causes_preview"),
    path("findings/together/decide/", deciding.causes_decide, name="causes_decide"),
    path("findings/seconding/", deciding.seconding, name="seconding"),
    path("findings/decisions/<int:pk>/second/", deciding.decision_second, name="decision_second"),
    path("findings/decisions/", findings.decisions, name="decisions"),
    path("findings/decisions/<int:pk>/undo/", findings.decision_undo, name="decision_undo"),
    path("cases/", cases.case_list, name="case_list"),
    path("cases/close/", cases.case_close, name="case_close"),
    path("cases/recheck/", cases.case_recheck, name="case_recheck"),
    path("cases/follow/", cases.case_follow, name="case_follow"),
    path("cases/<int:pk>/", cases.case, name="case"),
    path("cases/<int:pk>/look/", cases.case_look, name="case_look"),
    re_path(r"^cases/(?P<pk>[0-9]{1,18})/(?P<how>close|withdraw|reopen)/$", cases.case_end, name="case_end"),
    path("cases/<int:pk>/untie/<int:tie>/", cases.case_untie, name="case_untie"),
    path("rectifying/", board.rectifying, name="rectifying"),
    path("rectifying/practice/", board.practice_edit, name="practice_edit"),
]
