"""A masked copy in the same format: one file a format; what cannot be masked safely is refused.

Both functions are run in a child process with limits, like the readers, and load what one format needs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module

from mingcha.model.document import Document
from mingcha.model.masking import Made, Replacement

# By kind of document: the module and function that mask it, and the function that first takes out what is hidden.
_WAYS = {
    "txt": ("plain", "masked_text", ""),
    "csv": ("plain", "masked_csv", ""),
    "html": ("page", "masked_page", ""),
    "xlsx": ("workbook", "masked_workbook", "stripped_workbook"),
    "docx": ("word", "masked_word", "stripped_word"),
    "pdf": ("pdf", "masked_pdf", "stripped_pdf"),
    "picture": ("picture", "masked_picture", "stripped_picture"),
}
MASKABLE = frozenset(_WAYS)
# Formats whose documents must say where every letter stands.
TRACED = frozenset({"pdf", "picture"})
# Formats whose pictures are parts that can be masked by themselves.
ILLUSTRATED = frozenset({"docx", "xlsx"})


def stripped(kind: str, data: bytes) -> Made:
    """The file without its hidden parts, and in Chinese what was taken out. Raises NotMasked."""
    name = _WAYS[kind][2]
    return _function(kind, name)(data) if name else Made(data)


def masked(kind: str, data: bytes, document: Document, replacements: Sequence[Replacement]) -> Made:
    """The file with the places masked, and in Chinese what was taken out besides. Raises NotMasked."""
    return _function(kind, _WAYS[kind][1])(data, document, replacements)


def with_part(data: bytes, part: str, content: bytes) -> bytes:
    """The file of a package with one part replaced. Raises NotMasked."""
    package = import_module(f"{__name__}.package")
    made: bytes = package.with_part(data, part, content)
    return made


def part_of(data: bytes, part: str) -> bytes:
    """One part of a package. Raises NotMasked."""
    package = import_module(f"{__name__}.package")
    found: bytes = package.parts_of(data)[part]
    return found


def _function(kind: str, name: str) -> Callable[..., Made]:
    found: Callable[..., Made] = getattr(import_module(f"{__name__}.{_WAYS[kind][0]}"), name)
    return found
