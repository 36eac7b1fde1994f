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
