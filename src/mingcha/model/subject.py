"""What a check can look at besides a document: a link, a column, a report, a set of posts, each a frozen value.

A class of the model becomes a subject by saying what people call it (`LOOKED_AS`) and by having the four parts below;
nothing is registered anywhere. Most are a `Whole`, which has three of them already.
"""

from __future__ import annotations

from typing import ClassVar, Protocol, runtime_checkable

from mingcha.model.document import Place


@runtime_checkable
class Subject(Protocol):
    """`source` is where it was found (an address), `member` a part inside it (empty: none), `post` what the fingerprint
    goes by. `parts`, where a subject has them, are the subjects that a finding's `document` counts from 0.
    """

    LOOKED_AS: ClassVar[str]

    @property
    def source(self) -> str: ...

    @property
    def member(self) -> str: ...

    @property
    def post(self) -> str: ...

    def place_at(self, offset: int) -> Place: ...


class _Found(Protocol):
    @property
    def source(self) -> str: ...


class Whole:
    """A subject that is looked at as one: no member of it is named, it is known again by where it was found, and every
    finding stands in its `PLACE`. A class for which one of these is otherwise has a `post` or a `place_at` of its own.
    """

    __slots__ = ()

    PLACE: ClassVar[str] = ""

    @property
    def member(self) -> str:
        return ""

    @property
    def post(self: _Found) -> str:
        return self.source

    def place_at(self, offset: int) -> Place:
        return Place(self.PLACE)
