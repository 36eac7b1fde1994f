"""The sample county's new-media accounts, and the lists of posts that their owners export."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files

from mingcha.bulletin.forms.sheet import SheetPlan, workbook_bytes

HEADER = ("账号", "标题", "正文", "发布时间", "链接")


@dataclass(frozen=True, slots=True)
class AccountPost:
    """A post as its owner's export has it."""

    title: str
    published: date
    text: str
    number: int


@dataclass(frozen=True, slots=True)
class SampleAccount:
    """An account, the code of the unit that owns it, and its posts by date."""

    code: str
    name: str
    platform: str
    unit: str
    key: str
    opened: date
    posts: tuple[AccountPost, ...]

    def export(self, until: date) -> bytes:
        """The owner's list of what was posted to the end of that day, as a workbook."""
        return workbook_bytes([SheetPlan("发布清单", HEADER, list(self._rows(until)))])

    def _rows(self, until: date) -> Iterator[tuple[str, ...]]:
        for post in self.posts:
            if post.published <= until:
                url = f"https://mp.weixin.qq.com/s?__biz={self.key}==&mid={26500000 + post.number}&idx=1&sn=ab"
                yield self.name, post.title, post.text, post.published.isoformat(), url


@lru_cache(maxsize=1)
def sample_accounts() -> tuple[SampleAccount, ...]:
    text = files("mingcha.demo").joinpath("data/accounts.toml").read_text(encoding="utf-8")
    return tuple(_account(row) for row in tomllib.loads(text)["accounts"])


def _account(row: dict[str, object]) -> SampleAccount:
    told = dict(row)
    posts = told.pop("posts")
    assert isinstance(posts, list)
    return SampleAccount(
        **told,  # type: ignore[arg-type]
        posts=tuple(AccountPost(**post, number=number) for number, post in enumerate(posts, start=1)),
    )
