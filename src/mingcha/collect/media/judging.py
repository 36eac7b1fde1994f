"""Stated posts judged: whose each is, what it is called, when it was published; or why it cannot be taken."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from types import MappingProxyType
from typing import TypeVar

from mingcha.collect.ledger_cells import EARLIEST, TITLE_LENGTH, URL_LENGTH, Unfit
from mingcha.collect.ledger_lines import text_of
from mingcha.collect.media.account_names import AccountNames, UnknownAccount
from mingcha.collect.media.identity import Meaning, NoPost, meaning_of
from mingcha.collect.media.post_words import SUMMARY_LENGTH, words_of
from mingcha.model.account import Account, MediaRules
from mingcha.model.ledger import Cell, RowFault
from mingcha.model.media import MediaField, MediaPost, MediaReading, Stated
from mingcha.text.canonical_url import NotAnAddress
from mingcha.text.moments import NotADate, read_moment
from mingcha.text.printable import printable
from mingcha.text.width import comparable, without_space

Value = TypeVar("Value")
_WORDS = ("file", "sheet", "title", "url", "published", "account", "platform", "key", "reads", "summary", "text")
# Platforms print no number above this: 10万+.
_MANY = 100_001


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person said of one stated post when asked; empty where nothing was said. `drop`: leave it out."""

    account: str = ""
    title: str = ""
    published: str = ""
    drop: bool = False


@dataclass(frozen=True, slots=True)
class Judge:
    """What stated posts are judged by: the accounts, the day, the account chosen for all, the accounts allowed.

    `chosen` is the code of the account that rows are of which name none; `only` are the codes that may come, all when
    None.
    """

    names: AccountNames
    rules: MediaRules
    today: date
    chosen: str = ""
    only: Collection[str] | None = None


def judge(stated: Sequence[Stated], by: Judge, *, answers: Mapping[int, Answer] = MappingProxyType({})) -> MediaReading:
    """Each stated post as one to be taken, or its faults; `answers` were given to posts by their place, from 0."""
    posts: list[MediaPost] = []
    faults: list[RowFault] = []
    unfit: list[tuple[int, Stated]] = []
    for place, one in enumerate(map(_kept, stated)):
        said = answers.get(place)
        if said is not None:
            if said.drop:
                continue
            one = _with(one, said)
        post, found = _judged(one, by, said.account if said else "")
        if post is None:
            faults += found
            unfit.append((place, one))
        else:
            posts.append(post)
    return MediaReading(tuple(posts), tuple(faults), tuple(unfit))


def _kept(one: Stated) -> Stated:
    """The same without characters that cannot be kept: files may hold anything."""
    words = {
        name: printable(value)
        for name in _WORDS
        if isinstance(value := getattr(one, name), str) and not value.isprintable()
    }
    return replace(one, **words) if words else one  # type: ignore[arg-type]


def _with(one: Stated, said: Answer) -> Stated:
    return replace(one, title=said.title or one.title, published=said.published or one.published)


def _judged(one: Stated, by: Judge, answered: str) -> tuple[MediaPost | None, list[RowFault]]:
    faults: list[RowFault] = []

    def read(field: MediaField, reader: Callable[[], Value]) -> Value | None:
        try:
            return reader()
        except (Unfit, NotADate, NotAnAddress, NoPost, UnknownAccount) as reason:
            faults.append(RowFault(one.where, one.line, field, str(reason)))
            return None

    if one.fault:
        return None, [RowFault(one.where, one.line, None, one.fault)]
    meaning = read(MediaField.URL, lambda: _meaning(one.url, by.rules))
    account = None if faults else read(MediaField.ACCOUNT, lambda: _account(one, meaning, by, answered))
    title = read(MediaField.TITLE, lambda: _title(one.title))
    published = read(MediaField.PUBLISHED, lambda: _published(one.published, by.today))
    reads = _reads(one.reads)
    if faults or account is None or title is None or published is None:
        return None, faults
    day, clock = published
    if account.closed_on and day > account.closed_on:
        told = f"“{account.name}”已于 {_written(account.closed_on)}注销，请核对账号或日期"
        return None, [RowFault(one.where, one.line, MediaField.PUBLISHED, told)]
    url, identity, firm = (meaning.url, meaning.identity, meaning.firm) if meaning else ("", "", False)
    return (
        MediaPost(
            account=account.code,
            title=title,
            url=url,
            identity=identity or f"title:{comparable(title)}:{day.isoformat()}",
            firm=firm,
            published=day,
            clock=clock,
            reads=reads,
            way=one.way,
            file=one.file,
            sheet=one.sheet,
            line=one.line,
            summary=words_of(one.summary)[:SUMMARY_LENGTH],
            text=words_of(one.text or (one.title if len(text_of(one.title)) > TITLE_LENGTH else "")),
        ),
        [],
    )


