"""Notices as the office numbers and sends them: one copy for each unit, one line for each case, and how it got there.

Over three hundred lines because what was said and how it was sent hang together by their keys.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models

from mingcha.text.numerals import issue_number
from mingcha.web.cases.models import Case
from mingcha.web.kept_files import KeptFile
from mingcha.web.units.models import Unit


class IssuedForGood(RuntimeError):
    """Somebody tried to change what was issued; the message says so in Chinese."""

    def __init__(self) -> None:
        super().__init__("整改通知已经印发，不能再修改；情况有变时另发一期，或在事项上延期、撤销。")


class Numbering(models.Model):
    """The last number given in a year. Whoever issues holds this row, so that numbers follow without gap or double."""

    year = models.PositiveIntegerField("年", unique=True)
    last = models.PositiveIntegerField("已用到", default=0)

    class Meta:
        verbose_name = "期号"
        verbose_name_plural = "期号"

    def __str__(self) -> str:
        return f"{self.year}年已用到第{self.last}期"


class Wording(models.Model):
    """The words of the next notices, with places to be filled in (see wording.py); the office edits them."""

    title = models.CharField("标题", max_length=120)
    text = models.TextField("正文")
    sender = models.CharField("落款", max_length=60)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="修改人"
    )
    changed_at = models.DateTimeField("修改时间")

    class Meta:
        verbose_name = "通知模板"
        verbose_name_plural = "通知模板"

    def __str__(self) -> str:
        return self.title


class Notice(models.Model):
    """整改通知: a numbered list of problems, drafted, then issued to units with a deadline. Issued ones never change.

    `number` counts within the year, as the office's lists do (第十一期), and is given when it is issued: a draft has none,
    so that one thrown away leaves no gap. `title`, `text` and `sender` hold places to be filled in until then. With
    `by_severity` the graver cases are due before `due`. `repeats` is the notice this one follows up.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "草稿"
        ISSUED = "issued", "已印发"

    year = models.PositiveIntegerField("年")
    number = models.PositiveIntegerField("期号", null=True)
    title = models.CharField("标题", max_length=120)
    text = models.TextField("正文", blank=True)
    sender = models.CharField("落款", max_length=60, blank=True)
    dated = models.DateField("日期")
    due = models.DateField("整改期限")
    by_severity = models.BooleanField("程度严重的提前", default=False)
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
        return f"{self.year}年{self.issue}问题清单" if self.number else f"{self.dated:%Y-%m-%d} 问题清单（草稿）"

    def save(self, *args: Any, **kwargs: Any) -> None:
        refuse_if_issued(self.pk)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        refuse_if_issued(self.pk)
        return super().delete(*args, **kwargs)

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def issue(self) -> str:
        """第十一期; nothing while it has no number."""
        return issue_number(self.number) if self.number else ""


def refuse_if_issued(notice_id: int | None) -> None:
    """The last line of defence under the services: what the database holds as issued is never written again."""
    if notice_id and Notice.objects.filter(pk=notice_id, state=Notice.State.ISSUED).exists():
        raise IssuedForGood


class NoticeCopy(models.Model):
    """What one unit is told by a notice: its own list, when it was received and read, and by whom.

    `frozen` is what the list said when it was issued (model.notice.UnitList as JSON), whatever becomes of its cases.
    A receipt that the office heard of by telephone or OA bears a note and who noted it.
    """

    RECEIPT = frozenset({"received_at", "received_by", "received_note", "noted_by", "read_at", "read_by"})

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="copies", verbose_name="整改通知")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="notice_copies", verbose_name="单位")
    frozen = models.TextField("印发内容（JSON）", blank=True)
    received_at = models.DateTimeField("签收时间", null=True)
    received_by = models.CharField("签收人", max_length=50, blank=True)
    received_note = models.CharField("签收说明", max_length=200, blank=True)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="登记人"
    )
    read_at = models.DateTimeField("阅读时间", null=True)
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="阅读人"
    )

    class Meta:
        ordering = ["notice", "unit__group__order", "unit__order", "id"]
        verbose_name = "单位整改清单"
        verbose_name_plural = "单位整改清单"
        constraints = [models.UniqueConstraint(fields=["notice", "unit"], name="copy_once")]

    def __str__(self) -> str:
        return f"{self.notice}（{self.unit}）"

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        if update_fields is None or not set(update_fields) <= self.RECEIPT:
            refuse_if_issued(self.notice_id)
        super().save(*args, update_fields=update_fields, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        refuse_if_issued(self.notice_id)
        return super().delete(*args, **kwargs)


class NoticeLine(models.Model):
    """One case on a unit's list; a case that is told again stands on a later list too. `due` is set when it is issued."""

    copy = models.ForeignKey(NoticeCopy, models.CASCADE, related_name="lines", verbose_name="清单")
    case = models.ForeignKey(Case, models.PROTECT, related_name="lines", verbose_name="整改事项")
    position = models.PositiveIntegerField("序号")
    due = models.DateField("整改期限", null=True)

    class Meta:
        ordering = ["copy", "position"]
        verbose_name = "清单条目"
        verbose_name_plural = "清单条目"
        constraints = [models.UniqueConstraint(fields=["copy", "case"], name="line_once")]

    def __str__(self) -> str:
        return f"{self.position}. {self.case}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        refuse_if_issued(self.copy.notice_id)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        refuse_if_issued(self.copy.notice_id)
        return super().delete(*args, **kwargs)


def kept_path(item: NoticeFile, name: str) -> str:
    """Where a form of a notice is kept: one folder a notice, so that leftovers of a killed attempt are found."""
    return f"notices/{item.notice_id}/{name}"


class NoticeFile(KeptFile):
    """A file of an issued notice, kept with its digest; `unit` is empty for the covering list of all units."""

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="files", verbose_name="整改通知")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", verbose_name="单位")
    file = models.FileField("文件", upload_to=kept_path, max_length=300)

    class Meta(KeptFile.Meta):
        constraints = [models.UniqueConstraint(fields=["notice", "name"], name="notice_file_once")]


