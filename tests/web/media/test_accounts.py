"""The ledger of accounts: entered, changed, closed, removed, and how each stands."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from web.media.media_county import AT, confirmed, row

from mingcha.assess.silence import Updating
from mingcha.web.media import entering, queries
from mingcha.web.media.models import Account
from mingcha.web.media.standing import filing_due, standings
from mingcha.web.media.workbook import accounts_xlsx

pytestmark = pytest.mark.django_db


def words(answer):
    return answer.content.decode()


def given(county, **changes):
    """What the form of an account sends, with changes."""
    plain = {
        "code": "M009",
        "name": "样例果业",
        "platform": "weixin",
        "unit": county.units["101"].pk,
        "filing": "unfiled",
    }
    return plain | changes


def standing(account, today):
    (found,) = standings([account], rules=queries.rules(), today=today)
    return found.silence


def test_an_account_is_entered_changed_and_closed(as_role, county):
    client = as_role("operator")
    assert 'value="M001"' in words(client.get(reverse("media_account_new")))
    client.post(reverse("media_account_new"), given(county, aliases="果业、赣南果业", key="MzI=="))
    (account,) = queries.accounts()
    assert (account.name, account.aliases, account.key) == ("样例果业", ("果业", "赣南果业"), "MzI")
    client.post(reverse("media_account_edit", args=["M009"]), given(county, filing="filed", filed_on="2023-12-05"))
    assert queries.accounts()[0].filed_on == date(2023, 12, 5)
    client.post(reverse("media_account_close", args=["M009"]), {"on": "2023-12-31"})
    assert queries.accounts()[0].filing.value == "已注销"
    client.get("/")  # where the messages are shown
    assert "样例果业" not in words(client.get(reverse("media_accounts")))
    assert "样例果业" in words(client.get(reverse("media_accounts"), {"filing": "closed"}))


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"name": "样例发布"}, "同一平台账号“样例发布”"),
        ({"aliases": "样例统调"}, "导入时会分不清"),
        ({"code": "imports"}, "不可用"),
        ({"key": "MzA3NDU2Nzg5MA=="}, "已是“样例发布”的"),
        ({"closed_on": "2023-12-01"}, "应为“已注销”"),
        ({"filing": "closed"}, "要填写注销日期"),
        ({"filed_on": "2023-12-01"}, "应为“已备案”"),
        ({"opened_on": "2023-12-05", "filing": "filed", "filed_on": "2023-12-01"}, "早于开设日期"),
        ({"opened_on": "2099-12-05"}, "晚于今天"),
    ],
)
def test_faults_are_told_and_nothing_is_saved(as_role, county, accounts, changes, told):
    page = as_role("operator").post(reverse("media_account_new"), given(county, **changes))
    assert told in words(page)
    assert Account.objects.count() == len(accounts)


def test_an_account_with_posts_is_kept_and_one_without_is_removed(as_role, accounts):
    client = as_role("operator")
    confirmed(row(1))
    assert "不能删除" in words(client.post(reverse("media_account_delete", args=["M001"]), follow=True))
    client.post(reverse("media_account_delete", args=["M004"]))
    assert not Account.objects.filter(code="M004").exists()


def test_what_was_never_given_is_neither_silent_nor_clean(as_role, accounts):
    assert standing(accounts["M001"], date(2024, 1, 12)).updating is Updating.UNKNOWN
    page = words(as_role("operator").get(reverse("media_accounts"), {"updating": "unknown"}))
    assert page.count("未掌握</span>") == 3  # the mini programme is not measured
    assert "两周未更新" not in page and "两周内有更新" not in page
    assert "国办秘函〔2019〕19号" in page


def test_silence_is_told_only_after_somebody_looked(accounts):
    confirmed(row(1, day="2023-12-01"))
    assert standing(accounts["M001"], date(2024, 1, 12)).updating is Updating.OUTDATED
    entering.vouch(accounts["M001"], through=date(2024, 1, 10), by=None, at=AT)
    found = standing(accounts["M001"], date(2024, 1, 12))
    assert (str(found), found.days) == ("两周未更新", 40)


def test_an_unfiled_account_says_by_when_it_is_due(accounts):
    limit = queries.rules().filing
    assert (
        filing_due(accounts["M003"], limit, today=date(2023, 12, 4)) == "按开设后 5 个工作日计，应在 2023-12-08 前备案"
    )
    assert filing_due(accounts["M003"], limit, today=date(2023, 12, 11)).endswith("现已超过")
    assert filing_due(accounts["M001"], limit, today=date(2023, 12, 11)) == ""


def test_a_check_is_entered_and_taken_back_on_the_page(as_role, accounts):
    client = as_role("unit")
    today = timezone.localdate()
    client.post(reverse("media_coverage", args=["M003"]), {"through": today})
    (coverage,) = accounts["M003"].coverage.all()
    assert str(today) in words(client.get(reverse("media_account", args=["M003"])))
    client.post(reverse("media_coverage_delete", args=["M003", coverage.pk]))
    assert not accounts["M003"].coverage.exists()
    refused = client.post(reverse("media_coverage", args=["M003"]), {"through": "2099-01-01"})
    assert "晚于今天" in words(refused)


def test_the_county_makes_the_limit_stricter_in_its_own_file(accounts, settings, tmp_path):
    settings.HOME = tmp_path
    (tmp_path / "media.toml").write_text("[update]\ndays = 10\n", encoding="utf-8")
    confirmed(row(1, day="2023-12-20"), complete_to=date(2023, 12, 31))
    assert str(standing(accounts["M001"], date(2024, 1, 12))) == "10天未更新"


def workbook(rows, change=lambda sheet: None):
    book = openpyxl.load_workbook(io.BytesIO(accounts_xlsx(rows)))
    change(book["新媒体账号"])
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile("账号.xlsx", out.getvalue())


def test_the_workbook_comes_back_unchanged_changed_and_longer(as_role, accounts):
    client = as_role("operator")
    address = reverse("media_accounts_import")
    assert "没有变动" in words(client.post(address, {"file": workbook(queries.accounts())}))

    def change(sheet):
        sheet["E3"], sheet["G3"] = "已备案", "2023-12-07"
        sheet.append(["", "样例教体", "抖音", "县教体局", "", "2023-12-01", "", "", "", "教体局", ""])

    page = words(client.post(address, {"file": workbook(queries.accounts(), change)}))
    assert "将新建 1 个账号，修改 1 个" in page
    assert Account.objects.count() == 4
    client.post(reverse("media_accounts_import_confirm"))
    made = Account.objects.get(name="样例教体")
    assert (made.code, made.platform, made.unit.code) == ("M005", "douyin", "102")


def test_a_workbook_with_faults_changes_nothing(as_role, accounts):
    def change(sheet):
        sheet["D2"], sheet["E3"], sheet["F4"], sheet["C5"] = "没有的局", "备了", "某日", "朋友圈"

    client = as_role("operator")
    page = words(client.post(reverse("media_accounts_import"), {"file": workbook(queries.accounts(), change)}))
    for told in ("未找到单位", "应为已备案、未备案、已注销之一", "不是日期", "没有“朋友圈”这个平台"):
        assert told in page
    assert "没有待确认" in words(client.post(reverse("media_accounts_import_confirm"), follow=True))


def test_the_export_holds_what_the_user_may_see(as_role, accounts):
    book = openpyxl.load_workbook(io.BytesIO(as_role("unit").get(reverse("media_accounts_export")).content))
    assert [line[0].value for line in book["新媒体账号"].iter_rows(min_row=2)] == ["M003"]


def test_the_list_needs_the_same_queries_for_any_number(as_role, county, accounts, django_assert_max_num_queries):
    for number in range(40):
        Account.objects.create(code=f"X{number}", name=f"账号{number}", unit=county.units["101"], platform="weibo")
    client = as_role("operator")
    client.get(reverse("workdays"))  # the first page of a session notes where it began
    with django_assert_max_num_queries(14):
        client.get(reverse("media_accounts"))
