"""Text in pictures, where the optional recognition (`make ocr`) is installed; it works offline."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from typing import Any

from mingcha.extract.contents import Gap
from mingcha.model.assembly import Assembly
from mingcha.model.document import Outcome, Trace

MISSING = "没有安装文字识别，请管理员按《在服务器上运行》安装"
_SURE = 0.5


def is_installed() -> bool:
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


def add_picture(assembly: Assembly, picture: Any, place: str, *, page: int = 0, traced: bool = False) -> Gap | None:
    """Add the lines recognised in a picture (its bytes or its pixels); a gap where that was not possible.

    `traced` keeps the box of each line, in points of the picture.
    """
    if not is_installed():
        return Gap(Outcome.PICTURE, place, MISSING)
    try:
        found = _engine()(picture)
    except Exception as error:  # the engine and the libraries under it raise whatever they like
        return Gap(Outcome.PICTURE, place, f"文字识别出错（{type(error).__name__}）")
    texts, sure = found.txts or (), found.scores or ()
    boxes = found.boxes if found.boxes is not None else [None] * len(texts)
    lines = [(text, box) for text, score, box in zip(texts, sure, boxes, strict=False) if score >= _SURE]
    start = len(assembly)
    assembly.add_lines("\n".join(text for text, _ in lines), f"{place}文字识别")
    for text, box in lines if traced else ():
        across, down = [float(point[0]) for point in box], [float(point[1]) for point in box]
        surrounding = (min(across), min(down), max(across), max(down))
        assembly.trace(Trace(start, start + len(text), page, box=surrounding))
        start += len(text) + 1
    return None


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR(params={"Global.log_level": "error"})
