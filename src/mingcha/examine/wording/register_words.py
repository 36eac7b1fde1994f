"""Words that say an address or a place of birth stands as it was registered, on a card or in a file, not as it is now."""

from __future__ import annotations

import re

from mingcha.examine.wording.prose import prose
from mingcha.examine.wording.setting import Setting
from mingcha.model.document import Document

# How far before the place such a word may stand.
NEAR = 30
_REGISTERED = re.compile(
    r"户籍|身份证|住所地?|住址|籍贯|出生|生于|祖籍|原籍|户口|注册地址|住[:：]?|[男女][，,]|人[，,]$"
)


def is_as_registered(document: Document, setting: Setting) -> bool:
    """Whether the place is part of what was registered of a person or a party."""
    first, _ = setting.sentence
    return _REGISTERED.search(document.once(prose).plain, max(first, setting.start - NEAR), setting.start) is not None
