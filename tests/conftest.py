"""What every test stands on: a home folder of its own, Django set up in it, and a real browser when there is one."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# Before Django reads its settings: nothing a test writes may land in the office's own folder.
HOME = Path(tempfile.mkdtemp(prefix="mingcha-test-"))
(HOME / "static").mkdir()
os.environ["MINGCHA_HOME"] = str(HOME)
os.environ["DJANGO_SETTINGS_MODULE"] = "mingcha.web.settings"
# The browser tests hold an event loop open in the thread that also asks the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
for left_over in ("MINGCHA_DEBUG", "MINGCHA_DEMO", "MINGCHA_HOSTS", "MINGCHA_ORIGINS"):
    os.environ.pop(left_over, None)

# The same examples on every run: a red build must be red again when someone looks. A busy machine is no fault.
hypothesis_settings.register_profile(
    "mingcha", derandomize=True, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("mingcha")

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def pytest_configure() -> None:
    from django.conf import settings

    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        # A file, as in the office: the browser's requests come on several threads.
        database.setdefault("TEST", {})["NAME"] = str(HOME / "test.sqlite3")
    # Slow hashes protect real accounts; made-up ones only slow the tests.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_unconfigure() -> None:
    shutil.rmtree(HOME, ignore_errors=True)


@pytest.fixture(autouse=True)
def end_of_the_log(settings, tmp_path: Path) -> None:
    """Each test has a log of its own, and so must its end be."""
    settings.AUDIT_ANCHOR = tmp_path / "audit.anchor"


@pytest.fixture
def without_programs(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine that has no program to open a file with; no child that was started on another one is left over."""
    from mingcha import extract

    extract.close()
    monkeypatch.setenv("PATH", "/nowhere")
    yield
    extract.close()


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium on this machine; the test is skipped, and says so, where there is none."""
    for name in BROWSERS:
        if path := shutil.which(name):
            return path
    pytest.skip(f"no browser: none of {', '.join(BROWSERS)} is installed")


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh browser page in Chinese; after the test no request may have left this machine and no script failed."""
    context = browser.new_context(locale="zh-CN", viewport={"width": 1366, "height": 768}, accept_downloads=True)
    context.set_default_timeout(15_000)
    page = context.new_page()
    left: list[str] = []
    failures: list[str] = []
    context.on("request", lambda request: left.append(request.url) if is_outside(request.url) else None)
    page.on("pageerror", lambda error: failures.append(str(error)))
    yield page
    context.close()
    assert left == [], "requests left this machine"
    assert failures == [], "scripts failed on the page"


def is_outside(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname not in {"localhost", "127.0.0.1"}
