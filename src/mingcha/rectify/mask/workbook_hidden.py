"""What a workbook carries along unseen, taken out: hidden sheets and cells, comments, pivot caches, macros, properties.

The parts are edited and not written anew, so that formats, widths, charts and pictures stay as they were. A part that
is not known to be read by the reader is not kept.
"""

from __future__ import annotations

import re
from posixpath import basename, dirname, join, normpath

from mingcha.model.masking import NotMasked
from mingcha.rectify.mask.package import APP, CORE, TYPES, Element, Parts, drop, tree_of, without_remarks, xml_of
from mingcha.rectify.mask.workbook_cells import blank_unused, hidden_columns, local, settle_cells
from mingcha.rectify.mask.workbook_charts import detach_charts

BOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_KEPT = re.compile(
    r"\[Content_Types\]\.xml|(?:.*/)?_rels/[^/]*\.rels|docProps/(?:core|app)\.xml|"
    r"xl/(?:workbook|styles|sharedStrings|cellimages)\.xml|xl/.*(?:worksheets|chartsheets)/[^/]+\.xml|"
    r"xl/(?:theme|charts|tables|media)/[^/]+|xl/drawings/[^/]+\.xml|xl/diagrams/[^/]+\.xml",
    re.IGNORECASE,
)
_SHEET_PART = re.compile(r"(?:work|chart)sheets/[^/]+\.xml$", re.IGNORECASE)
_LONG_NUMBER = re.compile(r"\d{6}")
_VECTORS = (".emf", ".wmf", ".svg")
_GONE_FROM_BOOK = {
    *("pivotCaches", "externalReferences", "extLst", "fileSharing", "customWorkbookViews", "AlternateContent"),
    *("functionGroups", "webPublishing", "webPublishObjects", "smartTagTypes", "smartTagPr", "oleSize"),
}
_GONE_FROM_SHEET = {
    *("scenarios", "dataConsolidate", "customSheetViews", "dataValidations", "customProperties", "cellWatches"),
    *("smartTags", "legacyDrawing", "legacyDrawingHF", "oleObjects", "controls", "webPublishItems", "phoneticPr"),
    *("protectedRanges", "AlternateContent", "picture"),
}
# Of the extensions of a sheet, those whose content is looks only.
_KEPT_EXTENSIONS = {"conditionalFormattings", "sparklineGroups", "ignoredErrors"}
_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATED = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_SHEET = re.compile(r"(?:'((?:[^']|'')+)'|([^'!,()\[\]\"]+))!")
_PLACE = r"\$?(?:[A-Z]{1,3}\$?\d+|[A-Z]{1,3}|\d+)"
_RANGES = re.compile(rf"(?:{_SHEET.pattern}{_PLACE}(?::{_PLACE})?,?)+")
_BUILT_IN = re.compile(r"_xlnm\.(?:Print_Area|Print_Titles|_FilterDatabase)")
_PLAIN_BOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
# Anchors that hold a control of a sheet, a slicer or handwriting.
_ANCHORED = ("compatExt", "slicer", "timeslicer", "contentPart")
_DISPLAYED = {
    "xl/vbaproject": "宏",
    "xl/macrosheets/": "宏",
    "xl/pivottables/": "数据透视表的缓存（表中的数字保留为数值）",
    "xl/slicers/": "切片器",
    "xl/timelines/": "日程表",
    "xl/embeddings/": "嵌入对象",
    "xl/activex/": "控件",
    "xl/ctrlprops/": "控件",
    "xl/connections.xml": "数据连接",
    "xl/model/": "数据模型",
    "xl/revisions/": "修订记录",
}
# What is told of when a sheet has such an element.
_IN_SHEETS = {
    words: re.compile(rf"<(?:\w+:)?{tag}[\s/>]".encode())
    for words, tag in {
        "公式（留下算出的值）": "f",
        "数据有效性": "dataValidation",
        "筛选条件": "filterColumn",
        "方案": "scenario",
    }.items()
}


