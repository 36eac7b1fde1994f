"""Pages made to exhaust whoever reads them: the answer comes in time, and what is hidden is still found."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingcha.examine.catalogue import named
from mingcha.examine.hidden_links.scripts import hides, plain_writes, unwrapped
from mingcha.examine.hidden_links.styles import rules_of
from mingcha.examine.runner import Result, examine_subjects
from mingcha.model.finding import Verdict
from mingcha.model.page_source import PageSource

HIDDEN = '<div style="font-size:0"><a href="http://www.strange.test/">某某装修</a></div>'
CHECKS = ("hidden_link", "injected_title")


def examined(html: str) -> Result:
    result = examine_subjects(
        [PageSource("http://www.yangli.gov.cn/", html)], [named(name) for name in CHECKS], key=b"k"
    )
    assert result.not_examined == ()
    return result


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 200_000 + HIDDEN,
        '<div class="a b" style="color:#fff">' * 40_000 + HIDDEN + "</div>" * 40_000,
        "".join(f'<a href="http://s{n}.test/">第{n}条</a>' for n in range(200_000)),
        "<style>"
        + "".join(f".a{n} .b{n},.c{n}>.d{n}{{display:none;color:#fff}}" for n in range(10_000))
        + "</style>"
        + HIDDEN,
        "<style>" + "@media screen{" * 20_000 + "</style>" + HIDDEN,
        "<style>" + "{" * 100_000 + "</style>" + HIDDEN,
        "<script>" + "unescape('%3C" * 10_000 + "</script>" + HIDDEN,
        "<script>eval(String.fromCharCode(" + "1," * 60_000 + "</script>" + HIDDEN,
        "<script>var a='" + "\\x41" * 30_000 + "'</script>" + HIDDEN,
        "<script>" + "'a'+" * 30_000 + "</script>" + HIDDEN,
        "<script>x=atob('" + "QUFB" * 30_000 + "')</script>" + HIDDEN,
        "<!--" * 50_000 + HIDDEN,
        "<script>" * 30_000 + HIDDEN,
        "<title>" * 20_000 + "&#x5929;" * 20_000,
        '<meta name="keywords" content="' * 20_000 + HIDDEN,
        "<iframe src='/'>" * 20_000 + HIDDEN,
        '<a href="http://' + "a" * 500_000,
        "http://" * 100_000,
    ],
    ids=lambda html: html[:24],
)
def test_a_hostile_page_is_done_with_in_time(html: str) -> None:
    begin = time.process_time()
    examined(html)
    assert time.process_time() - begin < 6


def test_a_hidden_link_below_many_menus_is_still_found() -> None:
    menus = "".join(f'<ul style="display:none"><li><a href="/{n}/">栏目{n}</a></li></ul>' for n in range(294))
    assert examined(menus).findings == ()
    (finding,) = examined(menus + HIDDEN).findings
    assert finding.verdict is Verdict.FOUND


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ('document.write(unescape("%3Ca%20href%3Dx%3E"))', "<a href=x>"),
        ("document.write(unescape('%u5929%u5929%u5929%u5929'))", "天天天天"),
        ("eval(String.fromCharCode(60,97,32,104,114,101,102))", "<a href"),
        ("eval(String.fromCharCode(0x3c,0x61,0x20,0x68))", "<a h"),
        ('document.write(atob("PGEgaHJlZj0iaHR0cDovL3gudGVzdC8iPg=="))', '<a href="http://x.test/">'),
        (r'document["\x77\x72\x69\x74\x65"]("\x3c\x61\x20\x68\x72\x65\x66")', 'document["write"]("<a href")'),
        ('eval("\'>a/<>x=ferh a<\'".split("").reverse().join(""))', "'<a href=x></a>'"),
        ('document.write(unescape("%3C"+"a%20href"))', "<a href"),
        ('eval(unescape("eval(String.fromCharCode(60%2C97%2C32%2C104))"))', "<a h"),
    ],
)
def test_a_wrapping_is_taken_off_without_running_anything(script: str, told: str) -> None:
    assert told in [one.text for one in unwrapped(script)]


@pytest.mark.parametrize(
    "script",
    [
        "var icons='\\u002Fimg\\u002F1.png\\u0026x=1\\u003Cb\\u003E';",
        "$(function(){$('#nav').slide();});",
        'var data={"url":"\\/a\\/b.html"};',
    ],
)
def test_data_with_escaped_marks_wraps_nothing(script: str) -> None:
    assert list(unwrapped(script)) == []


def test_what_a_script_hides_is_known_by_id_class_and_style() -> None:
    told = {
        one.ident: one.style
        for one in hides(
            "document.getElementById('a').style.display='none';$('#b').hide();$('.c').css('left','-999px');"
            "document.getElementById(\"d\").style.cssText='position:absolute;left:-9999px';var e=document.getElementById('f');e.style.fontSize='0';"
        )
    }
    assert told == {
        "a": "display:none",
        "b": "display:none",
        "c": "left:-999px",
        "d": "position:absolute;left:-9999px",
        "f": "font-size:0",
    }


def test_only_scripts_that_write_plain_strings_are_put_into_the_page() -> None:
    assert plain_writes('document.write(\'<div style="display:none">\');document.writeln("</div>")') is not None
    assert plain_writes("if(x){document.write('<div>')}") is None


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="{}.#:;@,> abcdisplay:none/*\"'()!", max_size=120))
def test_any_style_sheet_can_be_read(sheet: str) -> None:
    rules_of(sheet)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="<>/='\"ahrefdivstyle:;&#-! \n\\x0", max_size=160))
def test_any_page_can_be_examined(html: str) -> None:
    examined(f"{html}{HIDDEN}")
