"""What a post's page says of it, and what it does not."""

from __future__ import annotations

from datetime import date

import pytest

from mingcha.collect.posts import read_post
from mingcha.model.collected import DateSource, ListItem, PostFacts, StatedDate
from mingcha.pages.page import parse

URL = "http://www.a.gov.cn/zw/202312/t20231203_1.html"
TODAY = date(2023, 12, 20)
TITLE = "关于下达农村危房改造补助资金的通知"
BODY = "<p>各乡镇人民政府：</p><p>根据有关规定，现将补助资金下达给你们，请专款专用，严禁截留挪用。会议时间：2023年11月3日。</p>"


def page(
    head: str = "",
    info: str = "发布时间：2023-12-01 09:30 来源：县财政局 浏览次数：35",
    *,
    body: str = BODY,
    below: str = "",
    title: str = TITLE,
) -> str:
    return (
        f"<html><head><title>{title}_通知公告_云岭县人民政府</title>{head}</head><body><ul class='nav'><li><a href='/a/'>政务公开</a></ul>"
        f"<div class='wz'>当前位置：<a href='/'>首页</a> &gt; <a href='/tz/'>通知公告</a></div><div class='box'><h1>{title}</h1><div>{info}</div><div class='text'>{body}</div></div>"
        f"{below}<div class='footer'>主办单位：云岭县人民政府办公室</div></body></html>"
    )


def read(html: str, *, listed: ListItem | None = None, url: str = URL) -> PostFacts:
    facts = read_post(parse(html.encode(), url=url), listed=listed, today=TODAY)
    assert facts is not None
    return facts


def test_a_post_tells_title_day_source_and_column() -> None:
    facts = read(page())
    assert (facts.title, facts.published, facts.source, facts.column) == (
        TITLE,
        date(2023, 12, 1),
        "县财政局",
        "通知公告",
    )


def test_the_days_stand_in_their_order_and_all_are_kept() -> None:
    tag = '<meta name="PubDate" content="2023-12-02 10:00">'
    facts = read(page(tag), listed=ListItem(URL, TITLE, date(2023, 12, 4)))
    assert [(one.source, one.day.day) for one in facts.dates] == [
        (DateSource.TAG, 2),
        (DateSource.SHOWN, 1),
        (DateSource.LIST, 4),
        (DateSource.ADDRESS, 3),
    ]
    assert facts.published == date(2023, 12, 2)


@pytest.mark.parametrize(
    "signed",
    [
        "<p align=right>云岭县人民政府</p><p align=right>二〇二三年十一月二十九日</p>",
        "<p>云岭县水利局</p><p>二○二三年十一月廿九日</p><p>附件：<a href='1.doc'>申报表.doc</a></p>",
        "<p>二０二三年十一月二十九日</p><p>（此件公开发布）</p>",
        "<p>云岭县财政局　2023年11月29日</p>",
        "<table><tr><td>云岭县财政局<br>2023年11月29日</td></tr></table>",
    ],
)
def test_the_day_of_a_signature_counts_where_no_other_is_told(signed: str) -> None:
    plain = URL.replace("t20231203_1", "1")
    facts = read(page(info="", body=BODY + signed), listed=ListItem(plain, TITLE), url=plain)
    assert facts.dates == (StatedDate(DateSource.SIGNED, date(2023, 11, 29)),)
    listed = read(page(info="", body=BODY + signed), listed=ListItem(plain, TITLE, date(2023, 12, 1)), url=plain)
    assert listed.published == date(2023, 12, 1)


@pytest.mark.parametrize(
    "end",
    [
        "<p>报名截止时间：2023年11月29日</p>",
        "<p>公示期至2023年11月29日</p>",
        "<table><tr><td>王家村</td><td>2023年11月29日</td></tr></table>",
        "<p><a href='/2.html'>关于另一件事的通知2023年11月29日</a></p>",
        "<p>云岭县财政局</p><p>2023年13月29日</p>",
        "<p>2023年11月29日</p><p>本次会议由县水利局组织召开，各乡镇分管负责同志及有关单位负责人共八十余人参加。会后与会人员实地查看了现场情况。</p>",
    ],
)
def test_other_days_at_the_end_are_no_signature(end: str) -> None:
    plain = URL.replace("t20231203_1", "1")
    assert read(page(info="", body=BODY + end), listed=ListItem(plain, TITLE), url=plain).dates == ()


def test_a_day_behind_an_empty_source_is_the_day() -> None:
    facts = read(page(info="来源：　2023/12/1"))
    assert (facts.published, facts.source) == (date(2023, 12, 1), "")


@pytest.mark.parametrize("stated", ["2023-02-30 10:00", "", "2024-05-01", "0000-00-00", "1970-01-01 08:00"])
def test_a_day_that_cannot_be_leaves_the_word_to_the_next(stated: str) -> None:
    facts = read(page(f'<meta name="PubDate" content="{stated}">'))
    assert facts.dates[0].source is DateSource.SHOWN


