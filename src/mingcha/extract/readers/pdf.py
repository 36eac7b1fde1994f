"""A PDF: the text of its pages by line, and what hangs on them. Only ever read in a child process.

The library under it is not thread-safe, and a hostile file may end it.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from mingcha.extract import ocr
from mingcha.extract.contents import Contents, Gap, Inside, Unreadable
from mingcha.extract.limits import Limits
from mingcha.extract.readers.pdf_behind import add_numbers_behind
from mingcha.extract.readers.pdf_blocks import Block, blocks_of, marks_of, outside_of
from mingcha.extract.readers.pdf_carried import PageBefore, carried, last_row
from mingcha.extract.readers.pdf_grid import grids
from mingcha.extract.readers.pdf_objects import Objects
from mingcha.extract.readers.pdf_pages import has_pieces, invisible, joined_numbers, picture_share
from mingcha.extract.readers.pdf_signs import signs_of
from mingcha.extract.readers.pdf_spoken import may_speak, without_spoken
from mingcha.extract.readers.pdf_unruled import LEAST, Unruled, may_have_columns, unruled
from mingcha.model.assembly import Assembly
from mingcha.model.document import Hidden, Outcome, Trace

_PROPERTIES = {"Title": "标题", "Author": "作者", "Subject": "主题", "Keywords": "关键词", "Creator": "来源程序"}
_IMAGE = re.compile(rb"/Subtype\s*/Image")
_XMP = re.compile(rb"<x:xmpmeta.*?</x:xmpmeta>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
# Hyphens the library marks, characters without width that office programs put between digits.
_NOTHING = re.compile("[\0\ufffe\u200b-\u200d\u2060\ufeff]")
_LONG_DIGITS = re.compile(r"[0-9０-９]{9}")
_LONG_NUMBER = re.compile(r"[0-9０-９]{9,}[XxＸｘ]?")
_STAMPS = {raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_STAMP, raw.FPDF_ANNOT_WATERMARK, raw.FPDF_ANNOT_REDACT}
_FEW = 20  # characters: a page number and a date, no content
# Of a page: a picture as large as a card or certificate may be what the page says; a seal covers less, and may still
# hold a line of text; what covers less than that is a logo.
_MOST, _SEAL = 0.04, 0.01
_DOTS_PER_INCH = 200
# So many pages with a seal are named.
_NAMED = 5
_SEAL_UNREAD = f"印章大小的图片未检查，{ocr.MISSING}"
_LONGEST_VALUE = 1 << 16
_NEEDS_PASSWORD = 4


def read(data: bytes, limits: Limits) -> Contents:
    try:
        document = pdfium.PdfDocument(data)
        pages = len(document)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == _NEEDS_PASSWORD or "password" in str(error).lower():
            raise Unreadable(Outcome.ENCRYPTED, "请取消打开密码后保存，再检查") from None
        raise Unreadable(Outcome.BROKEN, "PDF 内部结构无法读取") from None
    assembly, gaps = Assembly(), []
    if document.get_formtype() != raw.FORMTYPE_NONE:
        document.init_forms()
    has_images = _IMAGE.search(data) is not None
    before, spoken = PageBefore(), may_speak(data)
    for number in range(1, pages + 1):
        try:
            page = document[number - 1]
            gaps += _add_page(
                assembly, document, page, number, has_images=has_images, traced=limits.traced, before=before
            )
            if spoken:
                _add_drawn(assembly, page, f"第{number}页")
            stamped = _has_stamps(page)
            page.close()
            if stamped:
                _add_stamps(assembly, document, number)
        except pdfium.PdfiumError:
            gaps.append(Gap(Outcome.BROKEN, f"第{number}页", "这一页无法读取"))
        if len(assembly) > limits.characters:
            gaps.append(Gap(Outcome.PARTLY_READ, f"第{number + 1}页以后", "内容过长"))
            break
    if pages == 0:
        gaps.append(Gap(Outcome.BROKEN, reason="没有任何页面"))
    _add_properties(assembly, document, data)
    add_numbers_behind(assembly, data)
    return Contents("pdf", assembly, inside=_attachments(document, data), gaps=tuple(_seals_together(gaps)))


def _seals_together(gaps: list[Gap]) -> Iterator[Gap]:
    """Every page of a decision bears its seal: that nobody read them is said once."""
    seals = [gap.place for gap in gaps if gap.reason == _SEAL_UNREAD]
    yield from (gap for gap in gaps if gap.reason != _SEAL_UNREAD)
    if seals:
        yield Gap(Outcome.PARTLY_READ, "、".join(seals[:_NAMED]) + ("等" if len(seals) > _NAMED else ""), _SEAL_UNREAD)


def _add_page(
    assembly: Assembly,
    document: Any,
    page: Any,
    number: int,
    *,
    has_images: bool,
    traced: bool,
    before: PageBefore,
) -> list[Gap]:
    """`before` is what the page before ended with, and is changed to what this one ends with."""
    texts, objects, place = page.get_textpage(), Objects(page), f"第{number}页"
    words = texts.get_text_range()
    text = _NOTHING.sub("", words.replace("\r\n", "\n").replace("\r", "\n"))
    meant = len("".join(text.split()))
    looks = _LONG_DIGITS.search(text) is not None
    unseen, covered = invisible(objects, texts) if looks or (has_images and meant > _FEW) else ("", "")
    everything = bool(unseen) and len(unseen) >= meant * 0.9
    hidden = Hidden.TEXT if everything else Hidden.VISIBLE
    tables = grids(objects) if meant else []
    signs = signs_of(texts, words) if tables or traced else None
    lists: list[Unruled] = []
    # Where tables hold all of the page there is no need to look for columns beside them.
    may_list = meant > 0 and (signs is None or len(outside_of(signs, tables)) >= LEAST)
    if may_list and may_have_columns(texts, tables, goes_on=bool(before.lists)):
        found = signs if signs is not None else signs_of(texts, words)
        lists = unruled(outside_of(found, tables).each(), before.lists[-1] if before.lists else None)
        signs = found if lists else signs
    before.lists = lists[-1:]
    tables = sorted([*tables, *lists], key=lambda grid: -grid.ys[0])
    loose = text
    if signs:
        blocks = [*blocks_of(signs, tables)]
        text = _add_blocks(assembly, blocks, number, hidden, traced=traced)
        loose = "\n".join(block.text for block in blocks)  # cells are whole already
        _add_carried(assembly, before, blocks, number, traced=traced)
    else:
        assembly.add_lines(text.rstrip(), place, hidden=hidden)
    before.page, before.row = number, last_row(blocks) if signs else []
    if not everything:
        assembly.add(unseen, place, hidden=Hidden.TEXT)
    assembly.add(covered, place, hidden=Hidden.WHITE)
    if has_pieces(loose) and (joined := joined_numbers(texts, text)):
        # The page's text breaks them where its cells wrap; here they are in one piece.
        start = len(assembly)
        assembly.add("\n".join(one.number for one in joined), f"{place}折行的单元格")
        for one in joined if traced else ():
            marks = marks_of(one.number, one.boxes, signs) if signs is not None else []
            assembly.trace(Trace(start, start + len(one.number), number, marks))
            start += len(one.number) + 1
    _add_annotations(assembly, document, page, place)
    texts.close()
    share = picture_share(page, objects) if has_images else 0.0
    if _SEAL <= share < _MOST and meant and not ocr.is_installed():
        return [Gap(Outcome.PARTLY_READ, place, _SEAL_UNREAD)]
    if share >= _SEAL and not everything:
        pixels = page.render(scale=_DOTS_PER_INCH / 72).to_numpy() if ocr.is_installed() else None
        gap = ocr.add_picture(assembly, pixels, place, page=number, traced=traced)
        return [gap] if gap else []
    if meant == 0 and objects.count > 0:
        reason = "页面上只有线条或图形，没有文字" if share == 0 else ocr.MISSING
        return [Gap(Outcome.PICTURE, place, reason)]
    return []


def _add_drawn(assembly: Assembly, page: Any, place: str) -> None:
    """What a page draws where its words for screen readers hide a number from us. Changes the page in memory."""
    texts = page.get_textpage()
    told = {*_LONG_NUMBER.findall(texts.get_text_range())}
    texts.close()
    if not without_spoken(page):
        return
    texts = page.get_textpage()
    text = _NOTHING.sub("", texts.get_text_range()).replace("\r", "\n")
    texts.close()
    if not told.issuperset(_LONG_NUMBER.findall(text)):
        assembly.add_lines(text.rstrip(), f"{place}画出的文字")


def _has_stamps(page: Any) -> bool:
    """Whether annotations are laid over the page that draw words of their own: stamps, watermarks, typed remarks."""
    for index in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        kind = raw.FPDFAnnot_GetSubtype(annotation) if annotation else raw.FPDF_ANNOT_LINK
        raw.FPDFPage_CloseAnnot(annotation)
        if kind in _STAMPS:
            return True
    return False


def _add_stamps(assembly: Assembly, document: Any, number: int) -> None:
    """The lines that annotations draw and that were not told with their remarks. Changes the document in memory."""
    page = document[number - 1]
    told = _lines(page)
    raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
    page.close()
    page = document[number - 1]
    drawn = [line for line in _lines(page) if line not in told]
    page.close()
    new = [line for line in dict.fromkeys(drawn) if not assembly.runs(re.compile(re.escape(line)))]
    assembly.add("\n".join(new), f"第{number}页批注画出的文字")


def _lines(page: Any) -> list[str]:
    texts = page.get_textpage()
    text = _NOTHING.sub("", texts.get_text_range()).replace("\r", "\n")
    texts.close()
    return [words for line in text.split("\n") if (words := line.strip())]


def _add_blocks(assembly: Assembly, blocks: list[Block], number: int, hidden: Hidden, *, traced: bool) -> str:
    """Lines and tables in their order; gives their text back."""
    lines, tables, said = 1, 0, []
    for block in blocks:
        start = len(assembly)
        if block.rows:
            tables += 1
            name = f"第{number}页第{tables}个表格"
            assembly.add_table(
                block.rows, name, is_sheet=False, hidden=hidden, merges=block.merges, header=block.header
            )
            said += ["\n".join(row) for row in block.rows]
        else:
            text = block.text.strip("\n").rstrip()
            assembly.add_lines(text, f"第{number}页", first_line=lines, hidden=hidden)
            lines += text.count("\n") + 1
            said.append(text)
        if traced:
            assembly.trace(Trace(start, len(assembly), number, block.marks))
    return "\n".join(said)


def _add_carried(assembly: Assembly, before: PageBefore, blocks: list[Block], number: int, *, traced: bool) -> None:
    for one in carried(before.row, blocks):
        start = len(assembly)
        assembly.add(one.number, f"第{number}页折行的单元格")
        if traced:
            assembly.trace(Trace(start, start + one.cut, before.page, one.before))
            assembly.trace(Trace(start + one.cut, start + len(one.number), number, one.here))


def _add_annotations(assembly: Assembly, document: Any, page: Any, place: str) -> None:
    count = 0
    for index in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        found: dict[str, None] = {}
        for key in (
            "Contents",
            "RC",
            "T" if raw.FPDFAnnot_GetSubtype(annotation) != raw.FPDF_ANNOT_WIDGET else "V",
            "TU",
        ):
            found[_TAG.sub(" ", _string(raw.FPDFAnnot_GetStringValue, annotation, key.encode())).strip()] = None
        if raw.FPDFAnnot_GetSubtype(annotation) == raw.FPDF_ANNOT_WIDGET and document.formenv:
            found[_string(raw.FPDFAnnot_GetFormFieldValue, document.formenv, annotation).strip()] = None
            label, hidden = f"{place}表单", Hidden.VISIBLE
        else:
            label, hidden = f"{place}批注", Hidden.COMMENT
        words = [one for one in found if one]
        if words:
            count += 1
            assembly.add("\n".join(words), f"{label}{count}", hidden=hidden)
        raw.FPDFPage_CloseAnnot(annotation)


def _string(ask: Any, *arguments: Any) -> str:
    """A text the library writes in UTF-16: asked for its length first."""
    length = min(ask(*arguments, None, 0), _LONGEST_VALUE)
    if length <= 2:
        return ""
    buffer = ctypes.create_string_buffer(length)
    ask(*arguments, ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), length)
    return buffer.raw[: length - 2].decode("utf-16-le", errors="replace")


def _add_properties(assembly: Assembly, document: Any, data: bytes) -> None:
    values = document.get_metadata_dict(skip_empty=True)
    for key, label in _PROPERTIES.items():
        if words := values.get(key, "").strip():
            assembly.add(words, f"文档属性：{label}", hidden=Hidden.PROPERTY)
    for found in _XMP.findall(data)[:4]:
        words = " ".join(_TAG.sub(" ", found.decode("utf-8", errors="replace")).split())
        assembly.add(words, "文档属性：元数据", hidden=Hidden.PROPERTY)
    titles = [entry.get_title() for entry in document.get_toc(max_depth=6)]
    assembly.add_lines("\n".join(title for title in titles if title), "书签")


def _attachments(document: Any, data: bytes) -> Iterator[Inside]:
    """The data is held, because the document reads from it."""
    for index in range(document.count_attachments()):
        attached = document.get_attachment(index)
        name = attached.get_name() or f"附件{index + 1}"
        try:
            yield Inside(name, bytes(attached.get_data()))
        except pdfium.PdfiumError:
            yield Inside(name, b"", Unreadable(Outcome.BROKEN, "PDF 所带的附件无法取出"))
    del data
