"""Why a form could not be made, in the words the office reads."""

from __future__ import annotations


class FormFault(Exception):
    """A form cannot be written; the message says what, where and what to do next, in Chinese."""


class MissingFont(FormFault):
    """Neither the machine nor the programme has any face for a role of the document."""


class MissingGlyphs(FormFault):
    """Some characters are in no font at hand; `characters` are they, in order of appearance."""

    def __init__(self, message: str, *, characters: tuple[str, ...]) -> None:
        super().__init__(message)
        self.characters = characters