def test_the_day_of_a_document_is_not_that_of_its_publication() -> None:
    table = "<table><tr><td>索 引 号：</td><td>Y001-2023-0007</td><td>成文日期：</td><td>2023年11月20日</td></tr><tr><td>发布机构：</td><td>县民政局</td><td>发布日期：</td><td>2023年12月1日</td></tr></table>"
    facts = read(page(info="").replace("<div class='box'>", f"<div class='box'>{table}"))
    assert (facts.dates[0].source, facts.published) == (DateSource.SHOWN, date(2023, 12, 1))
    assert (facts.index_number, facts.source) == ("Y001-2023-0007", "县民政局")


def test_a_day_in_the_body_or_beside_the_post_is_nobodys_date() -> None:
    below = "<div class='xgxx'><h3>相关信息</h3><ul><li><a href='2.html'>另一条通知</a> 发布时间：2023-11-11</li></ul></div>"
    facts = read(page(info="来源：县财政局", below=below), listed=ListItem(URL, TITLE, None))
    assert [one.source for one in facts.dates] == [DateSource.ADDRESS]


@pytest.mark.parametrize(
    ("info", "source"),
    [
        ("来源：县财政局 字体：【大 中 小】", "县财政局"),
        ("信息来源：<a href='/'>县财政局</a><span>发布时间：2023-12-01</span>", "县财政局"),
        ("2023-12-01&nbsp;&nbsp;来源: 县融媒体中心 张某&nbsp;&nbsp;&nbsp;点击：3", "县融媒体中心 张某"),
        ("来源： 发布时间：2023-12-01", ""),
        ("作者：李某 文章来源：新华社 更新时间：2023-12-01", "新华社"),
        ("【来源：县水利局】【时间：2023-12-01】", "县水利局"),
        ("发布机构：县水利局　　时间：2023-12-01", "县水利局"),
        ("<time>2023年12月1日</time><span>来源：</span><span><i></i>480</span>", ""),
        ("时间：2023-12-01 来源：</div><div>按照省、市统一部署，结合我县实际，现就有关事项公告如下。", ""),
        ("<span>2023-12-01</span><span>来源：</span></div><div class='text'><p>以案释法</p>", ""),
        ("<span>来源：</span><span>浏览：33</span>", ""),
        ("<table><tr><td>发布机构：</td><td></td><td>发文日期：</td><td>2023年12月1日</td></tr></table>", ""),
        ("<table><tr><td>发布机构：</td><td></td><td>县水利局</td></tr></table>", ""),
        (
            "<table><tr><td>发布机构</td><td>县水利局</td><td>发布日期</td><td>2023年12月1日</td></tr></table>",
            "县水利局",
        ),
        ("<div>来源：</div><div>县水利局</div><div>2023-12-01</div>", "县水利局"),
        ("<dl><dt>来源：</dt><dd>县水利局</dd><dt>时间：</dt><dd>2023-12-01</dd></dl>", "县水利局"),
    ],
)
def test_the_source_ends_where_the_template_goes_on(info: str, source: str) -> None:
    assert read(page(info=info), listed=ListItem(URL, TITLE)).source == source


def test_the_tag_names_the_source_unless_it_is_empty() -> None:
    assert read(page('<meta name="ContentSource" content="县审计局">')).source == "县审计局"
    assert read(page('<meta name="ContentSource" content="无">')).source == "县财政局"


def test_titles_that_disagree_are_weighed() -> None:
    tag = '<meta name="ArticleTitle" content="{}">'
    assert read(page(tag.format("云岭县人民政府"))).title == TITLE
    assert read(page(tag.format(TITLE[:8] + "..."))).title == TITLE
    assert read(page(tag.format(""))).title == TITLE
    assert read(page(tag.format(TITLE), title="通知公告")).title == TITLE
    assert read(page(tag.format("另一个题目的通知")), listed=ListItem(URL, TITLE)).title == TITLE
    assert (
        read(page(title="关于下达2023年补助<br>资金的通知").replace("补助<br>资金的通知_", "补助资金的通知_")).title
        == "关于下达2023年补助资金的通知"
    )


SITE = "<title>云岭县人民政府</title>"


@pytest.mark.parametrize(
    ("shown", "listed", "title"),
    [
        ("<h1>【重要】关于停水的通知</h1>", "【重要】关于停水的通知", "【重要】关于停水的通知"),
        ("<h1>【重要】关于停水的通知</h1>", "关于停水的通知", "【重要】关于停水的通知"),
        ("<h2>关于公布2023年度十佳<br>民营企业名单的通报</h2>", "", "关于公布2023年度十佳民营企业名单的通报"),
        (
            "<h2>关于公布2023年度十佳<br>民营企业名单的通报</h2>",
            "关于公布2023年度十佳",
            "关于公布2023年度十佳民营企业名单的通报",
        ),
        (
            "<table><tr><td>文 号：</td><td>云政办〔2023〕43号</td></tr></table><h2>以案释法 | 医保领域典型案例</h2>",
            "以案释法 | 医保领域典型案例",
            "以案释法 | 医保领域典型案例",
        ),
    ],
)
def test_a_title_is_taken_whole_and_with_its_own_marks(shown: str, listed: str, title: str) -> None:
    html = f"{SITE}<body>{shown}<p>来源：县水利局　发布时间：2023-12-01</p><div>{BODY}</div>"
    assert read(html, listed=ListItem(URL, listed, date(2023, 12, 1)) if listed else None).title == title


