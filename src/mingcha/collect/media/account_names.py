"""Which account a written name means: by its name and aliases, told apart by platform where several bear one name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import get_close_matches

from mingcha.model.account import Account, MediaRules
from mingcha.text.width import comparable

_AROUND = re.compile(r"^@|(?:微信公众号|官方微博|官方账号|公众号|的作品|的微博)$")
_SUGGESTIONS = 3


class UnknownAccount(LookupError):
    """A name that means no account, or more than one; the message is for the clerk."""


class AccountNames:
    """All the names of a county's accounts, and the platforms' keys of them."""

    def __init__(self, accounts: Sequence[Account], rules: MediaRules) -> None:
        self._rules = rules
        self.accounts = {account.code: account for account in accounts}
        self._names: dict[str, list[Account]] = {}
        self._keys = {(account.platform, account.key): account for account in accounts if account.key}
        for account in accounts:
            for name in {comparable(name) for name in (account.name, *account.aliases)}:
                self._names.setdefault(name, []).append(account)
        self._platforms = {
            comparable(word): platform.code
            for platform in rules.platforms
            for word in (platform.code, platform.name, *platform.words)
        }

    def platform(self, words: str) -> str:
        """The code of the platform somebody wrote; empty when it is none we know."""
        return self._platforms.get(comparable(words), "")

    def by_key(self, platform: str, key: str) -> Account | None:
        return self._keys.get((platform, key)) if key else None

    def find(self, name: str, *, platform: str = "") -> Account:
        """The account of this name, on this platform if one is given. Raises UnknownAccount."""
        wanted = comparable(name)
        found = self._names.get(wanted) or self._names.get(_AROUND.sub("", wanted)) or []
        here = [account for account in found if not platform or account.platform == platform]
        if len(here) == 1:
            return here[0]
        if here:
            places = "、".join(self._rules.platform(account.platform).name for account in here)
            if platform or len({account.platform for account in here}) < len(here):
                codes = "、".join(account.code for account in here)
                raise UnknownAccount(f"有几个账号叫“{name}”（{codes}），请写明是哪一个")
            raise UnknownAccount(f"“{name}”在{places}都有，请写明平台")
        if found:
            places = "、".join(self._rules.platform(account.platform).name for account in found)
            raise UnknownAccount(
                f"台账里的“{name}”是{places}账号，没有{self._rules.platform(platform).name}账号，请先登记"
            )
        near = get_close_matches(wanted, self._names, n=_SUGGESTIONS)
        names = list(dict.fromkeys(self._names[each][0].name for each in near))
        question = f"，是否为“{'”或“'.join(names)}”？" if names else "，请先在新媒体账号里登记"
        raise UnknownAccount(f"账号台账里没有“{name}”{question}")
