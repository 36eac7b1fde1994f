"""Posts of new-media accounts on their way in: what a file, a link or a page states, and what is made of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from mingcha.model.ledger import Cell, RowFault


class Way(StrEnum):
    """How a post came to be known; every post carries it."""

    EXPORT = "导出文件"
    LINKS = "粘贴链接"
    PAGE = "保存的网页"
    API = "授权接口导出"
    HAND = "手工录入"


class MediaField(StrEnum):
    """What is stated of a post, by the name people see."""

    ACCOUNT = "账号"
    PLATFORM = "平台"
    TITLE = "标题"
    URL = "链接"
    PUBLISHED = "发布时间"
    READS = "阅读数"
    SUMMARY = "摘要"
    TEXT = "正文"


@dataclass(frozen=True, slots=True)
class Stated:
    """One post as a source states it, nothing judged yet.

    `file` is the file's name, `sheet` and `line` the place in it (1-based; a page is line 1, links are counted by the
    lines of the pasted text). `account` and `platform` are words, `key` the platform's own name for the account.
    `hint` is a day that is near the publication and may be offered to whoever is asked for it, never taken as it.
    `fault` is set when the source itself shows that this is no post to be counted.
    """

    way: Way
    file: str = ""
    sheet: str = ""
    line: int = 0
    title: str = ""
    url: str = ""
    published: Cell = ""
    account: str = ""
    platform: str = ""
    key: str = ""
    reads: Cell = ""
    summary: str = ""
    text: str = ""
    hint: date | None = None
    fault: str = ""

    @property
    def where(self) -> str:
        """File and sheet, as people are told."""
        return f"{self.file}“{self.sheet}”" if self.sheet else self.file


@dataclass(frozen=True, slots=True)
class StatedPosts:
    """All a source states; `faults` are rows that could not even be read, `notes` what was passed over or assumed."""

    posts: tuple[Stated, ...]
    notes: tuple[str, ...] = ()
    faults: tuple[RowFault, ...] = ()


@dataclass(frozen=True, slots=True)
class MediaPost:
    """One post of an account, by the account's code, with where it was stated.

    `identity` is equal for one post however its link was copied. It is `firm` when it holds the platform's number of
    the post; the short links of share buttons are new at each sharing and only firm by title and day. `summary` and `text`
    are its words as far as the source holds them, a paragraph a line.
    """

    account: str
    title: str
    url: str
    identity: str
    firm: bool
    published: date
    clock: time | None
    reads: int | None
    way: Way
    file: str = ""
    sheet: str = ""
    line: int = 0
    summary: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class MediaReading:
    """Stated posts judged: what can be taken, and what cannot and why. `open` are the faulty ones with their place."""

    posts: tuple[MediaPost, ...]
    faults: tuple[RowFault, ...] = ()
    open: tuple[tuple[int, Stated], ...] = ()
