"""Numbers judged together: what is plain for many at once must be what a look at each would say."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from mingcha.examine.candidates import candidates
from mingcha.examine.groups import groups, heading_roles, label_of
from mingcha.examine.named_stretches import named_stretches
from mingcha.model.document import Document
from mingcha.standards.privacy_words import words_in

PIECES = st.sampled_from(
    [
        *(
            "张三 ",
            "13812345678",
            "11010519491231002X",
            " ",
            "\n",
            "，",
            "。",
            "身份证号：",
            "姓名 手机号码",
            "联系电话：",
        ),
        *(
            "ＱＱ",
            "值班电话",
            "样例县人民政府办公室关于印发方案的通知",
            "\t",
            "银行卡号",
            "的一是在不了有和人这中大为上个国",
        ),
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join))
@settings(max_examples=200, deadline=None)
def test_a_number_without_any_word_beside_it_has_neither_label_nor_heading(text: str) -> None:
    document = Document("a.txt", text)
    for start in range(0, len(text), 3):
        if not any(begin <= start < end for begin, end in named_stretches(document)):
            assert label_of(document, start)[1] == () and heading_roles(document, start) == frozenset()


@given(st.lists(PIECES, max_size=40).map("".join), st.integers(0, 40))
@settings(max_examples=200, deadline=None)
def test_the_words_of_a_label_are_those_found_in_it_alone(text: str, start: int) -> None:
    label, words = label_of(Document("a.txt", text), min(start, len(text)))
    assert words == words_in(label)


@given(st.lists(PIECES, max_size=60).map("".join))
@settings(max_examples=200, deadline=None)
def test_what_is_known_of_many_changes_no_answer(text: str) -> None:
    document = Document("a.txt", text)
    for group in groups(document, document.once(candidates).mobiles):

        def judge(start: int) -> bool:
            return bool(label_of(document, start)[1])

        one = group.kept_where(judge)
        for other in (
            group.kept_where(judge, unnamed=False),
            group.kept_where(judge, unnamed=np.zeros(len(group.spans), dtype=bool)),
        ):
            assert (one is None) == (other is None)
            if one is not None and other is not None:
                assert one.spans.starts.tolist() == other.spans.starts.tolist()
