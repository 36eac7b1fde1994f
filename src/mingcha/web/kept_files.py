"""Files that were issued, kept with their digest: the columns they share, how one is stored, and whether it is untouched."""

from __future__ import annotations

import hashlib
from typing import TypeVar

from django.core.files.base import ContentFile
from django.db import models

from mingcha.web.publishing.refusals import Refused


class KeptFile(models.Model):
    """What every issued file has; its owner and its folder are those of who issues it."""

    form = models.CharField("格式", max_length=10)
    name = models.CharField("文件名", max_length=200)
    sha256 = models.CharField("SHA-256", max_length=64)
    size = models.BigIntegerField("字节数")
    file: models.FileField

    class Meta:
        abstract = True
        ordering = ["id"]
        verbose_name = "印发文件"
        verbose_name_plural = "印发文件"

    def __str__(self) -> str:
        return self.name


F = TypeVar("F", bound=KeptFile)


def keep(item: F, data: bytes, *, under: str, kept: list[F]) -> None:
    """Store a file with its digest under a plain ASCII name, since the archive may be copied to systems that mangle
    Chinese ones; `kept` gathers what must be taken away again when the rest fails."""
    item.sha256, item.size = hashlib.sha256(data).hexdigest(), len(data)
    item.file.save(under, ContentFile(data), save=False)
    kept.append(item)
    item.save()


def untouched(item: KeptFile) -> bytes:
    """The file's bytes, when they are still those that were issued. Raises Refused."""
    try:
        with item.file.open("rb") as stream:
            data: bytes = stream.read()
    except OSError as error:
        raise Refused(f"“{item.name}”不在原处，请从备份恢复 {item.file.name}。") from error
    if hashlib.sha256(data).hexdigest() != item.sha256:
        raise Refused(f"“{item.name}”与印发时不一致（摘要不符），请从备份恢复 {item.file.name}。")
    return data
