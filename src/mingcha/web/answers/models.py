"""What units answer about their cases: put right, no fault at all, or more time wanted; with files as proof."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from mingcha.web.cases.models import Case


class Answer(models.Model):
    """One answer about one case, and what the office said to it. While one of a kind is open there is no second.

    That something was put right stays open until a re-check has looked, or the office has sent it back. `wanted_due` is
    the day asked for, and `given_due` the day that was given.
    """

    class Kind(models.TextChoices):
        DONE = "done", "已整改"
        APPEAL = "appeal", "申请认定误报"
        MORE_TIME = "more_time", "申请延期"

    class State(models.TextChoices):
        OPEN = "open", "待处理"
        ACCEPTED = "accepted", "同意"
        REFUSED = "refused", "未同意"
        WITHDRAWN = "withdrawn", "已撤回"

    case = models.ForeignKey(Case, models.PROTECT, related_name="answers", verbose_name="整改事项")
    kind = models.CharField("类型", max_length=10, choices=Kind.choices)
    text = models.TextField("内容")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="答复人"
    )
    at = models.DateTimeField("时间")
    wanted_due = models.DateField("申请延至", null=True)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.OPEN)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="处理人"
    )
    decided_at = models.DateTimeField("处理时间", null=True)
    given_due = models.DateField("延至", null=True)
    reply = models.CharField("办理意见", max_length=500, blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = "单位答复"
        verbose_name_plural = "单位答复"
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind"], condition=models.Q(state="open"), name="answer_open_once_a_kind"
            )
        ]
        indexes = [models.Index(fields=["state", "kind", "id"], name="answer_to_decide")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}：{self.case}"


class AnswerFile(models.Model):
    """A file given as proof. `stored` is its name in the folder of proofs; several answers given at once share it.

    `kind` is what it is by its bytes, `note` what screening it could not see.
    """

    answer = models.ForeignKey(Answer, models.CASCADE, related_name="files", verbose_name="答复")
    name = models.CharField("文件名", max_length=200)
    kind = models.CharField("格式", max_length=20)
    size = models.PositiveIntegerField("字节数")
    sha256 = models.CharField("SHA-256", max_length=64)
    stored = models.CharField("存储名", max_length=64)
    note = models.CharField("说明", max_length=200, blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name = "佐证文件"
        verbose_name_plural = "佐证文件"

    def __str__(self) -> str:
        return self.name
