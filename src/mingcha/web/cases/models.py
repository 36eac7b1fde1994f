"""Findings as the examinations of rounds told them, the decisions of people about them, and the examinations."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from mingcha.web.rounds.models import Round, Site
from mingcha.web.units.models import Unit


class Examination(models.Model):
    """One examination of what a site's rounds have collected. While it runs, its process writes how far it is.

    `told` are the checks that ran; `demoted` those that were shown as doubts only, because too many of their findings
    had been dismissed. `missed` is how much could not be examined, `gaps` its first lines as text.
    """

    class State(models.TextChoices):
        RUNNING = "running", "检查中"
        FINISHED = "finished", "已完成"
        FAILED = "failed", "未能进行"

    site = models.ForeignKey(Site, models.CASCADE, related_name="examinations", verbose_name="网站")
    run = models.ForeignKey(Round, models.SET_NULL, null=True, related_name="examinations", verbose_name="轮次")
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.RUNNING)
    started_at = models.DateTimeField("开始时间")
    ended_at = models.DateTimeField("结束时间", null=True)
    posts = models.PositiveIntegerField("信息", default=0)
    done = models.PositiveIntegerField("已检查", default=0)
    brought = models.PositiveIntegerField("新问题", default=0)
    standing = models.PositiveIntegerField("仍在的问题", default=0)
    gone = models.PositiveIntegerField("不再有的问题", default=0)
    missed = models.PositiveIntegerField("未能检查", default=0)
    gaps = models.TextField("未能检查的", blank=True)
    demoted = models.TextField("降为存疑的检查项", blank=True)
    message = models.TextField("说明", blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = "检查"
        verbose_name_plural = "检查"

    def __str__(self) -> str:
        return f"{self.site} {self.started_at:%Y-%m-%d} 的检查"


class Decision(models.Model):
    """Somebody settled findings of one cause: confirmed, or dismissed as a false alarm until it expires.

    `seconds` is how long the page was looked at before, as far as the browser told.
    """

    class Kind(models.TextChoices):
        CONFIRMED = "confirmed", "确认"
        DISMISSED = "dismissed", "误报"

    kind = models.CharField("结论", max_length=10, choices=Kind.choices)
    check_name = models.CharField("检查项", max_length=60, db_index=True)
    cause = models.CharField("起因", max_length=32)
    about = models.CharField("内容", max_length=300)
    number = models.PositiveIntegerField("问题数")
    reason = models.CharField("理由", max_length=300, blank=True)
    expires = models.DateField("有效至", null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="经办人"
    )
    at = models.DateTimeField("时间", db_index=True)
    seconds = models.PositiveIntegerField("用时（秒）", null=True)
    undone_at = models.DateTimeField("撤销时间", null=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = "判断"
        verbose_name_plural = "判断"

    def __str__(self) -> str:
        return f"{self.get_kind_display()}：{self.about}"


class Finding(models.Model):
    """One fault of one post, known again by its fingerprint; what is shown of it holds no number it complains of.

    `cause` gathers what has one cause: the same check, words and advice, wherever they stand. `gone_at` is when an
    examination looked at the same place and did not find it any more. `repeats_url` is the post that this one counts a
    second time, where that is certain; it is left out of the net count once the finding is confirmed.
    """

    class Verdict(models.TextChoices):
        FOUND = "found", "发现"
        DOUBT = "doubt", "存疑"

    site = models.ForeignKey(Site, models.CASCADE, related_name="findings", verbose_name="网站")
    fingerprint = models.CharField(max_length=40)
    cause = models.CharField("起因", max_length=32)
    check_name = models.CharField("检查项", max_length=60)
    family = models.CharField("类别", max_length=30)
    severity = models.PositiveSmallIntegerField("程度")
    verdict = models.CharField("结论", max_length=6, choices=Verdict.choices)
    unit = models.ForeignKey(Unit, models.SET_NULL, null=True, related_name="findings", verbose_name="单位")
    post_url = models.CharField("信息网址", max_length=2100, blank=True)
    source = models.CharField("所在网址", max_length=2100)
    member = models.CharField("包内文件", max_length=300, blank=True)
    locator = models.CharField("位置", max_length=300, blank=True)
    quote = models.CharField("内容", max_length=500, blank=True)
    message = models.TextField("问题")
    suggestion = models.CharField("改为", max_length=500, blank=True)
    basis = models.CharField("说明", max_length=500, blank=True)
    confidence = models.FloatField("把握", default=1.0)
    places = models.PositiveIntegerField("处数", default=1)
    persons = models.PositiveIntegerField("人数", default=1)
    more_places = models.TextField("还有", blank=True)
    repeats_url = models.CharField("重复于", max_length=2100, blank=True)
    first_seen = models.DateTimeField("首次发现")
    last_seen = models.DateTimeField("最近一次发现")
    gone_at = models.DateTimeField("不再有", null=True)
    decision = models.ForeignKey(Decision, models.SET_NULL, null=True, related_name="findings", verbose_name="判断")

    class Meta:
        ordering = ["-severity", "check_name", "id"]
        verbose_name = "问题"
        verbose_name_plural = "问题"
        constraints = [models.UniqueConstraint(fields=["site", "fingerprint"], name="finding_known_again")]
        indexes = [
            models.Index(fields=["decision", "gone_at", "cause"], name="finding_to_decide"),
            models.Index(fields=["site", "source"], name="finding_at_address"),
            models.Index(fields=["unit", "gone_at"], name="finding_of_unit"),
        ]

    def __str__(self) -> str:
        return self.message
