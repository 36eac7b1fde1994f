"""Tokens with which other systems of the county speak to the API in place of a person, and how often they do."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models

from mingcha.web.units.models import Unit


class ApiToken(models.Model):
    """What a machine shows at the door. It acts for `owner`, never with more rights than that person has.

    With `unit` it sees and does what that unit's liaison may, without it what the owner may in the whole county. The
    security administrator allows it; its secret is made when the owner takes it, shown to nobody else and kept as a
    digest only. `shown` are its first letters, by which people know it.
    """

    name = models.CharField("用途", max_length=60)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="api_tokens", verbose_name="负责人"
    )
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="限于单位")
    writes = models.BooleanField("可以写入", default=False)
    expires = models.DateField("有效期至")
    digest = models.CharField("摘要", max_length=64, blank=True)
    shown = models.CharField("开头", max_length=12, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="批准人"
    )
    made_at = models.DateTimeField("批准时间")
    taken_at = models.DateTimeField("领取时间", null=True)
    used_at = models.DateTimeField("最近使用", null=True)
    used_from = models.CharField("最近使用地址", max_length=45, blank=True)
    revoked_at = models.DateTimeField("撤销时间", null=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="撤销人"
    )

    class Meta:
        ordering = ["-id"]
        verbose_name = "接口令牌"
        verbose_name_plural = "接口令牌"
        constraints = [
            models.UniqueConstraint(fields=["digest"], condition=~models.Q(digest=""), name="token_known_again")
        ]

    def __str__(self) -> str:
        return self.name

    def state(self, today: date) -> str:
        """In a word: 已撤销, 已到期, 待领取 or 可用."""
        if self.revoked_at is not None:
            return "已撤销"
        if self.expires < today:
            return "已到期"
        return "可用" if self.digest else "待领取"


class Asked(models.Model):
    """How many requests all processes together have set aside for one who asks, in the last minute of his asking."""

    who = models.CharField("来访者", max_length=60, primary_key=True)
    minute = models.PositiveIntegerField("哪一分钟")
    number = models.PositiveIntegerField("次数")

    class Meta:
        verbose_name = "接口访问次数"
        verbose_name_plural = "接口访问次数"

    def __str__(self) -> str:
        return self.who
