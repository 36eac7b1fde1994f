"""One file that somebody had masked: what was found and done, never the file itself nor a number of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from mingcha.web.units.models import Unit


class Masking(models.Model):
    """`copy` is the name of the masked copy in the folder of copies, which keeps it for a day at most."""

    class State(models.TextChoices):
        MASKED = "masked", "已脱敏"
        CLEAN = "clean", "无需遮盖"
        REFUSED = "refused", "未处理"

    file_name = models.CharField("文件名", max_length=200)
    size = models.BigIntegerField("字节数")
    state = models.CharField("结果", max_length=10, choices=State.choices)
    message = models.TextField("说明", blank=True)
    # A list of findings: quotes are masked, places are those of the file.
    found = models.JSONField("发现", default=list)
    masked = models.JSONField("遮盖", default=list)
    taken_out = models.JSONField("清除", default=list)
    left = models.JSONField("请人核对", default=list)
    copy = models.CharField("副本", max_length=60, blank=True)
    copy_name = models.CharField("副本名称", max_length=220, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="经办人"
    )
    # A liaison's own; empty for the office's.
    unit = models.ForeignKey(Unit, models.SET_NULL, null=True, blank=True, verbose_name="所属单位")
    made_at = models.DateTimeField("时间", db_index=True)
    fetched_at = models.DateTimeField("下载时间", null=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = "附件脱敏"
        verbose_name_plural = "附件脱敏"

    def __str__(self) -> str:
        return self.file_name
