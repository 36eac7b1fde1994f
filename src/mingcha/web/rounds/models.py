"""Sites as the office registered them, their rounds, what the rounds found, and who decided whose it is."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from mingcha.web.publishing.models import Import, Post
from mingcha.web.units.models import Unit


class Site(models.Model):
    """A portal to collect. `hosts`, `private`, `ignore` and `quiet` hold one entry on each line.

    `folder` is where the evidence lies, below `archives` in the data folder; it never changes.
    """

    name = models.CharField("网站名称", max_length=60, unique=True)
    home = models.CharField("首页网址", max_length=1000)
    hosts = models.TextField("域名", blank=True)
    private = models.TextField("登记的内网地址", blank=True)
    ignore = models.TextField("不采集的网址", blank=True)
    rate = models.FloatField("每秒最多访问", default=5.0)
    parallel = models.PositiveIntegerField("同时连接", default=2)
    quiet = models.TextField("不访问的时段", blank=True)
    obey_robots = models.BooleanField("遵守 robots.txt", default=True)
    folder = models.SlugField("证据文件夹", max_length=40, unique=True)
    scheduled = models.BooleanField("按期采集", default=False)
    audit_links = models.BooleanField("核查站外链接", default=False)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="登记人"
    )
    registered_at = models.DateTimeField("登记时间")

    class Meta:
        ordering = ["id"]
        verbose_name = "网站"
        verbose_name_plural = "网站"

    def __str__(self) -> str:
        return self.name


class Round(models.Model):
    """One round over a site. While it runs, its own process writes how it stands here once a second.

    `statement` is the completeness statement as plain data, empty before there is one. `last_seen` is when the
    process wrote last. A round over a part of the site keeps in `only` what it looks at, from its start on.
    """

    class Name(models.TextChoices):
        DAILY = "daily", "日常"
        WEEKLY = "weekly", "每周"
        MONTHLY = "monthly", "每月"
        FULL = "full", "全面"
        UNIT = "unit", "单位"
        PLACES = "places", "复核"

    class State(models.TextChoices):
        QUEUED = "queued", "排队中"
        STARTING = "starting", "正在启动"
        RUNNING = "running", "采集中"
        TAKING = "taking", "正在记入台账"
        STOPPED = "stopped", "已停止"
        FINISHED = "finished", "已完成"
        FAILED = "failed", "未能进行"

    site = models.ForeignKey(Site, models.PROTECT, related_name="rounds", verbose_name="网站")
    name = models.CharField("轮次", max_length=8, choices=Name.choices, default=Name.DAILY)
    since = models.DateField("只要此日以后的", null=True, blank=True)
    # A round that looks at one unit's columns and posts, or at the places of cases, one address on each line.
    unit = models.ForeignKey(Unit, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="单位")
    only = models.TextField("只看这些网址", blank=True)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.STARTING)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="发起人"
    )
    created_at = models.DateTimeField("发起时间")
    started_at = models.DateTimeField("最近一次开始")
    ended_at = models.DateTimeField("结束时间", null=True)
    last_seen = models.DateTimeField("最近记录", null=True)
    stop_asked = models.BooleanField("要求停止", default=False)
    done = models.PositiveIntegerField("已访问", default=0)
    waiting = models.PositiveIntegerField("待访问", default=0)
    per_second = models.FloatField("每秒", default=0.0)
    seconds_left = models.FloatField("约剩秒数", null=True)
    hosts = models.TextField("各域名待访问（JSON）", default="[]")
    statement = models.TextField("完整性说明（JSON）", blank=True)
    message = models.TextField("说明", blank=True)
    # What came of it in the ledger.
    brought = models.PositiveIntegerField("新入台账", default=0)
    known = models.PositiveIntegerField("台账已有", default=0)
    unplaced = models.PositiveIntegerField("待归属", default=0)
    gone = models.PositiveIntegerField("从网站撤下", default=0)
    new_columns = models.PositiveIntegerField("新发现栏目", default=0)
    differing = models.PositiveIntegerField("与台账不同", default=0)
    differences = models.TextField("与台账不同（JSON）", default="[]")

    class Meta:
        ordering = ["-id"]
        verbose_name = "采集轮次"
        verbose_name_plural = "采集轮次"

    def __str__(self) -> str:
        return f"{self.site} {self.get_name_display()}轮次"


class Rule(models.Model):
    """One line of the office's attribution rules, in their order (see mingcha.model.site.Rule)."""

    class By(models.TextChoices):
        SOURCE = "source", "来源"
        OWNER = "owner", "栏目负责单位"
        COLUMN = "column", "栏目名称"
        INDEX = "index", "索引号"
        PATH = "path", "网址"

    order = models.PositiveIntegerField("次序")
    by = models.CharField("依据", max_length=8, choices=By.choices)
    pattern = models.CharField("比对文字", max_length=200, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="归属单位")

    class Meta:
        ordering = ["order", "id"]
        verbose_name = "归属规则"
        verbose_name_plural = "归属规则"

    def __str__(self) -> str:
        return f"{self.get_by_display()} {self.pattern}"


