"""A new-media account on a day: its last post, and up to which day anybody vouches for there being no later one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from mingcha.model.account import Account, Limit
from mingcha.model.subject import Whole

__all__ = ["AccountState"]


@dataclass(frozen=True, slots=True)
class AccountState(Whole):
    """`limit` is None where no rule about updating applies. `complete_to` is the day up to which all its posts are said
    to be given (None: nobody said); `platform` is what people call the platform, `url` where the account is."""

    LOOKED_AS: ClassVar[str] = "新媒体账号"
    PLACE: ClassVar[str] = "账号"

    account: Account
    on: date
    limit: Limit | None = None
    last: date | None = None
    last_title: str = ""
    complete_to: date | None = None
    platform: str = ""
    url: str = ""

    @property
    def source(self) -> str:
        return self.url or f"{self.platform or self.account.platform}“{self.account.name}”"

    @property
    def post(self) -> str:
        return self.account.code

    def __str__(self) -> str:
        last = f"最近一条 {self.last}" if self.last else "没有发布记录"
        known = f"，资料截至 {self.complete_to}" if self.complete_to else ""
        return f"{self.platform or self.account.platform}“{self.account.name}”，{self.on} 查看：{last}{known}"
