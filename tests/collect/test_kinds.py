"""What a page is."""

from __future__ import annotations

from datetime import date

import pytest

from mingcha.collect.kinds import PageKind, frames, kind_of, needs_browser, soft_gone
from mingcha.collect.lists import read_list
from mingcha.pages.page import Page, parse

TODAY = date(2023, 12, 20)


def page(html: str, url: str = "http://www.a.gov.cn/zw/5.html") -> Page:
    return parse(html.encode(), url=url)


@pytest.mark.parametrize(
    "html",
    [
        "<p>您访问的页面不存在</p>",
        "<title>404</title><h1>Not Found</h1>",
        "<div>对不起，该文章已被删除！</div><a href='/'>返回首页</a>",
        "<script>alert('出错');window.location.href='/index.html'</script>",
        '<meta http-equiv="refresh" content="0; url=/">',
        "<title>出错啦</title>抱歉，您要查看的信息不存在或已被删除",
        "<title>404_云岭县人民政府</title><div><a href='/'>首页</a></div>",
        "<a href='/'>首页</a><script>alert('该信息不存在或已被删除！');history.back();</script>",
        "<meta name='ArticleTitle' content='关于补贴发放的公示'><meta name='PubDate' content='2023-12-01'><p>该信息已被删除</p>",
    ],
)
def test_pages_that_say_there_is_nothing(html: str) -> None:
    assert soft_gone(page(html))


@pytest.mark.parametrize(
    "html",
    [
        f"<h1>关于清理失效文件的通知</h1><p>{'经查，原网页不存在的链接一并清理，各单位按要求落实。' * 40}</p>",
        "<p>欢迎访问</p>",
        "<script>window.location.href='/zw/6.html'</script>",
        "<title>解决“404”页面问题的情况说明</title><h2>解决“404”页面问题的情况说明</h2><p>发布时间：2023-12-01</p><p>县财政局已逐条核对，问题全部解决。</p>",
        "<title>脐橙补贴公示（第404批）</title><h2>脐橙补贴公示（第404批）</h2><p>来源：县财政局 2023-12-01</p><p><a href='1.pdf'>附件：名单.pdf</a></p>",
        "<title>关于网页不存在类问题整改的通报</title><h2>关于网页不存在类问题整改的通报</h2><p>来源：县财政局 2023-12-01</p>"
        "<p>各单位对照清单逐条核对，已于近期全部整改到位。</p><p>下一步将建立台账，逐月抽查，防止同类问题再次发生。</p>",
        "<title>通知公告</title><ul><li><a href='/zw/1.html'>关于页面不存在问题的通报</a> 2023-12-01</li>"
        "<li><a href='/zw/2.html'>关于防汛值守的通知</a> 2023-12-02</li><li><a href='/zw/3.html'>关于内容已删除的说明</a> 2023-12-03</li></ul>",
        "<script>function del(id){if(!id){alert('该信息不存在！');return}}</script><p>来源：县财政局 2023-12-01</p>",
    ],
)
def test_pages_that_only_speak_of_it_are_not_gone(html: str) -> None:
    assert not soft_gone(page(html))


def test_a_frame_set_is_told_with_its_frames() -> None:
    one = page("<frameset><frame src='a.html'><frame src='b.html'></frameset>")
    assert kind_of(one, today=TODAY) is PageKind.FRAMES
    assert frames(one) == ("http://www.a.gov.cn/zw/a.html", "http://www.a.gov.cn/zw/b.html")


def test_a_page_that_only_a_browser_can_make_is_known() -> None:
    assert needs_browser(page("<body><div id='app'></div><script src='/js/app.js'></script></body>"))
    assert needs_browser(page("<script>document.cookie='__jsl_clearance=1';location.href=location.pathname</script>"))
    assert not needs_browser(page("<div id='app'></div><noscript>请启用JavaScript</noscript><a href='/a'>政务公开</a>"))


def test_a_front_page_of_boxes_is_no_list_and_no_post() -> None:
    boxes = "".join(
        f"<div><h3>{name}</h3><a href='/{name}/'>更多</a><ul>"
        + "".join(
            f"<li><a href='/{name}/{n}.html'>关于第{n}批{name}的通知</a><span>12-{n:02}</span></li>"
            for n in range(1, 7)
        )
        + "</ul></div>"
        for name in ("公示", "公告", "动态")
    )
    assert kind_of(page(boxes, "http://www.a.gov.cn/zwgk/list.html"), today=TODAY) in (PageKind.HOME, PageKind.LIST)
    assert kind_of(page(boxes, "http://www.a.gov.cn/index.html"), today=TODAY) is PageKind.HOME


_PROSE = "<p>各乡镇人民政府：</p><p>　　请对照汇总表逐项核对，于2024年12月5日前完成整改。</p><p>　　特此通知。</p>"
_FILES = "<p>附件：<a href='/up/1.xlsx'>附件1：汇总表.xlsx</a></p><p>附件：<a href='/up/2.docx'>申请表.docx</a></p>"


def test_files_below_paragraphs_are_attachments_and_files_in_a_table_a_list() -> None:
    post = page(f"<title>关于整改的通知</title><h2>关于整改的通知</h2>{_PROSE}{_FILES}")
    assert kind_of(post, today=TODAY) is not PageKind.LIST
    rows = "".join(
        f"<tr><td><a href='/up/{n}.pdf'>云岭县第{n}季度财政预算执行情况.pdf</a></td><td>2023-0{n}-11</td></tr>"
        for n in range(1, 9)
    )
    kept = page(
        f"<title>财政预算</title><h2>财政预算</h2><p>本栏目公开历年预算执行情况，按季度更新。</p><table>{rows}</table>"
    )
    found = read_list(kept, today=TODAY)
    assert found is not None and len(found.items) == 8
