"""The app's name for Django."""

from django.apps import AppConfig


class UnitsConfig(AppConfig):
    name = "mingcha.web.units"
    verbose_name = "单位与任务"
