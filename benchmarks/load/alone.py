"""What one page costs the processor when one person asks: page and SQLite together, whatever else the machine does."""

from __future__ import annotations

import time
from collections.abc import Callable

RUNS = 9
PAGES = (
    ("operator", "问题列表", "/findings/"),
    ("operator", "问题列表（按类别）", "/findings/?family=wording"),
    ("operator", "信息台账", "/ledger/"),
    ("operator", "信息台账，第 1500 页", "/ledger/?page=1500"),
    ("operator", "监测总览", "/"),
    ("operator", "整改事项列表", "/cases/"),
    ("operator", "整改总览", "/rectifying/"),
    ("unit", "本单位整改事项", "/own-cases/"),
)


def costs() -> list[tuple[str, float, int]]:
    """Of each page its name, the least of some runs in seconds of processor, and how often it asks the database; the
    decision about a cause last, which is made anew each time."""
    from django.conf import settings
    from django.test import Client

    from mingcha.web.accounts.models import User
    from mingcha.web.cases.models import Finding

    told = []
    clients: dict[str, Client] = {}
    for role, name, address in PAGES:
        if role not in clients:
            clients[role] = Client(HTTP_HOST="localhost")
            person = User.objects.filter(username__startswith="person", role=role).first()
            assert person is not None
            clients[role].force_login(person, backend=settings.AUTHENTICATION_BACKENDS[-1])
        told.append((name, *_least(lambda client=clients[role], at=address: client.get(at).status_code == 200)))  # type: ignore[misc]
    waiting = Finding.objects.filter(decision=None, gone_at=None).order_by()
    causes = iter(list(waiting.values_list("cause", flat=True).distinct()[5000 : 5000 + RUNS + 3]))

    def decide() -> bool:
        sent = {"kind": "confirmed", "reason": "", "seconds": "8", "asked": ""}
        return clients["operator"].post(f"/findings/causes/{next(causes)}/decide/", sent).status_code == 302

    told.append(("判断", *_least(decide)))
    return told


def _least(work: Callable[[], bool]) -> tuple[float, int]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    assert work()
    with CaptureQueriesContext(connection) as asked:
        assert work()
    queries = len(asked)  # now: the next request begins the record anew
    times = []
    for _ in range(RUNS):
        start = time.process_time()
        assert work()
        times.append(time.process_time() - start)
    return min(times), queries
