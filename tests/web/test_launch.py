"""Starting the site, and saying plainly why it does not start."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

from mingcha.web import launch


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


def test_the_site_answers_on_the_port_asked_for_and_stops_when_told(tmp_path):
    """The real thing in a process of its own: an empty office, its sign-in page and its static files."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("MINGCHA", "DATABASE", "DJANGO"))}
    server = subprocess.Popen(
        [sys.executable, "-m", "mingcha", "serve", "--home", str(tmp_path), "--port", str(port)],
        env=kept | {"PYTHONPATH": os.pathsep.join(sys.path), "PYTHONUTF8": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        assert "登录" in answer(f"http://127.0.0.1:{port}/login/", within=60)
        assert "<svg" in answer(f"http://127.0.0.1:{port}/static/mingcha/mark.svg", within=10)
    finally:
        server.terminate()
        server.wait(20)


def answer(address: str, *, within: float) -> str:
    """What the address says, asked again until somebody listens there."""
    end = time.monotonic() + within
    while True:
        try:
            with urllib.request.urlopen(address, timeout=10) as found:
                return found.read().decode()
        except urllib.error.URLError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


@pytest.mark.django_db
def test_migrating_an_up_to_date_database_changes_nothing(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path / "home" / "static"
    launch.migrate()
    assert settings.STATIC_ROOT.is_dir()
