"""An attachment of a post as it was found: its name and address, every look at it, and how far it could be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from mingcha.model.document import NotExamined
from mingcha.model.looked_link import Look
from mingcha.model.subject import Whole

__all__ = ["LookedFile"]


@dataclass(frozen=True, slots=True)
class LookedFile(Whole):
    """`words` are those of the link, `page` the post it hangs on. `kind` is the format by content as readers call it
    and `content` the same by the first bytes (see text.file_signs); both empty where it was never fetched.

    `characters` is how much text was read of it with everything inside, `missed` what could not be read and why,
    `members` the names of the files in an archive.
    """

    LOOKED_AS: ClassVar[str] = "附件"
    PLACE: ClassVar[str] = "附件"

    address: str
    words: str = ""
    page: str = ""
    looks: tuple[Look, ...] = ()
    kind: str = ""
    content: str = ""
    size: int | None = None
    characters: int = 0
    missed: tuple[NotExamined, ...] = ()
    members: tuple[str, ...] = ()

    @property
    def source(self) -> str:
        return self.page or self.address

    @property
    def shown_name(self) -> str:
        """What people call it: the words of its link, else the last part of its address."""
        return self.words or self.address.partition("?")[0].rpartition("/")[2] or self.address

    def __str__(self) -> str:
        told = [
            f"{self.size:,} 字节" if self.size is not None else "",
            f"内容是 {self.kind or self.content}" if self.kind or self.content else "",
        ]
        told += [str(one.outcome.value) for one in self.missed] + [one.outcome.sentence for one in self.looks[-1:]]
        told += [f"内含 {'、'.join(self.members)}"] if self.members else []
        return f"“{self.words}” {self.address}" + (f"（{'；'.join(filter(None, told))}）" if any(told) else "")
