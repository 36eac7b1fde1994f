"""Kill the office's programs in the middle of everything they do, and see that nothing is lost or done twice.

A made-up portal is collected, examined, told and put right. Then, life after life from the same beginning, the second
round, its examination and re-check, the sending of notices and a backup are done by a worker whose processes are killed
with SIGKILL: inside each step at chosen calls, at moments of chance, and the server while it answers. After each life
everything is compared with a life nobody disturbed.

python scripts/fault_story.py --kills 200           SQLite, or the PostgreSQL that DATABASE_URL names
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import traceback
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import wraps
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FIRST_DAY = date(2026, 1, 5)
# Where inside each step a process is killed: module:attribute.
POINTS = {
    "采集": (
        "mingcha.collect.rounds:Round._commit",
        "mingcha.archive.store:Archive.append",
        "mingcha.collect.visiting:Visitor.handle",
        "mingcha.collect.frontier:Frontier.finish_round",
        "mingcha.collect.rounds:completeness",
    ),
    "入账": (
        "mingcha.web.rounds.running:finds",
        "mingcha.web.rounds.taking:_note",
        "mingcha.web.rounds.taking:settle",
        "mingcha.web.rounds.taking:_link",
        "mingcha.web.rounds.taking:_note_differences",
    ),
    "检查": (
        "mingcha.pipeline.collected:examined",
        "mingcha.pipeline.collected:examine_portal",
        "mingcha.web.cases.examining:take_in",
        "mingcha.web.cases.examining:_expire",
        "mingcha.web.cases.repeats:propose",
    ),
    "复核": (
        "mingcha.web.cases.aftermaths:tie_new",
        "mingcha.web.cases.rechecking:recheck",
        "mingcha.web.cases.rechecking:_row",
        "mingcha.web.cases.rechecking:after_examination",
    ),
    "发送": (
        "mingcha.web.notices.sending:_claim",
        "mingcha.web.notices.carriers:post",
        "mingcha.web.notices.sending:_note",
    ),
    "备份": (
        "mingcha.web.work.store:Store.put",
        "mingcha.web.work.keeping:counted",
        "mingcha.web.work.manifest:write",
        "mingcha.web.work.keeping:drop_old",
    ),
    "记下结果": ("mingcha.web.work.doing:_claimed", "mingcha.web.work.doing:_ended"),
}
# Where the server is killed while it answers the clerk's decision.
SERVER_POINTS = (
    "mingcha.web.cases.deciding:record",
    "mingcha.web.cases.opening:open_cases",
    "mingcha.web.audit.services:digest",
    "mingcha.web.audit.services:advance",
)
# Called once or twice in a life; the others often.
SELDOM = {"finish_round", "completeness", "finds", "_note", "settle", "_link", "_note_differences", "take_in", "propose",
          "_expire", "tie_new", "recheck", "after_examination", "counted", "write", "drop_old", "_ended", "_claimed", "examined",
          "examine_portal", "post", "_claim"}  # fmt: skip


# The portal


@dataclass
class Portal:
    """What is served; `got` are the keys of the messages posted to its /in."""

    pages: dict[str, bytes] = field(default_factory=dict)
    got: list[str] = field(default_factory=list)
    home: str = ""


def pages(posts: int, *, later: bool) -> dict[str, bytes]:
    """A column of posts, every seventh with a wrong word; later some are put right, two are gone, and five are new."""

    def page(title: str, body: str, tags: str = "") -> bytes:
        menu = '<div class="nav"><a href="/">首页</a><a href="/tzgg/">通知公告</a></div>'
        head = f'<head><meta charset="utf-8"><title>{title}-样例县人民政府网</title>{tags}</head>'
        return f"<!doctype html><html>{head}<body>{menu}{body}</body></html>".encode()

    found, lines = {}, []
    for number in range(1, posts + (6 if later else 1)):
        if later and number in (2, 3):
            continue
        title, day = f"关于做好第{number}项工作的通知", FIRST_DAY + timedelta(days=number % 25)
        wrong = number % 7 == 0 and not (later and number % 14 == 0)
        words = f"{'截止目前' if wrong else '截至目前'}，第{number}项工作已完成。各单位要认真抓好落实，按期报送情况。"
        tags = (
            f'<meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="{day} 09:00">'
            f'<meta name="ContentSource" content="县发改委"><meta name="ColumnName" content="通知公告">'
        )
        body = f'<h1>{title}</h1><div>发布时间：{day} 来源：县发改委</div><div class="content"><p>{words}</p></div>'
        found[f"/tzgg/{number}.html"] = page(title, body, tags)
        lines.append(f'<li><a href="/tzgg/{number}.html">{title}</a><span>{day}</span></li>')
    found["/"] = page("首页", '<div class="news"><a href="/tzgg/1.html">最新</a></div>')
    found["/tzgg/"] = page("通知公告", f'<div class="list"><ul>{"".join(lines)}</ul></div>')
    return found


@contextlib.contextmanager
def serving():
    portal = Portal()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            held = portal.pages.get(self.path)
            self._answer(200 if held else 404, held or b"<html><body>404</body></html>", "text/html; charset=utf-8")

        def do_POST(self):
            told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            portal.got.append(told["id"])
            self._answer(200, b'{"id": "OA-1"}', "application/json")

        def _answer(self, status, body, kind):
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            with contextlib.suppress(OSError):  # whoever asked may have been killed
                self.wfile.write(body)

        def log_message(self, *words):
            """Nobody reads it."""

    ThreadingHTTPServer.allow_reuse_address = True
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.handle_error = lambda *_: None
    portal.home = f"http://127.0.0.1:{server.server_port}/"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield portal
    finally:
        server.shutdown()


# Killing


@dataclass(frozen=True)
class Shot:
    """Kill inside a step: before or after the so-manieth call; the errand's process alone, or the worker with it."""

    step: str
    target: str
    nth: int
    after: bool
    both: bool


