"""What a re-check comes to, place by place, and whether a page still is the page that bore the fault."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingcha.model.case import RecheckResult
from mingcha.rectify.recheck import Sight, is_same_page, judge

THERE, GONE, PAGE, CONTEXT, UNSEEN = Sight


@pytest.mark.parametrize(
    ("sights", "broke", "result"),
    [
        ([GONE, GONE], 0, RecheckResult.FIXED),
        ([GONE, PAGE], 0, RecheckResult.FIXED),
        ([PAGE, PAGE], 0, RecheckResult.PAGE_GONE),
        ([GONE, THERE], 0, RecheckResult.PARTLY),
        ([THERE, THERE], 0, RecheckResult.NOT_FIXED),
        ([THERE, UNSEEN], 0, RecheckResult.NOT_FIXED),
        ([THERE, GONE, UNSEEN], 0, RecheckResult.PARTLY),
        ([GONE, UNSEEN], 0, RecheckResult.NOT_LOOKED),
        ([UNSEEN], 0, RecheckResult.NOT_LOOKED),
        ([], 0, RecheckResult.NOT_LOOKED),
        ([GONE, CONTEXT], 0, RecheckResult.CONTEXT_GONE),
        ([GONE], 1, RecheckResult.BROKE),
        ([PAGE], 1, RecheckResult.BROKE),
        ([THERE], 1, RecheckResult.NOT_FIXED),
        ([GONE, UNSEEN], 1, RecheckResult.NOT_LOOKED),
    ],
)
def test_a_case_is_judged_by_all_its_places(sights, broke, result):
    assert judge(sights, broke=broke).result is result


def test_the_same_pages_with_fewer_faults_are_partly_mended():
    assert judge([THERE], fewer_places=True).result is RecheckResult.PARTLY
    assert judge([THERE], fewer_places=False).result is RecheckResult.NOT_FIXED


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(list(Sight)), max_size=6), st.integers(0, 2), st.booleans())
def test_nothing_is_mended_while_a_place_is_wrong_or_was_not_looked_at(sights, broke, fewer):
    judged = judge(sights, broke=broke, fewer_places=fewer)
    if judged.result in (RecheckResult.FIXED, RecheckResult.PAGE_GONE, RecheckResult.BROKE):
        assert sights
        assert not {THERE, UNSEEN, CONTEXT} & set(sights)
    assert judged.left + judged.unseen <= judged.places == len(sights)


PAGE_BEFORE = [
    "首页 政务公开 互动交流",
    "铁石口镇2022年政府信息公开工作年度报告",
    "发布日期：2022-12-30 来源：铁石口镇",
    "本报告根据《中华人民共和国政府信息公开条例》编制。",
    "截止目前，主动公开政府信息五百一十二条，办理依申请公开二件。",
    "下一步将加强栏目建设，及时更新内容。",
    "主办单位：样例县人民政府办公室 网站标识码：3600000001",
]


def test_a_corrected_page_is_the_same_page():
    after = [line.replace("截止目前", "截至目前").replace("2022-12-30", "2023-01-18") for line in PAGE_BEFORE]
    assert is_same_page(PAGE_BEFORE, after, title="铁石口镇2022年政府信息公开工作年度报告", quote="截止目前")
    assert is_same_page(PAGE_BEFORE, after, title="", quote="截止目前")


def test_a_page_whose_wrong_title_was_mended_is_the_same_by_what_stands_around_it():
    after = [line.replace("年度报告", "年度工作报告") for line in PAGE_BEFORE]
    assert is_same_page(PAGE_BEFORE, after, title="铁石口镇2022年政府信息公开工作年度报告")


@pytest.mark.parametrize(
    "after",
    [
        [
            "首页 政务公开 互动交流",
            "您访问的页面不存在或已被删除。",
            "主办单位：样例县人民政府办公室 网站标识码：3600000001",
        ],
        ["统一身份认证平台", "用户名", "密码", "登录"],
        [
            "首页 政务公开 互动交流",
            "铁石口镇开展冬季森林防火巡查",
            "近日，镇里组织干部进村入户。",
            "主办单位：样例县人民政府办公室 网站标识码：3600000001",
        ],
        [],
    ],
)
def test_an_error_a_login_or_another_text_is_not_the_page_any_more(after):
    assert not is_same_page(PAGE_BEFORE, after, title="铁石口镇2022年政府信息公开工作年度报告", quote="截止目前")
