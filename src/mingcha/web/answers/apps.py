"""The app answers."""

from django.apps import AppConfig


class AnswersConfig(AppConfig):
    name = "mingcha.web.answers"
    verbose_name = "单位答复"