class Shots:
    """Shots one after the other, for each row that errands wait in; which is next stands in files, because whoever
    fires one does not come back."""

    def __init__(self, folder: Path, shots: list[Shot]) -> None:
        self.folder, self.log = folder, folder / "shots"
        self.rows = {
            row: [shot for shot in shots if {"发送": "post", "备份": "office"}.get(shot.step, "rounds") == row]
            for row in ("rounds", "office", "post")
        }
        for row in self.rows:
            (folder / f"next-{row}").write_text("0")
        self.log.write_text("")

    def arm(self, worker: int, row: str) -> None:
        """In the process that is to be killed: whichever comes first, and those before it are passed over."""
        shots = self.rows[row]
        for number in range(int((self.folder / f"next-{row}").read_text()), len(shots)):
            shot = shots[number]
            wrap(shot, lambda number=number, shot=shot: self._fire(row, number, shot, worker))

    def _fire(self, row: str, number: int, shot: Shot, worker: int) -> None:
        (self.folder / f"next-{row}").write_text(str(number + 1))
        with self.log.open("a") as log:
            log.write(f"{shot.step}\n")
        if shot.both:
            with contextlib.suppress(ProcessLookupError):
                os.kill(worker, signal.SIGKILL)
        os.kill(os.getpid(), signal.SIGKILL)


def place_of(target: str):
    """The module or class a point lies in, and its name there; an error when it was given another name meanwhile."""
    module, _, path = target.partition(":")
    holder = importlib.import_module(module)
    *owners, name = path.split(".")
    for owner in owners:
        holder = getattr(holder, owner)
    getattr(holder, name)
    return holder, name


def wrap(shot: Shot, fire) -> None:
    holder, name = place_of(shot.target)
    real, calls = getattr(holder, name), [0]

    @wraps(real)
    def armed(*arguments, **named):
        calls[0] += 1
        if calls[0] == shot.nth and not shot.after:
            fire()
        answer = real(*arguments, **named)
        if calls[0] == shot.nth and shot.after:
            fire()
        return answer

    setattr(holder, name, armed)


