"""One text under several units' names, and repeats that came of mending."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from mingcha.examine.repeats.copied_posts import copied_posts
from mingcha.examine.repeats.rectified import follows_rectification
from mingcha.model.post_set import PostSet, PostText

SENTENCES = (
    "{town}结合实际，明确全年公开工作的重点任务和完成时限，落实到人",
    "对群众关心的就业、教育、医疗、住房等事项，逐项公开政策依据和办理结果",
    "规范依申请公开的登记、审核、答复和归档，做到流程清楚、期限准确",
    "定期检查栏目更新情况，清理失效链接和空白栏目，发现问题当天整改",
    "严格执行发布审核制度，重点核对姓名、金额、日期等容易出错的内容",
    "组织业务培训和集中学习，帮助新任信息员尽快熟悉操作要求和政策规定",
    "把公开工作列入年度考核，对落实不到位的站所进行提醒和通报",
    "畅通来信来电渠道，对群众提出的意见及时回复，能够解决的尽快解决",
    "加强与县级部门的沟通联系，遇到把握不准的事项先请示再发布",
    "年底对照任务清单逐项总结，形成书面材料报送，并作为改进下一年工作的依据",
)


def plan(town: str, unit: str, *, days: int = 0) -> PostText:
    text = "。".join(SENTENCES).format(town=town)
    url = f"http://www.yangli.example/{unit}.html"
    day = date(2024, 3, 1) + timedelta(days=days)
    return PostText(url, f"{town}政务公开工作安排", text, unit, "工作动态", published=day)


def places(*posts: PostText) -> list[tuple[int, ...]]:
    return [one.places for one in copied_posts(PostSet("x", posts))]


def test_all_who_copied_are_told_with_the_earliest_first() -> None:
    assert places(plan("清水镇", "1", days=5), plan("石门乡", "2"), plan("双河乡", "3", days=9)) == [(1, 0, 2)]


def test_what_names_one_source_is_passed_on() -> None:
    first, second = plan("清水镇", "1"), plan("石门乡", "2")
    assert places(replace(first, origin="县政府办"), replace(second, origin="县政府办")) == []
    assert places(replace(first, origin="清水镇"), replace(second, origin="石门乡")) == [(0, 1)]


def test_a_form_with_other_figures_is_each_units_own() -> None:
    rows = "\n".join("{}户\t{}元\t{}人".format(*(n * k for k in (7, 11, 13))) for n in range(9))
    first, second = plan("清水镇", "1"), plan("石门乡", "2")
    other = rows.replace("1", "6").replace("3", "8")
    assert places(replace(first, text=first.text + rows), replace(second, text=second.text + other)) == []


def test_short_texts_and_one_units_own_are_nobodys_copy() -> None:
    assert (
        places(replace(plan("清水镇", "1"), text="同样的短文"), replace(plan("石门乡", "2"), text="同样的短文")) == []
    )
    assert places(plan("清水镇", "1"), replace(plan("石门乡", "1"), url="http://www.yangli.example/9.html")) == []


def test_a_new_issue_answers_a_case_only_while_the_case_is_on_or_just_closed() -> None:
    old = replace(plan("清水镇", "1"), told_on=date(2024, 4, 1), rectified_on=date(2024, 4, 10))

    def answers(day: date) -> bool:
        return follows_rectification(old, replace(old, published=day))

    assert [answers(date(2024, 3, 20)), answers(date(2024, 4, 5)), answers(date(2024, 4, 20))] == [False, True, True]
    assert not answers(date(2024, 9, 1))
    assert not follows_rectification(plan("清水镇", "1"), plan("清水镇", "1", days=40))
