"""Accounts of the small county, and what somebody brings in for them."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime

from django.core.files.base import ContentFile
from web.small_county import OWN

from mingcha.web.media import imports
from mingcha.web.media.models import Account, Post

AT = datetime(2024, 1, 12, 2, 0, tzinfo=UTC)
BIZ = "MzA3NDU2Nzg5MA"
LINK = "https://mp.weixin.qq.com/s?__biz=MzA3NDU2Nzg5MA==&mid={}&idx=1&sn=ab"
SHORT = "https://mp.weixin.qq.com/s/{:0>22}"


def make_accounts(units):
    """By code: the county's 公众号 and 微博 of one name, the liaison's own unit's 公众号, a mini programme."""
    made = {
        "M001": ("样例发布", "101", "weixin", {"key": BIZ, "filing": "filed", "filed_on": date(2020, 1, 3)}),
        "M002": ("样例发布", "101", "weibo", {}),
        "M003": ("样例统调", OWN, "weixin", {"opened_on": date(2023, 12, 1)}),
        "M004": ("样例办事", "101", "mini", {}),
    }
    return {
        code: Account.objects.create(code=code, name=name, unit=units[unit], platform=platform, **more)
        for code, (name, unit, platform, more) in made.items()
    }


def table(*rows):
    """An export as CSV, which is read without a child process: title, time, link, account."""
    out = io.StringIO()
    csv.writer(out).writerows([("标题", "发布时间", "链接", "账号", "平台"), *rows])
    return out.getvalue().encode()


def row(number, *, title="", day="2023-12-05 10:30", link=LINK, account="", platform=""):
    return (title or f"第{number}条信息", day, link.format(number) if link else "", account, platform)


def rows(numbers, **more):
    return [row(number, **more) for number in numbers]


def bring(*contents, text="", name="导出.csv", at=AT, **more):
    files = [ContentFile(content, name=name) for content in contents]
    return imports.bring(files=files, text=text, by=None, at=at, **more)


def confirmed(*lines, skip_faulty=False, **more):
    return imports.confirm(item=bring(table(*lines), **more), by=None, at=AT, skip_faulty=skip_faulty)


def ledger():
    """What is counted: (account's code, title, day), in order."""
    found = Post.objects.filter(repeats=None).values_list("account__code", "title", "published")
    return sorted((code, title, day.isoformat()) for code, title, day in found)