class Forked:
    """A process made of this one, as `subprocess.Popen` as far as the worker needs it."""

    def __init__(self, work) -> None:
        from django.db import connections

        connections.close_all()
        self.returncode: int | None = None
        self.pid = os.fork()
        if self.pid == 0:
            code = 1
            try:
                for number in (signal.SIGTERM, signal.SIGINT):
                    signal.signal(number, signal.SIG_DFL)
                work()
                code = 0
            except BaseException:
                traceback.print_exc()
            finally:
                os._exit(code)

    def poll(self):
        if self.returncode is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.returncode = os.waitstatus_to_exitcode(status)
        return self.returncode

    def wait(self, timeout=None):
        until = time.monotonic() + (timeout or 1e9)
        while self.poll() is None and time.monotonic() < until:
            time.sleep(0.01)
        return self.returncode

    def kill(self):
        if self.poll() is None:
            os.kill(self.pid, signal.SIGKILL)

    terminate = kill


def worker(shots: Shots | None) -> Forked:
    """A worker with short waits, whose errands are processes of their own; it ends when nothing is left to do."""

    def work() -> None:
        os.setsid()  # so that all its errands are known
        from mingcha.web.work import doing
        from mingcha.web.work import worker as room
        from mingcha.web.work.models import Errand

        room._BEAT = room._REAP = 0.3
        own = os.getpid()

        def start(pk: int) -> Forked:
            def errand() -> None:
                if shots is not None:
                    shots.arm(own, Errand.objects.get(pk=pk).task.queue_name)
                done = doing.do(pk)
                if done is not None and done.task.status == "RUNNING":
                    os._exit(2)

            return Forked(errand)

        one = room.Worker(now=now, start=start)
        quiet = 0
        while quiet < 3:
            one.step()
            quiet = quiet + 1 if one.is_leading and one.is_idle else 0
            time.sleep(0.02)
        one.end(patience=1)

    return Forked(work)


def now() -> datetime:
    return datetime.now().astimezone()


# The office