def strip(parts: Parts) -> list[str]:
    """Take out of the parts all that does not show; says in Chinese what. Raises NotMasked."""
    if any(name.lower().endswith(_VECTORS[:2]) and _KEPT.fullmatch(name) for name in parts):
        raise NotMasked("工作簿含有矢量图片（emf、wmf），其中的文字无法检查，没有处理。请改为普通图片或删去后再遮盖。")
    taken = dict.fromkeys(
        told for part, told in _DISPLAYED.items() if any(name.lower().startswith(part) for name in parts)
    )
    if BOOK not in parts or RELATIONS not in parts:
        raise NotMasked("文件内部结构已损坏，不能遮盖。请在原软件中打开后另存，再试。")
    book = tree_of(parts[BOOK])
    links = {link.get("Id"): link for link in tree_of(parts[RELATIONS])}
    before = [one.get("name", "") for one in book.iter("{*}sheet")]
    sheets = _sheets(book, links, taken)
    names = [one.get("name", "") for one in sheets]
    usual = _usual(parts)
    named = len([*book.iter("{*}definedName")])
    _strip_book(book, before, names)
    if len([*book.iter("{*}definedName")]) < named:
        usual.append("带内容的名称")
    parts[BOOK] = xml_of(book)
    comments = {one: _comments_of(parts, _target(links[_related(one)])) for one in sheets}
    # A sheet that no tab leads to is read by nobody.
    stray = {name for name in parts if _SHEET_PART.search(name)} - {_target(links[_related(one)]) for one in sheets}
    drop(parts, lambda name: name in stray or not _KEPT.fullmatch(name) or name.lower().endswith(_VECTORS))
    for element in sheets:
        part = _target(links[_related(element)])
        if part in parts:
            if comments[element]:
                taken[f"“{element.get('name', '')}”的 {comments[element]} 条批注"] = None
            if emptied := _strip_sheet(parts, part):
                taken[f"“{element.get('name', '')}”隐藏行列中的 {emptied} 个单元格"] = None
    for name in list(parts):
        if name.startswith("xl/drawings/") and name.endswith(".xml"):
            _strip_drawing(parts, name, names)
        elif name.lower() == "xl/cellimages.xml":
            _strip_drawing(parts, name, names, described=False)
        elif name.startswith("xl/tables/") and name.endswith(".xml"):
            _strip_table(parts, name)
    detach_charts(parts, frozenset(names))
    for name, empty in (("docProps/core.xml", CORE), ("docProps/app.xml", APP)):
        if name in parts:
            parts[name] = empty
    _call_it_a_workbook(parts)
    drop(parts, lambda name: False)  # what nothing refers to now
    without_remarks(parts)
    blank_unused(parts)
    return [*taken, *usual]


def sheet_parts(parts: Parts) -> dict[str, str]:
    """By their names, the parts of the sheets."""
    links = {link.get("Id"): link for link in tree_of(parts[RELATIONS])}
    found = {}
    for element in tree_of(parts[BOOK]).iter("{*}sheet"):
        link = links.get(_related(element))
        if link is not None and _target(link) in parts:
            found[element.get("name", "")] = _target(link)
    return found


def _usual(parts: Parts) -> list[str]:
    """What goes of nearly every workbook, as far as this one has it."""
    sheets = [content for name, content in parts.items() if _SHEET_PART.search(name)]
    told = [words for words, tag in _IN_SHEETS.items() if any(tag.search(content) for content in sheets)]
    if any(name.startswith("docProps/") for name in parts):
        told.insert(0, "文档属性")
    if any(name.startswith("xl/externalLinks/") for name in parts):
        told.append("外部链接")
    return told


def _sheets(book: Element, links: dict[str, Element], taken: dict[str, None]) -> list[Element]:
    """The sheets that stay; the others are taken out of the book."""
    sheets = [one for one in book.iter("{*}sheet") if _related(one) in links]
    shown = [one for one in sheets if one.get("state", "visible") == "visible" and not _is_macro(one, links)]
    if not shown:
        return sheets
    for one in sheets:
        if one not in shown:
            if not _is_macro(one, links):
                taken[f"隐藏工作表“{one.get('name', '')}”"] = None
            one.getparent().remove(one)
    return shown


def _is_macro(sheet: Element, links: dict[str, Element]) -> bool:
    """Whether a sheet is a macro or a dialogue of old days, and holds no table."""
    return re.search("(?:macro|dialog)sheets/", _target(links[_related(sheet)]).lower()) is not None


def _strip_book(book: Element, before: list[str], names: list[str]) -> None:
    """`before` are the names of all sheets, `names` of those that stay: numbers of sheets count anew."""
    for one in [one for one in book if local(one) in _GONE_FROM_BOOK]:
        book.remove(one)
    for defined in list(book.iter("{*}definedName")):
        local_to = defined.get("localSheetId")
        sheet = before[int(local_to)] if local_to and local_to.isdigit() and int(local_to) < len(before) else ""
        if not _is_mere_range(defined, names) or (local_to is not None and sheet not in names):
            defined.getparent().remove(defined)
        elif local_to is not None:
            defined.set("localSheetId", str(names.index(sheet)))
    for holder in [one for one in book.iter("{*}definedNames") if not len(one)]:
        holder.getparent().remove(holder)
    for view in book.iter("{*}workbookView"):
        for place in ("activeTab", "firstSheet"):
            view.attrib.pop(place, None)


