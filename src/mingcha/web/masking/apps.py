"""The app's name for Django; what was left behind by a server that stopped is deleted when the next one starts."""

from django.apps import AppConfig


class MaskingConfig(AppConfig):
    name = "mingcha.web.masking"
    label = "masking"
    verbose_name = "附件脱敏"

    def ready(self) -> None:
        from mingcha.web.masking.copies import sweep

        sweep()
