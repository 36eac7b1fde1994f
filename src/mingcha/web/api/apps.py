"""The app api."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "mingcha.web.api"
    verbose_name = "数据接口"
