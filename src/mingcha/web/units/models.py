"""Units as the office keeps them: groups, names through time, targets, and who speaks for a unit."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from simple_history.models import HistoricalRecords


class Group(models.Model):
    code = models.SlugField("代码", max_length=20, unique=True)
    name = models.CharField("名称", max_length=40, unique=True)
    prose = models.CharField("行文称谓", max_length=40, help_text="正文中的写法，如“乡（镇）”。")
    order = models.PositiveIntegerField("排序", default=0)

    class Meta:
        ordering = ["order", "id"]
        verbose_name = "分组"
        verbose_name_plural = "分组"

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    code = models.CharField("代码", max_length=20, unique=True)
    name = models.CharField("单位名称", max_length=60, unique=True, help_text="表格中的写法。")
    prose_name = models.CharField(
        "行文称谓", max_length=60, blank=True, help_text="正文中的写法；与单位名称相同时留空。"
    )
    group = models.ForeignKey(Group, models.PROTECT, related_name="units", verbose_name="分组")
    order = models.PositiveIntegerField("排序", default=0, help_text="官方排序，名次相同时按此先后。")
    vertical = models.BooleanField("垂管", default=False, help_text="由上级主管部门垂直管理。")
    parent = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="children", verbose_name="上级单位"
    )
    active_from = models.DateField("启用日期", null=True, blank=True)
    active_to = models.DateField("停用日期", null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name="并入单位",
        help_text="机构合并后由哪个单位继续计数。",
    )
    history = HistoricalRecords(verbose_name="变更记录")

    class Meta:
        ordering = ["group__order", "order", "id"]
        verbose_name = "单位"
        verbose_name_plural = "单位"

    def __str__(self) -> str:
        return self.name


class Alias(models.Model):
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="aliases", verbose_name="单位")
    name = models.CharField("别名", max_length=60)
    since = models.DateField("起", null=True, blank=True)
    until = models.DateField("止", null=True, blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name = "别名"
        verbose_name_plural = "别名"
        constraints = [models.UniqueConstraint(fields=["unit", "name", "since"], name="alias_once")]

    def __str__(self) -> str:
        return self.name


class Target(models.Model):
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="targets", verbose_name="单位")
    year = models.PositiveIntegerField("年度")
    posts = models.PositiveIntegerField("年度任务数", validators=[MinValueValidator(0)])
    history = HistoricalRecords(verbose_name="变更记录")

    class Meta:
        ordering = ["-year", "unit__group__order", "unit__order"]
        verbose_name = "年度任务"
        verbose_name_plural = "年度任务"
        constraints = [models.UniqueConstraint(fields=["unit", "year"], name="target_once_a_year")]

    def __str__(self) -> str:
        return f"{self.unit} {self.year}年 {self.posts}条"


class Liaison(models.Model):
    """A user who speaks for a unit, and so sees that unit's work and no other's."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="liaison", verbose_name="用户")
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="liaisons", verbose_name="单位")

    class Meta:
        verbose_name = "联络员"
        verbose_name_plural = "联络员"

    def __str__(self) -> str:
        return f"{self.user}（{self.unit}）"
