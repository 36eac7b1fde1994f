"""What posts of a column are called where they stand in another one."""

from __future__ import annotations

import pytest

from mingcha.standards.column_contents import posts_called


@pytest.mark.parametrize(
    ("column", "called"),
    [
        ("乡镇动态", "工作动态"),  # a column of one genre lends it its name
        ("部门动态", "工作动态"),
        ("人事信息", "人事"),  # 人事信息类信息 would say 信息 twice
        ("通知公告", "通知公告"),  # one of several genres is called by its kind
        ("样例专栏", "样例专栏"),  # a name that says nothing stays
        ("", ""),
    ],
)
def test_posts_are_called_by_what_their_column_holds(column: str, called: str) -> None:
    assert posts_called(column) == called