def _is_mere_range(defined: Element, names: list[str]) -> bool:
    """Whether a name says only where something stands, on sheets that stay; its remarks are taken off."""
    words = defined.text or ""
    sheets = {(quoted or bare).replace("''", "'") for quoted, bare in _SHEET.findall(words)}
    if not _RANGES.fullmatch(words) or not sheets <= {*names}:
        return False
    if defined.get("hidden") in ("1", "true") and not _BUILT_IN.fullmatch(defined.get("name", "")):
        return False
    for remark in ("comment", "description", "help", "statusBar", "customMenu"):
        defined.attrib.pop(remark, None)
    return True


def _strip_sheet(parts: Parts, part: str) -> int:
    """How many hidden cells were emptied."""
    root = tree_of(parts[part])
    for one in [one for one in root if local(one) in _GONE_FROM_SHEET]:
        root.remove(one)
    for setup in root.iter("{*}pageSetup"):  # the printer's own settings went
        for related in (_RELATED, _STRICT_RELATED):
            setup.attrib.pop(related, None)
    for extension in [one for one in root.iter("{*}ext") if local(one.getparent()) == "extLst"]:
        if not {local(one) for one in extension} <= _KEPT_EXTENSIONS:
            extension.getparent().remove(extension)
    for empty in [one for one in root.iter("{*}extLst") if not len(one)]:
        empty.getparent().remove(empty)
    for one in list(root.iter("{*}filterColumn", "{*}cfRule")):
        # What a filter lets through is a copy of cells, which may be hidden; rows it hides are emptied.
        if local(one) == "filterColumn" or _LONG_NUMBER.search("".join([*one.itertext(), one.get("text", "")])):
            one.getparent().remove(one)
    for empty in [one for one in root.iter("{*}conditionalFormatting") if one.find("{*}cfRule") is None]:
        empty.getparent().remove(empty)
    if local(root) == "chartsheet":
        for edge in list(root.iter("{*}headerFooter")):  # not read where a sheet has no cells
            root.remove(edge)
    emptied = settle_cells(root, hidden_columns(root))
    parts[part] = xml_of(root)
    return emptied


def _comments_of(parts: Parts, part: str) -> int:
    relations = join(dirname(part), "_rels", f"{basename(part)}.rels")
    links = tree_of(parts[relations]) if relations in parts else ()
    targets = [normpath(join("/" + dirname(part), link.get("Target", ""))).lstrip("/") for link in links]
    found = [one for one in targets if "omments" in one and "hreaded" not in one and one in parts]
    return sum(1 for one in found for _ in tree_of(parts[one]).iter("{*}comment"))


def _strip_drawing(parts: Parts, name: str, sheets: list[str], *, described: bool = True) -> None:
    """`described`: whether the descriptions of its pictures are read, and may stay."""
    root = tree_of(parts[name])
    for one in list(root.iter(*(f"{{*}}{kind}" for kind in _ANCHORED))):
        above = [one, *one.iterancestors()]
        if len(above) > 1 and above[-2].getparent() is root:
            root.remove(above[-2])
    for vector in list(root.iter("{*}svgBlip")):
        extension = vector.getparent()
        extension.getparent().remove(extension)
    for one in root.iter():
        if one.get("macro"):
            one.set("macro", "")
        linked = _SHEET.match(one.get("textlink", ""))
        if linked and (linked[1] or linked[2]).replace("''", "'") not in sheets:
            one.set("textlink", "")
        for words in () if described else ("descr", "title"):
            one.attrib.pop(words, None)
    parts[name] = xml_of(root)


def _strip_table(parts: Parts, name: str) -> None:
    """A table that was filled from elsewhere is now a plain one; its formulas go as those of the cells do."""
    root = tree_of(parts[name])
    for key in ("tableType", "comment", "connectionId"):
        root.attrib.pop(key, None)
    for chosen in list(root.iter("{*}filterColumn")):
        chosen.getparent().remove(chosen)
    for column in root.iter("{*}tableColumn"):
        for key in ("queryTableFieldId", "uniqueName"):
            column.attrib.pop(key, None)
        for one in [
            one for one in column if local(one) in ("calculatedColumnFormula", "totalsRowFormula", "xmlColumnPr")
        ]:
            column.remove(one)
        if column.get("totalsRowFunction") == "custom":
            column.attrib.pop("totalsRowFunction")
    parts[name] = xml_of(root)


def _call_it_a_workbook(parts: Parts) -> None:
    """Without its macros the file is no workbook with macros."""
    types = tree_of(parts[TYPES])
    for entry in types:
        if "macroEnabled" in entry.get("ContentType", "") and entry.get("PartName", "").lstrip("/") == BOOK:
            entry.set("ContentType", _PLAIN_BOOK)
    parts[TYPES] = xml_of(types)


def _related(element: Element) -> str:
    return element.get(_RELATED) or element.get(_STRICT_RELATED) or ""


def _target(link: Element) -> str:
    return normpath(join("/" + dirname(BOOK), link.get("Target", ""))).lstrip("/")
