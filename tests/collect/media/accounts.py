"""The accounts of a made-up county: one name on two platforms, an alias, a known number, a unit that has two."""

from __future__ import annotations

from datetime import date

from mingcha.collect.media.account_names import AccountNames
from mingcha.collect.media.judging import Judge
from mingcha.model.account import Account
from mingcha.standards.media import media_rules

TODAY = date(2024, 1, 12)
BIZ = "MzA3NDU2Nzg5MA"
ACCOUNTS = (
    Account("wx1", "样例发布", "101", "weixin", key=BIZ),
    Account("wb1", "样例发布", "101", "weibo", key="1234567890"),
    Account("dy1", "样例政务抖音", "101", "douyin", aliases=("样例发布短视频",)),
    Account("wx2", "样例教体", "102", "weixin"),
)
RULES = media_rules()
NAMES = AccountNames(ACCOUNTS, RULES)


def by(chosen: str = "", only: set[str] | None = None) -> Judge:
    return Judge(NAMES, RULES, TODAY, chosen=chosen, only=only)
