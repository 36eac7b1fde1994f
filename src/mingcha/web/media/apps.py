"""The app's name for Django."""

from django.apps import AppConfig


class MediaConfig(AppConfig):
    name = "mingcha.web.media"
    verbose_name = "新媒体账号"
