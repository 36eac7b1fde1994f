"""Findings as the examinations of rounds told them, the decisions about them, and the cases that come of them.

Over three hundred lines because these tables hang together: a case is made of findings, a decision makes it, and a
re-check sets it beside an examination.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models

from mingcha.model.case import CaseState, RecheckResult, Relation
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

    `seconds` is how long the page was looked at before, as far as the browser told. A narrow one speaks of its own
    findings only and says nothing of others with the same cause. `seconded_by` is who agreed where two are wanted.
    """

    class Kind(models.TextChoices):
        CONFIRMED = "confirmed", "确认"
        DISMISSED = "dismissed", "误报"
        # One person said so; where the office wants two, the second makes it one of the others.
        PROPOSED = "proposed", "待第二人确认"

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
    is_narrow = models.BooleanField("只限这些问题", default=False)
    seconded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="第二人"
    )
    seconded_at = models.DateTimeField("第二人确认时间", null=True)
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
    case = models.ForeignKey("Case", models.SET_NULL, null=True, related_name="findings", verbose_name="整改事项")

    class Meta:
        ordering = ["-severity", "check_name", "id"]
        verbose_name = "问题"
        verbose_name_plural = "问题"
        constraints = [models.UniqueConstraint(fields=["site", "fingerprint"], name="finding_known_again")]
        indexes = [
            # What waits, cause by cause, with all that the list of causes is ranked by: it is read from the index alone.
            models.Index(
                fields=["cause", "severity", "id", "family"],
                condition=models.Q(decision=None, gone_at=None),
                name="finding_waiting",
            ),
            models.Index(fields=["cause", "gone_at"], name="finding_of_cause"),
            models.Index(fields=["site", "source"], name="finding_at_address"),
            models.Index(fields=["unit", "gone_at"], name="finding_of_unit"),
        ]

    def __str__(self) -> str:
        return self.message


def _choices(kind: type[CaseState] | type[RecheckResult] | type[Relation]) -> list[tuple[str, str]]:
    return [(one.value, one.label) for one in kind]


class Case(models.Model):
    """整改事项: one fault (one cause) of one unit, made of confirmed findings; each state with the time it was reached.

    An open case that was told takes no further findings: what the unit was told stays what it was told. `unit` is empty
    while nobody knows whose it is; such a case cannot be told. `due` is the last day of the deadline. `number` counts
    findings, `places` the places they stand at. `relapse_of` is the closed case of the same unit and check that this
    one repeats, `brought_by` the case whose rectification brought this fault about (Aftermath tells how). `reopened` is
    how often it came back after it had been closed.
    """

    site = models.ForeignKey(Site, models.CASCADE, related_name="cases", verbose_name="网站")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="cases", verbose_name="单位")
    cause = models.CharField("起因", max_length=32)
    check_name = models.CharField("检查项", max_length=60)
    family = models.CharField("类别", max_length=30)
    severity = models.PositiveSmallIntegerField("程度")
    about = models.TextField("问题")
    number = models.PositiveIntegerField("问题数", default=0)
    places = models.PositiveIntegerField("处数", default=0)
    state = models.CharField("状态", max_length=10, choices=_choices(CaseState), default=CaseState.CONFIRMED.value)
    result = models.CharField("复核结果", max_length=14, choices=_choices(RecheckResult), blank=True)
    due = models.DateField("整改期限", null=True)
    confirmed_at = models.DateTimeField("确认时间")
    told_at = models.DateTimeField("交办时间", null=True)
    answered_at = models.DateTimeField("答复时间", null=True)
    rechecked_at = models.DateTimeField("复核时间", null=True)
    closed_at = models.DateTimeField("销号时间", null=True)
    closed_why = models.CharField("销号或撤销说明", max_length=300, blank=True)
    reopened = models.PositiveIntegerField("反弹次数", default=0)
    relapse_of = models.ForeignKey("self", models.SET_NULL, null=True, related_name="relapses", verbose_name="再犯于")
    brought_by = models.ForeignKey("self", models.SET_NULL, null=True, related_name="brought", verbose_name="次生于")

    class Meta:
        ordering = ["-severity", "-id"]
        verbose_name = "整改事项"
        verbose_name_plural = "整改事项"
        indexes = [
            models.Index(fields=["unit", "state"], name="case_of_unit"),
            models.Index(fields=["state", "due"], name="case_by_due"),
            models.Index(fields=["site", "unit", "cause"], name="case_of_cause"),
            models.Index(fields=["unit", "check_name", "closed_at"], name="case_closed_before"),
        ]

    def __str__(self) -> str:
        return self.about[:60]


