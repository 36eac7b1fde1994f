"""Steps of the ladder as the machine proposes them and people sign them, with the cases each is about."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models

from mingcha.web.cases.models import Case
from mingcha.web.units.models import Unit


class SignedForGood(RuntimeError):
    """Somebody tried to change a letter that was signed; the message says so in Chinese."""

    def __init__(self) -> None:
        super().__init__("文书已经签发，不能再修改；情况有变时另行起草。")


class Proposal(models.Model):
    """One letter to or about one unit: drafted by the machine, edited and signed by people, never changed after that.

    `rung` is its name on the ladder, `label`, `signers` and `by_leader` what the ladder said when it was
    drafted. `text` holds one paragraph on each line. It gets its number within the year when the last of its signers signs; `file` is what was
    signed, with its digest. `to_unit` says that the unit itself reads it.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "待签发"
        SIGNED = "signed", "已签发"
        DISMISSED = "dismissed", "不予采用"
        LAPSED = "lapsed", "已失效"

    SENDING = frozenset({"sent_at", "sent_by", "sent_how"})

    rung = models.CharField("梯次", max_length=30)
    label = models.CharField("类型", max_length=40)
    signers = models.PositiveSmallIntegerField("须几人签发", default=1)
    by_leader = models.BooleanField("须由领导签发", default=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="proposals", verbose_name="单位")
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.DRAFT)
    title = models.CharField("标题", max_length=120)
    addressed = models.CharField("主送", max_length=200)
    copies = models.CharField("抄送", max_length=300, blank=True)
    text = models.TextField("正文")
    sender = models.CharField("落款", max_length=60)
    dated = models.DateField("日期")
    to_unit = models.BooleanField("送本单位", default=True)
    drafted_at = models.DateTimeField("起草时间")
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="修改人"
    )
    changed_at = models.DateTimeField("修改时间", null=True)
    year = models.PositiveIntegerField("年", null=True)
    number = models.PositiveIntegerField("编号", null=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="签发登记人"
    )
    signed_name = models.CharField("签发人", max_length=50, blank=True)
    signed_at = models.DateTimeField("签发时间", null=True)
    second_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="第二签发登记人"
    )
    second_name = models.CharField("第二签发人", max_length=50, blank=True)
    second_at = models.DateTimeField("第二签发时间", null=True)
    file = models.FileField("签发的文书", upload_to="escalation/", max_length=300, blank=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    sent_at = models.DateTimeField("送达时间", null=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="送达登记人"
    )
    sent_how = models.CharField("送达方式", max_length=100, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="不予采用的决定人"
    )
    ended_at = models.DateTimeField("了结时间", null=True)
    ended_why = models.CharField("理由", max_length=300, blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = "督办文书"
        verbose_name_plural = "督办文书"
        constraints = [models.UniqueConstraint(fields=["year", "number"], name="proposal_numbered_once")]
        indexes = [models.Index(fields=["state", "id"], name="proposal_to_sign")]

    def __str__(self) -> str:
        return f"{self.unit} {self.label}" + (f"（{self.numbered}）" if self.number else "")

    def save(self, *args: Any, update_fields: Any = None, **kwargs: Any) -> None:
        """The last line of defence under the services: what the database holds as signed is only marked as sent."""
        if update_fields is None or not set(update_fields) <= self.SENDING:
            self._refuse_if_signed()
        super().save(*args, update_fields=update_fields, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        self._refuse_if_signed()
        return super().delete(*args, **kwargs)

    def _refuse_if_signed(self) -> None:
        if self.pk and Proposal.objects.filter(pk=self.pk, state=self.State.SIGNED).exists():
            raise SignedForGood

    @property
    def numbered(self) -> str:
        """督办〔2023〕3号; nothing while it is a draft."""
        return f"督办〔{self.year}〕{self.number}号" if self.number else ""

    @property
    def waits_for_second(self) -> bool:
        return self.state == self.State.DRAFT and self.signed_at is not None


class ProposalCase(models.Model):
    """A case a letter is about, with why. `occasion` is the deadline that had passed.

    A case that no longer calls for the step leaves the draft; the same step is then free to be proposed again.
    """

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="lines", verbose_name="督办文书")
    case = models.ForeignKey(Case, models.PROTECT, related_name="steps_up", verbose_name="整改事项")
    rung = models.CharField("梯次", max_length=30)
    occasion = models.DateField("所逾期限")
    times = models.PositiveSmallIntegerField("第几次")
    overdue = models.PositiveIntegerField("逾期工作日")
    reasons = models.TextField("缘由")
    left_at = models.DateTimeField("退出时间", null=True)
    left_why = models.CharField("退出原因", max_length=200, blank=True)

    class Meta:
        ordering = ["proposal", "id"]
        verbose_name = "文书所涉事项"
        verbose_name_plural = "文书所涉事项"
        constraints = [
            models.UniqueConstraint(
                fields=["case", "rung", "occasion"],
                condition=models.Q(left_at__isnull=True),
                name="step_up_once_an_occasion",
            )
        ]

    def __str__(self) -> str:
        return f"{self.proposal}：{self.case}"


class RungRule(models.Model):
    """What the office has set for one rung of the ladder over what the package says; its words are not set here."""

    rung = models.CharField("梯次", max_length=30, unique=True)
    after = models.PositiveSmallIntegerField("逾期几个工作日起")
    pause = models.PositiveSmallIntegerField("与前一级隔几个工作日")
    replied_within = models.PositiveSmallIntegerField("请单位几个工作日内答复")
    signers = models.PositiveSmallIntegerField("须几人签发")
    by_leader = models.BooleanField("须由领导签发")
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="修改人"
    )
    changed_at = models.DateTimeField("修改时间")

    class Meta:
        ordering = ["id"]
        verbose_name = "梯次设定"
        verbose_name_plural = "梯次设定"

    def __str__(self) -> str:
        return self.rung
