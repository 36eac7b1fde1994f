"""Saved pages of 公众号 posts: browser, WeChat, one file or plain, UTF-8 or GBK, and pages that are no post."""

from __future__ import annotations

import pytest
from collect.media import saved_pages
from hypothesis import given
from hypothesis import strategies as st

from mingcha.collect.media.saved_page import read_saved_page
from mingcha.collect.wechat import read_wechat
from mingcha.model.ledger import FileFault
from mingcha.pages.page import parse

USUAL = saved_pages.usual()
LINK = "https://mp.weixin.qq.com/s?__biz=MzA3NDU2Nzg5MA==&mid=2247483659&idx=1&sn=9f86d081884c7d65"


def read(data):
    (post,) = read_saved_page(data, file="文章.html").posts
    return post


@pytest.mark.parametrize(
    "data",
    [
        USUAL,
        saved_pages.usual(charset="gbk"),
        saved_pages.as_mht(USUAL),
        saved_pages.as_mht(saved_pages.usual(charset="gbk"), charset="gbk"),
        USUAL.replace(b'id="activity-name"', b""),
        USUAL.replace(b'id="js_name"', b""),
        USUAL.replace(b'var ct = "1701743400";', b"").replace(b"10:30", b"10:30:00"),
    ],
    ids=["plain", "gbk", "mht", "mht gbk", "title of the head", "name of the script", "moment as shown"],
)
def test_a_saved_post_says_what_whose_and_when(data):
    post = read(data)
    assert (post.title, post.account, post.published) == ("样例县召开政务公开推进会", "样例发布", "2023-12-05 10:30:00")
    assert (post.url, post.fault) == (LINK, "")


def test_a_page_that_is_all_script_is_read_too():
    post = read(saved_pages.scripts_only())
    assert post.title == "一图读懂：2023年样例县政务公开要点 & 问答"
    assert (post.account, post.published) == ("样例发布", "2023-12-06 08:05:00")
    assert "mid=2247483660" in post.url


@pytest.mark.parametrize(
    "words",
    [
        "该内容已被发布者删除",
        "此内容因违规无法查看",
        "此内容被投诉且经审核涉嫌侵权，无法查看。",
        "此帐号已被屏蔽, 内容无法查看",
    ],
)
def test_a_notice_in_place_of_a_post_is_no_post(words):
    post = read(saved_pages.gone(words))
    assert "没有可以登记的信息" in post.fault
    assert words[:5] in post.fault.replace("账号", "帐号") or words[:5] in post.fault


def test_a_post_that_speaks_of_deleted_posts_is_a_post():
    assert read(saved_pages.usual(title="为什么会看到“该内容已被发布者删除”")).fault == ""


def test_the_page_of_verification_is_told_from_a_post():
    assert "验证页" in read(saved_pages.gone("环境异常 当前环境异常，完成验证后即可继续访问。")).fault


def test_a_page_of_another_platform_gives_title_and_address_and_the_day_is_asked_for():
    page = """<!-- saved from url=(0041)https://www.toutiao.com/article/73012345678/ -->
    <html><head><title>样例县脐橙走出大山</title></head><body>正文</body></html>""".encode()
    post = read(page)
    assert (post.title, post.published) == ("样例县脐橙走出大山", "")
    assert post.url == "https://www.toutiao.com/article/73012345678/"


def test_an_ordinary_page_is_no_page_of_wechat():
    assert read_wechat(parse(b"<html><body><h1>x</h1></body></html>", url="")) is None


@pytest.mark.parametrize(
    "data", [b"", b"   ", b"<html><body></body></html>", b"From: a\nContent-Type: multipart/related\n\n"]
)
def test_a_file_without_a_post_is_refused_in_words(data):
    with pytest.raises(FileFault):
        read_saved_page(data, file="x.html")


def spoilt(whole):
    """The page cut, with bytes changed, as disks and mailers do."""
    return st.tuples(st.integers(0, len(whole)), st.integers(0, len(whole)), st.binary(max_size=8)).map(
        lambda cut: whole[: min(cut[:2])] + cut[2] + whole[max(cut[:2]) :]
    )


@given(st.binary(max_size=200) | spoilt(USUAL) | spoilt(saved_pages.as_mht(USUAL)) | spoilt(saved_pages.scripts_only()))
def test_any_bytes_are_read_or_refused(data):
    try:
        (post,) = read_saved_page(data, file="x").posts
    except FileFault:
        return
    assert isinstance(post.title, str)


def test_the_words_of_a_saved_post_are_kept():
    assert read(USUAL).text == "12月5日，样例县召开会议。"
    assert read(saved_pages.gone()).text == ""
