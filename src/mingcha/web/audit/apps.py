"""The app's name for Django."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "mingcha.web.audit"
    verbose_name = "操作日志"
