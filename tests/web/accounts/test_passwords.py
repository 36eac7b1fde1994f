"""A weak password is refused in the site's own Chinese words."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError

from mingcha.web.accounts.models import User


@pytest.mark.parametrize(
    ("password", "told"),
    [
        ("zhong5", "口令太短，至少要 10 个字符。"),
        ("1234567890", "口令不能全是数字。"),
        ("password123", "这个口令太常见，容易被猜到。"),
        ("zhangxiaoli1", "口令与用户名或姓名太相近。"),
    ],
)
def test_a_weak_password_is_told_why(password: str, told: str) -> None:
    with pytest.raises(ValidationError) as refused:
        validate_password(password, User(username="zhangxiaoli"))
    assert told in refused.value.messages
    assert not re.search("[A-Za-z]", "".join(refused.value.messages))


def test_a_good_password_passes() -> None:
    validate_password("chun-fen-hou-7-tian", User(username="zhangxiaoli"))


def test_the_advice_is_chinese() -> None:
    assert not re.search("[A-Za-z]|密码", "".join(password_validators_help_texts()))
