"""Posts brought in: counted once, completed by people, confirmed and undone as a whole."""

from __future__ import annotations

from datetime import date

import pytest
from collect.media import saved_pages
from django.core.files.base import ContentFile
from web.media.media_county import AT, LINK, SHORT, bring, confirmed, ledger, row, rows, table

from mingcha.web.audit.models import LogEntry
from mingcha.web.media import entering, imports, queries
from mingcha.web.media.models import Coverage, Import, Post
from mingcha.web.publishing.refusals import Refused

pytestmark = pytest.mark.django_db


def test_a_preview_changes_nothing_and_a_confirmation_everything(accounts):
    item = bring(table(*rows(range(1, 4))))
    assert (item.state, item.new, item.known, item.faulty) == ("previewed", 3, 0, 0)
    assert ledger() == []
    imports.confirm(item=item, by=None, at=AT)
    assert ledger() == [("M001", f"第{number}条信息", "2023-12-05") for number in (1, 2, 3)]
    assert LogEntry.objects.filter(action="确认导入新媒体信息").exists()


def test_the_same_file_twice_changes_nothing(accounts):
    confirmed(*rows(range(1, 4)))
    before = ledger()
    again = bring(table(*rows(range(1, 4))))
    assert (again.new, again.known) == (0, 3)
    assert "导入过，再次导入不会使条数增加" in again.notes[0]
    imports.confirm(item=again, by=None, at=AT)
    assert ledger() == before
    assert queries.month_counts([accounts["M001"].pk], 202301, 202312) == {(accounts["M001"].pk, 202312): 3}


def test_one_post_is_counted_once_whatever_way_it_comes(accounts):
    day = "2023-12-05"
    confirmed(row(2247483659, title="样例县召开政务公开推进会"))
    page = bring(saved_pages.usual(), name="文章.html")
    imports.confirm(item=page, by=None, at=AT)
    short = bring(text=f"样例县召开政务公开推进会\t{SHORT.format(7)}\t{day}", account=accounts["M001"])
    imports.confirm(item=short, by=None, at=AT)
    _, new = entering.enter(
        accounts["M001"], title="样例县召开 政务公开推进会", url="", published=date(2023, 12, 5), by=None, at=AT
    )
    assert not new
    assert ledger() == [("M001", "样例县召开政务公开推进会", day)]
    assert sorted(Post.objects.values_list("way", flat=True)) == ["export", "hand", "links", "page"]


def test_two_posts_of_one_title_and_day_are_two_when_their_links_say_so(accounts):
    confirmed(row(1, title="天气预报"), row(2, title="天气预报"))
    assert len(ledger()) == 2
    # A row without a link is one of them, not a third.
    confirmed(row(3, title="天气预报", link="", account="样例发布", platform="公众号"))
    assert len(ledger()) == 2


def test_a_link_without_a_day_is_asked_for_and_taken_once_answered(accounts):
    item = bring(text=f"张三 2023-12-06 09:00\n样例县召开会议\n{LINK.format(1)}\n{LINK.format(2)}")
    assert (item.new, item.faulty) == (0, 2)
    first, second = item.open
    assert (first["title"], first["hint"]) == ("样例县召开会议", "2023-12-06")
    with pytest.raises(Refused, match="有误或不全"):
        imports.confirm(item=item, by=None, at=AT)
    said = {
        first["index"]: {"account": "", "title": "", "published": "2023-12-05", "drop": False},
        second["index"]: {"account": "", "title": "", "published": "", "drop": True},
    }
    imports.answer(item=item, answers=said, by=None, at=AT)
    assert (item.new, item.faulty, item.open) == (1, 0, [])
    imports.confirm(item=item, by=None, at=AT)
    assert ledger() == [("M001", "样例县召开会议", "2023-12-05")]


def test_rows_with_faults_are_told_and_skipped_only_on_purpose(accounts):
    item = bring(table(row(1), row(2, day="2023-02-30"), row(3, link="", account="没有的号")))
    assert (item.new, item.faulty) == (1, 2)
    assert [fault["line"] for fault in item.faults] == [3, 4]
    with pytest.raises(Refused, match="还有 2 条"):
        imports.confirm(item=item, by=None, at=AT)
    assert ledger() == []
    imports.confirm(item=item, by=None, at=AT, skip_faulty=True)
    assert len(ledger()) == 1


