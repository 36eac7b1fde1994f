"""Long numbers that an office file keeps where no reader looks for words: names of shapes, addresses of links, styles.

Whatever the parts of the formats are called this year, a number of a person is a run of digits. So the markup itself
is looked through for such runs, and what no reader has told is told here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from posixpath import basename

from mingcha.extract.contents import Unreadable
from mingcha.extract.package import Package
from mingcha.model.assembly import Assembly
from mingcha.model.document import Hidden

# Numbers of persons have eleven digits and more; a fraction of an office program has up to seventeen.
_SHORTEST = 11
_DIGITS = bytes(0x30 if chr(code).isdigit() and code < 128 else 0x20 for code in range(256))
_RUN = b"0" * _SHORTEST
_LONG = re.compile(rf"[0-9]{{{_SHORTEST},}}[Xx]?")
_LONG_BYTES = re.compile(rb"(?<![0-9.])[0-9]{%d,22}[Xx]?(?![0-9])" % _SHORTEST)
_LONG_WIDE = re.compile(rb"(?:[0-9]\0){%d,22}(?:[Xx]\0)?(?![0-9]\0)" % _SHORTEST)
_NAME = re.compile(rb"<(?:[\w.-]+:)?([\w.-]+)")
_ATTRIBUTE = re.compile(rb"([\w.-]+)\s*=\s*$")
# Numbers of programs: of things that must be told apart everywhere, and the shapes of fonts.
_UNIQUE = re.compile(r"\{?[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}\}?")
_OF_PROGRAMS = frozenset({"panose1"})
# More around a number says nothing of it.
_AROUND = 200
_PARTS = (".xml", ".rels", ".vml")
# Texts of these parts are read; what their tags say is not.
_TEXTS_ARE_READ = re.compile(
    r"word/(?:document\d*|header\d*|footer\d*|footnotes\d*|endnotes\d*|comments|glossary/document)\.xml|docProps/app\.xml|"
    r"customXml/item.*|(?:xl|word|ppt)/(?:drawings|charts|diagrams|slides|notesSlides|slideMasters|comments)/.*|"
    r"(?:.*/)?content\.xml|styles\.xml|meta\.xml|xl/(?:pivotCache|externalLinks|revisions|threadedComments|persons)/.*|xl/(?:workbook|connections|comments\d*)\.xml",
)
# Rows and shared words are gone through by their own readers, a stretch at a time.
# Looks alone, which programs write themselves, are left out.
_PASSED_OVER = re.compile(
    r"xl/(?:worksheets|dialogsheets|macrosheets)/[^/]+\.xml|xl/sharedStrings\.xml|.*/theme/.*|_xmlsignatures/.*|word/stylesWithEffects\.xml",
    re.IGNORECASE,
)
_CALLED = {
    "Relationship": "超链接地址",
    "hyperlink": "超链接",
    "hlinkClick": "超链接",
    "cNvPr": "图形名称",
    "docPr": "图形名称",
    "sheet": "工作表名称",
    "definedName": "定义的名称",
    "bookmarkStart": "书签名称",
    "numFmt": "数字格式",
    "style": "样式名称",
    "cellStyle": "样式名称",
    "lvlText": "自动编号的文字",
    "alias": "内容控件",
    "tag": "内容控件",
    "fldSimple": "域代码",
    "instrText": "域代码",
    "author": "批注人",
    "ins": "修订人",
    "del": "修订人",
    "filter": "筛选条件",
    "table": "表格名称",
    "tableColumn": "表格名称",
}


def add_numbers_behind(assembly: Assembly, package: Package) -> None:
    """Every long number in the markup of the parts that the document does not hold yet, once."""
    found = [
        (called, words)
        for part in package.members
        if part.endswith(_PARTS) and not _PASSED_OVER.fullmatch(part)
        for called, words in _in_part(part, package)
        if words not in assembly.sheets  # whose names are told of all workbooks
    ]
    add_untold(assembly, found)


def add_untold(assembly: Assembly, found: list[tuple[str, str]], *, where: str = "") -> None:
    """Of some words with what they are called, those whose numbers the document does not hold yet."""
    known = assembly.runs(_LONG) if found else set()
    for called, words in dict.fromkeys(found):
        if not known.issuperset(_LONG.findall(words)):
            assembly.add(words, f"{where}{called}", hidden=Hidden.BEHIND)


def add_numbers_left(assembly: Assembly, data: bytes) -> None:
    """The same of an old binary file: what its text leaves out still stands in its bytes, often from earlier versions."""
    found = [found[0].decode() for found in _LONG_BYTES.finditer(data)]
    found += [found[0].decode("utf-16-le") for found in _LONG_WIDE.finditer(data)]
    add_untold(assembly, [("文件内部", words) for words in found if words.strip("0")])


def in_markup(xml: bytes, *, texts: bool = True) -> Iterator[tuple[str, str]]:
    """What a number stands in and the words around it: the value of an attribute, a remark, and a text if asked."""
    flat, end = xml.translate(_DIGITS), 0
    while (at := flat.find(_RUN, end)) >= 0:
        end = len(xml) if (stop := flat.find(b" ", at)) < 0 else stop
        if xml[at - 1 : at] == b".":  # of a fraction
            continue
        opened = xml.rfind(b"<", 0, at)
        is_text = xml.rfind(b">", opened, at) > opened or opened < 0
        if is_text and not texts and xml[opened : opened + 4] != b"<!--":
            continue
        quote = b"" if is_text else _quote(xml, opened, at)
        first = xml.rfind(quote or (b">" if is_text else b"<"), max(opened, 0), at) + 1
        last = xml.find(quote or (b"<" if is_text else b">"), end)
        first, last = max(first, at - _AROUND), min(len(xml) if last < 0 else last, end + _AROUND)
        end = max(last, end)
        name = found[1].decode() if (found := _NAME.match(xml, opened)) else ""
        words = unescape(xml[first:last].decode("utf-8", errors="replace")).strip("!- \r\n")
        if name not in _OF_PROGRAMS and _UNIQUE.fullmatch(words) is None:
            yield name, words


def _in_part(part: str, package: Package) -> Iterator[tuple[str, str]]:
    try:
        xml = package.read(part)
    except Unreadable:  # told by the reader whose part it is
        return
    if xml[:2] in (b"\xff\xfe", b"\xfe\xff"):
        xml = xml.decode("utf-16", errors="replace").encode()
    for name, words in in_markup(xml, texts=_TEXTS_ARE_READ.fullmatch(part) is None):
        yield _CALLED.get(name, f"文件内部（{basename(part)}）"), words


def _quote(xml: bytes, opened: int, at: int) -> bytes:
    """The sign that opened the value which holds the place; nothing outside of values."""
    double, single = xml.rfind(b'"', opened, at), xml.rfind(b"'", opened, at)
    for sign, place in ((b'"', double), (b"'", single)):
        if place > opened and _ATTRIBUTE.search(xml[opened:place]):
            return sign
    return b""