class Office:
    """A data folder in use, which can be put back to its beginning."""

    def __init__(self, home: Path, portal: Portal, *, posts: int) -> None:
        self.home, self.portal, self.posts = home, portal, posts
        self.beginning = home.parent / "beginning"
        self.is_sqlite = not os.environ.get("DATABASE_URL")

    def begin(self) -> None:
        """The first round, confirmed findings, a notice that waits to be sent."""
        from mingcha.web import launch

        launch.setup()
        launch.migrate()
        from web.small_county import build

        from mingcha.web.cases import deciding
        from mingcha.web.cases.models import Case, Finding
        from mingcha.web.notices.drafting import draft
        from mingcha.web.notices.issuing import issue
        from mingcha.web.notices.models import ContactAddress, WebhookHost
        from mingcha.web.rounds.models import Site
        from mingcha.web.work.planning import keep_plan

        county = build(year={})
        host = urllib.parse.urlsplit(self.portal.home).netloc
        at = now() - timedelta(days=1)
        site = Site.objects.create(
            name="样例县人民政府", home=self.portal.home, private=host, rate=0, folder="yangli", registered_at=at
        )
        keep_plan()
        WebhookHost.objects.create(host=host, private=True, registered_at=at)
        for code in ("101", None):
            unit = county.units[code] if code else None
            to = f"{self.portal.home}in" + ("" if code else "?all")
            ContactAddress.objects.create(unit=unit, way="webhook", address=to, changed_at=at)
        self.portal.pages = pages(self.posts, later=False)
        self.round(site)
        self.run_to_end()
        by = county.people["operator"]
        words = Finding.objects.filter(family="wording", unit__isnull=False)
        keys = list(words.values_list("pk", flat=True))
        deciding.decide(words.filter(pk__in=keys), kind="confirmed", by=by, at=now())
        day = now().date()
        notice = draft(cases=Case.objects.all(), dated=day, due=day + timedelta(days=15), by=by, at=now())
        issue(notice, by=by, at=now())
        self.portal.pages = pages(self.posts, later=True)
        self.keep()

    def round(self, site=None) -> None:
        from mingcha.web.rounds import running
        from mingcha.web.rounds.models import Site
        from mingcha.web.work.asking import queue_round

        site = site or Site.objects.get()
        run = running.prepare(site, name="full", by=None, at=now())
        queue_round(run, by=None, at=run.started_at)

    def ask(self) -> None:
        """The work of one life."""
        from mingcha.web.work import kinds
        from mingcha.web.work.asking import ask

        self.round()
        ask(kinds.SENDING, key="life-sending", title="发送", at=now())
        ask(kinds.BACKUP, key="life-backup", title="备份", at=now())

    def keep(self) -> None:
        from django.db import connections

        from mingcha.web.work import rows

        if not self.is_sqlite:
            rows.write_rows(self.home / "rows")
        else:
            from django.db import connection

            with connection.cursor() as cursor:
                cursor.execute("pragma wal_checkpoint(truncate)")
        connections.close_all()
        shutil.copytree(self.home, self.beginning, copy_function=shutil.copy2)

    def put_back(self) -> None:
        from django.db import connections

        from mingcha.web.work import rows

        connections.close_all()
        shutil.rmtree(self.home)
        shutil.copytree(self.beginning, self.home)
        if not self.is_sqlite:
            rows.read_rows(self.home / "rows")
        self.portal.got.clear()

    def let_time_pass(self) -> None:
        """As after ten minutes: what somebody who was killed had claimed is free again, and pauses are over."""
        from django_tasks_db.models import DBTaskResult, get_date_max

        from mingcha.web.notices.models import Delivery

        Delivery.objects.filter(claimed_until__isnull=False).update(claimed_until=now() - timedelta(seconds=1))
        DBTaskResult.objects.filter(status="READY").update(run_after=get_date_max())

    def run_to_end(self, shots: Shots | None = None, *, chance: random.Random | None = None, kills: int = 0) -> int:
        """Workers one after the other until nothing is left to do; returns how many processes were killed by chance."""
        killed, tries = 0, 0
        while True:
            tries += 1
            if tries > 400:
                raise RuntimeError("it never comes to an end")
            one = worker(shots)
            if chance is not None and killed < kills:
                one.wait(chance.uniform(0.02, 0.7))
                if one.poll() is None:
                    killed += self._kill(one, chance)
            one.wait(120)
            if one.poll() is None:
                one.kill()
                raise RuntimeError("a worker hangs")
            wait_for(one.pid)
            if one.returncode == 0:
                self.let_time_pass()
                if not self._waits() and not self._to_send():
                    return killed
                if not self._waits():
                    self._send_again()

    def _kill(self, one: Forked, chance: random.Random) -> int:
        """The worker, or one of its errands, or both, at a moment of chance."""
        children = [pid for pid in of_session(one.pid) if pid != one.pid]
        if children and chance.random() < 0.5:
            os.kill(chance.choice(children), signal.SIGKILL)
            return 1
        one.kill()
        number = 1
        if chance.random() < 0.7:
            for pid in children:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
                    number += 1
        return number

    def _waits(self) -> bool:
        from mingcha.web.work.models import Errand

        return Errand.objects.filter(task__status__in=("READY", "RUNNING")).exists()

    def _to_send(self) -> bool:
        from mingcha.web.notices.models import Delivery

        return Delivery.objects.filter(state="waiting", way="webhook").exists()

    def _send_again(self) -> None:
        """As the plan does every five minutes."""
        from mingcha.web.work import kinds
        from mingcha.web.work.asking import ask

        ask(kinds.SENDING, key=f"life-sending-{time.monotonic()}", title="发送", at=now())

    def outcome(self) -> dict[str, object]:
        """What must be the same however often it was disturbed."""
        from mingcha.archive.store import Archive
        from mingcha.collect.frontier_file import reading
        from mingcha.web.audit.models import LogEntry
        from mingcha.web.audit.services import verify_chain
        from mingcha.web.cases.models import Aftermath, Case, Examination, Finding, Recheck
        from mingcha.web.notices.models import Delivery
        from mingcha.web.publishing.models import Post
        from mingcha.web.publishing.services import rebuild_counts
        from mingcha.web.rounds.models import CollectedPost, Round
        from mingcha.web.work import keeping, manifest
        from mingcha.web.work.models import Errand
        from mingcha.web.work.store import Store

        run = Round.objects.latest("pk")
        folder = self.home / "archives" / "yangli"
        with reading(folder) as db:
            asked = {url for (url,) in db.execute("select url from address where outcome in ('ok', 'not_modified')")}
        host = urllib.parse.urlsplit(self.portal.home).netloc
        with Archive.open(folder, site=host, now=now, readonly=True) as archive:
            evidence = {url for url in asked if archive.latest(url, with_content=True) is not None}
            damaged = [str(fault) for fault in archive.verify()]
        backups = self.home / "backups"
        names = keeping.whole(backups)
        broken = [fault for name in names for fault in manifest.faults(manifest.read(backups / name), Store(backups))]
        log = Counter(LogEntry.objects.values_list("action", flat=True))
        errands = list(Errand.objects.select_related("task"))
        return {
            "台账": facts(Post, "identity", "unit__code", "published", "gone?"),
            "条数": [str(one) for one in rebuild_counts()],
            "采集到": facts(CollectedPost, "identity", "post?", "title"),
            "轮次": facts(Round, "name", "state", "brought", "gone"),
            "问题": facts(Finding, "fingerprint", "gone_at?", "case?"),
            "检查": Examination.objects.filter(run=run, state="finished").count(),
            "复核": facts(Recheck, "case__about", "result", "places", "left", "unseen"),
            "次生": Aftermath.objects.count(),
            "整改事项": facts(Case, "about", "state", "result"),
            "发送": facts(Delivery, "key", "state"),
            "收到": sorted(set(self.portal.got)),
            "日志": {action: log[action] for action in ("采集入账", "检查网站", "印发整改通知")},
            "日志毛病": verify_chain().told,
            "证据": sorted(evidence),
            "证据损坏": damaged,
            "备份": bool(names),
            "备份损坏": broken,
            "半份备份": [path.name for path in backups.glob(".part-*")],
            "没有做完": [(one.title, one.told) for one in errands if one.task.status != "SUCCESSFUL"],
            "没有说明": [one.title for one in errands if not one.told],
        }


