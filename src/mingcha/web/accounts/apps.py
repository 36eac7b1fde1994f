"""The app's name for Django."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "mingcha.web.accounts"
    verbose_name = "用户与角色"
