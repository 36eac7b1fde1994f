"""docs/tutorial/first-bulletin.md, step by step in a real browser over the sample county.

The words in 「quotation marks」 of the tutorial are looked up in the page itself, so neither can change alone.
"""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mingcha.web.accounts.demo import DEMO_ACCOUNTS, DEMO_PASSWORD

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.xdist_group("sample county")

TUTORIAL = (Path(__file__).parents[2] / "docs/tutorial/first-bulletin.md").read_text(encoding="utf-8")
EXPLANATION = "年报统计截止日较早，县直单位补录信息未计入，已核。"


@pytest.fixture(scope="module")
def site(out: Path, environment: dict[str, str]) -> Iterator[str]:
    """The sample county served by `mingcha serve`."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    home = {"MINGCHA_HOME": str(out / "样例县数据"), "MINGCHA_DEMO": "yes"}
    server = subprocess.Popen(
        [sys.executable, "-m", "mingcha", "serve", "--port", str(port)],
        env=environment | home,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    for _ in range(300):
        try:
            urllib.request.urlopen(f"{address}/login/", timeout=1).close()
            break
        except OSError:
            time.sleep(0.1)
    yield address
    server.terminate()
    server.wait(20)


def told(words: str) -> str:
    """Words the tutorial uses; fails when it no longer does."""
    assert words in TUTORIAL, f"the tutorial does not say: {words}"
    return words


def test_the_tutorial_works_as_written(site: str, out: Path, page: Page) -> None:
    page.set_default_timeout(30_000)
    assert told("相差的 1088 条全部在县直单位；乡镇一致。") in (out / "printed.txt").read_text(encoding="utf-8")

    # 1. sign in
    page.goto(site)
    (name,) = (username for username, _, shown in DEMO_ACCOUNTS if shown == told("经办员"))
    page.fill("input[name=username]", name)
    page.fill("input[name=password]", DEMO_PASSWORD)
    page.click("main button[type=submit]")

    # 2. the overview, another month, and from a figure to its posts
    page.get_by_role("heading", name=told("监测总览")).wait_for()
    main = page.locator("main")
    assert "59,074" in main.inner_text()
    page.select_option("main select", label="2023年11月")
    main.get_by_text("55,173").first.wait_for()
    page.select_option("main select", label="2023年12月")
    main.get_by_text("59,074").first.wait_for()
    page.get_by_role("link", name="县自然资源局本月 110 条").click()
    page.get_by_role("heading", name=told("信息台账")).wait_for()
    assert re.search(r"110\s*条", main.inner_text())

    # 3. the draft: what is generated cannot be edited, what is written can
    page.get_by_role("link", name=told("督查专报")).first.click()
    page.locator("main table").get_by_role("link", name=re.compile("^编辑")).click()
    main.get_by_text(told("自动生成"), exact=True).first.wait_for()
    assert main.get_by_text(told("自动生成"), exact=True).count() == 6
    assert main.get_by_text(told("撰写"), exact=True).count() > 5

    # 4. from a unit that is named to its case, with what broke anew
    draft = page.url.removesuffix("edit/")
    main.get_by_role("link", name=told("铁石口镇"), exact=True).first.click()
    page.get_by_text(told("与现整改记录一致")).wait_for()
    main.get_by_role("link", name=re.compile("年报没有按期公布")).first.click()
    page.get_by_text(told("办理经过")).first.wait_for()
    assert "栏目错放" in main.inner_text() and told("整改后出现新问题") in main.inner_text()
    page.get_by_role("link", name=told("整改总览")).first.click()
    page.get_by_text(told("按期整改率")).first.wait_for()
    page.get_by_role("link", name=told("整改通知")).first.click()
    page.get_by_role("link", name=told("2023年第十一期")).first.wait_for()
    page.get_by_role("link", name=told("催办与问责")).first.click()
    page.get_by_text("催办单").first.wait_for()

    # 5. reconciliation: one difference, and no issue without its explanation
    page.goto(draft + "issue/")
    assert "暂不能印发" in main.inner_text()
    page.goto(draft + "agreements/")
    rows = page.locator("table.agreements > tbody > tr")
    verdicts = [rows.nth(index).locator("td").first.inner_text() for index in range(rows.count())]
    assert verdicts.count(told("相符")) == len(verdicts) - 1
    different = rows.filter(has_text="不符")
    assert "+1,088" in different.inner_text()
    different.locator("textarea").fill(told(EXPLANATION))
    different.get_by_role("button").click()
    page.get_by_text("不符，已说明").wait_for()

    # 6. issue
    page.goto(draft + "issue/")
    page.get_by_role("button", name=re.compile(told("印发"))).click()
    page.get_by_text("SHA-256").first.wait_for(timeout=120_000)
    assert page.locator("code").count() == 5

    # 7. from the figure to its rows
    page.get_by_role("link", name=told("1972"), exact=True).first.click()
    page.get_by_text("与现台账一致").wait_for()
    assert "1,972 条" in main.inner_text()
    assert "采集自 http://127.0.0.1" in main.inner_text()

    # 8. the ledger changes, the issued text does not
    page.get_by_role("link", name=told("批量导入")).first.click()
    page.get_by_role("link", name=told("2023年1-10月信息台账.xlsx")).click()
    page.get_by_text(re.compile(told("撤销"))).first.click()
    page.get_by_role("button", name=re.compile("撤销")).click()
    page.get_by_text("已撤销").first.wait_for()
    page.goto(draft)
    assert told("印发后的更正") in main.inner_text()
    assert "1972" in page.locator("article").inner_text()
    assert "原印59074，现为" in main.inner_text(), main.inner_text()
