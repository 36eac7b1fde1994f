"""The list of an account's posts as WeChat's interface gives it to the owner, saved as JSON."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingcha.collect.media.owner_list import read_owner_list
from mingcha.model.ledger import FileFault

LINK = "http://mp.weixin.qq.com/s?__biz=MzA3NDU2Nzg5MA==&mid=2247483659&idx={}&sn=ab"


def sending(*titles, moment=1701743400, deleted=()):
    news = [
        {"title": title, "author": "", "url": LINK.format(place), "is_deleted": title in deleted}
        for place, title in enumerate(titles, 1)
    ]
    return {"article_id": "x", "content": {"news_item": news, "create_time": moment}, "update_time": moment + 9}


def answer(*sendings, total=None):
    return {"total_count": total or len(sendings), "item_count": len(sendings), "item": list(sendings)}


def read(value):
    data = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return read_owner_list(data.encode(), file="列表.json")


def test_every_post_of_a_sending_comes_with_its_link_and_moment():
    posts = read(answer(sending("头条", "次条"))).posts
    assert [(post.title, post.url, post.published) for post in posts] == [
        ("头条", LINK.format(1), 1701743400),
        ("次条", LINK.format(2), 1701743400),
    ]


def test_answers_may_stand_in_a_list_or_one_after_another():
    one, two = answer(sending("甲")), answer(sending("乙"))
    together = json.dumps(one) + "\n" + json.dumps(two)
    assert (
        [post.title for post in read([one, two]).posts] == [post.title for post in read(together).posts] == ["甲", "乙"]
    )


def test_what_is_deleted_or_missing_is_told():
    found = read(answer(sending("甲", "乙", deleted=("乙",)), total=30))
    assert [post.title for post in found.posts] == ["甲"]
    assert found.notes == ("接口标明已删除的 1 条没有读取", "接口称共发布 30 次，文件里只有 1 次，其余请接着导出")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ({"errcode": 40001, "errmsg": "invalid credential"}, "出错信息"),
        ({"users": []}, "缺少 item"),
        ("[1, 2]", "不是公众号"),
        ('{"item": [', "没有保存完"),
        ("", "没有任何内容"),
        (answer(), "没有一条文章"),
    ],
)
def test_what_is_no_list_is_refused_in_words(value, words):
    with pytest.raises(FileFault, match=words):
        read(value)


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["item", "content", "news_item", "title", "url", "update_time", "x"]), inner, max_size=4
        )
    ),
    max_leaves=12,
)


@given(st.binary(max_size=100) | PLAIN.map(lambda value: json.dumps(value).encode()))
def test_any_file_is_read_or_refused(data):
    with suppress(FileFault):
        read_owner_list(data, file="x.json")


def test_the_words_of_a_post_come_with_it():
    one = sending("头条")
    one["content"]["news_item"][0] |= {"digest": "要点", "content": "<p>第一段。</p>"}
    (post,) = read(answer(one)).posts
    assert (post.summary, post.text) == ("要点", "<p>第一段。</p>")