def facts(model, *names: str) -> list[tuple]:
    """These fields of every row, in an order of their own; of one with a question mark only whether it is set."""
    rows = model.objects.values_list(*(name.removesuffix("?") for name in names))
    made = [
        tuple(value is not None if name.endswith("?") else value for name, value in zip(names, row, strict=True))
        for row in rows
    ]
    return sorted(made, key=str)


def of_session(leader: int) -> list[int]:
    """The processes that a worker has started and that still live, itself among them."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            state, _, _, session = stat.read_text().rpartition(")")[2].split()[:4]
            if int(session) == leader and state != "Z":
                found.append(int(stat.parent.name))
    return found


def wait_for(leader: int) -> None:
    """Until the last errand of a worker that is gone has ended."""
    until = time.monotonic() + 60
    while of_session(leader) and time.monotonic() < until:
        time.sleep(0.01)


def differing(right: dict[str, object], found: dict[str, object]) -> list[str]:
    """In which things this life differs from the one nobody disturbed."""
    return [
        f"{name}：应为 {_short(right[name])}，现为 {_short(found[name])}"
        for name in right
        if right[name] != found[name]
    ]


def _short(what: object) -> str:
    told = repr(what)
    return told if len(told) < 400 else f"{told[:400]}…（{len(told)}）"


# The server


def server_story(office: Office, chance: random.Random, kills: int) -> tuple[Counter, list[str]]:
    """Clerks decide while the server is killed in the middle of the answer: each decision is whole or not there."""
    from django.conf import settings
    from django.test import Client

    from mingcha.web.accounts.models import User
    from mingcha.web.audit.services import verify_chain
    from mingcha.web.cases.models import Decision, Finding

    done: Counter = Counter()
    wrong: list[str] = []
    office.put_back()
    Finding.objects.update(decision=None, case=None)
    for number in range(kills):
        target = chance.choice(SERVER_POINTS)
        shot = Shot("网页", target, 1, chance.random() < 0.5, False)
        client = Client()
        client.force_login(User.objects.get(role="operator"), backend=settings.AUTHENTICATION_BACKENDS[-1])
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        finding = Finding.objects.filter(decision=None, gone_at=None).order_by("?").first()
        if finding is None:
            Finding.objects.update(decision=None, case=None)
            Decision.objects.update(undone_at=now())
            continue
        before = Decision.objects.count()
        port = free_port()
        one = Forked(lambda shot=shot, port=port: _serve(shot, port))
        answered = _decide(port, cookie, finding)
        one.wait(10)
        if one.returncode == -signal.SIGKILL:
            done["网页"] += 1
        one.kill()
        one.wait(10)
        made = Decision.objects.filter(pk__gt=0).count() - before
        marked = Finding.objects.filter(cause=finding.cause, decision__isnull=False, gone_at=None).count()
        of_cause = Finding.objects.filter(cause=finding.cause, gone_at=None).count()
        if (made, marked) not in ((0, 0), (1, of_cause)):
            wrong.append(f"网页第 {number} 次（{target}，{answered}）：判断 {made} 个，问题 {marked}/{of_cause}")
        if not verify_chain().intact:
            wrong.append(f"网页第 {number} 次（{target}）：操作日志不完整：{verify_chain().told}")
    return done, wrong


def _serve(shot: Shot, port: int) -> None:
    from mingcha.web import launch

    wrap(shot, lambda: os.kill(os.getpid(), signal.SIGKILL))
    launch.serve(port=port)


def _decide(port: int, cookie: str, finding) -> str:
    """The clerk's page and its form, as a browser would."""
    home = f"http://127.0.0.1:{port}"
    jar = f"sessionid={cookie}"
    try:
        for _ in range(100):
            with contextlib.suppress(urllib.error.URLError):
                page = urllib.request.urlopen(
                    urllib.request.Request(f"{home}/findings/causes/{finding.cause}/", headers={"Cookie": jar}),
                    timeout=10,
                )
                break
            time.sleep(0.05)
        token = page.read().decode().split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
        own = page.headers.get("Set-Cookie", "").split(";")[0]
        told = urllib.parse.urlencode({"csrfmiddlewaretoken": token, "kind": "confirmed", "what": "confirmed"}).encode()
        request = urllib.request.Request(
            f"{home}/findings/causes/{finding.cause}/decide/", told, {"Cookie": f"{jar}; {own}", "Referer": home}
        )
        return str(urllib.request.urlopen(request, timeout=10).status)
    except Exception as fault:
        return type(fault).__name__


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


