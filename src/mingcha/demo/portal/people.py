"""Lists of people who do not exist: names by chance, identity numbers under county codes never given out."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from random import Random

from mingcha.demo.posts import VILLAGES
from mingcha.text.id_number import check_character

# 99 is no county in any prefecture, so no number under these codes was ever anybody's.
_COUNTIES = ("110199", "369999")
_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
_GIVEN = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂玉华红梅建国春花志远文"
LISTS = {
    "kindergarten": (("序号", "儿童姓名", "身份证号", "录取幼儿园"), 24, (2017, 2020)),
    "workshops": (("序号", "帮扶车间", "姓名", "身份证号", "村组", "补贴金额（元）"), 36, (1965, 2001)),
    "cattle": (("序号", "户主姓名", "身份证号", "村组", "能繁母牛（头）", "补贴金额（元）"), 30, (1950, 1990)),
}
_KINDERGARTENS = ("第一幼儿园", "第二幼儿园", "实验幼儿园")
_WORKSHOPS = ("向阳帮扶车间", "东风帮扶车间", "青山帮扶车间")


@lru_cache(maxsize=16)
def people_rows(content: str, *, masked: bool) -> tuple[tuple[str, ...], ...]:
    """The list's header and rows; with `masked`, eight figures of each identity number are hidden, and a list of children
    has none at all."""
    header, count, born = LISTS[content]
    chance = Random(content)
    is_childrens = content == "kindergarten"
    rows = [tuple(cell for cell in header if not (masked and is_childrens and cell == "身份证号"))]
    for number in range(1, count + 1):
        name, identity, village = _name(chance), _identity(chance, born), chance.choice(VILLAGES)
        identity = identity[:6] + "********" + identity[14:] if masked else identity
        name = name[0] + "某" + name[2:] if masked and is_childrens else name
        first = (str(number), name, identity)
        if is_childrens:
            rows.append((*(first[:2] if masked else first), chance.choice(_KINDERGARTENS)))
        elif content == "workshops":
            rows.append((str(number), chance.choice(_WORKSHOPS), name, identity, f"{village}村", "1000"))
        else:
            heads = 1 + chance.randrange(9)
            rows.append((*first, f"{village}村", str(heads), str(heads * 500)))
    return tuple(rows)


def people_table(content: str, *, masked: bool) -> str:
    """The list as a table of HTML."""
    header, *rows = people_rows(content, masked=masked)
    head = "".join(f"<th>{cell}</th>" for cell in header)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f'<table border="1"><tr>{head}</tr>{body}</table>'


def made_up_names(seed: int) -> Iterator[str]:
    chance = Random(seed)
    while True:
        yield _name(chance)


def _name(chance: Random) -> str:
    return chance.choice(_SURNAMES) + "".join(chance.choice(_GIVEN) for _ in range(chance.choice((1, 2, 2))))


def _identity(chance: Random, born: tuple[int, int]) -> str:
    day = f"{chance.randrange(*born)}{chance.randrange(1, 13):02d}{chance.randrange(1, 29):02d}"
    first = f"{chance.choice(_COUNTIES)}{day}{chance.randrange(1000):03d}"
    return first + check_character(first)
