"""Starting the site, and saying plainly why it does not start."""

from __future__ import annotations

import socket
import threading
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


def test_the_site_answers_on_the_port_asked_for(monkeypatch):
    """`serve` hands the bound socket to the server; the server itself is waitress, started here and stopped again."""
    import waitress
    from waitress.server import create_server

    started = {}

    def serve(application, *, sockets, **more):
        more.pop("max_request_body_size")
        started["server"] = server = create_server(application, sockets=sockets, **more)
        server.run()

    monkeypatch.setattr(waitress, "serve", serve)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    thread = threading.Thread(target=launch.serve, kwargs={"port": port, "threads": 1}, daemon=True)
    thread.start()
    for _ in range(100):
        if "server" in started:
            break
        thread.join(0.05)
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/static/mingcha/mark.svg", timeout=10) as answer:
        assert answer.status == 200
    started["server"].close()
    thread.join(5)


@pytest.mark.django_db
def test_migrating_an_up_to_date_database_changes_nothing(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path / "home" / "static"
    launch.migrate()
    assert settings.STATIC_ROOT.is_dir()
