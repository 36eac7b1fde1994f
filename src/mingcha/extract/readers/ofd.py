"""OFD, the national layout format: text by page, notes, attachments, properties."""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import dirname, join, normpath

from mingcha.extract import ocr
from mingcha.extract.contents import Contents, Gap, Inside, Unreadable
from mingcha.extract.limits import Limits
from mingcha.extract.markup import Element, all_text, local, parsed
from mingcha.extract.package import Package
from mingcha.model.assembly import Assembly
from mingcha.model.document import Hidden, Outcome

_PROPERTIES = {"Title": "标题", "Author": "作者", "Subject": "主题", "Abstract": "摘要", "Creator": "来源程序"}
_PICTURES = re.compile(r".*\.(?:png|jpe?g|bmp|tiff?|gif|jb2|gbig2)$", re.IGNORECASE)
_LINE = 0.5  # of a character's height: texts closer than that stand on one line


def read(data: bytes, limits: Limits) -> Contents:
    package = Package(data, limits)
    root = parsed(package.read("OFD.xml"))
    if root is None:
        raise Unreadable(Outcome.BROKEN, "没有主入口部分")
    assembly, gaps, attached = Assembly(), [], []
    for body in root.iter("{*}DocBody"):
        main = body.findtext("{*}DocRoot") or ""
        document = _part(package, "", main)
        if document is None:
            gaps.append(Gap(Outcome.BROKEN, main, "文档部分缺失"))
            continue
        gaps += _add_document(assembly, package, document, normpath(main).lstrip("/"))
        for element in body.iter():
            if local(element) in _PROPERTIES or local(element) in ("Keyword", "CustomData"):
                words = (element.text or "").strip()
                label = element.get("Name") or _PROPERTIES.get(local(element), "关键词")
                assembly.add(words, f"文档属性：{label}", hidden=Hidden.PROPERTY)
        attached += [*_attachments(package, document, normpath(main).lstrip("/"))]
    return Contents("ofd", assembly, inside=_inside(package, attached), gaps=tuple(gaps))


def _add_document(assembly: Assembly, package: Package, document: Element, main: str) -> Iterator[Gap]:
    for number, page in enumerate(document.iter("{*}Page"), 1):
        place = f"第{number}页"
        try:
            content = _part(package, main, page.get("BaseLoc", ""))
        except Unreadable as fault:
            yield Gap(fault.outcome, place, fault.reason)
            continue
        if content is None:
            yield Gap(Outcome.BROKEN, place, "页面内容缺失")
            continue
        unseen = [words for one in content.iter("{*}TextObject") if not _is_seen(one) and (words := _words(one))]
        assembly.add_lines("\n".join(_lines(content)), place)
        assembly.add("".join(unseen), place, hidden=Hidden.TEXT)
        if next(content.iter("{*}ImageObject"), None) is not None and len("".join(_lines(content))) < 100:
            yield Gap(Outcome.PICTURE, place, ocr.MISSING if not ocr.is_installed() else "OFD 页面图片的识别尚不支持")
    for listed in document.iter("{*}Annotations"):
        index = _part(package, main, (listed.text or "").strip())
        where = normpath(join(dirname(main), (listed.text or "").strip()))
        for file in () if index is None else index.iter("{*}FileLoc"):
            notes = _part(package, where, (file.text or "").strip())
            for note in () if notes is None else notes.iter("{*}Annot"):
                words = all_text(note)
                assembly.add(words, "批注", hidden=Hidden.COMMENT)


def _lines(content: Element) -> list[str]:
    """Texts at the same height, from left to right, are one line."""
    rows: list[tuple[float, float, list[tuple[float, str]]]] = []
    for one in content.iter("{*}TextObject"):
        words = _words(one)
        if not words or not _is_seen(one):
            continue
        left, top, _, height = (_floats(one.get("Boundary", "")) + [0.0] * 4)[:4]
        size = float(one.get("Size", "0") or 0) or height
        if rows and abs(rows[-1][0] - top) < _LINE * max(size, 0.1):
            rows[-1][2].append((left, words))
        else:
            rows.append((top, size, [(left, words)]))
    return [" ".join(words for _, words in sorted(texts)) for _, _, texts in rows]


def _words(one: Element) -> str:
    return "".join(code.text or "" for code in one.iter("{*}TextCode")).strip()


def _is_seen(one: Element) -> bool:
    if one.get("Visible", "true") == "false" or one.get("Alpha") == "0":
        return False
    colour = one.find("{*}FillColor")
    return one.get("Fill", "true") != "false" and (colour is None or colour.get("Alpha") != "0")


def _attachments(package: Package, document: Element, main: str) -> Iterator[str]:
    for listed in document.iter("{*}Attachments"):
        where = normpath(join(dirname(main), (listed.text or "").strip())).lstrip("/")
        index = _part(package, main, (listed.text or "").strip())
        for file in () if index is None else index.iter("{*}FileLoc"):
            yield _resolved(where, (file.text or "").strip())


def _inside(package: Package, attached: list[str]) -> Iterator[Inside]:
    for name in dict.fromkeys([*attached, *(one for one in package.names() if "/attach" in one.lower())]):
        if name in package and not name.lower().endswith("attachments.xml"):
            try:
                yield Inside(name, package.read(name))
            except Unreadable as fault:
                yield Inside(name, b"", fault)


def _part(package: Package, base: str, place: str) -> Element:
    return parsed(package.read(_resolved(base, place))) if place else None


def _resolved(base: str, place: str) -> str:
    """Places count from the root when they begin with a slash, else from the part that names them."""
    return normpath(place if place.startswith("/") else join(dirname(base), place)).lstrip("/")


def _floats(words: str) -> list[float]:
    try:
        return [float(word) for word in words.split()]
    except ValueError:
        return []