# Misfortunes


def misfortunes(office: Office, right: dict[str, object], chance: random.Random) -> list[str]:
    """A full disk, a locked database, evidence that is damaged: told, and made good when it is over."""
    wrong = []
    for name, story in (("磁盘写满", full_disk), ("数据库锁住", locked_database), ("快照损坏", damaged_evidence)):
        if story is locked_database and not office.is_sqlite:
            continue
        office.put_back()
        told = story(office, chance)
        found = differing(right, office.outcome())
        print(
            f"{name}：{told or '没有说明'}；过后{'与没有受扰时一致' if not found else f'{len(found)} 处不符'}",
            flush=True,
        )
        wrong += [f"{name}：{line}" for line in found] + ([] if told else [f"{name}：没有说明"])
    return wrong


def words_of_now() -> list[str]:
    """Everything the office is told at this moment of what did not go well."""
    from mingcha.web.rounds.models import Round
    from mingcha.web.work.models import Errand, SafetyCopy

    told = [errand.told for errand in Errand.objects.exclude(task__status="SUCCESSFUL")]
    told += list(Round.objects.exclude(message="").values_list("message", flat=True))
    told += list(SafetyCopy.objects.filter(state="failed").values_list("told", flat=True))
    return [one for one in dict.fromkeys(told) if one]


def again(office: Office) -> None:
    """What people do when it is over: try again what failed, and what came of it runs to its end."""
    from mingcha.web.work.asking import try_again
    from mingcha.web.work.models import Errand

    for errand in Errand.objects.filter(task__status="FAILED"):
        try_again(errand, by=None)
    office.let_time_pass()
    office.run_to_end()


def full_disk(office: Office, chance: random.Random) -> str:
    """No file may grow beyond a size, as when there is no room; several sizes one after the other."""
    import resource

    from django.db import connections

    told: list[str] = []
    office.ask()
    for size in (200, 40_000, 120_000, 1_000_000, 2_500_000):

        def limited(size: int = size) -> None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))
            errands_here()

        one = Forked(limited)
        one.wait(60)
        told += words_of_now()
        office.let_time_pass()
        connections.close_all()
    again(office)
    full = [one for one in told if "磁盘" in one or "数据库" in one]
    return full[0] if full else ""


