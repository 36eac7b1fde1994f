"""What each check says is wrong, without what it quotes: how people tell one check from another."""

from __future__ import annotations

from mingcha.examine.catalogue import catalogue
from mingcha.web.cases.county import own_cards


def checks_called() -> dict[str, str]:
    """By the name of the check, in order of family and name; the county's own are among them."""
    return {
        name: check.message.replace("：{quote}", "").replace("{quote}", "……")
        for name, check in catalogue(own_cards()).items()
    }