class Assignment(models.Model):
    """People saying of some posts whose they are: undone as a whole, together with the rule it left behind."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="归属单位")
    told = models.CharField("说明", max_length=300)
    posts_number = models.PositiveIntegerField("条数")
    rule = models.CharField("记住的规则（JSON）", max_length=400, blank=True)
    # What it brought into the ledger, itself and through its rule.
    items = models.ManyToManyField(Import, related_name="+", verbose_name="入账")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="经办人"
    )
    at = models.DateTimeField("时间")
    undone_at = models.DateTimeField("撤销时间", null=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = "人工归属"
        verbose_name_plural = "人工归属"

    def __str__(self) -> str:
        return self.told


class CollectedPost(models.Model):
    """A post of a site as the rounds found it, in the ledger (`post`) or not.

    Whose it is: `given` where a person said so, else `ruled`, what the rules make of it; neither: it waits in the
    queue. The day likewise: `given_day`, else `published`. `aside` says why the office does not count it.
    """

    site = models.ForeignKey(Site, models.CASCADE, related_name="posts", verbose_name="网站")
    identity = models.CharField(max_length=32, unique=True)
    url = models.CharField("网址", max_length=2100)
    title = models.CharField("标题", max_length=500)
    published = models.DateField("发布日期", null=True)
    source = models.CharField("来源", max_length=300, blank=True, db_index=True)
    column_name = models.CharField("栏目", max_length=120, blank=True)
    column_url = models.CharField("栏目网址", max_length=1000, blank=True)
    index_number = models.CharField("索引号", max_length=120, blank=True)
    digest = models.CharField("内容摘要", max_length=80, blank=True)
    ruled = models.ForeignKey(Unit, models.SET_NULL, null=True, related_name="+", verbose_name="按规则归属")
    by = models.CharField("依据", max_length=8, blank=True)
    why = models.CharField("原因", max_length=600, blank=True)
    given = models.ForeignKey(Unit, models.SET_NULL, null=True, related_name="+", verbose_name="人工归属")
    given_day = models.DateField("人工填写的日期", null=True)
    assignment = models.ForeignKey(
        Assignment, models.SET_NULL, null=True, related_name="collected", verbose_name="归属记录"
    )
    aside = models.CharField("不计入的原因", max_length=200, blank=True)
    gone = models.DateField("从网站撤下", null=True)
    first_round = models.ForeignKey(Round, models.SET_NULL, null=True, related_name="found", verbose_name="首见轮次")
    post = models.ForeignKey(Post, models.SET_NULL, null=True, related_name="collected", verbose_name="台账信息")

    class Meta:
        ordering = ["-published", "-id"]
        verbose_name = "采集到的信息"
        verbose_name_plural = "采集到的信息"
        indexes = [models.Index(fields=["site", "post"], name="collected_in_ledger")]

    def __str__(self) -> str:
        return self.title

    @property
    def unit_key(self) -> int | None:
        """The key of the unit it counts for, as far as that is known."""
        return self.given_id or self.ruled_id

    @property
    def day(self):  # type: ignore[no-untyped-def]
        """The day it counts on, as far as that is known."""
        return self.given_day or self.published
