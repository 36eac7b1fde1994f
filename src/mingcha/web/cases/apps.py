"""The app's name for Django."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "mingcha.web.cases"
    verbose_name = "问题与整改"
