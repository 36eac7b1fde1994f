"""The spelling checks tell one fault once, with what to write instead and where it stands."""

from __future__ import annotations

from mingcha.examine.catalogue import chosen
from mingcha.examine.example import document_of
from mingcha.examine.example_text import Written
from mingcha.examine.runner import examine
from mingcha.model.finding import Finding, Verdict


def told(text: str, *checks: str) -> list[Finding]:
    some = [check for check in chosen(only=["family:wording"]) if not checks or check.name in checks]
    result = examine([document_of(Written(text))], some, key=b"spelling")
    assert result.not_examined == ()
    return list(result.findings)


def test_a_word_of_the_table_is_not_told_as_misspelt_too() -> None:
    (one,) = told("会议对下一步工作作出布署。", "misspelt_word", "wrong_word_of_two")
    assert (one.check, one.quote, one.suggestion) == ("wrong_word_of_two", "布署", "部署")


def test_the_same_misspelling_twice_is_one_finding_of_two_places() -> None:
    (one,) = told("完善基楚设施建设。\n第二段\n加强基楚设施建设。", "misspelt_word")
    assert one.suggestion == "基础设施" and one.places == 2


def test_a_misspelling_in_a_company_name_is_a_doubt_at_most() -> None:
    some = told("中标单位：信安县基楚建材有限公司。", "misspelt_word")
    assert all(one.verdict is Verdict.DOUBT for one in some)


def test_the_table_of_accounts_spares_tents_and_curtains() -> None:
    assert told("救灾帐篷和蚊帐已送达。", "wrong_word_of_two") == []
    (one,) = told("请汇入下列帐户。", "wrong_word_of_two")
    assert one.suggestion == "账户"


def test_a_term_that_ends_keeps_its_word() -> None:
    assert told("报名6月30日截止。申请受理截止2024年6月30日。", "wrong_deadline_word") == []
    (one,) = told("截止2024年6月底，全县已有六家企业投产。", "wrong_deadline_word")
    assert one.verdict is Verdict.FOUND and one.suggestion == "截至"


def test_a_form_keeps_its_blanks() -> None:
    assert told("委托书（样本）\n委托人：XX公司，现委托XX同志办理。", "leftover_template_text") == []
    assert told("会议由XX同志主持。", "leftover_template_text")


def test_text_of_the_wrong_encoding_is_known_by_what_it_would_be() -> None:
    broken = "关于印发工作方案的通知".encode().decode("gbk", "ignore")
    assert told(f"标题：{broken}", "broken_encoding")
    assert told("鑫鑫锌业、鐘錶店、鄂尔多斯、钛锆合金", "broken_encoding") == []
