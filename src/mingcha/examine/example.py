"""Documents made from the short examples that checks, tests and quality cases are written in.

Lines are lines. A stretch of lines with tabs is a table; `（隐藏）` at the end of a header cell hides its column,
`#` before a cell says the file keeps it as a number. `批注：` and `属性：` at the beginning of a line make that line a
comment and a document property. The first line `标题：…` is the title as well.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby

from mingcha.examine.example_text import Text, Written
from mingcha.model.assembly import Assembly
from mingcha.model.document import Document, Hidden

HIDDEN_MARK, NUMBER_MARK = "（隐藏）", "#"
SPECIAL = {"批注：": Hidden.COMMENT, "属性：": Hidden.PROPERTY}


def document_of(example: Text, *, source: str = "例", post: str = "例") -> Document:
    """One document as the example describes it."""
    if isinstance(example, Written):
        document = document_of(example.text, source=source, post=post)
        return replace(
            document,
            title=example.title or document.title,
            posted=example.posted,
            unit=example.unit,
            column=example.column,
            kind=example.kind,
        )
    assembly, line, sheets = Assembly(), 1, 0
    for kind, group in groupby(example.split("\n"), _kind):
        lines = list(group)
        if kind == "table":
            sheets += 1
            _add_table(assembly, [text.split("\t") for text in lines], f"表{sheets}", line)
        elif kind == "lines":
            assembly.add_lines("\n".join(lines), first_line=line)
        else:
            for text in lines:
                assembly.add(text.removeprefix(kind), kind.rstrip("："), hidden=SPECIAL[kind])
        line += len(lines)
    first = example.split("\n", 1)[0]
    title = first.removeprefix("标题：") if first.startswith("标题：") else ""
    return assembly.document(source, kind="txt", title=title, post=post)


def documents_of(example: Text | Iterable[Text]) -> tuple[Document, ...]:
    """The documents of an example, all of one post: a page and its attachments."""
    texts = [example] if isinstance(example, str | Written) else list(example)
    return tuple(document_of(text, source=f"例{index}") for index, text in enumerate(texts, 1))


def _kind(line: str) -> str:
    if "\t" in line:
        return "table"
    return next((mark for mark in SPECIAL if line.startswith(mark)), "lines")


def _add_table(assembly: Assembly, rows: list[list[str]], name: str, first_row: int) -> None:
    hidden = [index for index, cell in enumerate(rows[0]) if cell.endswith(HIDDEN_MARK)]
    rows[0] = [cell.removesuffix(HIDDEN_MARK) for cell in rows[0]]
    numbers = [(r, c) for r, row in enumerate(rows) for c, cell in enumerate(row) if cell.startswith(NUMBER_MARK)]
    plain = [[cell.removeprefix(NUMBER_MARK) for cell in row] for row in rows]
    assembly.add_table(plain, name, first_row=first_row, hidden_columns=hidden, whole_numbers=numbers)
