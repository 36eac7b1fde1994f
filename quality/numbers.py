"""Numbers of nobody: right in every digit, under county codes that were never given out."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from mingcha.text.id_number import check_character

# 99 is no county in any prefecture.
COUNTIES = ("110199", "369999", "440399", "510199", "620199", "350299")
PREFIXES = ("130", "135", "137", "139", "150", "152", "158", "176", "180", "187", "189", "199")
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
GIVEN = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂玉华红梅建国春花志远文"
TOWNS = ("杨栗镇", "青田镇", "白石乡", "长岗乡", "河口镇", "上坪镇")
VILLAGES = ("长岗村", "石背村", "坪地村", "新塘村", "黄泥村")


def birth(random: Random, *, first: int = 1940, last: int = 2004) -> date:
    start = date(first, 1, 1)
    return start + timedelta(days=random.randrange((date(last, 12, 31) - start).days))


def id_number(random: Random, *, born: date | None = None, is_male: bool | None = None) -> str:
    born = born or birth(random)
    last = random.randrange(10) if is_male is None else random.randrange(5) * 2 + is_male
    first_17 = f"{random.choice(COUNTIES)}{born:%Y%m%d}{random.randrange(100):02}{last}"
    return first_17 + check_character(first_17)


def wrong_id_number(random: Random) -> str:
    """Looks like one; the last character is another."""
    right = id_number(random)
    return right[:17] + random.choice([c for c in "0123456789" if c != right[17]])


def old_id_number(random: Random) -> str:
    return f"{random.choice(COUNTIES)}{birth(random, last=1985):%y%m%d}{random.randrange(1000):03}"


def mobile(random: Random) -> str:
    return f"{random.choice(PREFIXES)}{random.randrange(10**8):08}"


def land_line(random: Random) -> str:
    return f"0797-{random.randrange(2, 9)}{random.randrange(10**6):06}"


def card(random: Random) -> str:
    first = f"62{random.choice(('2848', '1700', '2700', '1226'))}{random.randrange(10**12):012}"
    return next(first + str(last) for last in range(10) if _luhn(first + str(last)))


def passbook(random: Random) -> str:
    return f"{random.randrange(10, 99)}{random.randrange(10**13):013}"


def credit_code(random: Random) -> str:
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    first = "91" + random.choice(COUNTIES) + "".join(random.choice(alphabet) for _ in range(9))
    total = sum(alphabet.index(c) * pow(3, place, 31) for place, c in enumerate(first))
    return first + alphabet[(31 - total % 31) % 31]


def name(random: Random) -> str:
    return random.choice(SURNAMES) + "".join(random.choice(GIVEN) for _ in range(random.choice((1, 2, 2))))


def plate(random: Random) -> str:
    return f"赣B{random.choice('ABCDEFGHJK')}{random.randrange(10**4):04}"


def address(random: Random) -> str:
    where = f"样例县{random.choice(TOWNS)}{random.choice(VILLAGES)}"
    return where + random.choice(
        (f"{random.randrange(1, 20)}组{random.randrange(1, 99)}号", f"{random.randrange(1, 30)}号")
    )


def town(random: Random) -> str:
    return f"样例县{random.choice(TOWNS)}"


def _luhn(digits: str) -> bool:
    values = [int(d) * (1 + place % 2) for place, d in enumerate(reversed(digits))]
    return sum(value - 9 * (value > 9) for value in values) % 10 == 0