class WebhookHost(models.Model):
    """A host that notices may be posted to, with its port where it is not the usual one; `private`: in the intranet.

    Only the system administrator registers one: this machine must not be made to knock at doors it alone can reach.
    """

    host = models.CharField("主机", max_length=255, unique=True)
    private = models.BooleanField("内网主机", default=False)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="登记人"
    )
    registered_at = models.DateTimeField("登记时间")

    class Meta:
        ordering = ["host"]
        verbose_name = "接口主机"
        verbose_name_plural = "接口主机"

    def __str__(self) -> str:
        return self.host


class Way(models.TextChoices):
    """How a list or a digest gets to its unit."""

    OFFICE = "office", "OA 下载包"
    WEBHOOK = "webhook", "接口推送"
    EMAIL = "email", "电子邮件"


class ContactAddress(models.Model):
    """Where a unit is written to; without a unit it is the county's own OA, which is sent every unit's list.

    `version` goes into the key that signs what is posted there: one more, and the old key opens nothing any longer.
    """

    unit = models.ForeignKey(Unit, models.CASCADE, null=True, related_name="contacts", verbose_name="单位")
    way = models.CharField("方式", max_length=8, choices=[one for one in Way.choices if one[0] != Way.OFFICE])
    address = models.CharField("地址", max_length=500)
    digests = models.BooleanField("每日提醒也发到这里", default=True)
    active = models.BooleanField("启用", default=True)
    version = models.PositiveIntegerField("密钥版本", default=1)
    changed_at = models.DateTimeField("修改时间")

    class Meta:
        ordering = ["unit__group__order", "unit__order", "id"]
        verbose_name = "联系地址"
        verbose_name_plural = "联系地址"
        constraints = [models.UniqueConstraint(fields=["unit", "way", "address"], name="contact_once")]

    def __str__(self) -> str:
        return self.address


class Digest(models.Model):
    """What one unit was reminded of on one day, all in one message; `facts` is the same as plain data."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="digests", verbose_name="单位")
    day = models.DateField("日期")
    title = models.CharField("标题", max_length=120)
    text = models.TextField("内容")
    facts = models.TextField("内容（JSON）")
    made_at = models.DateTimeField("生成时间")

    class Meta:
        ordering = ["-day", "unit__group__order", "unit__order"]
        verbose_name = "每日提醒"
        verbose_name_plural = "每日提醒"
        constraints = [models.UniqueConstraint(fields=["unit", "day"], name="digest_once_a_day")]

    def __str__(self) -> str:
        return f"{self.unit} {self.day}"


class Delivery(models.Model):
    """One list or digest on its way to one address. `key` goes with every try, so that the receiver knows a second one.

    `claimed_until` is set while somebody is sending it; if that one is killed, it is tried again when that time is over.
    `fault` says in Chinese why the last try failed, `answer` what the receiver called it.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "待发"
        SENT = "sent", "已发"
        FAILED = "failed", "未发出"

    key = models.CharField("编号", max_length=60, unique=True)
    way = models.CharField("方式", max_length=8, choices=Way.choices)
    copy = models.ForeignKey(NoticeCopy, models.PROTECT, null=True, related_name="deliveries", verbose_name="清单")
    digest = models.ForeignKey(Digest, models.CASCADE, null=True, related_name="deliveries", verbose_name="每日提醒")
    contact = models.ForeignKey(ContactAddress, models.SET_NULL, null=True, related_name="+", verbose_name="联系地址")
    address = models.CharField("发往", max_length=500, blank=True)
    state = models.CharField("状态", max_length=8, choices=State.choices, default=State.WAITING)
    tries = models.PositiveIntegerField("已试次数", default=0)
    next_try = models.DateTimeField("下次发送", null=True)
    claimed_until = models.DateTimeField("占用至", null=True)
    fault = models.CharField("未发出的原因", max_length=300, blank=True)
    answer = models.CharField("回执编号", max_length=100, blank=True)
    made_at = models.DateTimeField("登记时间")
    sent_at = models.DateTimeField("发出时间", null=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="发送人"
    )

    class Meta:
        ordering = ["id"]
        verbose_name = "发送"
        verbose_name_plural = "发送"
        indexes = [models.Index(fields=["state", "next_try"], name="delivery_to_send")]

    def __str__(self) -> str:
        return f"{self.get_way_display()} {self.address}"
