"""A PDF masked: the text that leaks is taken out of the page and its mask drawn in its place, never laid over it.

Where a page is not made so that this can be done and proved, it becomes a picture with the places painted over. The
pages go into a new file, so that nothing of the old one that is not drawn comes along.
"""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from mingcha.model.document import Document, Trace
from mingcha.model.masking import Made, NotMasked, Replacement
from mingcha.rectify.mask.pdf_objects import drawn_alone
from mingcha.rectify.mask.pdf_page import Place, redrawn
from mingcha.rectify.mask.pdf_picture import as_picture, same_looks
from mingcha.rectify.mask.pdf_strings import values_left
from mingcha.rectify.mask.picture import part_of_line
from mingcha.rectify.mask.placing import all_placed, is_gap, values_of

_SPOKEN = b"ActualText"
_LONG_NUMBER = re.compile(r"[0-9]{9,}[Xx]?")
_COMMENTS = {
    raw.FPDF_ANNOT_TEXT,
    raw.FPDF_ANNOT_POPUP,
    raw.FPDF_ANNOT_FILEATTACHMENT,
    raw.FPDF_ANNOT_CARET,
    raw.FPDF_ANNOT_SOUND,
    raw.FPDF_ANNOT_MOVIE,
    raw.FPDF_ANNOT_HIGHLIGHT,
    raw.FPDF_ANNOT_UNDERLINE,
    raw.FPDF_ANNOT_STRIKEOUT,
    raw.FPDF_ANNOT_SQUIGGLY,
}


def stripped_pdf(data: bytes) -> Made:
    """The pages alone: no properties, comments, bookmarks, attachments, scripts, invisible text or signatures."""
    source = _opened(data)
    if source.get_formtype() != raw.FORMTYPE_NONE:
        source.init_forms()
    taken: list[str] = []
    usual = _usual(source, data)
    comments = unseen = 0
    for number in range(len(source)):
        page = source[number]
        removed, kept = _without_comments(page)
        comments += removed
        if kept:
            raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)  # fields and seals become part of what the page draws
            page.close()
            page = source[number]
        while raw.FPDFPage_GetAnnotCount(page) > 0:
            raw.FPDFPage_RemoveAnnot(page, 0)
        spoken = _without_spoken(page)
        if spoken is None:
            raise NotMasked(
                f"第{number + 1}页给读屏软件的文字与画出的不一致，无法确定看到的是什么，没有处理。"
                "请用原文件重新生成 PDF 后再遮盖。"
            )
        hidden = _without_unseen(page)
        if (hidden or spoken) and not same_looks(page, _opened(data)[number], [], annotations=kept > 0):
            raise NotMasked(f"第{number + 1}页的隐藏文字无法单独去掉，没有处理。请用原文件重新生成 PDF 后再遮盖。")
        unseen += hidden
    if comments:
        taken.append(f"批注 {comments} 条")
    if unseen:
        taken.append(f"看不见的文字 {unseen} 处")
    if source.count_attachments():
        taken.append(f"附件 {source.count_attachments()} 个")
    if usual:
        taken.append("、".join(usual))
    out = pdfium.PdfDocument.new()
    out.import_pages(source)
    made = _saved(out)
    if b"/OCG" in made:
        _layers_alike(data, made)
    return Made(made, tuple(taken))


def masked_pdf(data: bytes, document: Document, replacements: Sequence[Replacement]) -> Made:
    """The file with the places masked. Raises NotMasked."""
    places, lost = _places(document, replacements)
    all_placed(lost, "PDF")
    before = _opened(data)
    edited = {number: page for number, here in places.items() if (page := _edited(data, before, number, here))}
    values = [value for value, _ in values_of(document, replacements, all_of=False)]
    made = _put_together(before, places, edited)
    if values_left(made, values):
        edited = {}
        made = _put_together(before, places, edited)
        if values_left(made, values):
            raise NotMasked("号码在 PDF 内部还有一份，无法去掉，没有处理。请用原文件遮盖后重新生成 PDF。")
    pictured = sorted(set(places) - set(edited))
    taken = [f"第{number + 1}页改成了图片，其中的文字不能再复制" for number in pictured]
    return Made(made, tuple(taken), frozenset(f"第{number + 1}页" for number in pictured))


def _edited(data: bytes, before: Any, number: int, places: Sequence[Place]) -> Any:
    """A file in which the page is changed, and proved to be; None where the page cannot be changed."""
    if any(place.dots for place in places):
        return None
    for in_helvetica in (False, True):
        file = _opened(data)
        done = redrawn(file, number, places, in_helvetica=in_helvetica)
        if done and same_looks(file[number], before[number], places):
            return file
        if done is None:
            return None
    return None


def _places(
    document: Document, replacements: Sequence[Replacement]
) -> tuple[dict[int, list[Place]], list[Replacement]]:
    """By page from 0, what to mask; and what stands nowhere on a page, such as words a second time."""
    found: dict[int, list[Place]] = defaultdict(list)
    lost = []
    for one in replacements:
        trace = next((trace for trace in document.traces if trace.start <= one.start < trace.end), None)
        if trace is None:
            # The reader tells white and wrapped words a second time; where they stand they are masked as well.
            passage = document.passage_at(one.start)
            if passage is None or not passage.label.startswith("第"):
                lost.append(one)
            continue
        if trace.box is not None:
            found[trace.page - 1].append(Place((), one.text, part_of_line(document, trace, one)))
            continue
        marks = [*_marks(document, trace, one)]
        drawn = [sign for sign in one.text if not is_gap(sign)]
        text = one.text
        # What the end of a page cuts has a second trace there, and the rest of the mask.
        rest = next((other for other in document.traces if other.start == trace.end < one.end), None)
        if rest is not None and rest.page != trace.page and rest.box is None:
            others = [*_marks(document, rest, one)]
            text = "".join(drawn[: len(marks)])
            count = sum(not is_gap(sign) for sign in document.text[rest.start : min(one.end, rest.end)])
            if len(others) < count:
                lost.append(one)
                continue
            found[rest.page - 1].append(Place(others, "".join(drawn[len(marks) :])))
        if len(marks) < sum(not is_gap(sign) for sign in document.text[one.start : min(one.end, trace.end)]):
            lost.append(one)
        else:
            found[trace.page - 1].append(Place(marks, text))
    return found, lost


