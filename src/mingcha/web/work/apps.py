"""The app work."""

from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "mingcha.web.work"
    verbose_name = "后台任务"
