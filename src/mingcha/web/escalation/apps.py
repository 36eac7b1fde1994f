"""The app escalation."""

from django.apps import AppConfig


class EscalationConfig(AppConfig):
    name = "mingcha.web.escalation"
    verbose_name = "催办与问责"
