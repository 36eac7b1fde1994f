"""What the examples of a check are written in: plain text, text with a day and a place, several texts, or subjects."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mingcha.model.subject import Subject


@dataclass(frozen=True, slots=True)
class Written:
    """A text as it was published: on which day, under which title, by whom and in which column of the portal."""

    text: str
    posted: date | None = None
    title: str = ""
    unit: str = ""
    column: str = ""
    kind: str = "txt"

    def __str__(self) -> str:
        known = [f"{self.posted:%Y-%m-%d} 发布" if self.posted else "", self.title, self.column]
        said = "，".join(part for part in known if part)
        return f"（{said}）\n{self.text}" if said else self.text


# The text of one document, the texts of several of one post, or a subject; tabs make a table of a text.
Text = str | Written
Example = Text | tuple[Text, ...] | Subject