def test_a_bar_belongs_to_the_heading_it_stands_in() -> None:
    table = (
        "<table><tr><td>信息分类：</td><td>行政处罚</td></tr><tr><td>发布日期：</td><td>2023年12月1日</td></tr></table>"
    )
    html = f"<title>信息公开内容</title><body>{table}<h2 align=center>以案释法 | 医保参保领域典型案例（59）</h2><div>{BODY}</div>"
    for listed in ("以案释法 | 医保参保领域…", ""):
        assert (
            read(html, listed=ListItem(URL, listed, date(2023, 12, 1))).title == "以案释法 | 医保参保领域典型案例（59）"
        )


def test_attachments_are_the_posts_own() -> None:
    body = (
        BODY
        + "<p>附件：<a href='P0.xlsx'>1.资金安排表.xlsx</a></p><p><a href='/x/a.jpg'><img src='/x/a.jpg'></a></p><iframe src='/pdf/viewer.html?file=%2Fdoc%2F1.pdf'></iframe>"
    )
    below = (
        "<div class='fj'>附件下载：<a href='/system/_content/download.jsp?wbfileid=3'>2.申报书.doc</a></div><p>上一篇：<a href='9.html'>另一条</a></p>"
        "<div class='side'><a href='/t/reader.exe'>阅读器下载</a></div><div class='footer'><a href='/t/guide.pdf'>操作指南.pdf</a></div>"
    )
    facts = read(page(body=body, below=below))
    assert [one.url.removeprefix("http://www.a.gov.cn") for one in facts.attachments] == [
        "/zw/202312/P0.xlsx",
        "/doc/1.pdf",
        "/system/_content/download.jsp?wbfileid=3",
    ]
    assert facts.attachments[0].name == "1.资金安排表.xlsx"


def test_the_digest_changes_with_the_words_and_with_nothing_else() -> None:
    one = read(page())
    counted = read(page(info="发布时间：2023-12-01 09:30 来源：县财政局 浏览次数：99").replace("政务公开", "信息公开"))
    spaced = read(page(body=BODY.replace("各乡镇", "各 乡镇").replace("><", ">\n<")))
    changed = read(page(body=BODY.replace("严禁截留", "不得截留")))
    attached = read(page(body=BODY + "<a href='1.doc'>附件</a>"))
    assert one.body == counted.body == spaced.body
    assert len({one.body, changed.body, attached.body}) == 3


_RELATED = "".join(
    f"<section><div><b>{n}</b><em>2023-11</em></div><a href='/b/{n}/'>第{n}项工作的情况说明</a><p>按照部署，现就有关事项通知如下，请遵照执行。</p></section>"
    for n in range(11, 15)
)


@pytest.mark.parametrize(
    "related",
    [
        f"<section class=rec><h3>推荐阅读</h3>{_RELATED}</section>",
        f"<section class=x1><h3>猜你喜欢</h3>{_RELATED}</section>",
        f"<div><b>热点推荐</b>{_RELATED}</div>",
        f"<div>{_RELATED}</div>",
        "<p>上一篇：<a href='/b/8/'>第八项工作的情况说明</a></p><p>下一篇：<a href='/b/9/'>第九项工作的情况说明</a></p>",
    ],
)
def test_what_stands_beside_a_post_is_no_part_of_its_digest(related: str) -> None:
    html = "<title>云岭网</title><body><div><h2>关于停水的通知</h2><p>来源：县水利局 2023-12-01</p>{}{}</div>"
    one, other = read(html.format(BODY, "")), read(html.format(BODY, related))
    assert one.body == other.body
    short = "<p>现予公告，请相互转告。</p>"
    if "<h3>" in related:
        item = ListItem(URL, "关于停水的通知", date(2023, 12, 1))
        assert read(html.format(short, ""), listed=item).body == read(html.format(short, related), listed=item).body
    assert one.body != read(html.format(BODY + "<p>另行通知的除外。</p>", related)).body


def test_a_list_and_a_front_page_are_no_posts() -> None:
    rows = "".join(
        f"<li><a href='/{n}.html'>关于第{n}批补助资金的公示</a><span>2023-11-{n:02}</span></li>" for n in range(1, 20)
    )
    for html in (
        f"<h2>通知公告</h2><ul>{rows}</ul>",
        "<html><frameset><frame src=a.html></frameset></html>",
        "",
        "<p>欢迎</p>",
    ):
        assert read_post(parse(html.encode(), url="http://www.a.gov.cn/tz/"), today=TODAY) is None


def test_what_a_list_vouches_for_is_a_post_though_it_says_little() -> None:
    facts = read(
        "<title>图</title><body><img src='1.jpg'><p>一图读懂</p></body>", listed=ListItem(URL, TITLE, date(2023, 12, 1))
    )
    assert (facts.title, facts.published) == (TITLE, date(2023, 12, 1))
