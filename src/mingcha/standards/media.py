"""The rules for new-media accounts and the words of their exports, as the standards give them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from mingcha.model.account import MediaRules
from mingcha.model.media import MediaField
from mingcha.model.plain import NotPlain, from_plain
from mingcha.standards.load import table

MEDIA = "media.toml"
# What a county may lay down for itself; platforms are named by everybody alike.
_OWN = ("filing", "update", "stricter")


class LooseLimit(NotPlain):
    """A county's limit that is wider than the one it must keep; the message says which, and what would do."""


@dataclass(frozen=True, slots=True)
class MediaColumn:
    """A column of an export: whether it must be there, and every name it may go by, likeliest first."""

    field: MediaField
    required: bool
    names: tuple[str, ...]


@cache
def media_columns() -> tuple[MediaColumn, ...]:
    """The columns of exports of posts."""
    return tuple(
        from_plain(
            MediaColumn,
            entry | {"names": [name for source in entry["names"].values() for name in source]},
            where=f"standards/media_columns.toml 第 {number} 列",
        )
        for number, entry in enumerate(table("media_columns")["columns"], start=1)
    )


def media_rules(county: Path | None = None) -> MediaRules:
    """The packaged rules with whatever the county's own file makes stricter. Raises NotPlain, LooseLimit."""
    plain = table("media")
    packaged = from_plain(MediaRules, plain, where=f"standards/{MEDIA}")
    if county is None or not county.is_file():
        return packaged
    try:
        own = tomllib.loads(county.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise NotPlain(f"{county} 不是有效的 TOML：{error}") from error
    if strange := [key for key in own if key not in _OWN]:
        raise NotPlain(f"{county} 里的“{strange[0]}”不能改，可写的有：{'、'.join(_OWN)}")
    rules = from_plain(MediaRules, plain | {key: _merged(plain.get(key), own[key]) for key in own}, where=str(county))
    _must_be_strict(rules, packaged, where=str(county))
    return rules


def _merged(packaged: Any, own: Any) -> Any:
    """A county's number needs a source of its own, so what is said of the packaged one goes with that one's days."""
    if not isinstance(packaged, dict) or not isinstance(own, dict):
        return own
    stays = packaged if "days" not in own else {"unit": packaged["unit"], "source": "本县规定"}
    return stays | own


def _must_be_strict(rules: MediaRules, packaged: MediaRules, *, where: str) -> None:
    for name, now, most in (
        ("filing", rules.filing, packaged.filing),
        ("update", rules.update, packaged.update),
    ):
        if now.unit != most.unit or not 1 <= now.days <= most.days:
            raise LooseLimit(
                f"{where} 的 {name} 写成了 {now.days} {now.unit}，应为 1 至 {most.days} {most.unit}（{most.source}）。"
            )
    known = {platform.code for platform in rules.platforms}
    for each in rules.stricter:
        if each.platform not in known:
            raise NotPlain(f"{where} 的 stricter 里没有“{each.platform}”这个平台，可写的有：{'、'.join(sorted(known))}")
        if not 1 <= each.days <= packaged.update.days:
            raise LooseLimit(
                f"{where} 的 stricter 把 {each.platform} 写成了 {each.days} 天，应为 1 至 {packaged.update.days} 天。"
            )