class Recheck(models.Model):
    """One re-check of a case: what it looked at and what it saw. Never changed afterwards.

    `left` places were still wrong of `places`; `unseen` could not be looked at. `is_late`: the deadline of that day was
    over. `by` is empty when the machine did it
    from an examination, and a person who looked for themselves otherwise, with `note`.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="rechecks", verbose_name="整改事项")
    examination = models.ForeignKey(Examination, models.SET_NULL, null=True, related_name="+", verbose_name="检查")
    at = models.DateTimeField("时间")
    result = models.CharField("结果", max_length=14, choices=_choices(RecheckResult))
    places = models.PositiveIntegerField("处数")
    left = models.PositiveIntegerField("仍有", default=0)
    unseen = models.PositiveIntegerField("未看到", default=0)
    is_late = models.BooleanField("已过期限", default=False)
    note = models.TextField("说明", blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="复核人"
    )

    class Meta:
        ordering = ["-id"]
        verbose_name = "复核"
        verbose_name_plural = "复核"

    def __str__(self) -> str:
        return f"{self.case}：{self.get_result_display()}"


class Aftermath(models.Model):
    """A new fault near a case that was being rectified: tied by the machine, untied by a person where it is chance.

    `counts` says whether it makes the re-check's result BROKE, or is only shown as lying near.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="aftermaths", verbose_name="整改事项")
    finding = models.ForeignKey(Finding, models.CASCADE, related_name="aftermaths", verbose_name="新问题")
    relation = models.CharField("关系", max_length=14, choices=_choices(Relation))
    counts = models.BooleanField("判为次生问题", default=True)
    noticed_at = models.DateTimeField("发现时间")
    untied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="解除人"
    )
    untied_why = models.CharField("解除理由", max_length=300, blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name = "次生问题"
        verbose_name_plural = "次生问题"
        constraints = [models.UniqueConstraint(fields=["case", "finding"], name="aftermath_once")]

    def __str__(self) -> str:
        return f"{self.case} → {self.finding}"


class CaseStep(models.Model):
    """One thing that was done with a case, by whom and when. Never changed: it is the case's history.

    `by` is empty for what the machine did.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="steps", verbose_name="整改事项")
    what = models.CharField("事由", max_length=20)
    at = models.DateTimeField("时间")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="经办人"
    )
    words = models.CharField("说明", max_length=400, blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name = "办理记录"
        verbose_name_plural = "办理记录"

    def __str__(self) -> str:
        return f"{self.case} {self.what}"


class Practice(models.Model):
    """How the office works: one row. What nobody has changed is as the program ships it.

    `closes_itself`: a re-check that saw every place mended closes the case. `two_from`: from this severity on (index, as
    in findings) a second person must confirm, and always for the families in `two_families` (names on lines).
    """

    closes_itself = models.BooleanField("复核已整改的自动销号", default=False)
    two_from = models.PositiveSmallIntegerField("两人确认的程度", null=True)
    two_families = models.TextField("两人确认的类别", blank=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="修改人"
    )
    changed_at = models.DateTimeField("修改时间", null=True)

    class Meta:
        verbose_name = "办理设定"
        verbose_name_plural = "办理设定"

    def __str__(self) -> str:
        return "办理设定"


class TimeLimits(models.Model):
    """How many working days the office gives by severity, and how long before the end it reminds: one row, and none
    while the days of the package hold."""

    critical = models.PositiveSmallIntegerField("特别严重")
    high = models.PositiveSmallIntegerField("严重")
    medium = models.PositiveSmallIntegerField("一般")
    low = models.PositiveSmallIntegerField("轻微")
    soon = models.PositiveSmallIntegerField("提前提示")
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="修改人"
    )
    changed_at = models.DateTimeField("修改时间")

    class Meta:
        verbose_name = "整改期限"
        verbose_name_plural = "整改期限"

    def __str__(self) -> str:
        return "整改期限"
