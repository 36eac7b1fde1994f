"""A row that is known and says something else of its post is told with both sayings, and changes nothing."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from web.publishing.ledgers import AT, confirmed, ledger, page, posts, row, table, take

from mingcha.web.publishing import services
from mingcha.web.publishing.models import Import, Post

pytestmark = pytest.mark.usefixtures("units")
NOVEMBER, DECEMBER = date(2023, 11, 30), date(2023, 12, 1)


def messages(item):
    return [(told.line, told.message) for told in services.differences_of(item)]


@pytest.mark.parametrize(
    ("second", "message"),
    [
        (
            row(url=page(1), day=DECEMBER),
            "已有，但日期不同：台账为2023年11月30日，本表为2023年12月1日，未更改",
        ),
        (
            row("决算公开", page(1), column="财政资金", day=NOVEMBER),
            "已有，但标题不同：台账为“预算公开”，本表为“决算公开”；栏目不同：台账为“通知公告”，本表为“财政资金”，未更改",
        ),
        (
            row("决算公开", page(1), column="", day=NOVEMBER),
            "已有，但标题不同：台账为“预算公开”，本表为“决算公开”，未更改",
        ),
        (row(column="财政资金", day=NOVEMBER), "已有，但栏目不同：台账为“通知公告”，本表为“财政资金”，未更改"),
    ],
)
def test_a_known_row_that_differs_is_told_and_not_taken(second, message):
    confirmed(row(url=page(1), day=NOVEMBER))
    item = take(table(row("新的", page(2)), second))
    assert (item.new, item.known, item.faulty, item.differing) == (1, 1, 0, 1)
    assert messages(item) == [(3, message)]
    assert services.skipped_of(item) == ["有 1 行是已有的信息，但内容与台账或前面的行不同，未更改，见“内容不同的行”"]
    services.confirm(item=item, by=None, at=AT)
    post = Post.objects.get(url=page(1))
    assert (post.title, post.published, post.column.name) == ("预算公开", NOVEMBER, "通知公告")
    assert Import.objects.get(pk=item.pk).differing == 1


def test_a_column_the_ledger_has_not_is_told_as_empty():
    confirmed(row(url=page(1), column=""))
    assert messages(take(table(row(url=page(1))))) == [(2, "已有，但栏目不同：台账为空，本表为“通知公告”，未更改")]


@pytest.mark.parametrize(
    "same", [row(url=page(1)), row(), row("预算 公开", page(1)), row(column=""), row(url=page(1) + "#x")]
)
def test_a_known_row_that_says_the_same_is_not_told(same):
    confirmed(row(url=page(1)))
    item = take(table(same))
    assert (item.known, item.differing, messages(item), services.skipped_of(item)) == (1, 0, [], [])


def test_a_row_is_held_against_the_row_before_it_in_the_file():
    item = take(table(row(url=page(1), day=NOVEMBER), row(url=page(1), day=DECEMBER)))
    assert messages(item) == [
        (3, "与第 2 行是同一条信息，但日期不同：第 2 行为2023年11月30日，本表为2023年12月1日，以第 2 行为准")
    ]


def test_it_is_held_against_the_post_that_a_later_row_made_known():
    confirmed(row(day=NOVEMBER))
    confirmed(row(url=page(1), day=NOVEMBER))
    assert "台账为2023年11月30日" in messages(take(table(row(url=page(1), day=DECEMBER))))[0][1]


def test_all_are_counted_and_the_first_thousand_kept():
    confirmed(*posts(1001))
    item = take(table(*posts(1001, day=NOVEMBER)))
    assert (item.differing, len(messages(item))) == (1001, 1000)
    assert len(ledger()) == 1001


def test_the_preview_shows_them(client, units, django_user_model):
    confirmed(row(url=page(1), day=NOVEMBER))
    client.force_login(django_user_model.objects.create_user("clerk", role="operator"))
    item = take(table(row(url=page(1), day=DECEMBER)))
    shown = client.get(reverse("import_item", args=[item.pk])).content.decode()
    assert "其中 1 行内容不同" in shown
    assert "已有，但日期不同：台账为2023年11月30日，本表为2023年12月1日，未更改" in shown
