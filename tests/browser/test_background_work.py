"""The pages of background work on every screen, and a round's stages as they come."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from browser.screens import faults_on_every_screen
from web.rounds.portal import fill

AT = datetime(2024, 11, 20, 2, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def own_home(settings, tmp_path):
    settings.HOME = tmp_path


@pytest.fixture
def used(county):
    from mingcha.web.work import kinds, planning
    from mingcha.web.work.asking import ask
    from mingcha.web.work.doing import do
    from mingcha.web.work.models import Errand, SafetyCopy, Schedule

    portal = fill(county)
    portal.site.scheduled = True
    portal.site.save()
    planning.keep_plan()
    line = Schedule.objects.get(key="expiry")
    line.told = "系统时钟被往回拨过（上次排期为 2030-01-01 02:00），计划从现在重新排，没有重复执行"
    line.save()
    done = ask(kinds.EXPIRY, key="one", title="判断到期　2024-11-20 00:20", at=AT, schedule=line)
    do(done.pk)
    failed = ask(kinds.BACKUP, key="two", title="备份　2024-11-20 03:30", at=AT)
    do(failed.pk)
    row = Errand.objects.select_related("task").get(pk=failed.pk)
    row.told = "备份大约需要 3.2 GB，/srv/mingcha/backups 所在的磁盘只剩 1.1 GB，没有开始。请腾出空间。"
    row.task.status = "FAILED"
    row.task.save()
    row.save()
    ask(kinds.AUDIT, key="three", title="核对操作日志　由人要求", at=AT, by=county.people["system"])
    SafetyCopy.objects.create(folder="/n", name="20241119-033000", begun_at=AT, state="failed", told="写备份时磁盘已满")
    SafetyCopy.objects.create(
        folder="/n", name="20241120-033000", begun_at=AT, state="good", size=5_000_000_000, files=812, tried_at=AT,
        tried="通过：81 张表共 61203 行、812 个文件都已恢复，与备份时一致", is_restorable=True,
    )  # fmt: skip
    return portal


@pytest.mark.parametrize(
    "address", ["/background/", "/background/?state=FAILED", "/background/plan/1/", "/background/copies/"]
)
def test_the_pages_are_accessible_on_every_screen(enter, used, live_server, address):
    page = enter("system", address)
    assert faults_on_every_screen(page, live_server.url) == {}


def test_the_stages_of_a_round_come_with_its_page(enter, used, live_server):
    page = enter("operator", f"/rounds/{used.round.pk}/")
    page.wait_for_selector("#stages")
    assert "记入台账" in page.inner_text("#stages")
    assert faults_on_every_screen(page, live_server.url) == {}


def test_operators_see_whether_somebody_works(enter, used):
    page = enter("operator", "/sites/")
    page.wait_for_selector("text=后台进程：")
    assert "没有运行" in page.inner_text("main")


def test_a_failed_errand_is_tried_again_by_keyboard(enter, used):
    page = enter("system", "/background/")
    page.get_by_role("button", name="再试一次 备份　2024-11-20 03:30").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("text=已重新排队")
