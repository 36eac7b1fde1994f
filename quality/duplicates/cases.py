"""Pairs of posts of one unit, made from forms.toml: put up twice with this or that changed, or filled in anew."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from mingcha.model.post_set import PostSet, PostText

TABLE = Path(__file__).with_name("forms.toml")
_SURNAMES, _GIVEN = "张李王陈刘黄周吴徐孙", "建国秀英志强桂兰晓明玉珍海燕文斌"
_VILLAGES = "东坑 西坝 上屋 下湾 石桥 塘背 竹山 莲塘 樟树 新坪 龙口 长岭".split()
_FIRMS = ("昌盛粮油店", "好又多超市", "惠民药房", "顺达建材有限公司", "绿源农业合作社", "康乐食品厂")
_UNITS = ("清水镇", "石门乡", "大坪镇", "双河乡", "龙潭镇")
_FILLED = 40
_CHANGES = ("same", "spaces", "slip", "sentence", "title", "number", "moved")


@dataclass(frozen=True)
class Pair:
    """Two posts, how they came about, and whether the second is a repeat."""

    posts: PostSet
    how: str
    is_repeat: bool


def pairs(*, seed: str = "pairs") -> Iterator[Pair]:
    chance = random.Random(seed)
    told = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    texts = [*told["prose"], *(form["body"] for form in told["forms"])]
    for number, text in enumerate(texts):
        for how in _CHANGES:
            for _ in range(2):
                yield _put_up_twice(text, f"{chance.choice(_UNITS)}第{number}项工作情况通报", how, chance)
    for form in told["forms"]:
        for _ in range(_FILLED):
            yield _filled_in(form["title"], form["body"], chance)
        yield _withdrawn(form["body"], chance)
        yield _one_post(form["body"], chance)


def _post(text: str, title: str, chance: random.Random, *, days: int = 0) -> PostText:
    number = chance.randrange(10_000, 99_999_999)
    day = date(2023, 2, 1) + timedelta(days=days)
    return PostText(f"http://www.yangli.example/{number}.html", title, text, "201", "通知公告", published=day)


def _fill(text: str, chance: random.Random) -> str:
    def one(match: re.Match[str]) -> str:
        kind = match[1][0]
        if kind == "n":
            return str(chance.randrange(3, 900))
        if kind == "d":
            return f"2023年{chance.randrange(1, 13)}月{chance.randrange(1, 29)}日"
        if kind == "a":
            return chance.choice(_SURNAMES) + "".join(chance.sample(_GIVEN, chance.choice((1, 2))))
        if match[1] == "mon":
            return str(chance.randrange(1, 13))
        return chance.choice({"v": _VILLAGES, "c": _FIRMS, "u": _UNITS, "y": ("2021", "2022", "2023")}[kind])

    return re.sub(r"\{(\w+)\}", one, text)


def _pair(first: PostText, second: PostText, how: str, *, is_repeat: bool) -> Pair:
    return Pair(PostSet("http://www.yangli.example/", (first, second)), how, is_repeat)


def _put_up_twice(text: str, title: str, how: str, chance: random.Random) -> Pair:
    filled = _fill(text, chance)
    first = _post(filled, title, chance)
    second = replace(_post(filled, title, chance, days=chance.randrange(0, 40)))
    if how == "spaces":
        second = replace(second, text=filled.replace("，", ", ").replace("\n", "\n　　"))
    elif how == "slip":
        at = chance.choice([place for place, sign in enumerate(filled) if "一" <= sign <= "龥" and place > 20])
        # A letter of a sentence, not of a name or a number.
        while not re.fullmatch(r"[一-龥]{5}", filled[at - 2 : at + 3]):
            at = chance.randrange(20, len(filled) - 3)
        second = replace(second, text=filled[:at] + "们" + filled[at + 1 :])
    elif how == "sentence":
        second = replace(second, text=filled + "\n特此通报。")
    elif how == "title":
        second = replace(second, title=f"{title}（图）")
    elif how == "number":
        first = replace(first, number="清府发〔2023〕12号", text=filled)
        second = replace(second, number="清府发[2023]12号", title=f"关于印发《{title}》的通知")
    elif how == "moved":
        first, second = (
            replace(first, column="政务公开", above=("清水镇",)),
            replace(second, above=("清水镇", "政务公开")),
        )
    return _pair(first, second, how, is_repeat=True)


def _filled_in(title: str, body: str, chance: random.Random) -> Pair:
    year = chance.choice(("2021", "2022", "2023"))
    body, title = body.replace("{y}", year), title.replace("{y}", year)
    one, other = _fill(body, chance), _fill(body, chance)
    while other == one:
        other = _fill(body, chance)
    days = chance.choice((0, 1, 7, 30, 31, 90, 365))
    return _pair(_post(one, title, chance), _post(other, title, chance, days=days), f"form {title}", is_repeat=False)


def _withdrawn(body: str, chance: random.Random) -> Pair:
    text = _fill(body, chance)
    first = replace(_post(text, "情况公示", chance), withdrawn=date(2023, 2, 3))
    return _pair(first, _post(text.replace("。", "；", 1), "情况公示", chance, days=3), "withdrawn", is_repeat=False)


def _one_post(body: str, chance: random.Random) -> Pair:
    first = _post(_fill(body, chance), "情况公示", chance)
    second = replace(first, url=first.url.replace("example/", "example/zdly/"), column="重点领域")
    return _pair(first, second, "one post in two columns", is_repeat=False)
