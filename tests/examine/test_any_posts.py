"""Whatever a portal's posts are, laying them beside each other ends with an answer."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from mingcha.examine.document_life import repeals, unexplained
from mingcha.examine.placement.misplaced import misplaced
from mingcha.examine.repeats.copied_posts import copied_posts
from mingcha.examine.repeats.repeated_posts import counted_twice, repeated_posts
from mingcha.model.post_set import PostSet, PostText

WORDS = st.text("关于印发召开公示年报〔2023〕12号废止，。\n\t 甲乙丙", max_size=60)
POSTS = st.builds(
    PostText,
    url=st.text("abc/.:0123456789", max_size=12),
    title=WORDS,
    text=WORDS,
    unit=st.sampled_from(["", "1", "2"]),
    column=st.sampled_from(["", "政府信息公开年报", "工作动态", "一卡通"]),
    published=st.one_of(st.none(), st.dates(date(2020, 1, 1), date(2024, 1, 1))),
    number=st.sampled_from(["", "样府发〔2023〕12号", "样府发〔20"]),
    files=st.lists(st.sampled_from("ab"), max_size=2).map(tuple),
    withdrawn=st.one_of(st.none(), st.just(date(2023, 1, 1))),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(POSTS, max_size=14))
def test_every_answer_is_about_posts_of_the_set_and_the_same_each_time(posts: list[PostText]) -> None:
    whole = PostSet("http://www.yangli.example/", posts, date(2024, 1, 12))
    told = repeated_posts(whole)
    assert told == repeated_posts(whole)
    for one in told:
        first, second = posts[one.first], posts[one.second]
        assert one.first != one.second and first.url != second.url
        assert first.published is None or second.published is None or first.published <= second.published
    assert set(counted_twice(whole)) <= {post.url for post in posts}
    assert all(posts[one.place].withdrawn is None for one in misplaced(whole))
    assert all(one.old != one.new for one in repeals(whole))
    assert all(posts[place].published for place in unexplained(whole))
    assert copied_posts(whole) == ()
