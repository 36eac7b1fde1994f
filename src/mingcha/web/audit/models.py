"""The operation log: appended to, never changed, each entry chained to the one before by digest."""

from __future__ import annotations

from django.db import models


class AppendOnly(RuntimeError):
    """Somebody tried to change or delete what was logged."""


class LogEntry(models.Model):
    at = models.DateTimeField("时间", db_index=True)
    actor_id = models.BigIntegerField("用户编号", null=True)
    actor = models.CharField("操作人", max_length=150)
    role = models.CharField("角色", max_length=20, blank=True)
    # Empty for commands and background work, and in entries older than the column.
    address = models.CharField("来源地址", max_length=45, blank=True, default="")
    action = models.CharField("操作", max_length=60, db_index=True)
    target = models.CharField("对象", max_length=300, blank=True)
    detail = models.TextField("说明", blank=True)
    # Empty in entries older than the column.
    result = models.CharField("结果", max_length=10, blank=True, default="")
    # Unique, so that two writers can never both follow the same entry; empty for the very first.
    previous = models.CharField("上一条摘要", max_length=64, blank=True, unique=True)
    digest = models.CharField("摘要", max_length=64)

    class Meta:
        ordering = ["-id"]
        verbose_name = "日志"
        verbose_name_plural = "日志"

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor} {self.action} {self.target}"

    def save(self, *args: object, **kwargs: object) -> None:
        if self.pk is not None:
            raise AppendOnly("操作日志只能追加，不能修改。")
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def delete(self, *args: object, **kwargs: object) -> tuple[int, dict[str, int]]:
        raise AppendOnly("操作日志只能追加，不能删除。")
