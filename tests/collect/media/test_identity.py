"""One post, however its link was copied."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingcha.collect.media.identity import NoPost, meaning_of
from mingcha.collect.media.weibo import number_of, word_of
from mingcha.standards.media import media_rules
from mingcha.text.canonical_url import NotAnAddress

RULES = media_rules()
COPIES = {
    "weixin:MzA3NDU2Nzg5MA:2247483659:2": [
        "https://mp.weixin.qq.com/s?__biz=MzA3NDU2Nzg5MA==&mid=2247483659&idx=2&sn=9f86d081",
        "http://mp.weixin.qq.com/s?__biz=MzA3NDU2Nzg5MA%3D%3D&mid=2247483659&idx=2&sn=9f86d081&chksm=fe&scene=21#wechat_redirect",
        "https://mp.weixin.qq.com/s?src=a&__biz=MzA3NDU2Nzg5MA==&amp;mid=2247483659&amp;idx=2&amp;sn=9f86d081#rd",
        "https://MP.weixin.qq.com/mp/appmsg/show?__biz=MzA3NDU2Nzg5MA==&appmsgid=2247483659&itemidx=2&sign=1",
    ],
    "weibo:4974884836472329": [
        "https://weibo.com/1234567890/Nvq5Zr9Kp",
        "https://weibo.com/1234567890/Nvq5Zr9Kp?from=page_1001&type=comment",
        "https://m.weibo.cn/status/4974884836472329?sourceType=weixin",
        "https://m.weibo.cn/detail/4974884836472329",
        "https://m.weibo.cn/1234567890/4974884836472329",
    ],
    "douyin:7301234567890123456": [
        "https://www.douyin.com/video/7301234567890123456",
        "https://www.douyin.com/user/abc?modal_id=7301234567890123456",
        "https://www.iesdouyin.com/share/video/7301234567890123456/?region=CN&mid=1",
        "https://www.douyin.com/note/7301234567890123456",
    ],
    "toutiao:7301234567890123456": [
        "https://www.toutiao.com/article/7301234567890123456/",
        "https://m.toutiao.com/i7301234567890123456/?share_token=x",
        "https://www.toutiao.com/a7301234567890123456",
    ],
    "kuaishou:3xabcdefgh12345": [
        "https://www.kuaishou.com/short-video/3xabcdefgh12345?authorId=1",
        "https://m.gifshow.com/fw/photo/3xabcdefgh12345",
    ],
}


@pytest.mark.parametrize(
    ("identity", "link"), [(identity, link) for identity, links in COPIES.items() for link in links]
)
def test_copies_of_a_link_are_one_post(identity, link):
    meaning = meaning_of(link, RULES)
    assert (meaning.identity, meaning.firm) == (identity, True)
    assert meaning_of(meaning.url, RULES).identity == identity, "its own shortest form means the same"


def test_another_place_in_the_same_sending_is_another_post():
    link = "https://mp.weixin.qq.com/s?__biz=MzA3NDU2Nzg5MA==&mid=2247483659&idx={}"
    assert meaning_of(link.format(1), RULES).identity != meaning_of(link.format(2), RULES).identity


@pytest.mark.parametrize(
    ("link", "platform"),
    [
        ("https://mp.weixin.qq.com/s/Ab3dEfGhIjKlMnOpQrStUv", "weixin"),
        ("https://v.douyin.com/iJqAbcd/", "douyin"),
        ("https://v.kuaishou.com/AbCdEf", "kuaishou"),
        ("http://t.cn/A6abcde", "weibo"),
        ("https://m.toutiao.com/is/iAbCdEf/", "toutiao"),
        ("https://weixin.qq.com/sph/AbCdEf", "sph"),
    ],
)
def test_short_links_tell_the_platform_and_not_the_number(link, platform):
    meaning = meaning_of(link, RULES)
    assert (meaning.platform, meaning.firm) == (platform, False)


def test_an_unknown_host_is_its_address_without_what_share_buttons_add():
    plain = meaning_of("https://www.example.gov.cn/app/1?id=3", RULES)
    assert plain == meaning_of("https://www.example.gov.cn/app/1?utm_source=a&id=3&share_from=x", RULES)
    assert (plain.platform, plain.firm) == ("", True)
    assert plain.identity != meaning_of("https://www.example.gov.cn/app/1?id=4", RULES).identity


@pytest.mark.parametrize(
    ("link", "words"),
    [
        ("https://mp.weixin.qq.com/s?__biz=MzA3NDU2Nzg5MA==&tempkey=abc", "临时预览链接"),
        ("https://mp.weixin.qq.com/s?src=11&timestamp=1701743400&signature=abc", "临时链接"),
    ],
)
def test_links_that_expire_are_refused_with_what_to_copy_instead(link, words):
    with pytest.raises(NoPost, match=words):
        meaning_of(link, RULES)


@given(st.integers(10**15, 10**16 - 1))
def test_the_two_names_of_a_weibo_post_lead_to_each_other(number):
    assert number_of(word_of(str(number))) == str(number)


@given(
    st.text()
    | st.text(alphabet="abc/:?&=#%._biz0123mpweixnqco中 ").map(lambda tail: f"https://mp.weixin.qq.com/{tail}")
)
def test_any_text_is_understood_or_refused(text):
    try:
        meaning = meaning_of(text, RULES)
    except (NotAnAddress, NoPost):
        return
    assert meaning.identity and meaning.url
