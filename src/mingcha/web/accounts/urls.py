"""Signing in and out, one's own account, users, what is set for all accounts, 大字版."""

from __future__ import annotations

from django.urls import path, re_path

from mingcha.web.accounts.views import own, people, signing_in

urlpatterns = [
    path("login/", signing_in.SignIn.as_view(), name="login"),
    path("login/code/", signing_in.login_code, name="login_code"),
    path("logout/", signing_in.sign_out, name="logout"),
    path("large-type/", signing_in.large_type, name="large_type"),
    path("password/", own.OwnPassword.as_view(), name="password_change"),
    path("sessions/", own.own_sessions, name="sessions"),
    path("sessions/end/", own.sessions_end, name="sessions_end"),
    path("sessions/<int:pk>/end/", own.session_end, name="session_end"),
    path("second-factor/", own.second_factor_page, name="second_factor"),
    path("second-factor/begin/", own.second_factor_begin, name="second_factor_begin"),
    path("second-factor/picture.svg", own.second_factor_picture, name="second_factor_picture"),
    re_path(r"^second-factor/(confirm|codes|off)/$", own.second_factor_change, name="second_factor_change"),
    path("users/", people.users, name="users"),
    path("users/new/", people.user_new, name="user_new"),
    path("users/rules/", people.safety_rules, name="safety_rules"),
    path("users/sessions/<int:pk>/end/", people.user_session_end, name="user_session_end"),
    path("users/<int:pk>/", people.user_edit, name="user_edit"),
    path("users/<int:pk>/password/", people.user_password, name="user_password"),
    path("users/<int:pk>/unlock/", people.user_unlock, name="user_unlock"),
    path("users/<int:pk>/sessions/", people.user_sessions, name="user_sessions"),
    path("users/<int:pk>/code/reset/", people.user_code_reset, name="user_code_reset"),
]
