"""A real browser for the few pages that only a script makes: an extra, asked for by name, kept to the site's own hosts."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any

from mingcha.collect.addresses import host_of
from mingcha.collect.fetching.names import Resolve, resolve_by_system
from mingcha.collect.fetching.private import allowed
from mingcha.model.fetch import FetchOutcome, Request, Response

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "msedge")
_ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
              "--disable-component-update", "--disable-sync")  # fmt: skip
# The header of an answer that a browser has made.
RENDERED = "X-Mingcha-Rendered"
# What a list or a post needs no picture for.
_UNNEEDED = {"image", "media", "font"}
_MILLISECONDS = 20_000
# How long the page may go on changing after its scripts have come.
_SETTLED = 1_500

Render = Callable[[Request], Response]


class NoBrowser(Exception):
    """The extra or the browser is not there; the message says how to get them."""


@contextmanager
def browser(
    *,
    hosts: Collection[str],
    private: Collection[str] = (),
    agent: str,
    now: Callable[[], datetime],
    resolve: Resolve = resolve_by_system,
) -> Iterator[Render]:
    """A browser while the block lasts; gives the function that opens a page and takes what its scripts made of it.

    Nothing is asked of hosts that are not the site's, nor at addresses inside a network unless the host is one of
    `private`. Raises NoBrowser.
    """
    try:
        from playwright.sync_api import sync_playwright
    except ImportError as error:
        raise NoBrowser("没有安装浏览器组件。请安装 mingcha[browser] 后再用 --browser，或去掉这个选项。") from error
    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    arguments = [*_ARGUMENTS, f"--host-resolver-rules={_only_to(hosts, private, resolve)}"]
    with sync_playwright() as playwright:
        try:
            started = playwright.chromium.launch(executable_path=path, args=arguments)
        except Exception as error:
            raise NoBrowser(
                "本机没有可用的浏览器（Chromium、Chrome 或 Edge）。请安装后重试，或去掉 --browser。"
            ) from error
        context = started.new_context(
            user_agent=agent, locale="zh-CN", accept_downloads=False, ignore_https_errors=True
        )
        own = frozenset(hosts)

        def guard(route: Route) -> None:
            asked = route.request
            if host_of(asked.url) in own and asked.resource_type not in _UNNEEDED:
                route.continue_()
            else:
                route.abort()

        context.route("**/*", guard)
        try:
            yield lambda request: _opened(context.new_page(), request, at=now())
        finally:
            started.close()


def _only_to(hosts: Collection[str], private: Collection[str], resolve: Resolve) -> str:
    """Chromium's rules of where names lead: the site's hosts to addresses that may be connected to, all else nowhere.

    The guard sees the first address of a request only; these hold for redirects too, and whatever a name server says
    later.
    """
    rules = []
    for host in sorted(hosts):
        name, colon, port = host.rpartition(":") if ":" in host.rpartition("]")[2] else (host, "", "")
        try:
            addresses = allowed(resolve(name.strip("[]")), host=host, private=private)
        except OSError:
            addresses = ()
        for address in addresses[:1]:
            target = f"[{address}]" if ":" in address else address
            rules += [f"MAP {name}:{each} {target}" for each in ([port] if colon else ["80", "443"])]
    return ", ".join([*rules, "MAP * ~NOTFOUND"])


def _opened(page: Page, request: Request, *, at: datetime) -> Response:
    """The page as its scripts left it, as an answer in UTF-8; never raises for what a page does."""
    from playwright.sync_api import Error
    from playwright.sync_api import TimeoutError as TookTooLong

    try:
        answer: Any = page.goto(request.url, timeout=_MILLISECONDS, wait_until="domcontentloaded")
        page.wait_for_timeout(_SETTLED)
        body = page.content().encode()
        status = answer.status if answer is not None else 0
        # A challenge answers with an error first and reloads: what counts is the page that came of it.
        outcome = FetchOutcome.OK if len(body) > 200 else FetchOutcome.EMPTY
        headers = ((b"Content-Type", b"text/html; charset=utf-8"), (RENDERED.encode(), b"browser"))
        return Response(request, page.url, outcome, at, status=status or 200, headers=headers, body=body)
    except TookTooLong:
        return Response(request, request.url, FetchOutcome.TIMEOUT, at, detail="browser")
    except Error as error:
        return Response(request, request.url, FetchOutcome.NEEDS_BROWSER, at, detail=str(error)[:200])
    finally:
        page.close()
