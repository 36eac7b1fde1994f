"""A page's own words stay with it; what many pages bear is told once."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from mingcha import extract
from mingcha.extract.page_template import TEMPLATE, PageTemplate
from mingcha.model.document import Document

BODY = "<div class='TRS_Editor'><p>{body}</p><p>第二段内容，说明有关事项的办理要求。</p></div>"
PAGE = (
    "<html><head><title>{title}</title><meta name='SiteName' content='样例门户网站'></head><body><div>网站首页</div>"
    "<div>写错的导拦</div><h1>{title}</h1>" + BODY + "<div><a href='/x/{other}.html'>另一条信息{other}</a></div>"
    "<table><tr><td>主办单位</td><td>电话</td><td>邮编</td></tr><tr><td>样例县</td><td>无</td><td>无</td></tr></table>"
    "<div>阅读次数{number}</div></body></html>"
)


def page(number: int, *, body: str = "") -> Document:
    text = PAGE.format(
        title=f"通知{number}", body=body or f"正文{number}写明全部要求。", other=number + 1, number=number
    )
    (document,) = extract.read(text.encode(), name=f"http://yangli.example/{number}.html").documents
    return document


def test_a_word_of_the_template_is_told_once_and_with_a_page_that_shows_it() -> None:
    own, told = PageTemplate().apart([page(number) for number in range(20)])
    (template,) = told
    assert (template.source, template.post) == ("http://yangli.example/0.html", TEMPLATE)
    assert "写错的导拦" in template.text
    assert "主办单位\t电话" in template.text
    assert "样例门户网站" in template.text
    assert not any("写错的导拦" in one.text or "主办单位" in one.text for one in own)


def test_a_page_keeps_its_title_its_body_and_what_only_it_says() -> None:
    for number, one in enumerate(PageTemplate().apart([page(number) for number in range(20)])[0]):
        assert f"正文{number}写明全部要求。" in one.text
        assert one.text.startswith(f"通知{number}")
        assert f"阅读次数{number}" in one.text
        assert f"另一条信息{number + 1}" not in one.text  # it is told where it leads


def test_the_name_of_the_site_is_no_part_of_a_title() -> None:
    pages = [
        extract.read(
            f"<title>通知{number}--样例县政府网</title><p>内容{number}</p>".encode(), name=f"{number}.html"
        ).documents[0]
        for number in range(20)
    ]
    own, told = PageTemplate().apart(pages)
    assert [one.text.split("\n")[0] for one in own] == [f"通知{number}" for number in range(20)]
    assert "样例县政府网" in told[0].text


def test_a_line_in_the_middle_of_a_body_nobody_marked_stays_though_others_share_it() -> None:
    pages = [
        extract.read(
            f"<div>首页</div><div>一、目的{number}</div><div>二、范围</div><div>三、要求{number}</div><div>版权</div>".encode(),
            name=f"{number}.html",
        ).documents[0]
        for number in range(20)
    ]
    own, _ = PageTemplate().apart(pages)
    assert [one.text for one in own] == [f"一、目的{number}\n二、范围\n三、要求{number}\n" for number in range(20)]


def test_lists_of_other_posts_belong_to_those() -> None:
    lines = "".join(f"<div>·<a href='{n}.html'>《方案{n}》解读…</a> [2023-12-0{n}]</div>" for n in range(1, 6))
    text = f"<div>{lines}</div><p>自己的内容写在这里，不止三十个字，足以让人看出哪里是正文，哪里是别处的列表。</p>"
    pages = [extract.read(text.replace("自己", f"自己{n}").encode(), name=f"{n}.html").documents[0] for n in range(3)]
    assert all("解读" not in one.text for one in PageTemplate().apart(pages)[0])


def test_places_keep_their_names() -> None:
    pages = [page(number, body="一处写错的地方。") for number in range(20)]
    for before, after in zip(pages, PageTemplate().apart(pages)[0], strict=True):
        was, now = before.text.index("一处写错"), after.text.index("一处写错")
        assert now < was
        assert str(after.place_at(now)) == str(before.place_at(was))
    (template,) = PageTemplate().apart(pages)[1]
    at = template.text.index("样例县")
    assert str(template.place_at(at)) == str(pages[0].place_at(pages[0].text.index("样例县\t")))


def test_a_second_batch_is_not_told_the_template_again() -> None:
    template = PageTemplate()
    assert template.apart([page(number) for number in range(20)])[1]
    assert template.apart([page(number) for number in range(20, 40)])[1] == []


def test_few_pages_tell_nothing_about_a_template() -> None:
    own, told = PageTemplate().apart([page(1), page(2)])
    assert told == []
    assert all("写错的导拦" in one.text for one in own)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(["导航", "版权所有", "独有甲", "独有乙"]), min_size=1, max_size=8), st.integers(8, 12))
def test_nothing_of_a_page_is_lost(words: list[str], number: int) -> None:
    html = "".join(f"<div>{word}</div>" for word in words)
    pages = [
        extract.read(f"<body>{html}<p>{i}号</p></body>".encode(), name=f"{i}.html").documents[0] for i in range(number)
    ]
    own, told = PageTemplate().apart(pages)
    for before, after in zip(pages, own, strict=True):
        lines = {line for one in (after, *told) for line in one.text.splitlines()}
        assert set(before.text.splitlines()) <= lines
