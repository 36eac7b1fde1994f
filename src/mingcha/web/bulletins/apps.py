"""The app of the bulletins."""

from django.apps import AppConfig


class BulletinsConfig(AppConfig):
    name = "mingcha.web.bulletins"
    verbose_name = "督查专报"
