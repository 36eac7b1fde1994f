"""What clerks, units' liaisons and leaders do at their desks, as locust plays it: a page, a look at it, the next page.

Run by bench_load; MINGCHA_LOAD_SESSIONS names the file of sessions.
"""

from __future__ import annotations

import json
import os
import random
import re
from collections.abc import Sequence
from itertools import count
from pathlib import Path

from locust import HttpUser, between, task

SIGNED_IN: dict[str, Sequence[str]] = json.loads(Path(os.environ["MINGCHA_LOAD_SESSIONS"]).read_text(encoding="ascii"))
_CAUSE = re.compile(r'href="(/findings/causes/[0-9a-f]{32}/[^"]*)"')
_CASE = re.compile(r'href="(/own-cases/\d+/)"')
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Person(HttpUser):
    """Somebody with a session of their own, who looks at each page for some seconds."""

    abstract = True
    wait_time = between(4, 12)
    role = ""
    _number = count()

    def on_start(self) -> None:
        sessions = SIGNED_IN[self.role]
        self.client.cookies.set("sessionid", sessions[next(self._number) % len(sessions)])

    def open(self, address: str, name: str) -> str:
        """The page's text; anything but the page itself counts as a failure."""
        with self.client.get(address, name=name, allow_redirects=False, catch_response=True) as answer:
            if answer.status_code != 200:
                answer.failure(f"{answer.status_code}")
                return ""
            return str(answer.text)


class Clerk(Person):
    """Settles one cause after the other, now and then looks at the rest."""

    weight = 3
    role = "operator"
    _number = count()

    @task(6)
    def decide(self) -> None:
        """A cause from somewhere in the list, so that not everybody settles the first one."""
        listed = self.open(f"/findings/?page={random.randint(1, 20)}", "问题列表")
        causes = _CAUSE.findall(listed)
        if not causes:
            return
        address = random.choice(causes).replace("&amp;", "&")
        page = self.open(address, "一个起因")
        token = _TOKEN.search(page)
        if token is None or "data-decision" not in page:
            return
        kind = random.choice(("confirmed", "dismissed"))
        sent = {"csrfmiddlewaretoken": token[1], "kind": kind, "reason": "原文如此", "seconds": "8", "asked": ""}
        where = address.partition("?")[0] + "decide/"
        with self.client.post(where, sent, name="判断", allow_redirects=False, catch_response=True) as answer:
            if answer.status_code != 302:
                answer.failure(f"{answer.status_code}")

    @task(2)
    def look_about(self) -> None:
        self.open("/", "监测总览")

    @task(2)
    def look_up(self) -> None:
        self.open(f"/ledger/?page={random.randint(1, 2000)}", "信息台账")

    @task(2)
    def go_through_cases(self) -> None:
        self.open(f"/cases/?page={random.randint(1, 20)}", "整改事项列表")

    @task(1)
    def filter_findings(self) -> None:
        self.open(f"/findings/?family={random.choice(('wording', 'privacy', 'links'))}", "问题列表（按类别）")

    @task(1)
    def see_decisions(self) -> None:
        self.open("/findings/decisions/", "判断记录")

    @task(1)
    def see_rectifying(self) -> None:
        self.open("/rectifying/", "整改总览")

    @task(1)
    def see_notices(self) -> None:
        self.open("/notices/", "整改通知列表")


class Liaison(Person):
    """Looks through the own unit's list and at single cases of it."""

    weight = 6
    role = "unit"
    _number = count()

    @task(3)
    def work(self) -> None:
        listed = self.open("/own-cases/", "本单位整改事项")
        if cases := _CASE.findall(listed):
            self.open(random.choice(cases), "本单位一个事项")

    @task(2)
    def look_up(self) -> None:
        self.open(f"/ledger/?page={random.randint(1, 100)}", "信息台账（单位）")

    @task(1)
    def look_about(self) -> None:
        self.open("/", "监测总览（单位）")

    @task(1)
    def see_notices(self) -> None:
        self.open("/notices/", "整改通知列表（单位）")


class Leader(Person):
    """Looks at the county as a whole."""

    weight = 1
    role = "leader"
    _number = count()

    @task(2)
    def look_about(self) -> None:
        self.open("/", "监测总览")

    @task(1)
    def see_rectifying(self) -> None:
        self.open("/rectifying/", "整改总览")

    @task(1)
    def see_findings(self) -> None:
        self.open("/findings/", "问题列表")

    @task(1)
    def see_bulletins(self) -> None:
        self.open("/bulletins/", "督查专报列表")
