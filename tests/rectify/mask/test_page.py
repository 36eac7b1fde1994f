"""A masked page: not a byte changes outside the masked places, wherever the number was written."""

from __future__ import annotations

import html

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rectify.mask.copies import MASKED, MASKED_MOBILE, MASKED_OTHER, MOBILE, OTHER, SAMPLE, copy_of, receipt_of, refusal

from mingcha.model.masking import Replacement
from mingcha.rectify.mask.placing import FileLetters, edited, edits, letters_of, placed

PAGE = """<!DOCTYPE html>
<html><head><meta charset="{encoding}"><meta name="Description" content="张三{id}">
<title>公示 {id}</title>
<script>var data = {{"name": "张三", "id": "{id}"}};</script>
<style>p {{ color: red }}</style></head>
<body onload='go("{id}")'>
<!-- 原稿：张三 {id} -->
<p class=MsoNormal  STYLE='x'>户主&nbsp;张三，身份证号<b>{id}</b>，联系电话{mobile}。<br/>&copy; 2024 &lt;样例县&gt;
<table><tr><th>姓名<th>身份证号<tr><td>李四<td title="{other}">{other}</table>
<a href="detail.html?id={id}#x" data-x='{id}'>详情</a>
<div style="display:none">底稿 {id}</div>
</body></html>
"""


def page(encoding: str, id_number: str, other: str, mobile: str) -> bytes:
    return PAGE.format(encoding=encoding, id=id_number, other=other, mobile=mobile).encode(encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_every_place_is_masked_and_every_other_byte_stays(encoding: str) -> None:
    copy = copy_of(page(encoding, SAMPLE, OTHER, MOBILE), "公示.html")
    assert copy.data == page(encoding, MASKED, MASKED_OTHER, MASKED_MOBILE)
    assert SAMPLE not in receipt_of(copy)
    assert dict(copy.receipt.masked)["leaked_id_number"] >= 3


def test_a_number_cut_by_tags_and_written_in_entities_is_masked_whole() -> None:
    cut = f"{SAMPLE[:6]}<font color='red'>{SAMPLE[6:10]}</font><!-- x -->&#{ord(SAMPLE[10])};{SAMPLE[11:]}"
    source = f"<html><body><p>身份证号：{cut}；再见</p><p>&lt;脚注&gt;</p></body></html>"
    copy = copy_of(source.encode(), "a.html").data.decode()
    assert "".join(html.unescape(copy).split("身份证号：")[1].split("；")[0]).startswith(MASKED)
    assert SAMPLE[10:] not in copy
    assert copy.endswith("；再见</p><p>&lt;脚注&gt;</p></body></html>")
    assert "<font color='red'></font><!-- x -->" in copy


def test_an_address_with_signs_of_markup_stays_well_formed() -> None:
    source = "<html><body><p>申请人张三，家庭住址：甲&amp;乙县&lt;城关镇阳明路12号3栋。</p></body></html>"
    copy = copy_of(source.encode(), "a.html").data.decode()
    assert copy == source.replace("阳明路12号3栋", "****")


def test_text_that_a_browser_moves_out_of_a_table_is_found_all_the_same() -> None:
    source = (
        f"<html><body><p>一</p><table>户主张三的身份证号是{SAMPLE}<tr><th>姓名<th>证件号码<th>备注"
        f"<tr><td>李四<td>{OTHER}<td>二级</table><p>完</p></body></html>"
    )
    copy = copy_of(source.encode(), "a.html").data.decode()
    assert copy == source.replace(SAMPLE, MASKED).replace(OTHER, MASKED_OTHER)


def test_damaged_bytes_stay_as_they_are() -> None:
    before = "<html><head><meta charset=gbk></head><body><p>公示名单如下，请各单位核对".encode("gbk") + b"\xff\x20"
    after = "再见</p></body></html>".encode("gbk")
    middle = "</p><p>张三身份证号{}。</p><p>"
    copy = copy_of(before + middle.format(SAMPLE).encode("gbk") + after, "a.html").data
    assert copy == before + middle.format(MASKED).encode("gbk") + after


def test_a_clean_page_comes_back_as_it_was() -> None:
    source = "<html><body><p>没有个人信息</p></body></html>".encode()
    copy = copy_of(source, "a.html")
    assert copy.data == source
    assert copy.receipt.masked == ()


def test_a_page_beside_a_birth_date_is_masked_until_nothing_follows() -> None:
    rows = f"<tr><th>姓名<th>身份证号<th>出生日期<tr><td>张三<td>{SAMPLE}<td>1949-12-31"
    copy = copy_of(f"<html><body><table>{rows}</table></body></html>".encode(), "a.html")
    assert "11*************02X" in copy.data.decode()
    assert dict(copy.receipt.masked) == {"leaked_id_number": 1, "weak_mask": 1}


def test_a_page_saved_with_its_pictures_is_refused() -> None:
    assert "目前不能遮盖这种格式" in refusal(b"MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<p>a</p>", "a.mht")


signs = st.text(alphabet="甲乙12 \n\t<>&;\u3000\u200b", max_size=30)


@settings(max_examples=200)
@given(signs, st.data())
def test_letters_fall_on_the_same_letters_whatever_the_spaces(words: str, data: st.DataObject) -> None:
    """A file that differs from its document in gaps only is changed exactly where the document says."""
    file_text = "".join(sign + data.draw(st.sampled_from(["", " ", "\n"])) for sign in words)
    start = data.draw(st.integers(0, len(words)))
    end = data.draw(st.integers(start, len(words)))
    file, letters = FileLetters(), letters_of(words)
    file.add(file_text, 0, 0)
    places = placed(letters, file, [(0, len(letters.at))])
    changes, lost = edits([Replacement(start, end, "*", "check")], letters, places, file)
    assert not lost
    wanted = letters_of(words[:start]).text, letters_of(words[end:]).text
    changed = letters_of(edited(file_text, changes)).text
    middle = "*" if letters_of(words[start:end]).text else ""
    assert changed == wanted[0] + middle + wanted[1]
