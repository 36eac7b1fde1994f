"""Whether a page's source has anything that a closer look could find: most pages have not, and cost no more than this."""

from __future__ import annotations

from functools import lru_cache

from mingcha.examine.hidden_links.outside import Outside, has_harmful_words, hosts_in

__all__ = ["worth_a_look"]

_WRAPS = ("unescape(", "fromCharCode", "eval(", "atob(", "\\x", "\\u00", ".referrer", "document.write(unescape")


@lru_cache(maxsize=4)
def worth_a_look(html: str, outside: Outside) -> bool:
    """False only where no check of hidden links could say anything: no stranger is named, nothing is wrapped, and no
    hint of what is unlawful stands in it."""
    if any(map(outside.is_strange, hosts_in(html))):
        return True
    if any(sign in html for sign in _WRAPS):
        return True
    return has_harmful_words(html)
