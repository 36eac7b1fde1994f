"""A picture masked: the places painted over where its words were recognised, and what its file says of itself gone."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from mingcha.model.document import Document, Trace
from mingcha.model.masking import Made, NotMasked, Replacement

_FORMATS = {"PNG", "JPEG", "BMP", "GIF", "TIFF", "WEBP"}
_GREY = 64
_QUALITY = 92
Box = tuple[float, float, float, float]


def stripped_picture(data: bytes) -> Made:
    """The same dots, upright, without properties. Raises NotMasked."""
    picture, form = _opened(data)
    return Made(_saved(picture, form), ("图片属性（拍摄时间、地点、设备、作者等）",))


def masked_picture(data: bytes, document: Document, replacements: Sequence[Replacement]) -> Made:
    """The picture with the places painted over. Raises NotMasked."""
    from PIL import ImageDraw

    picture, form = _opened(data)
    brush = ImageDraw.Draw(picture)
    colour: Any = _GREY if picture.mode in ("L", "1", "P") else (_GREY,) * len(picture.getbands()[:3])
    for one in replacements:
        trace = next((trace for trace in document.traces if trace.start <= one.start < trace.end), None)
        if trace is None or trace.box is None:
            raise NotMasked("图片中有一处个人信息无法准确定位，没有处理。请在图片软件中涂去后再检查。")
        brush.rectangle(part_of_line(document, trace, one), fill=colour)
    return Made(_saved(picture, form))


def part_of_line(document: Document, trace: Trace, one: Replacement) -> Box:
    """The part of a recognised line's box that holds a place: by the widths of its signs, with half a sign to spare."""
    assert trace.box is not None
    left, top, right, bottom = trace.box
    line = document.text[trace.start : trace.end]
    whole = max(sum(map(_width, line)), 1)
    first, last = max(one.start, trace.start) - trace.start, min(one.end, trace.end) - trace.start
    before, after = sum(map(_width, line[:first])), sum(map(_width, line[:last]))
    begin, end = max(before - 1, 0) / whole, min(after + 1, whole) / whole
    if bottom - top > 2 * (right - left):  # written from the top down
        return left, top + begin * (bottom - top), right, top + end * (bottom - top)
    return left + begin * (right - left), top, left + end * (right - left), bottom


def _width(sign: str) -> int:
    return 1 if sign.isascii() else 2


def _opened(data: bytes) -> tuple[Any, str]:
    try:
        from PIL import Image, ImageOps
    except ImportError:
        raise NotMasked(
            "遮盖图片要先由管理员安装文字识别（见《在服务器上运行》），没有处理；也可在图片软件中涂去后再检查。"
        ) from None
    try:
        picture = Image.open(io.BytesIO(data))
        form = picture.format or ""
        if form not in _FORMATS or getattr(picture, "n_frames", 1) > 1:
            raise NotMasked("多帧图片或少见的图片格式不能遮盖，没有处理。请另存为 png 或 jpg 后再遮盖。")
        upright = ImageOps.exif_transpose(picture)
        upright.load()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise NotMasked("图片已损坏或过大，不能遮盖。") from None
    return (upright.convert("RGB") if upright.mode in ("P", "1", "CMYK", "YCbCr") else upright), form


def _saved(picture: Any, form: str) -> bytes:
    out = io.BytesIO()
    picture.info = {}
    if form == "JPEG" and picture.mode not in ("RGB", "L"):
        picture = picture.convert("RGB")
    options = {"quality": _QUALITY} if form in ("JPEG", "WEBP") else {}
    picture.save(out, format=form, **options)
    return out.getvalue()
