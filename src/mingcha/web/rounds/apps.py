"""The app's name for Django."""

from django.apps import AppConfig


class RoundsConfig(AppConfig):
    name = "mingcha.web.rounds"
    verbose_name = "网站采集"
