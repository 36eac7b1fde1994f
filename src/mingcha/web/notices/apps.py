"""The app notices."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "mingcha.web.notices"
    verbose_name = "整改交办"
