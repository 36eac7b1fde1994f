"""The ledger: one row per published post, where each row came from, and exact monthly counts."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from mingcha.model.statistics import Ties
from mingcha.web.units.models import Unit


class Column(models.Model):
    """A column of the ledger: known by its address on the portal, or by its name alone where a file named it.

    `days` is the office's own limit between two posts; without one the category says. `listed` and `newest` are what
    the column's own lists showed last; a post stands in many columns and counts for one.
    """

    class Origin(models.TextChoices):
        FILE = "file", "台账导入"
        FOUND = "found", "采集发现"
        OFFICE = "office", "人工登记"

    name = models.CharField("栏目", max_length=120)
    url = models.CharField("网址", max_length=1000, blank=True)
    unit = models.ForeignKey(
        Unit, models.SET_NULL, null=True, blank=True, related_name="columns", verbose_name="负责单位"
    )
    category = models.CharField("类别", max_length=20, blank=True)
    days = models.PositiveIntegerField("更新期限（天）", null=True, blank=True)
    path = models.CharField("上级栏目", max_length=300, blank=True)
    origin = models.CharField("来源", max_length=8, choices=Origin.choices, default=Origin.FILE)
    is_new = models.BooleanField("新发现", default=False)
    # Looked at by the office and found to be none: kept, so that no round brings it up again.
    dismissed = models.BooleanField("不是栏目", default=False)
    listed = models.PositiveIntegerField("列表条数", null=True)
    newest = models.DateField("列表最新日期", null=True)

    class Meta:
        ordering = ["name", "url"]
        verbose_name = "栏目"
        verbose_name_plural = "栏目"
        constraints = [
            models.UniqueConstraint(fields=["url"], condition=~models.Q(url=""), name="column_once_by_url"),
            models.UniqueConstraint(fields=["name"], condition=models.Q(url=""), name="column_once_by_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Import(models.Model):
    """One uploaded file: looked at first, then confirmed as a whole, and undone as a whole.

    What a round of collecting brings into the ledger at once is an import too, of the other kind and without a file.
    """

    class Kind(models.TextChoices):
        FILE = "file", "文件"
        COLLECTED = "collected", "采集"

    class State(models.TextChoices):
        PREVIEWED = "previewed", "待确认"
        CONFIRMED = "confirmed", "已导入"
        UNDONE = "undone", "已撤销"
        REFUSED = "refused", "未能读取"

    kind = models.CharField("种类", max_length=10, choices=Kind.choices, default=Kind.FILE)
    file_name = models.CharField("文件名", max_length=200)
    file = models.FileField("文件", upload_to="imports/%Y/%m", max_length=300)
    digest = models.CharField("文件摘要", max_length=64, db_index=True)
    size = models.BigIntegerField("字节数")
    state = models.CharField("状态", max_length=12, choices=State.choices, default=State.PREVIEWED)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="上传人"
    )
    # A liaison's own upload may only hold posts of this unit; empty for the office's.
    unit = models.ForeignKey(Unit, models.SET_NULL, null=True, blank=True, verbose_name="所属单位")
    uploaded_at = models.DateTimeField("上传时间")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="确认人"
    )
    decided_at = models.DateTimeField("确认时间", null=True)
    rows = models.PositiveIntegerField("行数", default=0)
    new = models.PositiveIntegerField("新增", default=0)
    known = models.PositiveIntegerField("已有", default=0)
    faulty = models.PositiveIntegerField("有误", default=0)
    faults = models.TextField("错误（JSON）", default="[]")
    skipped = models.TextField("略过（JSON）", default="[]")
    # Known rows that say something else of their post than the ledger does.
    differing = models.PositiveIntegerField("内容不同", default=0)
    differences = models.TextField("内容不同的行（JSON）", default="[]")
    # The sheets rows came from, in the file's order: with the line they give the order of its rows.
    sheets = models.TextField("工作表（JSON）", default="[]")
    # The first rows that are new, so that the preview need not read the file again.
    first_new = models.TextField("前几行（JSON）", default="[]")
    message = models.TextField("说明", blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = "导入"
        verbose_name_plural = "导入"

    def __str__(self) -> str:
        return self.file_name


class Post(models.Model):
    """One published post.

    `month` is the publication month as one number (202312), so that counting needs no date arithmetic.
    `identity` is the digest of the canonical URL, or of unit, title and date where the row had no URL.
    `by_title` is always the digest of unit, title and date, to recognise a row that comes again without its URL.
    Where both are equal, `url` was learned from a later row (see RepeatedRow), or is empty.
    """

    # No index of its own: two of those below begin with it, and each costs an import of a year half a second.
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts", verbose_name="责任单位", db_index=False)
    column = models.ForeignKey(Column, models.PROTECT, null=True, blank=True, related_name="posts", verbose_name="栏目")
    title = models.CharField("标题", max_length=300)
    url = models.CharField("网址", max_length=1000, blank=True)
    published = models.DateField("发布日期")
    month = models.PositiveIntegerField("月份")
    identity = models.CharField(max_length=32, unique=True)
    by_title = models.CharField(max_length=32, db_index=True)
    duplicate_of = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="duplicates", verbose_name="重复于"
    )
    source_import = models.ForeignKey(Import, models.PROTECT, null=True, related_name="posts", verbose_name="来源文件")
    source_sheet = models.CharField("来源工作表", max_length=60, blank=True)
    source_line = models.PositiveIntegerField("来源行", null=True)
    crawled_from = models.CharField("采集自", max_length=1000, blank=True)
    # The day a round found the page gone from the portal. It was published all the same, and counts.
    gone = models.DateField("从网站撤下", null=True)

    class Meta:
        ordering = ["-published", "-id"]
        verbose_name = "信息"
        verbose_name_plural = "信息"
        indexes = [
            models.Index(fields=["unit", "month"], name="post_unit_month"),
            models.Index(fields=["unit", "-published", "-id"], name="post_unit_newest"),
            models.Index(fields=["-published", "-id"], name="post_newest"),
        ]

    def __str__(self) -> str:
        return self.title


class RepeatedRow(models.Model):
    """A confirmed row whose post was already there; it keeps all the row said.

    So when the import that brought the post is undone, the row can stand in for it. `identity` is the row's own,
    which is not the post's when the row came with a URL and the post without one.
    """

    post = models.ForeignKey(Post, models.CASCADE, related_name="repeats", verbose_name="信息")
    source_import = models.ForeignKey(Import, models.CASCADE, related_name="repeats", verbose_name="来源文件")
    sheet = models.CharField("工作表", max_length=60, blank=True)
    line = models.PositiveIntegerField("行")
    column = models.ForeignKey(
        Column, models.PROTECT, null=True, blank=True, related_name="repeats", verbose_name="栏目"
    )
    title = models.CharField("标题", max_length=300)
    url = models.CharField("网址", max_length=1000, blank=True)
    published = models.DateField("发布日期")
    identity = models.CharField(max_length=32, db_index=True)
    crawled_from = models.CharField("采集自", max_length=1000, blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name = "重复行"
        verbose_name_plural = "重复行"

    def __str__(self) -> str:
        return f"{self.source_import} 第 {self.line} 行"


class MonthlyCount(models.Model):
    """The roll-up: posts by unit and month, kept exact in the transaction that changes the ledger."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="counts", verbose_name="单位")
    month = models.PositiveIntegerField("月份")
    gross = models.PositiveIntegerField("发布条数", default=0)
    duplicates = models.PositiveIntegerField("其中重复", default=0)

    class Meta:
        ordering = ["month", "unit__order"]
        verbose_name = "月度条数"
        verbose_name_plural = "月度条数"
        constraints = [models.UniqueConstraint(fields=["unit", "month"], name="count_once_a_month")]
        indexes = [models.Index(fields=["month", "unit"], name="count_month")]

    def __str__(self) -> str:
        return f"{self.unit} {self.month} {self.gross}"


class CountingPolicy(models.Model):
    """What the office decided about counting: one row, or none while the standards hold (see counting)."""

    class TiesChoice(models.TextChoices):
        SHARED = Ties.SHARED.value, "并列，其后名次空出"
        DENSE = Ties.DENSE.value, "并列，其后名次不空"
        OFFICIAL = Ties.OFFICIAL.value, "不并列，按单位排序先后"

    ties = models.CharField("同率名次", max_length=10, choices=TiesChoice.choices, default=TiesChoice.SHARED)
    net = models.BooleanField("不计重复", default=False)

    class Meta:
        verbose_name = "计数与排名办法"
        verbose_name_plural = "计数与排名办法"

    def __str__(self) -> str:
        return f"{self.get_ties_display()}，{'不计重复' if self.net else '计入重复'}"
