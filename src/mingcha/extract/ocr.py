"""Text in pictures, where the optional recognition (`make ocr`) is installed; it works offline."""

from __future__ import annotations

import io
from functools import cache
from importlib.util import find_spec
from itertools import islice
from typing import Any

from mingcha.extract.contents import Gap
from mingcha.model.assembly import Assembly
from mingcha.model.document import Outcome, Trace

MISSING = "没有安装文字识别，请管理员按《在服务器上运行》安装"
_SURE = 0.5
# A fax has a few frames; what moves says the same in most of its own.
_MOST_FRAMES = 20
# Of 255: from where on something transparent is seen, and something is lighter than paper is dark.
_SEEN, _LIGHT = 32, 170


def is_installed() -> bool:
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


def add_picture(assembly: Assembly, picture: Any, place: str, *, page: int = 0, traced: bool = False) -> Gap | None:
    """Add the lines recognised in a picture (its bytes or its pixels); a gap where that was not possible.

    `traced` keeps the box of each line, in points of the picture, which stands upright.
    """
    if not is_installed():
        return Gap(Outcome.PICTURE, place, MISSING)
    left = ""
    try:
        shown = [picture]
        if isinstance(picture, bytes):
            shown, left = _frames(picture)
        for number, one in enumerate(shown, 1):
            label = place if len(shown) == 1 else f"{place}第{number}幅"
            _add_lines(assembly, _engine()(one), f"{label}文字识别", page=page, traced=traced)
    except Exception as error:  # the engine and the libraries under it raise whatever they like
        return Gap(Outcome.PICTURE, place, f"文字识别出错（{type(error).__name__}）")
    return Gap(Outcome.PARTLY_READ, place, left) if left else None


def _add_lines(assembly: Assembly, found: Any, label: str, *, page: int, traced: bool) -> None:
    texts, sure = found.txts or (), found.scores or ()
    boxes = found.boxes if found.boxes is not None else [None] * len(texts)
    lines = [(text, box) for text, score, box in zip(texts, sure, boxes, strict=False) if score >= _SURE]
    start = len(assembly)
    assembly.add_lines("\n".join(text for text, _ in lines), label)
    for text, box in lines if traced else ():
        across, down = [float(point[0]) for point in box], [float(point[1]) for point in box]
        surrounding = (min(across), min(down), max(across), max(down))
        assembly.trace(Trace(start, start + len(text), page, box=surrounding))
        start += len(text) + 1


def _frames(data: bytes) -> tuple[list[Any], str]:
    """Each frame of a picture upright and in its true colours, and what to say of those that are too many.

    The engine takes the numbers of a palette for shades of grey, and sees nothing in many a screenshot.
    """
    from PIL import Image, ImageOps, ImageSequence

    with Image.open(io.BytesIO(data)) as picture:
        count = getattr(picture, "n_frames", 1)
        frames = islice(ImageSequence.Iterator(picture), _MOST_FRAMES)
        shown = [_as_seen(ImageOps.exif_transpose(frame)) for frame in frames]
    return shown, f"共 {count} 幅，第 {_MOST_FRAMES} 幅以后没有识别" if count > _MOST_FRAMES else ""


def _as_seen(frame: Any) -> Any:
    """The frame in three colours; what is transparent lies on white, and white words on black."""
    from PIL import Image, ImageStat

    if frame.mode.startswith(("I", "F")):  # more shades than a screen shows
        darkest, lightest = frame.getextrema()
        scale = 255 / max(lightest - darkest, 1)
        frame = frame.convert("F").point(lambda shade: shade * scale - darkest * scale)
        return frame.convert("L").convert("RGB")
    if frame.mode not in ("RGBA", "LA", "PA", "La", "RGBa") and "transparency" not in frame.info:
        return frame.convert("RGB")
    frame = frame.convert("RGBA")
    alpha = frame.getchannel("A")
    drawn = alpha.point(lambda shade: 255 if shade > _SEEN else 0)
    light = ImageStat.Stat(frame.convert("L"), drawn).mean[0] > _LIGHT if drawn.getbbox() else False
    ground = Image.new("RGB", frame.size, "black" if light and alpha.getextrema()[0] < _SEEN else "white")
    ground.paste(frame, mask=alpha)
    return ground


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR(params={"Global.log_level": "error"})
