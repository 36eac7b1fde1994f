"""mingcha demo-portal: serves until stopped, or says why it cannot."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tomllib
import urllib.request

import pytest

from mingcha.cli import main


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "mingcha", "demo-portal", *arguments]


def test_the_portal_is_served_until_ctrl_c() -> None:
    with subprocess.Popen(
        command("--date", "2023年12月1日", "--port", "0"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        # Tests started in a shell's background have interrupts ignored, and so would the server they start.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONUTF8": "1"},
    ) as server:
        assert server.stdout is not None and server.stderr is not None
        told = server.stdout.readline()
        assert told.startswith("样例县门户（2023-12-01 结束时，")
        address = told.partition("：http")[2].partition("　")[0]
        with urllib.request.urlopen(f"http{address}", timeout=10) as answer:
            assert "样例县人民政府门户网站" in answer.read().decode()
        server.send_signal(signal.SIGINT)
        try:
            assert server.wait(60) == 0
        finally:
            server.kill()  # leaving the block waits for its end
        assert server.stderr.read() == "已停止。\n"


def test_the_registration_of_the_portal_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo-portal", "--site-file", "--port", "9001"]) == 0
    written = tomllib.loads(capsys.readouterr().out)
    assert written["site"]["home"] == "http://127.0.0.1:9001/"
    assert len(written["units"]) == 56


def test_a_date_that_is_none_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo-portal", "--date", "2023-13-01"]) == 2
    assert "2023年13月1日不存在" in capsys.readouterr().err


def test_a_taken_port_is_told_with_what_to_do() -> None:
    """In a process of its own: the server has an event loop, and a browser test may have left one running here."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        command = [sys.executable, "-m", "mingcha", "demo-portal", "--port", port]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, timeout=60)
    assert done.returncode == 2
    assert "--port 另指定一个端口" in done.stderr
