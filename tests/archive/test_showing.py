"""Whatever a page holds, what is shown runs nothing, sends nothing and loads nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from archive.given import HOME, answer, opened
from hypothesis import given
from hypothesis import strategies as st

from mingcha.archive.safe_style import safe_style
from mingcha.archive.showing import FOUND_ID, Download, Shown, show, show_page
from mingcha.archive.store import Record
from mingcha.model.fetch import Response
from mingcha.pages.page import parse

# What our own frame consists of, and what may come over from a page.
FRAME = {"html", "head", "body", "meta", "title", "style", "div", "mark"}
PASSIVE = {
    *("p div span br hr h1 h2 h3 h4 h5 h6 b i u s em strong small big sub sup ins del font center blockquote pre code "
    "ul ol li dl dt dd table caption thead tbody tfoot tr td th colgroup col section article header footer nav main "
    "aside figure figcaption address time abbr cite q ruby rt rp wbr a label fieldset legend details summary").split()
}  # fmt: skip
HARMLESS = {
    *"align valign colspan rowspan width height border cellpadding cellspacing bgcolor color size dir lang start".split(),
    *("style", "title", "class", "id"),
}


def shown(source: str | bytes, **wanted: object) -> Shown:
    data = source.encode() if isinstance(source, str) else source
    return show_page(parse(data, url=HOME), **wanted)  # type: ignore[arg-type]


def assert_inert(page: Shown) -> None:
    """Read by a parser as a browser would: only passive elements with harmless attributes."""
    tree = parse(page.html.encode("utf-8", "replace"), url="").tree
    styles = 0
    for node in tree.css("*"):
        assert node.tag in FRAME | PASSIVE, node.tag
        if node.tag == "style":
            styles += 1
        if node.tag == "meta":
            assert set(node.attributes) <= {"charset", "http-equiv", "content"}
            assert (node.attributes.get("http-equiv") or "Content-Security-Policy") == "Content-Security-Policy"
            continue
        assert set(node.attributes) <= HARMLESS, node.attributes
        style = (node.attributes.get("style") or "").lower()
        assert "url" not in style
        assert "(" not in style.replace("rgb(", "").replace("rgba(", "")
    assert styles == 1


HOSTILE = """
<base href="http://evil.test/"><meta http-equiv=refresh content="0;url=http://evil.test/">
<link rel=stylesheet href=http://evil.test/a.css><style>@import 'http://evil.test/';p{background:url(//evil.test)}</style>
<script>alert(1)</script><p onclick=alert(1) style="background:url(http://evil.test/x.png);color:red">正文<b onx=1>粗</b></p>
<img src=http://evil.test/a.gif srcset="http://evil.test/b 2x" onerror=alert(1) alt="会议照片"><iframe srcdoc="<script>1</script>"></iframe>
<svg onload=alert(1)><script>1</script><image href=http://evil.test/c.svg /><foreignObject><p>里</p></foreignObject></svg>
<a href=" java&#x0A;script:alert(1)">链接</a><a href="data:text/html,<script>1</script>">又</a>
<form action=http://evil.test/ method=post><input name=a value=值 autofocus onfocus=1><button formaction=//evil.test>交</button></form>
<object data=http://evil.test/x.swf></object><embed src=x><video src=http://evil.test/v poster=//evil.test/p></video>
<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;"></table></mtext></math>
<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript><template><script>2</script></template>
<body background=http://evil.test/bg.png onload=1><table background=//evil.test/t><tr><td>格</td></tr></table>
<p style="width:expression(alert(1))">甲</p><p style="color:\\72 ed;x:u\\rl(1)">乙</p><div style="position:fixed;top:0">丙</div>
<x-own onclick=1>自定义</x-own><plaintext></div><script>尾
"""


def test_a_page_full_of_traps_becomes_text(tmp_path: Path) -> None:
    page = shown(HOSTILE)
    assert_inert(page)
    assert "evil.test" not in page.html.replace("[图片：会议照片 http://evil.test/a.gif]", "").replace(
        "[嵌入的对象：http://evil.test/x.swf]", ""
    ).replace("[视频：http://evil.test/v]", "")
    for word in ("正文", "粗", "格", "甲", "乙", "丙", "自定义", "会议照片", "链接：data:text/html"):
        assert word in page.html


SOUP = st.lists(
    st.one_of(
        st.sampled_from(
            [
                *("<script>", "</script>", "<style>", "</style>", "<!--", "-->", "<svg>", "</svg>", "<math>", "<mtext>"),
                *("<img src=x onerror=a>", '<a href="javascript:a">', "</a>", "<p onclick=a>", "</p>", "<table>", "<td>"),
                *("<iframe src='http://e.test'>", "<template>", "<noscript>", "</noscript>", "<textarea>", "<title>"),
                *("<select>", "<option>", "<foreignObject>", "<annotation-xml encoding='text/html'>", "<plaintext>"),
                *('<p style="background:url(http://e.test)">', "<div title='", "'", '"', ">", "<", "&lt;", "&#60;script&#62;"),
                *("<frameset>", "<form action=//e.test>", "<input type=image src=//e.test>", "\x00", "<![CDATA[", "]]>"),
                *("<body onload=a>", "<html onclick=a>", "<base href=//e.test>", "<font color='\"><img src=x>'>", "<mglyph>"),
                "<p style='width:1px;b\\61 ckground:url(1)'>", "<td background=//e.test width='1' onx>", "<a\x0chref=x\x0conx=y>",
            ]
        ),
        st.text(max_size=12),
    ),
    max_size=30,
).map("".join)  # fmt: skip


@given(SOUP)
def test_no_soup_of_tags_brings_anything_active_over(soup: str) -> None:
    assert_inert(shown(soup))


@given(st.binary(max_size=200))
def test_no_bytes_bring_anything_active_over(data: bytes) -> None:
    assert_inert(shown(data))


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=60))
def test_no_style_brings_an_address_over(style: str) -> None:
    kept = safe_style(f"color:red;{style}")
    assert "url" not in kept.lower() or "(" not in kept
    assert "\\" not in kept
    assert "@" not in kept


def test_styles_that_only_change_the_look_stay() -> None:
    style = "color: rgb(1, 2, 3); font-family: 宋体, SimSun; text-align:center; position:fixed; background:url(x)"
    assert safe_style(style) == "color:rgb(1, 2, 3);font-family:宋体, SimSun;text-align:center"


def test_a_quote_is_highlighted_whatever_its_spaces_and_elements() -> None:
    page = shown("<p>公开 <b>联系人</b>：张\n三，电话123</p><p>无关</p>", quote="联系人：张三")
    assert page.marked == 1
    assert f'<mark id="{FOUND_ID}">联系人</mark></b><mark>：张\n三</mark>，电话123' in page.html
    assert_inert(page)


def test_every_occurrence_of_a_quote_is_highlighted() -> None:
    page = shown("<p>甲乙甲乙</p><p>甲乙</p>", quote="甲乙")
    assert (page.marked, page.html.count("<mark"), page.html.count(FOUND_ID)) == (3, 3, 1)


def test_a_quote_that_is_not_there_marks_nothing() -> None:
    assert shown("<p>甲</p>", quote="乙").marked == 0


def test_a_quote_of_markup_is_found_in_the_text_and_stays_text() -> None:
    page = shown("<p>写 &lt;script&gt;alert(1)&lt;/script&gt; 的方法</p>", quote="<script>alert(1)</script>")
    assert page.marked == 1
    assert_inert(page)


@given(SOUP, st.integers(-5, 60), st.integers(-5, 60))
def test_any_range_of_characters_is_highlighted_exactly(soup: str, start: int, stop: int) -> None:
    page = shown(soup, place=(start, stop))
    assert_inert(page)
    tree = parse(page.html.encode("utf-8", "replace"), url="").tree
    marked = "".join(node.text(deep=True) for node in tree.css("mark"))
    wanted = page.text[max(start, 0) : max(stop, 0)] if stop > start else ""
    assert plain(marked) == plain(wanted)


def plain(text: str) -> str:
    """What a parser reads back: line ends folded, what no document may hold replaced."""
    text = text.encode("utf-8", "replace").decode().replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "\ufffd")
    return text.replace("\ufffd", "")


def record_of(tmp_path: Path, response: Response) -> Record:
    with opened(tmp_path) as archive:
        return archive.read(archive.append(response))


def test_a_page_in_gbk_is_shown_in_utf_8_with_what_is_known_of_it(tmp_path: Path) -> None:
    body = "<html><title>公示</title><p>样例县公示</p>".encode("gbk")
    headers = ((b"Content-Type", b"text/html; charset=GBK"),)
    page = show(record_of(tmp_path, answer("a.html", body, headers=headers)))
    assert isinstance(page, Shown)
    assert "样例县公示" in page.html
    assert "2023年12月01日 12:00:00（北京时间）采集" in page.html
    assert "sha256:" in page.html
    assert "default-src 'none'" in page.policy
    assert "sandbox" in page.policy


@pytest.mark.parametrize(
    ("media_type", "path"),
    [
        (b"image/svg+xml", "a.svg"),
        (b"application/pdf", "b.pdf"),
        (b"text/xml", "c.xml"),
        (b"", "d.html"),
        (b"text/html-like", "e"),
        (b"application/msword", '名单%0d%0aX: y";.doc'),
    ],
)
def test_what_is_no_web_page_is_only_handed_over_as_a_file(tmp_path: Path, media_type: bytes, path: str) -> None:
    body = b"<script>alert(1)</script>"
    file = show(record_of(tmp_path, answer(path, body, headers=((b"Content-Type", media_type),))))
    assert isinstance(file, Download)
    assert file.body == body
    headers = dict(file.headers)
    assert headers["Content-Type"] == "application/octet-stream"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Disposition"].startswith('attachment; filename="1')
    assert not set("\r\n") & set("".join(headers.values()))
    assert headers["Content-Disposition"].isascii()
    assert "/" not in file.name


def test_a_page_nested_beyond_reason_is_shown_all_the_same() -> None:
    page = shown("<div><b>" * 10_000 + "底")
    assert "底" in page.html
    assert page.html.count("<div>") < 1000


def test_an_attribute_of_a_password_field_is_not_shown() -> None:
    page = shown("<input type=hidden value=token123><input type=password value=secret><input value=关键词>")
    assert "token123" not in page.html
    assert "secret" not in page.html
    assert "[输入框：关键词]" in page.html