def errands_here() -> None:
    """Do what waits, one after the other, in this process; what cannot be done stays as it is."""
    from mingcha.web.work import doing
    from mingcha.web.work.models import Errand
    from mingcha.web.work.reaping import Reaper

    with contextlib.suppress(Exception):
        Reaper().reap(at=now())
        for pk in list(Errand.objects.filter(task__status="READY").order_by("pk").values_list("pk", flat=True)):
            with contextlib.suppress(Exception):
                doing.do(pk)


def locked_database(office: Office, chance: random.Random) -> str:
    """Somebody else holds the database again and again, longer than anybody waits for it."""
    import sqlite3

    from django.db import connection

    office.ask()
    told: list[str] = []
    connection.settings_dict["OPTIONS"]["timeout"] = 0.2
    try:
        for _ in range(6):
            one = Forked(errands_here)
            time.sleep(chance.uniform(0.05, 0.6))
            holder = sqlite3.connect(office.home / "mingcha.sqlite3", isolation_level=None, timeout=10)
            holder.execute("begin immediate")
            one.wait(chance.uniform(0.5, 1.2))
            holder.execute("rollback")
            holder.close()
            one.wait(60)
            told += words_of_now()
            office.let_time_pass()
    finally:
        connection.close()
        connection.settings_dict["OPTIONS"]["timeout"] = 20
    again(office)
    locked = [one for one in told if "数据库暂时不能读写" in one]
    return locked[0] if locked else "等到数据库空出来，没有一项失败"


def damaged_evidence(office: Office, chance: random.Random) -> str:
    """The evidence of the first round is damaged: nothing of it is called clean, and it is told what was not examined."""
    from mingcha.web.cases.models import Examination, Finding
    from mingcha.web.rounds.models import Site
    from mingcha.web.work import doing
    from mingcha.web.work.asking import ask_examination

    files = sorted((office.home / "archives").rglob("*.warc.gz"))
    whole = {file: file.read_bytes() for file in files}
    before = set(Finding.objects.filter(gone_at=None, family="wording").values_list("pk", flat=True))
    for file, data in whole.items():
        torn = bytearray(data)
        for at in range(200, len(torn), 300):
            torn[at] ^= 0xFF
        file.write_bytes(bytes(torn))
    doing.do(ask_examination(Site.objects.get(), by=None, at=now()).pk)
    item = Examination.objects.latest("pk")
    still = set(Finding.objects.filter(gone_at=None, pk__in=before).values_list("pk", flat=True))
    told = f"{item.get_state_display()}，未能检查 {item.missed} 处，原有问题 {len(still)}/{len(before)} 处不变"
    for file, data in whole.items():
        file.write_bytes(data)
    if still != before or not (item.missed or item.message):
        return ""
    office.put_back()
    office.ask()
    office.run_to_end()
    return told


# The story


def shots_of(chance: random.Random) -> list[Shot]:
    """A life's shots in the order of its steps; the errand alone at most twice, so that no patience is asked for."""
    found, alone = [], Counter()
    for step in (
        "采集",
        "采集",
        "入账",
        "入账",
        "检查",
        "检查",
        "复核",
        "复核",
        "发送",
        "发送",
        "备份",
        "备份",
        "记下结果",
    ):
        target = chance.choice(POINTS[step])
        nth = 1 if target.rpartition(":")[2].rpartition(".")[2] in SELDOM else chance.randint(1, 12)
        errand = step if step in ("发送", "备份") else "轮次"
        both = alone[errand] >= 2 or chance.random() < 0.6
        alone[errand] += not both
        shot = Shot(step, target, nth, chance.random() < 0.5, both)
        # What is reached first comes first: a shot passes over those before it.
        found.insert(0 if target.endswith("_claimed") else len(found), shot)
    return found


def real_commands(office: Office, chance: random.Random, kills: int) -> int:
    """The commands themselves, as the office starts them, killed at moments of chance."""
    killed = 0
    command = [sys.executable, "-m", "mingcha", "worker", "--tick", "0.1"]
    while killed < kills:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(chance.uniform(1.0, 6.0))
        process.kill()
        process.wait()
        killed += 1
    return killed


