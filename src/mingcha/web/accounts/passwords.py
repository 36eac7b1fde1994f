"""What a password must be, in the site's own words: some of the framework's are not translated, and say 密码 for 口令."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import password_validation as framework
from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError


class LongEnough(framework.MinimumLengthValidator):
    def validate(self, password: str, user: Any = None) -> None:
        if len(password) < self.min_length:
            raise ValidationError(f"口令太短，至少要 {self.min_length} 个字符。", code="password_too_short")

    def get_help_text(self) -> str:
        return f"口令至少 {self.min_length} 个字符。"


class NotCommon(framework.CommonPasswordValidator):
    def validate(self, password: str, user: Any = None) -> None:
        if password.lower().strip() in self.passwords:
            raise ValidationError("这个口令太常见，容易被猜到。", code="password_too_common")

    def get_help_text(self) -> str:
        return "不要用常见的口令。"


class NotAllDigits(framework.NumericPasswordValidator):
    def validate(self, password: str, user: Any = None) -> None:
        if password.isdigit():
            raise ValidationError("口令不能全是数字。", code="password_entirely_numeric")

    def get_help_text(self) -> str:
        return "不要全用数字。"


class NotLikeTheUser(framework.UserAttributeSimilarityValidator):
    def validate(self, password: str, user: Any = None) -> None:
        try:
            super().validate(password, user)
        except ValidationError:
            raise ValidationError("口令与用户名或姓名太相近。", code="password_too_similar") from None

    def get_help_text(self) -> str:
        return "不要与用户名、姓名相近。"


class ThreeKinds:
    """Of capital letters, small letters, digits and other characters at least three kinds."""

    KINDS = (str.isupper, str.islower, str.isdecimal, lambda letter: not letter.isascii() or not letter.isalnum())

    def validate(self, password: str, user: Any = None) -> None:
        if sum(any(kind(letter) for letter in password) for kind in self.KINDS) < 3:
            raise ValidationError("口令应含大写字母、小写字母、数字、其他符号中的至少三类。", code="password_few_kinds")

    def get_help_text(self) -> str:
        return "大写字母、小写字母、数字、其他符号中至少用三类。"


class NotUsedBefore:
    """Neither the present password nor one of the last few before it."""

    def __init__(self, last: int = 5) -> None:
        self.last = last

    def validate(self, password: str, user: Any = None) -> None:
        if user is None or user.pk is None:
            return
        hashes = user.former_passwords.values_list("password", flat=True)[: self.last]
        if any(check_password(password, each) for each in hashes):
            raise ValidationError(f"最近 {self.last} 次用过的口令不能再用，请换一个。", code="password_used_before")

    def get_help_text(self) -> str:
        return f"不要用最近 {self.last} 次用过的口令。"
