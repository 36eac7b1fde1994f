"""Masking on the web: found, masked, fetched once, gone; nobody's number is kept and nobody sees another unit's."""

from __future__ import annotations

import html
import os
import time
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from rectify.mask.test_refusals import REFUSED

from mingcha.web.audit.models import LogEntry
from mingcha.web.masking import copies
from mingcha.web.masking.models import Masking

SAMPLE, MASKED = "11010519491231002X", "110105********002X"
LIST = f"姓名,身份证号,联系电话\n张三,{SAMPLE},13812345678\n".encode()


def upload(client, name="名单.csv", content=LIST, **more):
    return client.post(reverse("maskings"), {"file": SimpleUploadedFile(name, content), **more}, follow=True)


def everything_kept(settings):
    """Every word of the database and of the folder of files."""
    rows = " ".join(str(row) for model in (Masking, LogEntry) for row in model.objects.values())
    folder = Path(settings.MEDIA_ROOT)
    files = [path.read_bytes() for path in folder.rglob("*") if path.is_file()] if folder.is_dir() else []
    return rows + b" ".join(files).decode("utf-8", errors="replace")


def test_a_file_is_looked_at_masked_and_fetched_once(as_role, settings):
    client = as_role("operator")
    page = upload(client)
    item = Masking.objects.get()
    said = page.content.decode()
    assert "出现完整的居民身份证号" in said and "文本表格!B2" in said and MASKED in said
    assert SAMPLE not in said
    copy = client.post(reverse("masking_copy", args=[item.pk]))
    assert copy.content == LIST.decode().replace(SAMPLE, MASKED).replace("13812345678", "138****5678").encode()
    assert "%EF%BC%88%E5%B7%B2%E8%84%B1%E6%95%8F%EF%BC%89.csv" in copy["Content-Disposition"]
    again = client.post(reverse("masking_copy", args=[item.pk]), follow=True)
    assert "已删除" in again.content.decode()
    assert not any(Path(settings.MEDIA_ROOT, "masking").iterdir())
    assert SAMPLE not in everything_kept(settings)


def test_the_receipt_says_what_was_masked_by_which_check(as_role):
    client = as_role("operator")
    upload(client)
    receipt = client.get(reverse("masking_receipt", args=[Masking.objects.get().pk])).content.decode("utf-8-sig")
    assert "遮盖 1 处　出现完整的居民身份证号（leaked_id_number）" in receipt
    assert "遮盖 1 处　出现个人手机号（leaked_mobile）" in receipt
    assert SAMPLE not in receipt


def test_what_was_done_is_in_the_log_without_the_number(as_role):
    client = as_role("operator")
    upload(client, name=f"张三{SAMPLE}.csv")
    client.post(reverse("masking_copy", args=[Masking.objects.get().pk]))
    actions = LogEntry.objects.order_by("id").values_list("action", "target", "detail")
    assert [action for action, _, _ in actions][-2:] == ["附件脱敏", "下载脱敏副本"]
    assert "遮盖 2 处" in str(list(actions))
    assert SAMPLE not in str(list(actions))


def test_a_file_that_cannot_be_masked_is_told_and_nothing_is_kept(as_role, settings):
    client = as_role("operator")
    content = b"MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<p>" + SAMPLE.encode()
    page = upload(client, name="网页.mht", content=content)
    assert "目前不能遮盖这种格式" in page.content.decode()
    item = Masking.objects.get()
    assert (item.state, item.copy) == ("refused", "")
    assert SAMPLE not in everything_kept(settings)


@pytest.mark.parametrize("name", ["公示.ofd", "汇报.pptx", "通知.odt", "名单.xlsb", "名单.rar", "加密.docx"])
@pytest.mark.usefixtures("without_programs")
def test_what_cannot_be_masked_is_told_with_what_to_do_instead(as_role, settings, name):
    data, instead = REFUSED[name]
    page = upload(as_role("operator"), name=name, content=data).content.decode()
    item = Masking.objects.get()
    assert instead in item.message and item.message in html.unescape(page)
    assert (item.state, item.copy) == ("refused", "")
    folder = Path(settings.MEDIA_ROOT, "masking")
    assert not folder.is_dir() or not any(folder.iterdir())


def test_a_clean_file_is_said_to_be_clean(as_role):
    page = upload(as_role("operator"), name="通知.txt", content="关于放假的通知".encode())
    assert "没有需要遮盖的内容" in page.content.decode()


def test_what_a_person_must_decide_is_shown_and_masked_when_asked(as_role):
    client = as_role("operator")
    content = "联系人王五，电话13812345678。".encode()
    assert "请人核对" in upload(client, name="a.txt", content=content).content.decode()
    upload(client, name="a.txt", content=content, doubts="on")
    item = Masking.objects.order_by("id").last()
    assert client.post(reverse("masking_copy", args=[item.pk])).content.decode() == "联系人王五，电话138****5678。"


def test_the_countys_pattern_is_followed_and_a_weak_one_refused(as_role, tmp_path, monkeypatch):
    monkeypatch.setenv("MINGCHA_HOME", str(tmp_path))
    client = as_role("operator")
    (tmp_path / "masking.toml").write_text("[identity]\nfirst = 2\nlast = 3\n", encoding="utf-8")
    upload(client)
    copy = client.post(reverse("masking_copy", args=[Masking.objects.get().pk])).content.decode()
    assert "11*************02X" in copy
    (tmp_path / "masking.toml").write_text("[identity]\nfirst = 12\n", encoding="utf-8")
    assert "没有盖住全部出生日期" in upload(client).content.decode()


def test_a_copy_nobody_fetches_goes_after_a_day(as_role, settings):
    client = as_role("operator")
    upload(client)
    (path,) = Path(settings.MEDIA_ROOT, "masking").iterdir()
    assert path.stat().st_mode & 0o077 == 0
    old = time.time() - copies.KEPT_SECONDS - 5
    os.utime(path, (old, old))
    page = client.get(reverse("masking_item", args=[Masking.objects.get().pk])).content.decode()
    assert "超过一天没有下载" in page
    assert not path.exists()


def test_a_liaison_sees_the_own_units_only(as_role, county):
    client = as_role("operator")
    upload(client, name="县里的.csv")
    county_item = Masking.objects.get()
    client = as_role("unit")
    upload(client, name="本单位的.csv")
    own = Masking.objects.order_by("id").last()
    assert own.unit == county.units["103"]
    said = client.get(reverse("maskings")).content.decode()
    assert "本单位的.csv" in said and "县里的.csv" not in said
    for name in ("masking_item", "masking_receipt"):
        assert client.get(reverse(name, args=[county_item.pk])).status_code == 404
    assert client.post(reverse("masking_copy", args=[county_item.pk])).status_code == 404


@pytest.mark.parametrize("role", ["leader", "system", "security", "auditor"])
def test_others_do_not_mask(as_role, role):
    assert as_role(role).get(reverse("maskings")).status_code == 403


def test_a_file_too_large_is_refused_before_it_is_read(as_role, settings):
    settings.LEDGER_FILE_LIMIT = 1000
    page = upload(as_role("operator"), content=b"x" * 200_000)
    assert "没有读取" in page.content.decode()
    assert not Masking.objects.exists()


def test_no_file_is_told(as_role):
    page = as_role("operator").post(reverse("maskings"), {})
    assert "请选择要脱敏的附件" in page.content.decode()


def test_a_name_made_to_break_the_page_is_shown_as_a_name(as_role):
    page = upload(as_role("operator"), name="<img src=x>.csv")
    assert "<img src=x>" not in page.content.decode()
