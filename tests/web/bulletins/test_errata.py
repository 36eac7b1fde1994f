"""What changes after issue becomes an erratum, never a silent edit."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from mingcha.web.bulletins import issuing
from mingcha.web.bulletins.errata import notice_all, notice_errata
from mingcha.web.bulletins.values import standing, value
from mingcha.web.publishing.models import Post
from mingcha.web.publishing.services import rebuild_counts
from mingcha.web.units.models import Target

AT = datetime(2024, 1, 12, 1, 30, tzinfo=UTC)

LATER = datetime(2024, 2, 3, 2, 0, tzinfo=UTC)


@pytest.fixture
def issued(open_draft, people):
    return issuing.issue(bulletin=open_draft(), by=people.operator, at=AT)


def lines(bulletin):
    return [erratum.text for erratum in bulletin.errata.all()]


def test_nothing_changed_gives_no_errata(issued):
    assert notice_errata(issued, LATER) == []
    assert value(issued).errata == ()


def test_a_post_that_came_late_changes_every_figure_it_touches(issued, publish):
    publish("S1", date(2023, 12, 20))
    notice_errata(issued, LATER)

    assert lines(issued) == [
        "【基本情况】第1段“县政府门户网站累计主动公开政府信息”：原印252，现为253（2024年2月3日台账变动后发现）。",
        "【基本情况】第1段“县直单位新增公开”：原印15，现为16（2024年2月3日台账变动后发现）。",
        "附件1 县水利局 已发布总数：原印120，现为121（2024年2月3日台账变动后发现）。",
        "附件1 县水利局 12月发布条数：原印10，现为11（2024年2月3日台账变动后发现）。",
        "附件1 县水利局 完成比例(%)：原印120.00，现为121.00（2024年2月3日台账或任务数变动后发现）。",
    ]
    assert value(issued).errata == tuple(lines(issued))


def test_noticing_the_same_change_again_records_nothing(issued, publish):
    publish("S1", date(2023, 12, 20))
    first = notice_errata(issued, LATER)
    assert notice_errata(issued, LATER) == []
    assert notice_all(LATER) == []
    assert issued.errata.count() == len(first) == 5


def test_a_figure_that_changes_back_gets_another_line(issued, publish):
    (late,) = publish("Z1", date(2023, 11, 20))
    notice_errata(issued, LATER)
    Post.objects.filter(identity=late.identity).delete()
    rebuild_counts()
    notice_errata(issued, LATER)

    steps = list(issued.errata.filter(key="annex2.Z1.year").values_list("step", "printed", "current"))
    assert steps == [(1, "72", "73"), (2, "72", "72")]
    assert "原印72，曾更正为73，现已恢复为原印" in issued.errata.get(key="annex2.Z1.year", step=2).text


def test_a_correction_that_was_taken_back_stands_no_longer(issued, publish):
    (late,) = publish("Z1", date(2023, 11, 20))
    notice_errata(issued, LATER)
    assert len(standing(issued.errata.all())) == 3
    Post.objects.filter(identity=late.identity).delete()
    rebuild_counts()
    notice_errata(issued, LATER)
    assert standing(issued.errata.all()) == []
    assert value(issued).errata == ()
    assert issued.errata.count() == 6


def test_a_changed_target_is_an_erratum_too(issued):
    Target.objects.filter(unit__code="Z1", year=2023).update(posts=72)
    notice_errata(issued, LATER)
    assert lines(issued) == [
        "附件2 嘉定镇 本年度任务数：原印60，现为72（2024年2月3日任务数变动后发现）。",
        "附件2 嘉定镇 完成比例(%)：原印120.00，现为100.00（2024年2月3日台账或任务数变动后发现）。",
    ]


def test_a_deleted_target_leaves_no_ratio(issued):
    Target.objects.filter(unit__code="Z1", year=2023).delete()
    notice_errata(issued, LATER)
    assert [(erratum.printed, erratum.current) for erratum in issued.errata.all()] == [("60", "—"), ("120.00", "—")]


def test_posts_of_another_year_change_nothing(issued, publish):
    publish("S1", date(2024, 1, 2), posts=5)
    assert notice_errata(issued, LATER) == []


def test_noticing_takes_few_questions_to_the_database(issued, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        notice_errata(issued, LATER)
