"""People who sign in, and the one role each of them has."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models


class Role(models.TextChoices):
    """Three administrators are kept apart, as 等保 2.0 wants: none of them can do the others' work."""

    OPERATOR = "operator", "经办人员"
    UNIT = "unit", "单位联络员"
    LEADER = "leader", "领导"
    SYSTEM = "system", "系统管理员"
    SECURITY = "security", "安全管理员"
    AUDITOR = "auditor", "审计管理员"


class User(AbstractUser):
    role = models.CharField("角色", max_length=20, choices=Role.choices, default=Role.UNIT)
    display_name = models.CharField("姓名", max_length=50, blank=True)
    # Set whenever somebody else chose the password: the person must choose their own before anything else.
    must_change_password = models.BooleanField("须修改口令", default=False)
    # Empty in accounts older than the column: their first day counts.
    password_set_at = models.DateTimeField("口令设置时间", null=True, blank=True)
    # The last day on which the person may sign in; empty for those who stay.
    expires = models.DateField("有效期至", null=True, blank=True)
    # Somebody from outside, such as an assessor: reads and changes nothing, and only until `expires`.
    is_guest = models.BooleanField("来宾（只读）", default=False)

    class Meta(AbstractUser.Meta):
        verbose_name = "用户"
        verbose_name_plural = "用户"

    def __str__(self) -> str:
        return self.display_name or self.username

    def is_over(self, today: date) -> bool:
        """Whether the account's last day has passed."""
        return self.expires is not None and self.expires < today

    def password_since(self) -> datetime:
        """Since when the present password is in use."""
        return self.password_set_at or self.date_joined


class FormerPassword(models.Model):
    """The hash of a password somebody had before, so that it is not taken again."""

    user = models.ForeignKey(User, models.CASCADE, related_name="former_passwords", verbose_name="用户")
    password = models.CharField("口令摘要", max_length=128)

    class Meta:
        ordering = ["-id"]
        verbose_name = "用过的口令"
        verbose_name_plural = "用过的口令"

    def __str__(self) -> str:
        return f"{self.user} {self.pk}"


class SignedIn(models.Model):
    """One session of a person: where and when it began. What it holds is in the session of the same key."""

    user = models.ForeignKey(User, models.CASCADE, related_name="sign_ins", verbose_name="用户")
    session_key = models.CharField("会话", max_length=40, unique=True)
    address = models.CharField("来源地址", max_length=45)
    browser = models.CharField("浏览器", max_length=200, blank=True)
    began = models.DateTimeField("登录时间")

    class Meta:
        ordering = ["-began", "-id"]
        verbose_name = "在线会话"
        verbose_name_plural = "在线会话"

    def __str__(self) -> str:
        return f"{self.user} {self.address} {self.began:%Y-%m-%d %H:%M}"


class RecoveryCode(models.Model):
    """A code that stands in for the telephone once; only its digest is kept."""

    user = models.ForeignKey(User, models.CASCADE, related_name="recovery_codes", verbose_name="用户")
    digest = models.CharField("摘要", max_length=64)
    used_at = models.DateTimeField("使用时间", null=True)

    class Meta:
        verbose_name = "恢复码"
        verbose_name_plural = "恢复码"
        constraints = [models.UniqueConstraint(fields=["user", "digest"], name="recovery_code_of_user")]

    def __str__(self) -> str:
        return f"{self.user} {self.pk}"


class SafetyRules(models.Model):
    """What the security administrator has set for all accounts; there is one row at most, see `rules.current`."""

    password_days = models.PositiveSmallIntegerField(
        "口令有效天数", default=90, validators=[MinValueValidator(7), MaxValueValidator(365)]
    )
    session_hours = models.PositiveSmallIntegerField(
        "一次登录最长小时数", default=12, validators=[MinValueValidator(1), MaxValueValidator(24)]
    )
    unused_days = models.PositiveSmallIntegerField(
        "多少天未登录算多余账号", default=90, validators=[MinValueValidator(7), MaxValueValidator(365)]
    )
    # Values of Role whose people must enter a code from their telephone.
    second_factor_roles: Any = models.JSONField("必须使用动态口令的角色", default=list)

    class Meta:
        verbose_name = "账号安全设置"
        verbose_name_plural = "账号安全设置"

    def __str__(self) -> str:
        return f"口令 {self.password_days} 天，登录 {self.session_hours} 小时"