def _marks(document: Document, trace: Trace, one: Replacement) -> Iterator[int]:
    """The marks of the letters of a replacement that the trace tells of."""
    start, end = max(one.start, trace.start), min(one.end, trace.end)
    first = sum(not is_gap(sign) for sign in document.text[trace.start : start])
    count = sum(not is_gap(sign) for sign in document.text[start:end])
    return islice(trace.marks, first, first + count)


def _put_together(before: Any, places: dict[int, list[Place]], edited: dict[int, Any]) -> bytes:
    out = pdfium.PdfDocument.new()
    for number in range(len(before)):
        if number in places and number not in edited:
            as_picture(out, before[number], places[number])
        else:
            out.import_pages(edited.get(number, before), [number])
    return _saved(out)


def _without_comments(page: Any) -> tuple[int, int]:
    """How many comments were removed, and how many annotations stay that draw something."""
    removed = kept = 0
    for index in reversed(range(raw.FPDFPage_GetAnnotCount(page))):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        kind = raw.FPDFAnnot_GetSubtype(annotation) if annotation else raw.FPDF_ANNOT_UNKNOWN
        raw.FPDFPage_CloseAnnot(annotation)
        if kind in _COMMENTS:
            removed += bool(raw.FPDFPage_RemoveAnnot(page, index))
        elif kind != raw.FPDF_ANNOT_LINK:
            kept += 1
    return removed, kept


def _usual(source: Any, data: bytes) -> list[str]:
    """What goes of nearly every PDF, as far as this one has it."""
    links = any(kind == raw.FPDF_ANNOT_LINK for number in range(len(source)) for kind in _kinds(source[number]))
    has = {
        "文档属性": b"/Metadata" in data or any(source.get_metadata_dict(skip_empty=True).values()),
        "书签": next(iter(source.get_toc(max_depth=1)), None) is not None,
        "链接": links,
        "脚本": raw.FPDFDoc_GetJavaScriptActionCount(source) > 0,
        "数字签名": raw.FPDF_GetSignatureCount(source) > 0,
    }
    return [what for what, there in has.items() if there]


def _kinds(page: Any) -> Iterator[int]:
    """The kinds of the annotations of a page."""
    for index in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        yield raw.FPDFAnnot_GetSubtype(annotation) if annotation else raw.FPDF_ANNOT_UNKNOWN
        raw.FPDFPage_CloseAnnot(annotation)


def _without_spoken(page: Any) -> bool | None:
    """Whether words for screen readers were taken off because they hid long numbers that are drawn.

    None where they hold other numbers than what is drawn. Where they merely repeat it they stay: of some fonts the
    drawn signs alone cannot be read.
    """
    told = _long_numbers(page)
    marked = [
        (one, raw.FPDFPageObj_GetMark(one, index))
        for one in map(partial(raw.FPDFPage_GetObject, page), range(raw.FPDFPage_CountObjects(page)))
        for index in range(max(raw.FPDFPageObj_CountMarks(one), 0))
    ]
    if not sum(bool(raw.FPDFPageObjMark_RemoveParam(one, mark, _SPOKEN)) for one, mark in marked):
        return False
    drawn = _long_numbers(page)
    if not drawn.issuperset(told):
        return None
    if drawn == told:
        return False  # nothing was written yet
    raw.FPDFPage_GenerateContent(page)
    return True


def _long_numbers(page: Any) -> set[str]:
    texts = page.get_textpage()
    found = {*_LONG_NUMBER.findall("".join(texts.get_text_range().split()))}
    texts.close()
    return found


def _layers_alike(data: bytes, made: bytes) -> None:
    """Raises NotMasked where the copy shows a layer that was switched off."""
    before, after = _opened(data), _opened(made)
    for number in range(len(before)):
        if not same_looks(after[number], before[number], [], exactly=True):
            raise NotMasked(
                f"第{number + 1}页有没有显示的图层，副本里会显示出来，没有处理。请打印成新的 PDF 后再遮盖。"
            )


def _without_unseen(page: Any) -> int:
    unseen = [
        one
        for index in range(raw.FPDFPage_CountObjects(page))
        if raw.FPDFPageObj_GetType(one := raw.FPDFPage_GetObject(page, index)) == raw.FPDF_PAGEOBJ_TEXT
        and raw.FPDFTextObj_GetTextRenderMode(one) == raw.FPDF_TEXTRENDERMODE_INVISIBLE
    ]
    for one in unseen:
        raw.FPDFPage_RemoveObject(page, one)
        raw.FPDFPageObj_Destroy(one)
    if unseen:
        raw.FPDFPage_GenerateContent(page)
    return len(unseen)


def _opened(data: bytes) -> Any:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError:
        raise NotMasked("PDF 打不开：设有打开密码或已损坏，没有处理。请取消密码或重新导出后再试。") from None


def _saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return drawn_alone(out.getvalue())
