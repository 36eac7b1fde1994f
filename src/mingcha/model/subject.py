"""What a check can look at besides a document: a link, a column, a report, a set of posts, each a frozen value.

A class of the model becomes a subject by saying what people call it (`LOOKED_AS`) and by having the four parts below;
nothing is registered anywhere.
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
