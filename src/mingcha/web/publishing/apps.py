from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "mingcha.web.publishing"
    verbose_name = "信息台账"
