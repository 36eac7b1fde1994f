"""Bulletins as the office keeps them: plan, paragraphs, explanations, issued files, errata."""

from __future__ import annotations

import json

from django.conf import settings
from django.db import models

from mingcha.web.kept_files import KeptFile
from mingcha.web.units.models import Group


class IssuedForGood(RuntimeError):
    """Somebody tried to change what was issued; the message says so in Chinese."""

    def __init__(self) -> None:
        super().__init__("专报已经印发，不能再修改；数字有变时以更正说明公布。")


class BulletinLayout(models.Model):
    """The plan of the next issues, as the office edits it (see model.layout.Layout); `plan` is its JSON."""

    name = models.CharField("名称", max_length=40, unique=True)
    plan = models.TextField("版式（JSON）")

    class Meta:
        verbose_name = "版式"
        verbose_name_plural = "版式"

    def __str__(self) -> str:
        return self.name


class Bulletin(models.Model):
    """One issue. A draft follows the ledger; an issued one is frozen and only gains errata."""

    class State(models.TextChoices):
        DRAFT = "draft", "草稿"
        ISSUED = "issued", "已印发"

    layout = models.ForeignKey(BulletinLayout, models.PROTECT, related_name="bulletins", verbose_name="版式")
    year = models.PositiveIntegerField("年")
    number = models.PositiveIntegerField("期号")
    month = models.PositiveIntegerField("统计月份", help_text="如 202312。")
    dated = models.DateField("日期")
    state = models.CharField("状态", max_length=8, choices=State.choices, default=State.DRAFT)
    frozen = models.TextField("定稿内容（JSON）", blank=True)
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
        verbose_name = "督查专报"
        verbose_name_plural = "督查专报"
        constraints = [models.UniqueConstraint(fields=["layout", "year", "number"], name="issue_once")]

    def __str__(self) -> str:
        return f"{self.year}年第{self.number}期"

    def save(self, *args: object, **kwargs: object) -> None:
        refuse_if_issued(self.pk)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def delete(self, *args: object, **kwargs: object) -> tuple[int, dict[str, int]]:
        refuse_if_issued(self.pk)
        return super().delete(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT


def refuse_if_issued(bulletin_id: int | None) -> None:
    """The last line of defence under the services: what the database holds as issued is never written again."""
    if bulletin_id and Bulletin.objects.filter(pk=bulletin_id, state=Bulletin.State.ISSUED).exists():
        raise IssuedForGood


def issued_path(item: IssuedFile, name: str) -> str:
    """Where a form of an issue is kept: one folder an issue, so that leftovers of a killed attempt are found."""
    return f"bulletins/{item.bulletin_id}/{name}"


class WrittenParagraph(models.Model):
    """A paragraph a person wrote, in one section of one issue."""

    bulletin = models.ForeignKey(Bulletin, models.CASCADE, related_name="paragraphs", verbose_name="专报")
    section = models.SlugField("板块", max_length=40)
    position = models.PositiveIntegerField("次序", default=0)
    lead = models.CharField("段首语", max_length=60, blank=True)
    text = models.TextField("正文")
    author = models.CharField("撰写人", max_length=50)
    changed_at = models.DateTimeField("修改时间")

    class Meta:
        ordering = ["section", "position", "id"]
        verbose_name = "撰写段落"
        verbose_name_plural = "撰写段落"

    def __str__(self) -> str:
        return (self.lead + self.text)[:30]

    def save(self, *args: object, **kwargs: object) -> None:
        refuse_if_issued(self.bulletin_id)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def delete(self, *args: object, **kwargs: object) -> tuple[int, dict[str, int]]:
        refuse_if_issued(self.bulletin_id)
        return super().delete(*args, **kwargs)  # type: ignore[arg-type]


class SentenceChange(models.Model):
    """What a person settled about one generated sentence of one draft: left out, reworded, or other examples.

    `basis` is the generated paragraph that was reworded (model.bulletin.Paragraph as JSON), whose cases the new words
    rest on; `picked` are keys of cases, separated by commas.
    """

    bulletin = models.ForeignKey(Bulletin, models.CASCADE, related_name="sentence_changes", verbose_name="专报")
    sentence = models.SlugField("语句", max_length=40)
    left_out = models.BooleanField("本期不用", default=False)
    why = models.CharField("不用的理由", max_length=200, blank=True)
    lead = models.CharField("段首语", max_length=60, blank=True)
    text = models.TextField("改写的正文", blank=True)
    basis = models.TextField("改写前的语句（JSON）", blank=True)
    picked = models.CharField("选定的例子", max_length=500, blank=True)
    author = models.CharField("改动人", max_length=50)
    changed_at = models.DateTimeField("改动时间")

    class Meta:
        ordering = ["id"]
        verbose_name = "自动语句的改动"
        verbose_name_plural = "自动语句的改动"
        constraints = [models.UniqueConstraint(fields=["bulletin", "sentence"], name="sentence_changed_once")]

    def __str__(self) -> str:
        return self.sentence

    def save(self, *args: object, **kwargs: object) -> None:
        refuse_if_issued(self.bulletin_id)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def delete(self, *args: object, **kwargs: object) -> tuple[int, dict[str, int]]:
        refuse_if_issued(self.bulletin_id)
        return super().delete(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def based_on(self) -> str:
        """What the generated sentence said when it was reworded, without its lead."""
        runs = json.loads(self.basis)["runs"] if self.basis else ()
        return "".join(run["text"] for run in runs)

    @property
    def picks(self) -> list[int]:
        return [int(key) for key in self.picked.split(",") if key]


class TypedFigure(models.Model):
    """A figure typed in from another document, to be compared with ours (model.reconciliation.TypedFigure)."""

    document = models.CharField("文件", max_length=120)
    first_month = models.PositiveIntegerField("起始月份")
    last_month = models.PositiveIntegerField("截止月份")
    group = models.ForeignKey(
        Group, models.PROTECT, null=True, blank=True, verbose_name="分组", help_text="留空表示全县。"
    )
    value = models.PositiveIntegerField("数字")
    entered_by = models.CharField("录入人", max_length=50)
    entered_at = models.DateTimeField("录入时间")

    class Meta:
        ordering = ["document", "group__order"]
        verbose_name = "外部数字"
        verbose_name_plural = "外部数字"

    def __str__(self) -> str:
        return f"{self.document}：{self.value}"


class Explanation(models.Model):
    """Why a difference stands; it holds for exactly the difference it was written about."""

    bulletin = models.ForeignKey(Bulletin, models.CASCADE, related_name="explanations", verbose_name="专报")
    agreement = models.CharField("对账项", max_length=200)
    difference = models.CharField("差异", max_length=200)
    text = models.TextField("说明")
    author = models.CharField("说明人", max_length=50)
    at = models.DateTimeField("时间")

    class Meta:
        ordering = ["id"]
        verbose_name = "差异说明"
        verbose_name_plural = "差异说明"

    def __str__(self) -> str:
        return self.text[:30]


class IssuedFile(KeptFile):
    """A file of an issued bulletin, kept with its digest."""

    bulletin = models.ForeignKey(Bulletin, models.PROTECT, related_name="files", verbose_name="专报")
    file = models.FileField("文件", upload_to=issued_path, max_length=300)

    class Meta(KeptFile.Meta):
        constraints = [models.UniqueConstraint(fields=["bulletin", "form"], name="form_once")]


class Erratum(models.Model):
    """A figure that changed after issue; the issued text stays, this line says so.

    `step` counts the changes of one figure, so that two people who notice the same change record it once.
    """

    bulletin = models.ForeignKey(Bulletin, models.PROTECT, related_name="errata", verbose_name="专报")
    key = models.CharField("位置", max_length=80)
    step = models.PositiveIntegerField("第几次更正", default=1)
    printed = models.CharField("原印", max_length=40)
    current = models.CharField("更正为", max_length=40)
    text = models.CharField("更正说明", max_length=300)
    noticed_at = models.DateTimeField("发现时间")

    class Meta:
        ordering = ["id"]
        verbose_name = "更正"
        verbose_name_plural = "更正"
        constraints = [models.UniqueConstraint(fields=["bulletin", "key", "step"], name="erratum_once")]

    def __str__(self) -> str:
        return self.text