def story(home: Path, *, kills: int, posts: int, seed: int, small: bool = False) -> int:
    chance = random.Random(seed)  # noqa: S311 -- the same story again for the same seed
    with serving() as portal:
        began = time.monotonic()
        office = Office(home, portal, posts=posts)
        office.begin()
        for target in (*SERVER_POINTS, *(target for some in POINTS.values() for target in some)):
            place_of(target)
        office.put_back()
        office.ask()
        office.run_to_end()
        right = office.outcome()
        for name in ("条数", "证据损坏", "备份损坏", "半份备份", "没有做完", "没有说明"):
            assert right[name] == [], (name, right[name])
        print(f"没有受扰的一次：{len(right['台账'])} 条信息，{len(right['问题'])} 处问题，{len(right['复核'])} 次复核，"
              f"{len(right['收到'])} 份发出（{time.monotonic() - began:.0f} 秒）", flush=True)  # fmt: skip
        inside, by_chance, real, sent_twice = Counter(), 0, 0, 0
        wrong: list[str] = []
        lives = 0
        while sum(inside.values()) + by_chance + real < kills * 9 // 10:
            lives += 1
            office.put_back()
            office.ask()
            if lives % 3 == 0:
                room = 6 if kills > 50 else 2
                if lives % 6 == 0:
                    real += real_commands(office, chance, room)
                by_chance += office.run_to_end(chance=chance, kills=room)
            else:
                shots = Shots(home.parent, shots_of(chance)[: max(3, kills)])
                office.run_to_end(shots)
                inside.update(shots.log.read_text().split())
            found = office.outcome()
            sent_twice += len(portal.got) - len(set(portal.got))
            new = [f"第 {lives} 次：{line}" for line in differing(right, found)]
            print(*new, sep="\n", end="\n" if new else "")
            wrong += new
            print(
                f"第 {lives} 次：共 {sum(inside.values()) + by_chance + real} 次中止，{len(wrong)} 处不符", flush=True
            )
        if not small:
            wrong += misfortunes(office, right, chance)
        server, more = server_story(office, chance, 1 if small else max(2, kills // 10))
        inside += server
        wrong += more
    print()
    print(
        f"数据库：{'SQLite' if office.is_sqlite else 'PostgreSQL'}；{lives} 次完整过程，{time.monotonic() - began:.0f} 秒"
    )
    for step, number in inside.items():
        print(f"  {step}中途中止 {number} 次")
    print(f"  任意时刻中止 {by_chance} 次；命令本身中止 {real} 次")
    print(f"  合计 {sum(inside.values()) + by_chance + real} 次；消息重发（编号相同） {sent_twice} 份")
    print(f"不符 {len(wrong)} 处")
    for line in wrong:
        print(f"  {line}")
    return 1 if wrong else 0


def own_database(url: str) -> str:
    """A new database on the server that is named, for the story alone."""
    import psycopg

    parts, name = urllib.parse.urlsplit(url), f"mingcha_faults_{os.getpid()}"
    with psycopg.connect(parts._replace(path="/postgres").geturl(), autocommit=True) as server:
        server.execute(f"create database {name}")
    return parts._replace(path=f"/{name}").geturl()


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("--kills", type=int, default=200)
    options.add_argument("--posts", type=int, default=60)
    options.add_argument("--seed", type=int, default=7)
    options.add_argument("--small", action="store_true", help="without misfortunes, and the server killed once")
    given = options.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="mingcha-faults-"))
    home = folder / "home"
    home.mkdir()
    if url := os.environ.get("DATABASE_URL"):
        os.environ["DATABASE_URL"] = own_database(url)
    os.environ |= {"MINGCHA_HOME": str(home), "DJANGO_SETTINGS_MODULE": "mingcha.web.settings"}
    os.environ.pop("MINGCHA_BACKUPS", None)
    sys.path[:0] = [str(ROOT / "tests")]
    try:
        return story(home, kills=given.kills, posts=given.posts, seed=given.seed, small=given.small)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
