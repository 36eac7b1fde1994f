"""Forms about people."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.core.validators import RegexValidator
from django.db.models import Q, QuerySet

from mingcha.web.accounts.models import Role, SafetyRules, User
from mingcha.web.days import day_field

SHOWN = (("", "全部"), ("locked", "登录锁定"), ("unused", "长期未登录"), ("ended", "已停用或到期"), ("guest", "来宾"))


class SignInForm(AuthenticationForm):
    """Tells a wrong password and an unknown name apart to nobody."""

    error_messages = {
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
        self.fields["new_password1"].help_text = (
            "至少 10 个字符，大写字母、小写字母、数字、其他符号中至少用三类；不能是常见口令，"
            "不能与用户名相近，最近 5 次用过的不能再用。"
        )
        self.fields["new_password2"].label = "再输入一次新口令"
        self.fields["new_password2"].help_text = ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        new = self.cleaned_data.get("new_password1")
        if new and self.user.check_password(new):
            self.add_error("new_password1", self.error_messages["unchanged"])
        return cleaned


class CodeForm(forms.Form):
    """A code from the telephone, or a recovery code."""

    WRONG = "动态口令不正确。请输入手机上现在显示的 6 位数字，每个数字只能用一次；没有带手机的，输入一个恢复码。"

    code = forms.CharField(
        label="动态口令",
        max_length=20,
        help_text="手机上显示的 6 位数字；没有带手机的，输入一个恢复码。",
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autofocus": True}),
        error_messages={"required": "请输入动态口令。"},
    )


class LifeFields(forms.ModelForm):
    """Until when an account is good, and whether it is a guest's."""

    expires = day_field("有效期至", help_text="到这一天为止可以登录；长期使用的留空。")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("is_guest") and not given.get("expires") and "expires" not in self.errors:
            self.add_error("expires", "来宾账号必须填写有效期，如第三方评估到哪一天结束。")
        return given


_LIFE_LABELS = {"is_guest": "来宾（只读）"}
_LIFE_HELP = {"is_guest": "第三方评估人员等外来人员：只能查看，不能改动，也不能显示个人信息原文。"}


class NewUserForm(LifeFields):
    class Meta:
        model = User
        fields = ["username", "display_name", "expires", "is_guest"]
        labels = {"username": "用户名", "display_name": "姓名", **_LIFE_LABELS}
        help_texts = {"username": "登录用，小写字母开头，可含数字和下划线，如 linyeju01。", **_LIFE_HELP}
        error_messages = {"username": {"unique": "已有同名用户，请换一个用户名。"}}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["display_name"].required = True
        self.fields["username"].validators = [
            RegexValidator(r"^[a-z][a-z0-9_]{2,29}$", "用户名应为 3 至 30 位小写字母、数字或下划线，以字母开头。")
        ]


class UserForm(LifeFields):
    """What the system administrator may change about an account."""

    class Meta:
        model = User
        fields = ["display_name", "is_active", "expires", "is_guest"]
        labels = {"display_name": "姓名", "is_active": "允许登录", **_LIFE_LABELS}
        help_texts = {
            "is_active": "取消勾选即停用：停用的用户不能登录，其过去的操作记录保留。",
            **_LIFE_HELP,
        }


class PeopleFilter(forms.Form):
    """Narrows the list of accounts."""

    words = forms.CharField(label="用户名或姓名", required=False, max_length=50)
    shown = forms.ChoiceField(label="范围", required=False, choices=SHOWN)

    def chosen(self, *, locked: set[int], unused: QuerySet[User], today: date) -> QuerySet[User]:
        """The accounts asked for; a choice that makes no sense is left out."""
        self.is_valid()
        found, shown = User.objects.order_by("-is_active", "username"), self.cleaned_data.get("shown")
        if words := self.cleaned_data.get("words"):
            found = found.filter(Q(username__icontains=words) | Q(display_name__icontains=words))
        if shown == "locked":
            found = found.filter(pk__in=locked)
        elif shown == "unused":
            found = found.filter(pk__in=unused.values("pk"))
        elif shown == "ended":
            found = found.filter(Q(is_active=False) | Q(expires__lt=today))
        elif shown == "guest":
            found = found.filter(is_guest=True)
        return found


class SafetyRulesForm(forms.ModelForm):
    second_factor_roles = forms.MultipleChoiceField(
        label="必须使用动态口令的角色",
        choices=Role.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="勾选后，这些角色的人下次登录须先设置动态口令。三级系统要求管理员使用双因素。",
    )

    class Meta:
        model = SafetyRules
        fields = ["password_days", "session_hours", "unused_days", "second_factor_roles"]
        help_texts = {
            "password_days": "口令用满这些天须更换，到期前 7 天起提醒。7 至 365 天。",
            "session_hours": "登录满这些小时须重新登录；闲置 30 分钟自动退出不变。1 至 24 小时。",
            "unused_days": "这些天没有登录过的账号列为长期未登录，请停用不再需要的。7 至 365 天。",
        }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for name, least, most in (("password_days", 7, 365), ("session_hours", 1, 24), ("unused_days", 7, 365)):
            told = f"{self.fields[name].label}应是 {least} 至 {most} 的整数，请改正后再保存。"
            codes = ("required", "invalid", "min_value", "max_value")
            self.fields[name].error_messages.update(dict.fromkeys(codes, told))
