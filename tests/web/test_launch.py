"""Starting the site, and saying plainly why it does not start."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from mingcha.web import launch, processes


def test_a_port_that_is_taken_is_named_with_another_to_try():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(launch.LaunchFault, match=f"端口 {port} 已被其他程序占用.*--port {port + 1}"):
            launch.serve(host="127.0.0.1", port=port)


@pytest.mark.parametrize(
    ("host", "port", "words"), [("192.0.2.1", 8000, "本机没有地址"), ("127.0.0.1", 99_999, "无法")]
)
def test_an_address_that_cannot_be_is_told(host, port, words):
    with pytest.raises(launch.LaunchFault, match=words):
        launch.listen(host=host, port=port)


@contextmanager
def served(home: Path, *more: str) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """The real thing in a process of its own: an empty office."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("MINGCHA", "DATABASE", "DJANGO"))}
    server = subprocess.Popen(
        [sys.executable, "-m", "mingcha", "serve", "--home", str(home), "--port", str(port), *more],
        env=kept | {"PYTHONPATH": os.pathsep.join(sys.path), "PYTHONUTF8": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield f"http://127.0.0.1:{port}", server
    finally:
        server.kill()
        server.wait(20)


def test_the_site_answers_on_the_port_asked_for_and_stops_when_told(tmp_path):
    with served(tmp_path) as (address, server):
        assert "登录" in answer(f"{address}/login/", within=60)
        assert "<svg" in answer(f"{address}/static/mingcha/mark.svg", within=10)
        server.terminate()
        server.wait(20)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for the children of a process in /proc")
def test_several_processes_answer_one_that_dies_is_replaced_and_none_outlives_the_first(tmp_path):
    with served(tmp_path, "--processes", "2") as (address, server):
        assert "登录" in answer(f"{address}/login/", within=60)
        first = until(lambda: children(server.pid), lambda found: len(found) == 2)
        time.sleep(processes._SECONDS_TO_PROVE)
        os.kill(min(first), signal.SIGKILL)
        second = until(lambda: children(server.pid), lambda found: len(found) == 2 and found != first)
        assert max(first) in second
        assert "登录" in answer(f"{address}/login/", within=60)
        server.kill()
        server.wait()
        until(lambda: {child for child in second if is_running(child)}, lambda left: not left)


def test_processes_that_cannot_start_are_told(monkeypatch):
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with launch.listen(host="127.0.0.1", port=0) as listener, pytest.raises(launch.LaunchFault, match="刚启动就停了"):
        processes.answer(listener, threads=1, number=2)


def stat(process: int) -> list[str]:
    """State, parent and so on of a process, from behind its name."""
    return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()


def is_running(process: int) -> bool:
    with suppress(OSError):
        return stat(process)[0] != "Z"
    return False


def children(parent: int) -> set[int]:
    found = set()
    for folder in Path("/proc").iterdir():
        with suppress(OSError):
            if folder.name.isdigit() and stat(int(folder.name))[1] == str(parent) and is_running(int(folder.name)):
                found.add(int(folder.name))
    return found


def until(look, holds):
    """What is seen once it holds; fails after a minute."""
    end = time.monotonic() + 60
    while not holds(seen := look()):
        assert time.monotonic() < end, seen
        time.sleep(0.1)
    return seen


def answer(address: str, *, within: float) -> str:
    """What the address says, asked again until somebody listens there."""
    end = time.monotonic() + within
    while True:
        try:
            with urllib.request.urlopen(address, timeout=10) as found:
                return found.read().decode()
        except OSError:  # nobody listens yet, or whoever does is still starting
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


@pytest.mark.django_db
def test_migrating_an_up_to_date_database_changes_nothing(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path / "home" / "static"
    launch.migrate()
    assert settings.STATIC_ROOT.is_dir()
