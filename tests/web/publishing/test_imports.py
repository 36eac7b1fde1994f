"""A file is looked at, confirmed as a whole and undone as a whole; whatever goes wrong changes nothing."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from django.core.files import File
from web.publishing.ledgers import AT, DAY, confirmed, ledger, page, posts, row, table, take, workbook

from mingcha.web.accounts.models import User
from mingcha.web.audit.models import LogEntry
from mingcha.web.audit.services import verify_chain
from mingcha.web.publishing import services
from mingcha.web.publishing.models import Column, Import, MonthlyCount, Post, RepeatedRow
from mingcha.web.publishing.services import Refused

pytestmark = pytest.mark.usefixtures("units")


def numbers(item):
    return item.rows, item.new, item.known, item.faulty


# Looking


def test_a_preview_tells_the_numbers_and_changes_nothing():
    confirmed(row(url=page(1)))
    item = take(table(row(url=page(1)), row("新的", page(2)), row("又新", page(3)), row(unit="火星局")))
    assert item.state == Import.State.PREVIEWED
    assert numbers(item) == (4, 2, 1, 1)
    assert [str(fault) for fault in services.faults_of(item)] == ["第 5 行 责任单位：未找到“火星局”，请核对单位名单"]
    assert ledger() == [("101", "预算公开", page(1))]


def test_the_stored_file_is_named_by_its_bytes_and_shown_by_its_name(settings):
    item = take(workbook(row()), name="../../etc/一月 台账.XLSX")
    assert item.file_name == "一月 台账.XLSX"
    assert item.file.name.endswith(f"{item.digest[:16]}.xlsx")
    assert item.file.path.startswith(str(settings.MEDIA_ROOT))
    assert len(item.digest) == 64


def test_only_the_first_thousand_faults_are_kept_and_all_are_counted():
    item = take(table(*[row(unit="") for _ in range(1500)]))
    assert item.faulty == 1500
    assert len(json.loads(item.faults)) == 1000


def test_a_row_with_three_faults_is_one_faulty_row():
    item = take(table(row("", "点击查看", unit="火星局"), row()))
    assert numbers(item) == (2, 1, 0, 1)
    assert len(services.faults_of(item)) == 3


def test_a_file_sent_twice_is_said_to_be_known(units):
    person = User.objects.create_user("clerk", display_name="王小明")
    content = table(row(url=page(1)), row("其二", page(2)))
    services.confirm(item=take(content), by=person, at=AT)
    again = take(content)
    assert numbers(again) == (2, 0, 2, 0)
    assert again.message == "该文件已于 2024年1月12日 10:00 由王小明导入过，再次导入不会使条数增加。"
    services.confirm(item=again, by=person, at=AT)
    assert len(ledger()) == 2


def test_rows_that_repeat_in_one_file_are_counted_once_and_told():
    item = take(table(row(url=page(1)), row("别的", page(2)), row(url=page(1))))
    assert numbers(item) == (3, 2, 1, 0)
    assert services.skipped_of(item) == ["有 1 行与文件里前面的行是同一条信息，只计一条（如第 4 行与第 2 行）"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "文件是空的（0 字节）。请确认选对了文件，保存后再上传。"),
        (table(), "表头之下没有一条信息。请填好后再上传。"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "这个文件虽以表格命名，内容其实是网页（HTML）"),
        (b"PK\x03\x04 broken", "文件不完整或已损坏，可能没有传完。"),
        ("姓名,电话\n张三,1\n".encode("gb18030"), "没有找到台账的表头。"),
    ],
)
def test_a_bad_file_is_refused_and_changes_nothing(content, message):
    confirmed(row())
    item = take(content)
    assert item.state == Import.State.REFUSED
    assert item.message.startswith(message)
    with pytest.raises(Refused, match="这个文件未能读取，没有可以导入的内容。请改正后重新上传。"):
        services.confirm(item=item, by=None, at=AT)
    assert len(ledger()) == 1


def test_a_file_of_300_megabytes_is_refused_and_not_kept(tmp_path, settings):
    path = tmp_path / "big.xlsx"
    with path.open("wb") as stream:
        stream.truncate(300 * 1024 * 1024)  # a hole: no byte of it is on the disk
    with path.open("rb") as stream:
        item = services.take_file(file=File(stream), file_name="big.xlsx", by=None, at=AT)
    assert (item.state, item.file.name, item.size) == (Import.State.REFUSED, "", 300 * 1024 * 1024)
    assert item.message.startswith("文件有 300 MB，超过 50 MB 的上限，没有读取。")
    assert not list(tmp_path.glob("files/**/*.xlsx"))


def test_a_liaisons_file_may_hold_the_own_units_posts_only(units):
    item = take(table(row(), row(unit="县教体局")), unit=units["101"])
    assert numbers(item) == (2, 1, 0, 1)
    assert "本次只能导入“县发改委”的信息" in services.faults_of(item)[0].message


def test_tomorrows_posts_are_faults_today():
    tomorrow = (AT + timedelta(days=1)).date()
    assert take(table(row(day=tomorrow))).faulty == 1
    assert take(table(row(day=tomorrow)), at=AT + timedelta(days=1)).faulty == 0


# Confirming


def test_confirmed_rows_are_posts_with_their_source():
    item = services.confirm(item=take(workbook(row(url=page(1)), row("其二", column=""))), by=None, at=AT)
    first, second = Post.objects.order_by("source_line")
    assert (first.unit.code, first.column.name, first.title, first.url) == ("101", "通知公告", "预算公开", page(1))
    assert (first.published, first.month) == (DAY, 202401)
    assert (first.source_import, first.source_sheet, first.source_line) == (item, "台账", 2)
    assert (first.duplicate_of, first.crawled_from) == (None, "")
    assert (second.column, second.url, second.source_line) == (None, "", 3)
    assert (item.state, item.decided_at) == (Import.State.CONFIRMED, AT)
    count = MonthlyCount.objects.get()
    assert (count.unit.code, count.month, count.gross, count.duplicates) == ("101", 202401, 2, 0)


def test_an_import_with_faulty_rows_waits_for_a_decision():
    item = take(table(row(), row(unit="火星局")))
    with pytest.raises(Refused, match="还有 1 行有误，没有导入。请改正后重新上传，或选择只导入无误的行。"):
        services.confirm(item=item, by=None, at=AT)
    assert ledger() == []
    assert services.confirm(item=item, by=None, at=AT, skip_faulty=True).new == 1
    assert len(ledger()) == 1


def test_nothing_but_faulty_rows_cannot_be_confirmed():
    item = take(table(row(unit="火星局")))
    with pytest.raises(Refused, match="每一行都有误，没有可以导入的信息。"):
        services.confirm(item=item, by=None, at=AT, skip_faulty=True)
    item.refresh_from_db()
    assert item.state == Import.State.PREVIEWED


def test_an_import_is_confirmed_once():
    item = take(table(row()))
    stale = Import.objects.get(pk=item.pk)
    services.confirm(item=item, by=None, at=AT)
    for again in (item, stale):
        with pytest.raises(Refused, match="这次导入已于 2024年1月12日 10:00 确认过，不能再确认一次。"):
            services.confirm(item=again, by=None, at=AT)
    assert len(ledger()) == 1


def test_a_file_that_changed_after_the_preview_is_refused():
    item = take(table(row()))
    with item.file.storage.open(item.file.name, "wb") as stream:
        stream.write(table(row(), row("夹带")))
    with pytest.raises(Refused, match="上传的文件在预览之后被改动过，不能导入。请重新上传。"):
        services.confirm(item=item, by=None, at=AT)
    assert ledger() == []


def test_a_file_that_is_gone_is_refused():
    item = take(table(row()))
    item.file.storage.delete(item.file.name)
    with pytest.raises(Refused, match="上传的文件已读不出来，不能导入。请重新上传。"):
        services.confirm(item=item, by=None, at=AT)


def test_what_changed_since_the_preview_is_seen_at_confirming(units):
    item = take(table(row(url=page(1)), row("其二", page(2))))
    other = take(table(row(url=page(1))))
    services.confirm(item=other, by=None, at=AT)
    units["101"].active_to = date(2023, 12, 31)
    units["101"].save()
    with pytest.raises(Refused, match="还有 2 行有误"):
        services.confirm(item=item, by=None, at=AT)
    assert services.faults_of(item)[0].message == "“县发改委”已于 2023年12月31日停用，请核对单位或日期"
    units["101"].active_to = None
    units["101"].save()
    assert numbers(services.confirm(item=item, by=None, at=AT)) == (2, 1, 1, 0)


def test_an_error_in_the_middle_leaves_nothing_half_done(monkeypatch):
    item = take(table(*posts(30)))

    def break_down(done, total):
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        services.confirm(item=item, by=None, at=AT, progress=break_down)
    item = Import.objects.get(pk=item.pk)
    assert (item.state, ledger(), Column.objects.count()) == (Import.State.PREVIEWED, [], 0)
    services.confirm(item=item, by=None, at=AT)
    assert len(ledger()) == 30


def test_progress_reaches_the_end():
    told = []
    services.confirm(item=take(table(*posts(12_000))), by=None, at=AT, progress=lambda *done: told.append(done))
    assert told == [(5000, 12_000), (10_000, 12_000), (12_000, 12_000)]


def test_confirming_asks_the_database_in_large_pieces(django_assert_max_num_queries):
    """A thousand rows, not a thousand queries."""
    item = take(table(*posts(1000)))
    with django_assert_max_num_queries(60):
        services.confirm(item=item, by=None, at=AT)


# Undoing


def test_undoing_takes_every_row_back():
    confirmed(row("旧的", page(99)))
    item = confirmed(*posts(20), row("无网址", column="只此一处"))
    services.undo(item=item, by=None, at=AT)
    assert ledger() == [("101", "旧的", page(99))]
    assert item.message == "台账减少 21 条信息"
    assert [column.name for column in Column.objects.all()] == ["通知公告"]


def test_an_import_is_undone_once():
    item = confirmed(row())
    stale = Import.objects.get(pk=item.pk)
    services.undo(item=item, by=None, at=AT)
    for again in (item, stale):
        with pytest.raises(Refused, match="这次导入已于 2024年1月12日 10:00 撤销。如需再次导入，请重新上传文件。"):
            services.undo(item=again, by=None, at=AT)


def test_what_was_not_confirmed_cannot_be_undone():
    with pytest.raises(Refused, match="这次导入还没有确认，无须撤销。"):
        services.undo(item=take(table(row())), by=None, at=AT)


def test_an_undone_file_can_be_imported_again():
    content = table(*posts(5))
    item = services.confirm(item=take(content), by=None, at=AT)
    services.undo(item=item, by=None, at=AT)
    again = take(content)
    assert (again.message, again.new) == ("", 5)
    services.confirm(item=again, by=None, at=AT)
    assert len(ledger()) == 5


def test_a_post_that_another_import_repeats_passes_to_it():
    first = confirmed(*posts(3))
    second = confirmed(*posts(3, start=1))
    services.undo(item=first, by=None, at=AT)
    assert first.message == "台账减少 1 条信息；另有 2 条因其他文件也有而保留"
    assert [url for _, _, url in ledger()] == [page(1), page(2), page(3)]
    assert set(Post.objects.values_list("source_import", flat=True)) == {second.pk}
    assert Post.objects.get(url=page(1)).source_line == 2
    assert not RepeatedRow.objects.exists()
    services.undo(item=second, by=None, at=AT)
    assert ledger() == []


def test_a_post_that_passes_is_what_the_other_import_said():
    first = confirmed(row("题目有误", page(1), column="甲", day=date(2023, 12, 31)))
    confirmed(row("题目无误", page(1), column="乙", day=date(2024, 1, 1)))
    services.undo(item=first, by=None, at=AT)
    post = Post.objects.get()
    assert (post.title, post.column.name, post.published, post.month) == ("题目无误", "乙", date(2024, 1, 1), 202401)
    assert ledger() == [("101", "题目无误", page(1))]


def test_undoing_a_repeat_leaves_the_post_where_it_was():
    first = confirmed(*posts(3))
    second = confirmed(*posts(3))
    services.undo(item=second, by=None, at=AT)
    assert set(Post.objects.values_list("source_import", flat=True)) == {first.pk}
    assert len(ledger()) == 3


def test_duplicates_are_counted_off_when_their_post_goes():
    first = confirmed(row("原件", page(1)))
    confirmed(row("转载", page(2), day=date(2023, 12, 1)))
    original, copy = Post.objects.order_by("pk")
    copy.duplicate_of = original
    copy.save()
    services.rebuild_counts()
    assert MonthlyCount.objects.get(month=202312).duplicates == 1
    services.undo(item=first, by=None, at=AT)
    assert MonthlyCount.objects.get(month=202312).duplicates == 0
    assert ledger() == [("101", "转载", page(2))]


# Remembering


def test_every_act_is_in_the_log_under_its_person(units):
    person = User.objects.create_user("clerk", display_name="王小明")
    item = take(table(row(), row("其二")), by=person)
    services.confirm(item=item, by=person, at=AT)
    services.undo(item=item, by=person, at=AT)
    take(b"", by=person, name="空.csv")
    entries = LogEntry.objects.order_by("id").values_list("actor", "action", "target", "detail")
    assert list(entries) == [
        ("王小明（clerk）", "上传台账", "台账.csv", "共 2 行：新增 2，已有 0，有误 0"),
        ("王小明（clerk）", "确认导入", "台账.csv", "共 2 行：新增 2，已有 0，有误 0"),
        ("王小明（clerk）", "撤销导入", "台账.csv", "台账减少 2 条信息"),
        ("王小明（clerk）", "上传台账", "空.csv", "文件是空的（0 字节）。请确认选对了文件，保存后再上传。"),
    ]
    assert verify_chain().intact
