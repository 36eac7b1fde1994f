"""What a Word document carries along unseen, taken out: comments, revisions, hidden text, objects, properties."""

from __future__ import annotations

import re

from mingcha.model.masking import NotMasked
from mingcha.rectify.mask.package import APP, CORE, Element, Parts, drop, tree_of, without_remarks, xml_of

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Parts whose text people read.
STORIES = re.compile(
    r"word/(?:document\d*|header\d*|footer\d*|footnotes\d*|endnotes\d*|diagrams/(?:data|drawing)\d*|drawings/[^/]+)\.xml"
)
_CHART = re.compile(r"word/charts/chart[^/]*\.xml")
_GONE = re.compile(
    r"word/(?:comments[^/]*|people[^/]*|glossary/.*|embeddings/.*|activeX/.*|printerSettings/.*)|docProps/(?!core\.xml|app\.xml).*|"
    r"customXml/.*|_xmlsignatures/.*|customUI/.*|.*\.svg"
)
_UNSAFE = ((re.compile(r".*vbaProject.*"), "宏"), (re.compile(r".*afchunk.*", re.IGNORECASE), "整段嵌入的其他文件"))
_USUAL = {
    "文档属性": re.compile(r"docProps/(?:core|app|custom)\.xml"),
    "自定义数据": re.compile(r"customXml/item\d*\.xml"),
    "缩略图": re.compile(r"docProps/thumbnail.*"),
}
_VECTORS = (".emf", ".wmf")
_DELETED = {f"{W}{name}" for name in ("del", "moveFrom")}
_INSERTED = {f"{W}{name}" for name in ("ins", "moveTo")}
_MARKS = {
    f"{W}{name}"
    for name in (
        *("commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef", "proofErr"),
        *("moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd"),
        *("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tcPrChange", "trPrChange", "tblGridChange"),
        *("tblPrExChange", "numberingChange", "cellIns", "cellMerge", "dataBinding"),
    )
}
_OBJECTS = {f"{W}{name}" for name in ("object", "control")}
_SETTINGS = {f"{W}{name}" for name in ("docVars", "mailMerge", "rsids", "attachedTemplate", "trackRevisions")}
_OFF = {"0", "false", "off", "none"}
_STRICT = b"http://purl.oclc.org/ooxml/"


def strip(parts: Parts) -> list[str]:
    """Take out of the parts all that does not print; says in Chinese what. Raises NotMasked."""
    for sign, told in _UNSAFE:
        if any(sign.fullmatch(name) for name in parts):
            raise NotMasked(
                f"文档含有{told}，不能保证遮盖干净，没有处理。请在 Word 或 WPS 中另存为普通 docx 后再遮盖。"
            )
    if any(_STRICT in content[:4096] for content in parts.values()):
        raise NotMasked("文档是“严格 Open XML”格式，没有处理。请在 Word 或 WPS 中另存为普通 docx 后再遮盖。")
    usual = [told for told, sign in _USUAL.items() if any(sign.fullmatch(name) for name in parts)]
    if b"w:rsid" in parts.get("word/settings.xml", b"") + parts.get("word/document.xml", b""):
        usual.append("修订编号")
    counts = dict.fromkeys(("comments", "revisions", "hidden", "objects", "sources"), 0)
    styles = tree_of(parts["word/styles.xml"]) if "word/styles.xml" in parts else None
    hiding = _hiding_styles(styles)
    for name in parts:
        if STORIES.fullmatch(name):
            root = tree_of(parts[name])
            _strip_story(root, hiding, counts)
            parts[name] = xml_of(root)
        elif _CHART.fullmatch(name):
            root = tree_of(parts[name])
            counts["sources"] += root.find("{*}externalData") is not None
            _remove_all(root, "{*}externalData")
            parts[name] = xml_of(root)
    if "word/settings.xml" in parts:
        root = tree_of(parts["word/settings.xml"])
        for one in [child for child in root if child.tag in _SETTINGS]:
            root.remove(one)
        parts["word/settings.xml"] = xml_of(root)
    for name, empty in (("docProps/core.xml", CORE), ("docProps/app.xml", APP)):
        if name in parts:
            parts[name] = empty
    drop(parts, lambda name: _GONE.fullmatch(name) is not None)
    without_remarks(parts)
    if any(name.endswith(_VECTORS) for name in parts):
        raise NotMasked("文档含有矢量图片（emf、wmf），其中的文字无法检查，没有处理。请改为普通图片或删去后再遮盖。")
    says = {"comments": "批注 {} 条", "revisions": "修订痕迹 {} 处（按接受修订处理）", "hidden": "隐藏文字 {} 处"}
    says |= {"objects": "嵌入的表格等对象 {} 个", "sources": "图表背后的数据表 {} 份（图表保留）"}
    taken = [says[kind].format(count) for kind, count in counts.items() if count]
    return [*taken, "、".join(usual)] if usual else taken


def _strip_story(root: Element, hiding: set[str], counts: dict[str, int]) -> None:
    for row in list(root.iter(f"{W}tr")):
        if row.find(f"{W}trPr/{W}del") is not None or row.find(f"{W}trPr/{W}hidden") is not None:
            counts["revisions" if row.find(f"{W}trPr/{W}del") is not None else "hidden"] += 1
            row.getparent().remove(row)
    for element in list(root.iter()):
        tag = element.tag
        parent = element.getparent()
        if not isinstance(tag, str) or parent is None:
            continue
        if tag in _DELETED:
            counts["revisions"] += 1
            _remove(element)
        elif tag in _INSERTED:
            counts["revisions"] += 1
            _unwrap(element)
        elif tag in _MARKS:
            counts["comments"] += tag == f"{W}commentReference"
            _remove(element)
        elif tag in _OBJECTS:
            counts["objects"] += 1
            _remove(element)
        elif tag == f"{W}r" and _is_hidden(element, hiding):
            counts["hidden"] += 1
            _remove(element)
    for vector in list(root.iter("{*}svgBlip")):  # the ordinary picture beside it is read and stays
        _remove(vector.getparent())
    for table in list(root.iter(f"{W}tbl")):
        if table.find(f".//{W}tr") is None:
            _remove(table)
    for element in root.iter():
        for name in [name for name in element.attrib if "}rsid" in name]:
            del element.attrib[name]


def _is_hidden(run: Element, hiding: set[str]) -> bool:
    if run.find(f"{W}t") is None and run.find(f"{W}instrText") is None:
        return False
    properties = run.find(f"{W}rPr")
    vanish = None if properties is None else properties.find(f"{W}vanish")
    if vanish is not None:
        return vanish.get(f"{W}val", "1") not in _OFF
    named = None if properties is None else properties.find(f"{W}rStyle")
    if named is not None and named.get(f"{W}val") in hiding:
        return True
    paragraph = next(run.iterancestors(f"{W}p"), None)
    style = None if paragraph is None else paragraph.find(f"{W}pPr/{W}pStyle")
    return style is not None and style.get(f"{W}val") in hiding


def _hiding_styles(styles: Element) -> set[str]:
    found = set()
    for style in () if styles is None else styles.iter(f"{W}style"):
        vanish = style.find(f"{W}rPr/{W}vanish")
        if vanish is not None and vanish.get(f"{W}val", "1") not in _OFF:
            found.add(style.get(f"{W}styleId", ""))
    return found


def _remove(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _remove_all(root: Element, name: str) -> None:
    for element in list(root.iter(name)):
        _remove(element)


def _unwrap(element: Element) -> None:
    parent = element.getparent()
    at = parent.index(element)
    for child in reversed(element):
        parent.insert(at + 1, child)
    parent.remove(element)
