"""Links as people paste them: out of chats, tables and share buttons."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingcha.collect.media.pasted import MOST_LINKS, read_pasted
from mingcha.model.ledger import FileFault

ONE, TWO = "https://mp.weixin.qq.com/s/aaaaaaaaaa", "https://mp.weixin.qq.com/s/bbbbbbbbbb"


def titles(text):
    return [post.title for post in read_pasted(text).posts]


@pytest.mark.parametrize(
    "text",
    [
        f"样例县召开会议\n{ONE}\n关于专项检查的通知\n{TWO}",
        f"{ONE}\n样例县召开会议\n\n{TWO}\n关于专项检查的通知\n",
        f"1. 样例县召开会议 {ONE}\n2、关于专项检查的通知：{TWO}",
        f"样例县召开会议\t{ONE}\n关于专项检查的通知\t{TWO}",
        f"（一）标题：样例县召开会议\n链接：{ONE}\n（二）标题：关于专项检查的通知\n链接：{TWO}",
        f"张三 2023-12-05 10:30:12\n[链接] 样例县召开会议\n{ONE}\n李四 10:31\n[链接]关于专项检查的通知\n{TWO}",
        f"张三:\n样例县召开会议 {ONE}\n李四：\n关于专项检查的通知 {TWO}",
    ],
)
def test_the_title_stands_beside_above_or_below_its_link(text):
    assert titles(text) == ["样例县召开会议", "关于专项检查的通知"]
    assert [post.url for post in read_pasted(text).posts] == [ONE, TWO]


@pytest.mark.parametrize(
    ("text", "account", "title", "url"),
    [
        (
            "7.43 复制打开抖音，看看【样例发布的作品】样例县政务公开日来了 # 政务公开  https://v.douyin.com/iJqAbcd/ 12/05 a@b.cD WZM:/ ",
            "样例发布",
            "样例县政务公开日来了 # 政务公开",
            "https://v.douyin.com/iJqAbcd/",
        ),
        (
            "5.12 gOk:/ 就业政策讲解  https://v.douyin.com/iJqAbce/ 复制此链接，打开Dou音搜索，直接观看视频！",
            "",
            "就业政策讲解",
            "https://v.douyin.com/iJqAbce/",
        ),
        (
            "https://v.kuaishou.com/AbCdEf 样例发布发了一个快手作品,一起来看! 样例县办事指南 复制此消息，打开【快手】直接观看！",
            "样例发布",
            "样例县办事指南",
            "https://v.kuaishou.com/AbCdEf",
        ),
        (
            "【样例县发布寒潮预警】今夜起降温…… http://t.cn/A6abcde （分享自 @样例发布）",
            "样例发布",
            "样例县发布寒潮预警",
            "http://t.cn/A6abcde",
        ),
        (
            "【样例县脐橙走出大山-今日头条】https://m.toutiao.com/is/iAbCdEf/",
            "",
            "样例县脐橙走出大山",
            "https://m.toutiao.com/is/iAbCdEf/",
        ),
    ],
)
def test_share_texts_name_the_account_and_the_title(text, account, title, url):
    (post,) = read_pasted(text).posts
    assert (post.account, post.title, post.url) == (account, title, url)


def test_a_day_in_a_cell_of_its_own_is_the_day_and_a_day_in_a_title_is_not():
    (post,) = read_pasted(f"2023年12月5日工作动态\t{ONE}\t2023-12-28").posts
    assert (post.title, post.published) == ("2023年12月5日工作动态", "2023-12-28")
    (post,) = read_pasted(f"2023年12月5日工作动态 {ONE}").posts
    assert (post.title, post.published) == ("2023年12月5日工作动态", "")


def test_of_the_cells_of_a_table_row_the_longest_is_the_title():
    (post,) = read_pasted(f"1\t县教体局\t关于开展校园安全检查的通知\t{ONE}\t2023-12-28\t张三").posts
    assert (post.title, post.published) == ("关于开展校园安全检查的通知", "2023-12-28")


def test_a_title_that_begins_with_a_number_and_words_keeps_them():
    assert titles(f"5.12 防灾减灾 宣传周 启动 {ONE}") == ["5.12 防灾减灾 宣传周 启动"]


def test_the_day_of_a_chat_is_offered_and_never_taken():
    (post,) = read_pasted(f"张三 2023/12/5 10:30\n样例县召开会议\n{ONE}").posts
    assert (post.published, post.hint) == ("", date(2023, 12, 5))


def test_a_bare_link_is_kept_with_nothing_guessed():
    (first, second) = read_pasted(f"{ONE}\n{TWO}").posts
    assert (first.title, first.published, first.account) == ("", "", "")
    assert second.line == 2


def test_a_link_ends_where_chinese_begins_and_needs_no_scheme():
    posts = read_pasted(f"见{ONE}。另见mp.weixin.qq.com/s/bbbbbbbbbb，谢谢").posts
    assert [post.url for post in posts] == [ONE, TWO]


@pytest.mark.parametrize("text", ["", "没有链接", "https://"])
def test_without_links_it_is_refused_in_words(text):
    with pytest.raises(FileFault, match="没有链接"):
        read_pasted(text)


def test_too_many_links_are_refused():
    with pytest.raises(FileFault, match=str(MOST_LINKS)):
        read_pasted("\n".join(f"https://mp.weixin.qq.com/s/{number:010}" for number in range(MOST_LINKS + 1)))


@given(
    st.lists(
        st.text(max_size=30)
        | st.sampled_from(
            [ONE, TWO, "7.43 复制打开抖音，看看【", "张三 10:30", "\t", "2023-12-05", "（分享自 @", "】", "&amp;"]
        )
    ).map("".join)
)
def test_any_text_is_read_or_refused(text):
    try:
        read = read_pasted(text)
    except FileFault:
        return
    assert all(post.url.startswith("http") for post in read.posts)
