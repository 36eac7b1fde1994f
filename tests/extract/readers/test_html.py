"""Pages as county sites publish them: what is shown, what is hidden, what they state of themselves."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingcha import extract
from mingcha.model.document import Document, Hidden
from mingcha.pages.page import parse

BODY = "<html><head><title>样例县人民政府</title>{head}</head><body>{body}</body></html>"


def page(body: str, head: str = "", encoding: str = "utf-8") -> Document:
    reading = extract.read(BODY.format(head=head, body=body).encode(encoding), name="a.html")
    assert reading.not_examined == ()
    return reading.documents[0]


def place(document: Document, words: str) -> str:
    return str(document.place_at(document.text.index(words)))


@pytest.mark.parametrize("written", ['name="PubDate"', "NAME=pubdate", "name='PUBDATE'", "Name = PubDate "])
def test_mandated_tags_are_known_however_they_are_written(written: str) -> None:
    assert page("文", f'<meta {written} content="2024-01-12 08:30">').tags == (("PubDate", "2024-01-12 08:30"),)


def test_doubled_and_empty_tags_stay_because_they_are_faults() -> None:
    head = '<meta name="ColumnName" content="通知"><meta name="columnname" content="公告"><meta name="Author">'
    assert page("文", head).tags == (("ColumnName", "通知"), ("ColumnName", "公告"), ("Author", ""))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("declared", ["", "utf-8", "gb2312", "big5", "iso-8859-1", "no-such"])
def test_the_text_is_right_whatever_encoding_is_declared(encoding: str, declared: str) -> None:
    head = f'<meta charset="{declared}">' if declared else ""
    words = "关于对全县2024年度农村困难家庭补贴名单进行公示的公告，公示期为七天"
    assert words in page(f"<p>{words}</p>", head, encoding).text


@pytest.mark.parametrize("declared", ["", "big5", "utf-8"])
def test_pages_from_across_the_strait_are_read(declared: str) -> None:
    words = "關於各縣市政府資訊公開的通知，請各單位依規定辦理，這個時間後來們會發動過說"
    source = f"<html><head><meta charset={declared}></head><body><p>{words}</p></body></html>".encode("big5")
    assert words in extract.read(source, name="a.html").documents[0].text


def test_the_title_is_the_stated_one_then_the_heading_then_that_of_the_window() -> None:
    stated = '<meta name="articletitle" content="关于公示的通知">'
    assert page("<h1>标题一</h1>", stated).title == "关于公示的通知"
    assert page("<h1>标题一</h1>").title == "标题一"
    assert page("<p>文").title == "样例县人民政府"


def test_words_pasted_from_word_in_many_pieces_are_one_again() -> None:
    document = page(
        "<div class=TRS_Editor><p>身份证号：<span>1101</span><font>05</font>\n<b>1949</b></p><p>下一段</p></div>"
    )
    assert "身份证号：110105 1949\n下一段" in document.text or "身份证号：1101051949" in document.text.replace(" ", "")
    assert place(document, "下一段") == "正文第2段"


def test_a_line_break_in_the_source_is_no_paragraph() -> None:
    assert "名单\n如下" not in page("<p>名单\n如下</p>").text


def test_cells_are_found_by_row_and_column() -> None:
    rows = "<tr><th>姓名<th>身份证号<tr><td>张三<td>甲乙<tr><td>李四<td><p>丙</p><p>丁</p>"
    document = page(f"<p>名单</p><table>{rows}</table><p>完</p>")
    (table,) = document.tables
    assert document.row(table, 1) == ["张三", "甲乙"]
    assert document.row(table, 2) == ["李四", "丙\v丁"]
    assert place(document, "甲乙") == "第1个表格第2行第2列"
    assert place(document, "完") == "页面第2段"


def test_merged_cells_keep_the_columns_in_line() -> None:
    rows = (
        "<tr><td rowspan=2>村<td colspan=2>户主<td rowspan=2>备注</tr><tr><td>姓名<td>电话</tr>"
        "<tr><td>甲村<td>张三<td>139<td>无</tr>"
    )
    document = page(f"<table>{rows}</table>")
    (table,) = document.tables
    assert [document.row(table, row) for row in range(3)] == [
        ["村", "户主", "", "备注"],
        ["", "姓名", "电话", ""],
        ["甲村", "张三", "139", "无"],
    ]
    assert (0, 0, 1, 0) in table.merges
    assert (0, 1, 0, 2) in table.merges


def test_a_table_that_only_lays_out_is_text_and_the_one_inside_is_a_table() -> None:
    inner = "<table><tr><td>姓名<td>电话<tr><td>张三<td>一三九</table>"
    document = page(f"<table><tr><td>菜单</td><td><p>正文的话</p>{inner}</td></tr></table>")
    (table,) = document.tables
    assert document.row(table, 1) == ["张三", "一三九"]
    assert place(document, "菜单") == "页面第1段"


@pytest.mark.parametrize(
    "hiding",
    [
        'style="display: none"',
        'style="DISPLAY:NONE"',
        'style="visibility:hidden"',
        'style="font-size:0"',
        'style="font-size:0px;color:red"',
        'style="opacity:0"',
        'style="position:absolute;left:-9999px"',
        'style="text-indent:-9999px"',
        "hidden",
        'class="gone"',
    ],
)
def test_what_a_page_hides_is_found_and_said_to_be_hidden(hiding: str) -> None:
    document = page(f"<p>看得见</p><p {hiding}>看不见</p><p>又看得见</p>", "<style>.gone { display : none }</style>")
    assert document.place_at(document.text.index("看不见")).hidden is Hidden.TEXT
    assert document.place_at(document.text.index("又看得见")).hidden is Hidden.VISIBLE


@pytest.mark.parametrize(
    ("style", "hidden"),
    [
        ("color:#fff", Hidden.WHITE),
        ("color:white", Hidden.WHITE),
        ("color:rgb(255, 255, 254)", Hidden.WHITE),
        ("color:#fff;background:#c00", Hidden.VISIBLE),
        ("color:#c00;background-color:#c00", Hidden.TEXT),
        ("color:#333", Hidden.VISIBLE),
    ],
)
def test_ink_of_the_colour_of_its_ground_is_hidden(style: str, hidden: Hidden) -> None:
    document = page(f'<p><span style="{style}">看</span></p>')
    assert document.place_at(document.text.index("看")).hidden is hidden


def test_a_hidden_row_and_a_hidden_cell_are_said_to_be_so() -> None:
    document = page(
        "<table><tr><th>名<th>号<tr style='display:none'><td>甲<td>乙<tr><td>丙<td><span hidden>丁</span></table>"
    )
    assert place(document, "乙") == "第1个表格第2行第2列（隐藏行）"
    assert place(document, "丁") == "第1个表格第3行第2列（隐藏文字）"
    assert place(document, "丙") == "第1个表格第3行第1列"


def test_what_stands_in_the_source_only_is_not_lost() -> None:
    document = page(
        '<img src=a.jpg alt="张三的身份证"><a href="b.xls" title="点击下载名单">表</a><input type=hidden value="隐藏的值">'
        '<!-- <p>李四 一三九</p> --><script>var data = {"姓名": "王五"}</script>'
    )
    assert document.place_at(document.text.index("张三的身份证")).hidden is Hidden.ALT_TEXT
    for words in ("点击下载名单", "隐藏的值", "李四 一三九", "王五"):
        assert document.place_at(document.text.index(words)).hidden is Hidden.MARKUP, words


NUMBER = "369999199001011230"


@pytest.mark.parametrize(
    "source",
    [
        f'<table><tr data-idcard="{NUMBER}"><td>甲</td></tr></table>',
        f"<a href='#' onclick=\"show('{NUMBER}')\">甲</a>",
        f'<select><option value="{NUMBER}">甲</option></select>',
        f'<select><optgroup label="{NUMBER}"><option>甲</select>',
        f'<table summary="{NUMBER}"><tr><td>甲</table>',
        f'<object><param name="who" value="{NUMBER}"></object>',
        f'<a href="/detail.jsp?who={NUMBER}">甲</a>',
        f'<img src="/photos/{NUMBER}.jpg">',
        f'<script data-who="{NUMBER}">go()</script>',
        f'<style title="{NUMBER}">p{{color:red}}</style>',
        f'<style>p:after{{content:"{NUMBER}"}}</style>',
        f"<template><p>{NUMBER}</p></template>",
        f'<template><p data-who="{NUMBER}">甲</p></template>',
        f'<svg></svg><script data-who="{NUMBER}">go()</script>',
        f'<iframe srcdoc="&lt;p&gt;{NUMBER}&lt;/p&gt;"></iframe>',
        f"<![CDATA[{NUMBER}]]>",
        f"<?php show({NUMBER}) ?>",
    ],
)
def test_a_number_that_only_scripts_and_programs_see_is_not_lost(source: str) -> None:
    document = page(f"<!DOCTYPE html><html><body><p>名单</p>{source}</body></html>")
    assert document.place_at(document.text.index(NUMBER)).hidden is Hidden.MARKUP


def test_addresses_are_no_text_for_their_numbers() -> None:
    source = '<a href="/art/20240112/13800138000_1704067200000.html" class="a13800138000">县政府办</a>'
    assert "1380013" not in page(source).text


@pytest.mark.parametrize("element", ["xmp", "plaintext"])
def test_what_a_browser_shows_as_it_is_written_is_text_even_in_brackets(element: str) -> None:
    assert "<身份证号 110105194912310021>" in page(f"<{element}>申请人<身份证号 110105194912310021>").text


def test_links_keep_their_address_and_words() -> None:
    document = page('<a href="/a/名单.xlsx"><b>附件：</b>名单</a><a href="javascript:void(0)">空</a>')
    assert [(link.address, link.text) for link in document.links] == [("/a/名单.xlsx", "附件：名单")]


def test_an_xls_that_is_a_page_is_read_as_the_page_it_is() -> None:
    reading = extract.read("<table><tr><td>姓名<td>号<tr><td>张三<td>甲</table>".encode("gbk"), name="名单.xls")
    assert reading.documents[0].kind == "html"


def test_a_million_tags_inside_each_other_are_an_outcome_and_not_a_crash() -> None:
    reading = extract.read(b"<html><body>" + b"<div>" * 300_000 + "尾".encode(), name="a.html")
    assert reading.documents or reading.not_examined


def test_marks_of_ours_in_a_page_do_no_harm() -> None:
    document = page(
        "<p>甲\x1c\x1d\x02T乙&#x1c;&#9;&#x1d;&#x02;丙</p><table><tr><td>&#9;丁<td>戊<tr><td>己<td>庚</table>"
    )
    for words in "甲乙丙丁戊己庚":
        assert words in document.text


PIECES = st.sampled_from(
    [
        *(
            "<p>",
            "</p>",
            "<b>",
            "<div class=TRS_Editor>",
            "</div>",
            '<div style="display:none">',
            "<p hidden>藏\n字</p>",
        ),
        *("<table><tr><td colspan=2>甲\n乙<td>丙<tr><th>1<td>2<td>3</table>", "</table>", "<td>", "<tr>", "<li>目\t录"),
        *(
            "<pre>a\n b\tc</pre>",
            "<!-- 批注\n -->",
            '<img alt="图\n片" title=图>',
            "&#10;",
            "&#1;",
            "&nbsp;",
            "\x0e",
            "\x1c",
        ),
        *('<a href=" x\n.html ">链\n接</a>', "<script>var a = '人员名单'</script>", "<style>.h{display:none}</style>"),
        *(
            "<span class=h>隐</span>",
            "<article>文</article>",
            "<textarea>\n内容</textarea>",
            "文字，",
            "\n",
            "\r\n",
            "<br>",
        ),
    ]
)


@given(st.lists(PIECES, max_size=20).map("".join))
@settings(max_examples=150, deadline=None)
def test_a_page_parsed_by_somebody_else_reads_the_same(source: str) -> None:
    data = f"<html><body>{source}".encode()
    parsed = extract.read_page(parse(data, url="http://www.yangli.example/"), data=data, name="a.html")
    fresh = extract.read(data, name="a.html")
    assert parsed.not_examined == fresh.not_examined
    for one, other in zip(parsed.documents, fresh.documents, strict=True):
        assert (one.text, one.passages, one.title, one.links, one.tags) == (
            *(other.text, other.passages, other.title, other.links, other.tags),
        )
        assert [table.merges for table in one.tables] == [table.merges for table in other.tables]


def test_a_page_taken_for_another_encoding_is_read_anew() -> None:
    data = "<html><body><p>关于公示的通知，请各单位认真抓好落实</p>".encode("gbk")
    page = parse(data, url="http://www.yangli.example/", declared="big5")
    assert "关于公示的通知" in extract.read_page(page, data=data, name="a.html").documents[0].text
