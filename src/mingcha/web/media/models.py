"""Accounts, their posts, what was brought in together, and up to which day the posts of an account are complete."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from simple_history.models import HistoricalRecords

from mingcha.model.account import Filing
from mingcha.model.media import Way
from mingcha.web.publishing.models import Import as LedgerImport
from mingcha.web.units.models import Unit


class Account(models.Model):
    """One account on one platform. `platform` is the platform's code in the standards.

    `key` is how the platform itself knows the account, such as the __biz of a 公众号; with it links name their account.
    """

    class FilingChoice(models.TextChoices):
        FILED = "filed", Filing.FILED.value
        UNFILED = "unfiled", Filing.UNFILED.value
        CLOSED = "closed", Filing.CLOSED.value

    code = models.CharField("代码", max_length=20, unique=True)
    name = models.CharField("账号名称", max_length=60)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="media_accounts", verbose_name="主办单位")
    platform = models.CharField("平台", max_length=20)
    filing = models.CharField("备案状态", max_length=10, choices=FilingChoice.choices, default=FilingChoice.UNFILED)
    opened_on = models.DateField("开设日期", null=True, blank=True)
    filed_on = models.DateField("备案日期", null=True, blank=True)
    closed_on = models.DateField("注销日期", null=True, blank=True)
    key = models.CharField("平台编号", max_length=60, blank=True)
    note = models.CharField("备注", max_length=200, blank=True)
    history = HistoricalRecords(verbose_name="变更记录")

    class Meta:
        ordering = ["unit__group__order", "unit__order", "platform", "id"]
        verbose_name = "新媒体账号"
        verbose_name_plural = "新媒体账号"
        constraints = [models.UniqueConstraint(fields=["platform", "name"], name="account_once_a_platform")]

    def __str__(self) -> str:
        return self.name


class Alias(models.Model):
    account = models.ForeignKey(Account, models.CASCADE, related_name="aliases", verbose_name="账号")
    name = models.CharField("别名", max_length=60)

    class Meta:
        ordering = ["id"]
        verbose_name = "账号别名"
        verbose_name_plural = "账号别名"
        constraints = [models.UniqueConstraint(fields=["account", "name"], name="account_alias_once")]

    def __str__(self) -> str:
        return self.name


class Import(models.Model):
    """What somebody brought in at once: some files, or a pasted text; looked at, confirmed as a whole, undone so.

    `account` is the account rows are of that name none; `unit` is set for a liaison's own, which may then hold posts of
    that unit's accounts only. `answers` is what was said of rows that lacked something, by file and line.
    """

    State = LedgerImport.State

    name = models.CharField("名称", max_length=200)
    text = models.TextField("粘贴的内容", blank=True)
    account = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+", verbose_name="账号")
    unit = models.ForeignKey(Unit, models.SET_NULL, null=True, related_name="+", verbose_name="所属单位")
    complete_to = models.DateField("齐全截至", null=True)
    state = models.CharField("状态", max_length=12, choices=State.choices, default=State.PREVIEWED)
    brought_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="上传人"
    )
    brought_at = models.DateTimeField("上传时间")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="确认人"
    )
    decided_at = models.DateTimeField("确认时间", null=True)
    rows = models.PositiveIntegerField("行数", default=0)
    new = models.PositiveIntegerField("新增", default=0)
    known = models.PositiveIntegerField("已有", default=0)
    faulty = models.PositiveIntegerField("有误", default=0)
    faults = models.JSONField("错误", default=list)
    notes = models.JSONField("说明", default=list)
    first_new = models.JSONField("前几条", default=list)
    open = models.JSONField("待补填", default=list)
    answers = models.JSONField("补填", default=dict)
    message = models.TextField("未能读取的原因", blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = "新媒体导入"
        verbose_name_plural = "新媒体导入"

    def __str__(self) -> str:
        return self.name


class ImportFile(models.Model):
    """One file of an import, kept as it came."""

    source = models.ForeignKey(Import, models.CASCADE, related_name="files", verbose_name="导入")
    name = models.CharField("文件名", max_length=200)
    file = models.FileField("文件", upload_to="media/%Y/%m", max_length=300)
    digest = models.CharField("文件摘要", max_length=64, db_index=True)
    size = models.BigIntegerField("字节数")

    class Meta:
        ordering = ["id"]
        verbose_name = "导入的文件"
        verbose_name_plural = "导入的文件"

    def __str__(self) -> str:
        return self.name


class Post(models.Model):
    """One confirmed row: a post, or a row that states one once more (`repeats`), which then is not counted.

    Rows keep the order they were confirmed in; which of them repeats which is decided by that order alone (see
    `matching`), so that undoing an import leaves what the others make. What a post says is what its newest rows say (see
    `saying`).
    """

    class WayChoice(models.TextChoices):
        EXPORT = "export", Way.EXPORT.value
        LINKS = "links", Way.LINKS.value
        PAGE = "page", Way.PAGE.value
        API = "api", Way.API.value
        HAND = "hand", Way.HAND.value

    account = models.ForeignKey(Account, models.PROTECT, related_name="posts", db_index=False, verbose_name="账号")
    repeats = models.ForeignKey("self", models.SET_NULL, null=True, related_name="copies", verbose_name="重复于")
    title = models.CharField("标题", max_length=300)
    url = models.CharField("链接", max_length=1000, blank=True)
    published = models.DateField("发布日期")
    clock = models.TimeField("发布时刻", null=True)
    month = models.PositiveIntegerField("月份")
    reads = models.PositiveIntegerField("阅读数", null=True)
    summary = models.TextField("摘要", blank=True)
    text = models.TextField("正文", blank=True)
    identity = models.CharField(max_length=32)
    by_title = models.CharField(max_length=32)
    firm = models.BooleanField("链接可辨认", default=False)
    way = models.CharField("来源", max_length=8, choices=WayChoice.choices)
    source = models.ForeignKey(Import, models.CASCADE, null=True, related_name="posts", verbose_name="来源导入")
    file = models.CharField("来源文件", max_length=200, blank=True)
    sheet = models.CharField("来源工作表", max_length=60, blank=True)
    line = models.PositiveIntegerField("来源行", default=0)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="登记人"
    )
    at = models.DateTimeField("登记时间")

    class Meta:
        ordering = ["-published", "-id"]
        verbose_name = "新媒体信息"
        verbose_name_plural = "新媒体信息"
        indexes = [
            models.Index(fields=["account", "-published", "-id"], name="media_post_newest"),
            models.Index(fields=["account", "month"], name="media_post_month"),
        ]

    def __str__(self) -> str:
        return self.title


class Coverage(models.Model):
    """Somebody vouched that up to this day every post of the account is here; without it silence cannot be known."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="coverage", verbose_name="账号")
    through = models.DateField("齐全截至")
    source = models.ForeignKey(Import, models.CASCADE, null=True, related_name="coverage", verbose_name="来源导入")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="登记人"
    )
    at = models.DateTimeField("登记时间")

    class Meta:
        ordering = ["-through", "-id"]
        verbose_name = "核查记录"
        verbose_name_plural = "核查记录"

    def __str__(self) -> str:
        return f"{self.account} {self.through}"
