"""The app's name for Django."""

from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "mingcha.web.publishing"
    verbose_name = "信息台账"
