"""Notices as they were numbered and sent: one for the office's list, one copy for each unit, one line for each case."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from mingcha.web.cases.models import Case
from mingcha.web.units.models import Unit


class Notice(models.Model):
    """整改通知: a numbered list of problems, drafted, then issued to units with a deadline. Issued ones never change.

    `number` counts within the year, as the office's lists do (第十一期). `repeats` is the notice this one follows up.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "草稿"
        ISSUED = "issued", "已印发"

    year = models.PositiveIntegerField("年")
    number = models.PositiveIntegerField("期号")
    title = models.CharField("标题", max_length=120)
    text = models.TextField("正文", blank=True)
    dated = models.DateField("日期")
    due = models.DateField("整改期限")
    state = models.CharField("状态", max_length=8, choices=State.choices, default=State.DRAFT)
    repeats = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+", verbose_name="催办的通知")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="起草人"
    )
    created_at = models.DateTimeField("起草时间")
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="签发人"
    )
    issued_at = models.DateTimeField("印发时间", null=True)

    class Meta:
        ordering = ["-year", "-number"]
        verbose_name = "整改通知"
        verbose_name_plural = "整改通知"
        constraints = [models.UniqueConstraint(fields=["year", "number"], name="notice_once")]

    def __str__(self) -> str:
        return f"{self.year}年第{self.number}期问题清单"


class NoticeCopy(models.Model):
    """What one unit is told by a notice: its own list, when it was received and read, and by whom."""

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="copies", verbose_name="整改通知")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="notice_copies", verbose_name="单位")
    received_at = models.DateTimeField("签收时间", null=True)
    received_by = models.CharField("签收人", max_length=50, blank=True)
    read_at = models.DateTimeField("阅读时间", null=True)
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="阅读人"
    )

    class Meta:
        ordering = ["notice", "unit__order", "id"]
        verbose_name = "单位整改清单"
        verbose_name_plural = "单位整改清单"
        constraints = [models.UniqueConstraint(fields=["notice", "unit"], name="copy_once")]

    def __str__(self) -> str:
        return f"{self.notice}（{self.unit}）"


class NoticeLine(models.Model):
    """One case on a unit's list; a case that is told again stands on a later list too."""

    copy = models.ForeignKey(NoticeCopy, models.CASCADE, related_name="lines", verbose_name="清单")
    case = models.ForeignKey(Case, models.PROTECT, related_name="lines", verbose_name="整改事项")
    position = models.PositiveIntegerField("序号")

    class Meta:
        ordering = ["copy", "position"]
        verbose_name = "清单条目"
        verbose_name_plural = "清单条目"
        constraints = [models.UniqueConstraint(fields=["copy", "case"], name="line_once")]

    def __str__(self) -> str:
        return f"{self.position}. {self.case}"
