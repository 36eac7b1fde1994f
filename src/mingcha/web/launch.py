"""How the site is started: prepare Django, bring the database up to date, serve."""

from __future__ import annotations

import errno
import gc
import os
import socket
from contextlib import suppress
from typing import Any

import django

from mingcha.web import env


class LaunchFault(Exception):
    """The site cannot start; the message says why and what to do next, in Chinese."""


def setup() -> None:
    """Make the models usable outside a request; may be called again."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mingcha.web.settings")
    django.setup()


def migrate() -> None:
    """Create or update the tables of the configured database; needs `setup` first."""
    from django.conf import settings
    from django.core.management import call_command

    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # whitenoise wants it there, even empty
    call_command("migrate", interactive=False, verbosity=0)


def warm() -> None:
    """Load what the first visitor would have to wait for: every page's code, and all checks with their examples."""
    from django.urls import get_resolver

    from mingcha.examine.catalogue import catalogue
    from mingcha.web.cases.county import own_cards

    _ = get_resolver().url_patterns
    with suppress(Exception):  # what is wrong with the county's own cards is told where they are used
        catalogue(own_cards())
    # What is loaded now stays: looking through all of it for garbage would hold up a page every few seconds.
    gc.collect()
    gc.freeze()


def serve(*, host: str = "127.0.0.1", port: int = 8000, threads: int = 8, processes: int = 1) -> None:
    """Serve the site until interrupted; raises LaunchFault when the address cannot be used."""
    from mingcha.web import processes as several

    listener = listen(host=host, port=port)
    try:
        if processes > 1:
            several.answer(listener, threads=threads, number=processes)
        else:
            answer(listener, threads=threads)
    finally:
        listener.close()


def answer(listener: socket.socket, *, threads: int) -> None:
    """Answer whatever comes to the bound socket, in this process, until interrupted."""
    import waitress

    from mingcha.web.wsgi import application

    warm()
    # Browsers keep a connection or more each open; the usual hundred would leave the next office waiting at the door.
    options: dict[str, Any] = {"threads": threads, "connection_limit": 1000, "ident": None}
    if proxy := env.text("MINGCHA_PROXY").strip():
        options |= {"trusted_proxy": proxy, "trusted_proxy_headers": "x-forwarded-for x-forwarded-proto"}
    # A file too large is refused by our own page (see uploads.py), so the server itself allows more.
    waitress.serve(application, sockets=[listener], max_request_body_size=1 << 30, **options)


def listen(*, host: str, port: int) -> socket.socket:
    """A bound socket, or LaunchFault in plain words."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    if os.name == "posix":  # on Windows the option would let two servers share the port
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(128)
    except (OSError, OverflowError) as fault:
        listener.close()
        raise LaunchFault(reason(fault, host=host, port=port)) from fault
    return listener


def reason(fault: Exception, *, host: str, port: int) -> str:
    code = getattr(fault, "errno", None)
    if code == errno.EADDRINUSE:
        return f"端口 {port} 已被其他程序占用。请换一个端口，例如：mingcha serve --port {port + 1}"
    if code == errno.EACCES:
        return f"没有使用端口 {port} 的权限。请换用 1024 以上的端口，例如：mingcha serve --port 8000"
    if code == errno.EADDRNOTAVAIL or isinstance(fault, socket.gaierror):
        return f"本机没有地址“{host}”。只供本机使用请填 127.0.0.1，供局域网使用请填 0.0.0.0。"
    return f"无法在 {host}:{port} 启动：{fault}"
