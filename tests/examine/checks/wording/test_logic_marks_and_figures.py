"""What the checks of logic, marks and figures must bear, whatever text they are given."""

from __future__ import annotations

import time

import pytest

from mingcha.examine.catalogue import catalogue
from mingcha.examine.example import document_of
from mingcha.examine.runner import examine
from mingcha.model.document import Document

NAMES = (
    "impossible_date weekday_mismatch unpaired_mark wrong_punctuation width_mix traditional_character number_form unit_form "
    "malformed_document_number secrecy_mark reversed_range skipped_enumeration percentage_mismatch total_mismatch "
    "missing_attachment_number copied_year title_mismatch missing_openness_mark"
).split()
CHECKS = [catalogue()[name] for name in NAMES]
LONG = 40_000
REPEATED = (
    "《",
    "(",
    "一是",
    "8:30-7:30",
    "2023年2月30日至2022年1月1日",
    "由1件增加到2件，增长3%",
    "共1人，男2人、女3人",
    "样府发[2023]5号",
    "附件1\n附件：1.x\n见附件9",
    "一、甲\n三、乙\n",
    "\ud800中，。",
    "5KM",
    "、等",
    "公开属性：依申请公开，",
    "五元以上三元以下",
    "二○二四年",
    "國家",
    "日",
)


@pytest.mark.parametrize("piece", REPEATED, ids=range(len(REPEATED)))
def test_a_line_of_repeats_is_looked_at_in_time_and_told_in_few_words(piece: str) -> None:
    document = Document("x", piece * (LONG // len(piece)), title="关于2023年做好某项工作的通知")
    began = time.process_time()
    result = examine([document], CHECKS, key=b"k")
    assert result.not_examined == ()
    assert time.process_time() - began < 5
    assert len(result.findings) < 250


def test_a_page_without_fault_is_passed_over_in_silence() -> None:
    text = (
        "标题：样县人民政府办公室关于做好2024年防汛工作的通知\n样府办发〔2024〕5号\n各乡镇人民政府，县直各单位：\n"
        "现将有关事项通知如下。\n一、加强领导。一是压实责任；二是严格值守。\n二、落实保障。全县共有应急队伍16支，其中县级3支。\n"
        "请于2024年5月10日（星期五）前报送方案（见附件2）。\n附件：1.联系表\n2.方案提纲\n样县人民政府办公室\n2024年5月6日\n（此件公开发布）"
    )
    assert examine([document_of(text)], CHECKS, key=b"k").findings == ()


def test_the_name_of_the_site_after_the_title_of_a_window_is_set_off_by_any_dashes() -> None:
    title, check = "县气象局调度森林防火工作--样例县人民政府门户网站", [catalogue()["wrong_punctuation"]]
    page = Document("x", f"{title}\n县气象局调度森林防火工作。", title=title, kind="html")
    assert examine([page], check, key=b"k").findings == ()
    known = Document("x", page.text, title="县气象局调度森林防火工作", kind="html")
    assert examine([known], check, key=b"k").findings == (), "the list told the title without the site"
    prose = Document("x", f"{title}\n县气象局调度森林防火工作--成效明显。", title=title, kind="html")
    (finding,) = examine([prose], check, key=b"k").findings
    assert finding.places == 1 and "成效" in finding.quote
