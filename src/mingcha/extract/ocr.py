"""Text in pictures, where the optional recognition (`pip install mingcha[ocr]`) is installed; it works offline."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from typing import Any

from mingcha.extract.contents import Gap
from mingcha.model.assembly import Assembly
from mingcha.model.document import Outcome

MISSING = "没有安装文字识别（mingcha[ocr]）"
_SURE = 0.5


def is_installed() -> bool:
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


def add_picture(assembly: Assembly, picture: Any, place: str) -> Gap | None:
    """Add the lines recognised in a picture (its bytes or its pixels); a gap where that was not possible."""
    if not is_installed():
        return Gap(Outcome.PICTURE, place, MISSING)
    try:
        found = _engine()(picture)
    except Exception as error:  # the engine and the libraries under it raise whatever they like
        return Gap(Outcome.PICTURE, place, f"文字识别出错（{type(error).__name__}）")
    texts, sure = found.txts or (), found.scores or ()
    lines = [text for text, score in zip(texts, sure, strict=False) if score >= _SURE]
    assembly.add_lines("\n".join(lines), f"{place}文字识别")
    return None


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR(params={"Global.log_level": "error"})
