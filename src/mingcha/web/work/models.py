"""Background work: the plan, every errand with what came of it, who leads, and the safety copies."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django_tasks_db.models import DBTaskResult

from mingcha.web.rounds.models import Site


class Schedule(models.Model):
    """One line of the plan: what is done how often, and the planned time (slot) that was queued last.

    What is due is always worked out anew from `last_slot` and the time, so that nothing is lost with a process and a
    time that was missed is made up for once. `era` counts how often the clock was put back so far that the plan had to
    begin anew. In the hours of `quiet` nothing is begun: it waits for their end.
    """

    class Every(models.TextChoices):
        MINUTES = "minutes", "每隔几分钟"
        DAILY = "daily", "每天"
        WEEKLY = "weekly", "每周"
        MONTHLY = "monthly", "每月"

    key = models.CharField(max_length=60, unique=True)
    kind = models.CharField("事项", max_length=30)
    site = models.ForeignKey(Site, models.CASCADE, null=True, related_name="schedules", verbose_name="网站")
    every = models.CharField("多久一次", max_length=8, choices=Every.choices)
    minutes = models.PositiveIntegerField("间隔（分钟）", default=5)
    at_time = models.TimeField("时间", default="02:00")
    weekday = models.PositiveSmallIntegerField("星期", default=0)
    monthday = models.PositiveSmallIntegerField("日", default=1)
    quiet = models.CharField("不开始的时段", max_length=200, blank=True)
    enabled = models.BooleanField("启用", default=True)
    last_slot = models.DateTimeField("上次排期", null=True)
    era = models.PositiveIntegerField(default=0)
    told = models.CharField("说明", max_length=300, blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name = "计划"
        verbose_name_plural = "计划"

    def __str__(self) -> str:
        return f"{self.kind} {self.get_every_display()}"


class Errand(models.Model):
    """One piece of background work, queued once under its key; its state is that of the task it is queued as.

    `told` is what came of it, why it waits or why it failed. While it runs, whoever looks after its process counts
    `beat` up. `deaths` is how often its process died under it.
    """

    key = models.CharField(max_length=160, unique=True)
    kind = models.CharField("事项", max_length=30)
    title = models.CharField("内容", max_length=200)
    schedule = models.ForeignKey(Schedule, models.SET_NULL, null=True, related_name="errands", verbose_name="计划")
    slot = models.DateTimeField("计划时间", null=True)
    task = models.OneToOneField(DBTaskResult, models.CASCADE, related_name="errand", verbose_name="任务")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="发起人"
    )
    asked_at = models.DateTimeField("发起时间")
    told = models.TextField("说明", blank=True)
    deaths = models.PositiveIntegerField("中止次数", default=0)
    host = models.CharField("主机", max_length=100, blank=True)
    beat = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-id"]
        verbose_name = "后台任务"
        verbose_name_plural = "后台任务"

    def __str__(self) -> str:
        return self.title


class Lead(models.Model):
    """Which worker leads: one row. The others wait until its `beat` stands still."""

    holder = models.CharField(max_length=40, blank=True)
    host = models.CharField("主机", max_length=100, blank=True)
    pid = models.PositiveIntegerField("进程号", default=0)
    since = models.DateTimeField("开始时间", null=True)
    beat = models.PositiveIntegerField(default=0)
    beat_at = models.DateTimeField("最近记录", null=True)
    told = models.CharField("说明", max_length=300, blank=True)

    class Meta:
        verbose_name = "后台进程"
        verbose_name_plural = "后台进程"

    def __str__(self) -> str:
        return f"{self.host} {self.pid}"


class SafetyCopy(models.Model):
    """A backup that was made, or tried: where, how much, and whether restoring it was tried."""

    class State(models.TextChoices):
        MAKING = "making", "正在备份"
        GOOD = "good", "完好"
        FAILED = "failed", "未成"
        REMOVED = "removed", "已按保留期删除"

    state = models.CharField("状态", max_length=8, choices=State.choices, default=State.MAKING)
    folder = models.CharField("文件夹", max_length=500)
    name = models.CharField("名称", max_length=100)
    begun_at = models.DateTimeField("开始时间")
    ended_at = models.DateTimeField("结束时间", null=True)
    size = models.BigIntegerField("大小", default=0)
    files = models.PositiveIntegerField("文件数", default=0)
    told = models.TextField("说明", blank=True)
    tried_at = models.DateTimeField("试恢复时间", null=True)
    tried = models.TextField("试恢复结果", blank=True)
    is_restorable = models.BooleanField("试恢复通过", null=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="经办人"
    )

    class Meta:
        ordering = ["-id"]
        verbose_name = "备份"
        verbose_name_plural = "备份"

    def __str__(self) -> str:
        return self.name
