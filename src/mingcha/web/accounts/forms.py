"""Forms about people."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.core.validators import RegexValidator

from mingcha.web.accounts.models import User


class SignInForm(AuthenticationForm):
    """Tells a wrong password and an unknown name apart to nobody."""

    error_messages = {
        "locked": "连续 5 次登录失败，已暂停登录。请过 15 分钟再试，或请安全管理员解锁。",
        "invalid_login": "用户名或口令不正确。口令区分大小写，请检查后重试。",
        "inactive": "用户名或口令不正确。口令区分大小写，请检查后重试。",
    }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["username"].label = "用户名"
        self.fields["password"].label = "口令"
        for field in self.fields.values():
            field.error_messages["required"] = f"请填写{field.label}。"


class OwnPasswordForm(PasswordChangeForm):
    error_messages = {
        **PasswordChangeForm.error_messages,
        "password_incorrect": "原口令不正确，请重新输入。",
        "password_mismatch": "两次输入的新口令不一致。",
        "unchanged": "新口令不能与原口令相同。",
    }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["old_password"].label = "原口令"
        self.fields["new_password1"].label = "新口令"
        self.fields["new_password1"].help_text = "至少 10 个字符，不能全是数字，不能是常见口令，也不能与用户名相近。"
        self.fields["new_password2"].label = "再输入一次新口令"
        self.fields["new_password2"].help_text = ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        new = self.cleaned_data.get("new_password1")
        if new and self.user.check_password(new):
            self.add_error("new_password1", self.error_messages["unchanged"])
        return cleaned


class NewUserForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["username", "display_name"]
        labels = {"username": "用户名", "display_name": "姓名"}
        help_texts = {"username": "登录用，小写字母开头，可含数字和下划线，如 linyeju01。"}
        error_messages = {"username": {"unique": "已有同名用户，请换一个用户名。"}}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["display_name"].required = True
        self.fields["username"].validators = [
            RegexValidator(r"^[a-z][a-z0-9_]{2,29}$", "用户名应为 3 至 30 位小写字母、数字或下划线，以字母开头。")
        ]


class UserForm(forms.ModelForm):
    """What the system administrator may change about an account."""

    class Meta:
        model = User
        fields = ["display_name", "is_active"]
        labels = {"display_name": "姓名", "is_active": "允许登录"}
        help_texts = {"is_active": "取消勾选即停用：停用的用户不能登录，其过去的操作记录保留。"}
