"""OpenDocument files (odt, ods, odp): paragraphs and tables, notes, properties, hidden rows and columns."""

from __future__ import annotations

from collections.abc import Iterator

from mingcha.extract.contents import Contents, Inside, Unreadable
from mingcha.extract.limits import Limits
from mingcha.extract.markup import Element, all_text, local, parsed
from mingcha.extract.package import Package
from mingcha.extract.readers.numbers_behind import add_numbers_behind
from mingcha.model.assembly import Assembly
from mingcha.model.document import Hidden, Outcome

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_PROPERTIES = {"creator": "作者", "initial-creator": "作者", "title": "标题", "subject": "主题", "description": "备注"}
_WIDEST, _TALLEST = 1024, 2000
_UNSEEN = ("collapse", "filter")


def read(data: bytes, limits: Limits) -> Contents:
    package = Package(data, limits)
    if b"encryption-data" in package.read("META-INF/manifest.xml"):
        raise Unreadable(Outcome.ENCRYPTED, "请取消打开密码后保存，再检查")
    root, assembly = parsed(package.read("content.xml")), Assembly()
    if root is None:
        raise Unreadable(Outcome.BROKEN, "没有正文部分")
    body = root.find(f"{_OFFICE}body")
    _add(assembly, root if body is None else body, "")
    styles = parsed(package.read("styles.xml"))
    if styles is not None:
        for edge, label in (("header", "页眉"), ("footer", "页脚")):
            for element in styles.iter(*(f"{{*}}{edge}{which}" for which in ("", "-left", "-first"))):
                assembly.add(all_text(element), label)
    meta = parsed(package.read("meta.xml"))
    for element in () if meta is None else meta.iter():
        name = "自定义" if local(element) == "user-defined" else _PROPERTIES.get(local(element), "")
        if name:
            assembly.add((element.text or "").strip(), f"文档属性：{name}", hidden=Hidden.PROPERTY)
    for part in package.names("", "/content.xml"):  # charts and tables put in from elsewhere
        root = parsed(package.read(part))
        assembly.add("" if root is None else all_text(root), "嵌入对象", hidden=Hidden.EMBEDDED)
    add_numbers_behind(assembly, package)
    return Contents("odf", assembly, inside=_inside(package))


def _add(assembly: Assembly, body: Element, label: str) -> None:
    notes = list(body.iter(f"{_OFFICE}annotation"))
    for note in notes:
        assembly.add(all_text(note), "批注", hidden=Hidden.COMMENT)
        tail, parent = note.tail or "", note.getparent()
        before = note.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + tail
        else:
            parent.text = (parent.text or "") + tail
        parent.remove(note)
    paragraph = tables = 0
    for element in body.iter(f"{_TEXT}p", f"{_TEXT}h", f"{_TABLE}table"):
        if element.tag == f"{_TABLE}table":
            tables += 1
            _add_table(assembly, element, tables)
        elif next(element.iterancestors(f"{_TABLE}table"), None) is None and (words := _words(element)):
            paragraph += 1
            assembly.add(words, f"{label}第{paragraph}段")


def _add_table(assembly: Assembly, table: Element, number: int) -> None:
    rows: list[list[str]] = []
    numbers: list[int] = []
    hidden_rows, hidden_columns = set(), set()
    at = 0
    for column in table.iter(f"{_TABLE}table-column"):
        count = min(_count(column, "columns"), _WIDEST)
        if column.get(f"{_TABLE}visibility") in _UNSEEN:
            hidden_columns |= {*range(at, at + count)}
        at += count
    line = 0
    for row in table.iter(f"{_TABLE}table-row"):
        cells: list[str] = []
        for cell in row.iter(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            words = "\n".join(filter(None, map(_words, cell.iter(f"{_TEXT}p"))))
            value = cell.get(f"{_OFFICE}value", "")
            words = value if len(value) > 11 and value.isdigit() else words  # shown in powers of ten
            cells += [words] * min(_count(cell, "columns"), _WIDEST - len(cells))
        while cells and not cells[-1]:
            cells.pop()
        repeated = _count(row, "rows")
        for step in range(min(repeated, _TALLEST) if cells else 0):
            if row.get(f"{_TABLE}visibility") in _UNSEEN:
                hidden_rows.add(len(rows))
            rows.append(cells)
            numbers.append(line + step + 1)
        line += repeated
    name = table.get(f"{_TABLE}name", "")
    is_sheet = local(table.getparent()) == "spreadsheet"
    assembly.add_table(
        rows,
        name if is_sheet else f"第{number}个表格",
        row_numbers=numbers,
        is_sheet=is_sheet,
        hidden_rows=hidden_rows,
        hidden_columns=hidden_columns,
    )


def _count(element: Element, what: str) -> int:
    words = element.get(f"{_TABLE}number-{what}-repeated", "1")
    return int(words) if words.isdigit() else 1


def _words(element: Element) -> str:
    """The text with its spaces and tabs, which are elements here."""
    pieces = [element.text or ""]
    for one in element.iterdescendants():
        if local(one) in ("s", "tab", "line-break"):
            pieces.append("\n" if local(one) == "line-break" else " ")
        else:
            pieces.append(one.text or "")
        pieces.append(one.tail or "")
    return "".join(pieces).strip()


def _inside(package: Package) -> Iterator[Inside]:
    for name in package.names():
        if name.startswith("Pictures/") and not name.endswith((".svm", ".wmf", ".emf")):
            try:
                yield Inside(name, package.read(name))
            except Unreadable as fault:
                yield Inside(name, b"", fault)