def _meaning(link: str, rules: MediaRules) -> Meaning | None:
    if not link or without_space(link) in {"无", "-", "—", "/"}:
        return None
    meaning = meaning_of(link, rules)
    if len(meaning.url) > URL_LENGTH:
        raise Unfit(f"有 {len(meaning.url)} 个字符，超过 {URL_LENGTH} 个字符，请核对")
    return meaning


def _account(one: Stated, meaning: Meaning | None, by: Judge, answered: str) -> Account:
    """The account the post names itself, else the one chosen for all; never one that contradicts the other."""
    names = by.names
    platform = names.platform(one.platform) or (meaning.platform if meaning else "")
    key = one.key or (meaning.key if meaning else "")
    own = names.by_key(platform, key)
    if own is None and one.account and not answered:
        own = names.find(one.account, platform=platform)
    chosen = names.accounts.get(answered or by.chosen)
    if own is not None and chosen is not None and own.code != chosen.code and answered:
        raise UnknownAccount(f"链接是“{own.name}”的，不是“{chosen.name}”的，请核对")
    account = own or chosen
    if account is None:
        raise UnknownAccount("看不出是哪个账号的信息，请选定账号")
    if platform and account.platform != platform:
        there, here = by.rules.platform(platform).name, by.rules.platform(account.platform).name
        raise UnknownAccount(f"这是{there}的信息，而“{account.name}”是{here}账号，请核对")
    if by.only is not None and account.code not in by.only:
        raise UnknownAccount(f"“{account.name}”不是本单位的账号，本次不能导入")
    return account


def _title(words: str) -> str:
    title = text_of(words)
    if not title:
        raise Unfit("未填写")
    # Posts of 微博 and short films have no title but their text, which may be long; its beginning is enough to tell.
    return title if len(title) <= TITLE_LENGTH else title[: TITLE_LENGTH - 1] + "…"


def _published(cell: Cell, today: date) -> tuple[date, time | None]:
    if isinstance(cell, str) and not cell.strip():
        raise Unfit("发布时间不明，请填写")
    day, clock = read_moment(cell)
    if day > today:
        raise Unfit(f"{_written(day)}晚于今天（{_written(today)}），请核对")
    if day < EARLIEST:
        raise Unfit(f"{_written(day)}早于 {EARLIEST.year} 年，请核对")
    return day, clock


def _reads(cell: Cell) -> int | None:
    """How often a post was read; 10万+ is entered as 100001. None where it is not said, or not in a number."""
    if isinstance(cell, bool) or cell == "":
        return None
    if isinstance(cell, int | float):
        return int(cell) if 0 <= cell < 10**9 else None
    text = comparable(text_of(cell)).replace(",", "").rstrip("次")
    if text in {"10万+", "100000+"}:
        return _MANY
    times = 10_000 if text.endswith(("万", "w")) else 1
    try:
        number = float(text.rstrip("万w"))
    except ValueError:
        return None
    return round(number * times) if 0 <= number * times < 10**9 else None


def _written(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
