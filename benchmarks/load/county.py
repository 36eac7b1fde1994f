"""A county with a million posts, a hundred thousand findings that wait, thousands of cases, and people signed in.

Made with a fixed seed, on SQLite or on the PostgreSQL that DATABASE_URL names. Nobody's data: all names are numbers.
"""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.county import DAYS, POSTS

SEED = 20231231
AT = datetime(2024, 1, 2, 2, 0, tzinfo=UTC)
CHECKS = (
    ("wrong_word_of_two", "wording", 1),
    ("wrong_deadline_word", "wording", 0),
    ("misspelt_word", "wording", 1),
    ("unpaired_mark", "wording", 0),
    ("leaked_id_number", "privacy", 3),
    ("leaked_mobile", "privacy", 2),
    ("dead_link", "links", 2),
)
# Findings of one cause: most causes stand at one place, some on hundreds of pages.
SPREAD = (1, 1, 1, 1, 1, 2, 2, 3, 4, 34)
_ON_POSTGRESQL = """
INSERT INTO publishing_post (id, unit_id, title, url, published, month, identity, by_title, duplicate_of_id,
                             source_sheet, crawled_from)
SELECT i, unit, '样例信息第' || i || '条', 'http://www.yangli.example/xxgk/' || i || '.html', day,
       CAST(to_char(day, 'YYYYMM') AS INTEGER), lpad(to_hex(i), 32, '0'), lpad(to_hex(i * 16), 32, '0'),
       CASE WHEN i % 50 = 0 THEN i - 1 END, '', ''
FROM (SELECT i, {first} + (i * 7919) % {units} AS unit,
             DATE '{start}' + CAST((i * 31) % {days} AS INTEGER) AS day FROM generate_series(1, CAST({posts} AS BIGINT)) AS i) AS made
"""


def fill(*, posts: int, findings: int) -> None:
    """Everything into an empty county's database, the roll-up and the database's own statistics last."""
    from django.db import connection

    from mingcha.web.publishing import services
    from mingcha.web.rounds.models import Site
    from mingcha.web.units.models import Unit

    units = list(Unit.objects.order_by("id"))
    given = {"posts": posts, "first": units[0].pk, "units": len(units), "start": "2014-01-01", "days": DAYS}
    with connection.cursor() as cursor:
        cursor.execute((_ON_POSTGRESQL if connection.vendor == "postgresql" else POSTS).format(**given))
    services.rebuild_counts()
    site = Site.objects.create(
        name="样例县人民政府", home="http://www.yangli.example/", folder="yangli", registered_at=AT
    )
    dice = random.Random(SEED)
    _examine(site, units, dice, findings=findings)
    _rectify(site, units, dice, cases=findings // 20)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _examine(site: Any, units: list[Any], dice: random.Random, *, findings: int) -> None:
    from mingcha.web.cases.models import Examination, Finding

    Examination.objects.create(site=site, state="finished", started_at=AT, ended_at=AT, posts=findings)
    made = _findings(site, units, dice)
    for start in range(0, findings, 5000):
        Finding.objects.bulk_create([next(made) for _ in range(min(5000, findings - start))], batch_size=500)


def _findings(site: Any, units: list[Any], dice: random.Random) -> Iterator[Any]:
    from mingcha.web.cases.models import Finding

    number = cause = 0
    while True:
        cause += 1
        check, family, severity = dice.choice(CHECKS)
        for _ in range(dice.choice(SPREAD)):
            number += 1
            url = f"http://www.yangli.example/xxgk/{number}.html"
            yield Finding(
                site=site,
                fingerprint=f"{number:020x}",
                cause=hashlib.md5(str(cause).encode()).hexdigest(),
                check_name=check,
                family=family,
                severity=severity,
                verdict="doubt" if cause % 7 == 0 else "found",
                unit=dice.choice(units),
                post_url=url,
                source=url,
                locator=f"正文第{dice.randint(1, 30)}段",
                quote=f"样例词语{cause}",
                message=f"用词不当：样例词语{cause}",
                suggestion=f"样例改法{cause}",
                first_seen=AT,
                last_seen=AT,
            )


def _rectify(site: Any, units: list[Any], dice: random.Random, *, cases: int) -> None:
    """Cases at every stage of their way, each with a finding that was confirmed."""
    from mingcha.web.cases.models import Case, Decision, Finding

    states = ("confirmed", "told", "told", "answered", "rechecked", "closed")
    decision = Decision.objects.create(
        kind="confirmed", check_name="wrong_word_of_two", cause="0" * 32, about="用词不当", number=cases, at=AT
    )
    made = [
        Case(
            site=site,
            unit=dice.choice(units),
            cause=hashlib.md5(f"case {number}".encode()).hexdigest(),
            check_name="wrong_word_of_two",
            family="wording",
            severity=1,
            about=f"用词不当：事项词语{number}",
            number=1,
            places=1,
            state=state,
            result={"closed": "fixed", "rechecked": "not_fixed"}.get(state, ""),
            due=date(2024, 1, 2) + timedelta(days=dice.randint(-20, 20)),
            confirmed_at=AT,
            told_at=None if state == "confirmed" else AT,
            answered_at=AT if state in {"answered", "rechecked", "closed"} else None,
            rechecked_at=AT if state in {"rechecked", "closed"} else None,
            closed_at=AT if state == "closed" else None,
        )
        for number in range(cases)
        for state in [states[number % len(states)]]
    ]
    Case.objects.bulk_create(made, batch_size=500)
    Finding.objects.bulk_create(
        (
            Finding(
                site=site,
                fingerprint=f"c{number:019x}",
                cause=case.cause,
                check_name=case.check_name,
                family=case.family,
                severity=1,
                verdict="found",
                unit_id=case.unit_id,
                post_url=f"http://www.yangli.example/case/{number}.html",
                source=f"http://www.yangli.example/case/{number}.html",
                quote=f"事项词语{number}",
                message=case.about,
                first_seen=AT,
                last_seen=AT,
                decision=decision,
                case=case,
            )
            for number, case in enumerate(made)
        ),
        batch_size=500,
    )


def sign_in(people: int, keep: Path) -> None:
    """So many people signed in; their sessions are written where the load reads them. Of ten, three are clerks, one a
    leader, six speak for units."""
    from django.conf import settings
    from django.test import Client

    from mingcha.web.accounts.models import Role, User
    from mingcha.web.units.models import Liaison, Unit

    units = list(Unit.objects.order_by("id"))
    signed: dict[str, list[str]] = {"operator": [], "leader": [], "unit": []}
    for number in range(people):
        role = Role.OPERATOR if number % 10 < 3 else Role.LEADER if number % 10 == 3 else Role.UNIT
        facts = {"role": role, "display_name": f"人员{number}"}
        user, is_new = User.objects.get_or_create(username=f"person{number}", defaults=facts)
        if is_new and role is Role.UNIT:
            Liaison.objects.create(user=user, unit=units[number % len(units)])
        client = Client(HTTP_HOST="localhost")
        client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[-1])
        signed[role.value].append(client.cookies[settings.SESSION_COOKIE_NAME].value)
    keep.write_text(json.dumps(signed), encoding="ascii")
    keep.chmod(0o600)
