"""People who sign in, and the one role each of them has."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
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

    class Meta(AbstractUser.Meta):
        verbose_name = "用户"
        verbose_name_plural = "用户"

    def __str__(self) -> str:
        return self.display_name or self.username


class SignInTries(models.Model):
    """How often somebody at an address has tried to sign in under a name, without success so far.

    `name` is a digest: what was typed there may be a password typed into the wrong box.
    """

    name = models.CharField("用户名摘要", max_length=64)
    address = models.CharField("来源地址", max_length=45)
    tries = models.PositiveIntegerField("次数", default=0)
    last = models.DateTimeField("最近一次", db_index=True)
    locked_until = models.DateTimeField("锁定至", null=True)

    class Meta:
        verbose_name = "登录尝试"
        verbose_name_plural = "登录尝试"
        constraints = [models.UniqueConstraint(fields=["name", "address"], name="tries_by_name_and_address")]

    def __str__(self) -> str:
        return f"{self.address} {self.tries}"
