"""Takes the pictures of the README from a freshly built sample county: the overview, the findings, a case and the bulletin.

Usage: python scripts/take_pictures.py   (needs Chromium and pdftoppm, as `make test` installs them)
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import sync_playwright

PICTURES = Path(__file__).parent.parent / "docs" / "pictures"
PORT = 8765
# The first two pages, the first annex and the charts, side by side as on a desk.
SHEET = """<body style="margin:0;padding:24px;background:#d8dde3;display:flex;gap:24px">
{}</body>"""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        run = [sys.executable, "-m", "mingcha"]
        subprocess.run([*run, "demo", "--no-serve", "--out", str(out)], check=True)
        home = out / "样例县数据"
        environment = os.environ | {"MINGCHA_HOME": str(home), "MINGCHA_DEMO": "yes"}
        server = subprocess.Popen([*run, "serve", "--port", str(PORT)], env=environment)
        try:
            wait_for(f"http://127.0.0.1:{PORT}/login/")
            (pdf,) = out.glob("*.pdf")
            subprocess.run(["pdftoppm", "-r", "60", "-png", str(pdf), f"{folder}/page"], check=True)
            take(Path(folder))
        finally:
            server.terminate()
            server.wait(10)


def wait_for(address: str) -> None:
    for _ in range(100):
        try:
            urllib.request.urlopen(address, timeout=1)
            return
        except OSError:
            time.sleep(0.2)
    raise SystemExit(f"no answer from {address}")


def take(folder: Path) -> None:
    from mingcha.web.accounts.demo import DEMO_PASSWORD

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": 1366, "height": 900}, locale="zh-CN")
        page.goto(f"http://127.0.0.1:{PORT}/login/")
        page.fill("input[name=username]", "jingban")
        page.fill("input[name=password]", DEMO_PASSWORD)
        page.click("main button[type=submit]")
        page.wait_for_url(f"http://127.0.0.1:{PORT}/")
        page.screenshot(path=PICTURES / "overview.png")
        page.goto(f"http://127.0.0.1:{PORT}/findings/")
        page.screenshot(path=PICTURES / "findings.png")
        page.goto(f"http://127.0.0.1:{PORT}/cases/?result=broke")
        page.locator("main table").get_by_role("link", name="年报").first.click()
        page.get_by_text("办理经过").first.wait_for()
        page.set_viewport_size({"width": 1366, "height": 1300})
        page.screenshot(path=PICTURES / "case.png")
        pages = sorted(folder.glob("page*.png"))
        # The county's table takes two of the last four pages, the towns' one, the charts the last.
        shown = (pages[0], pages[1], pages[-4])
        images = "".join(f'<img src="{picture.as_uri()}" height="700">' for picture in shown)
        sheet = folder / "sheet.html"
        sheet.write_text(SHEET.format(images), encoding="utf-8")
        page.set_viewport_size({"width": 1600, "height": 750})
        page.goto(sheet.as_uri())
        page.locator("body").screenshot(path=PICTURES / "bulletin.png")
        browser.close()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mingcha.web.settings")
    import django

    django.setup()
    main()