def test_several_files_come_in_together_and_each_row_knows_its_own(accounts):
    files = [ContentFile(saved_pages.usual(mid=str(mid)), name="文章.html") for mid in (1, 2)]
    files.append(ContentFile(saved_pages.gone(), name="没了.html"))
    item = imports.bring(files=files, text="", by=None, at=AT)
    assert (item.name, item.new, item.faulty) == ("文章.html 等 3 个文件", 2, 1)
    assert "该内容已被发布者删除" in item.faults[0]["message"]
    assert item.open == []
    imports.confirm(item=item, by=None, at=AT, skip_faulty=True)
    assert sorted(Post.objects.values_list("file", flat=True)) == ["文章.html", "文章（2）.html"]


def test_a_file_that_is_nothing_is_kept_with_its_reason(accounts):
    item = bring(b"<html></html>", name="空.html")
    assert item.state == "refused"
    assert "“空.html”：这个网页里找不到文章的标题" in item.message
    with pytest.raises(Refused, match="未能读取"):
        imports.confirm(item=item, by=None, at=AT)


def test_an_undo_leaves_what_the_others_make(accounts):
    first = confirmed(*rows(range(1, 4)))
    confirmed(*rows(range(3, 6)))
    assert len(ledger()) == 5
    assert imports.survey(first) == (2, 1)
    imports.undo(item=first, by=None, at=AT)
    assert [title for _, title, _ in ledger()] == ["第3条信息", "第4条信息", "第5条信息"]
    assert first.message == "台账减少 2 条信息"
    with pytest.raises(Refused, match="撤销"):
        imports.undo(item=first, by=None, at=AT)


@pytest.mark.parametrize("undone", [0, 1, 2])
def test_an_undo_is_as_if_the_import_had_never_been(accounts, undone):
    contents = [
        [row(1, title="甲"), row(0, title="乙", link="", account="样例发布", platform="微信")],
        [row(7, title="甲", link=SHORT, account="样例发布"), row(2, title="乙")],
        [row(3, title="乙"), row(0, title="甲", link="", account="样例发布", platform="微信")],
    ]
    items = [confirmed(*lines) for lines in contents]
    imports.undo(item=items[undone], by=None, at=AT)
    after = ledger()
    for item in Import.objects.filter(state="confirmed"):
        imports.undo(item=item, by=None, at=AT)
    assert ledger() == []
    for place, lines in enumerate(contents):
        if place != undone:
            confirmed(*lines)
    assert ledger() == after


def test_completeness_is_vouched_for_with_the_import_and_goes_with_it(accounts):
    item = confirmed(row(1), row(2, link="", account="样例统调"), complete_to=date(2024, 1, 10))
    assert sorted(Coverage.objects.values_list("account__code", flat=True)) == ["M001", "M003"]
    imports.undo(item=item, by=None, at=AT)
    assert not Coverage.objects.exists()


def test_a_units_import_takes_its_own_accounts_only(accounts, county):
    lines = row(1), row(2, link="", account="样例统调")
    item = bring(table(*lines), unit=county.units["103"])
    assert (item.new, item.faulty) == (1, 1)
    assert "不是本单位的账号" in item.faults[0]["message"]


def test_a_file_changed_after_its_preview_is_refused(accounts):
    item = bring(table(row(1)))
    kept = item.files.get()
    with kept.file.open("wb") as stored:
        stored.write(table(row(2)))
    with pytest.raises(Refused, match="被改动过"):
        imports.confirm(item=item, by=None, at=AT)


def test_a_hand_entry_is_taken_back_and_an_imported_one_is_not(accounts):
    post, new = entering.enter(accounts["M003"], title="甲", url="", published=date(2023, 12, 5), by=None, at=AT)
    assert new
    entering.take_back(post, by=None)
    assert ledger() == []
    confirmed(row(1))
    with pytest.raises(Refused, match="撤销那次导入"):
        entering.take_back(Post.objects.get(), by=None)


def test_a_hand_entry_with_anothers_link_is_refused_at_its_field(accounts):
    with pytest.raises(entering.Unfit) as told:
        entering.enter(accounts["M002"], title="甲", url=LINK.format(1), published=date(2023, 12, 5), by=None, at=AT)
    assert told.value.faults[0][0] == "url"
