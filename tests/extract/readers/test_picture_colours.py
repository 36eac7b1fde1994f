"""Pictures as they come: of few colours, transparent, in many shades, turned, of many frames. Needs recognition of text."""

from __future__ import annotations

import io
from typing import Any

import pytest
import typst
from rectify.mask.copies import copy_of

from mingcha import extract
from mingcha.extract import ocr

pytestmark = pytest.mark.skipif(not ocr.is_installed(), reason="no recognition of text on this machine")
NUMBER, OTHER = "11010519491231" + "002X", "369999199001011230"


def printed(words: str) -> Any:
    from PIL import Image

    made = typst.compile(
        f"#set page(width: 12cm, height: 4cm)\n#set text(size: 14pt)\nID NO {words}".encode(), format="png"
    )
    assert isinstance(made, bytes)
    return Image.open(io.BytesIO(made)).convert("RGB")


def saved(picture: Any, form: str, **options: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, format=form, **options)
    return out.getvalue()


def words_of(data: bytes, name: str) -> str:
    reading = extract.read(data, name=name)
    assert reading.not_examined == ()
    return "".join(reading.documents[0].text.split())


def transparent(picture: Any, ink: str) -> Any:
    from PIL import Image, ImageOps

    drawn = Image.new("RGBA", picture.size, ink)
    drawn.putalpha(ImageOps.invert(picture.convert("L")))
    return drawn


def of_few_colours(picture: Any) -> Any:
    return picture.quantize(16)


def in_many_shades(picture: Any) -> Any:
    return picture.convert("L").convert("I").point(lambda shade: shade * 100).convert("I;16")


@pytest.mark.parametrize("form", ["PNG", "GIF"])
def test_a_palette_is_taken_for_colours_and_not_for_shades(form: str) -> None:
    assert NUMBER in words_of(saved(of_few_colours(printed(NUMBER)), form), f"a.{form.lower()}")


@pytest.mark.parametrize("ink", ["black", "white"])
def test_words_on_a_transparent_ground_are_read(ink: str) -> None:
    assert NUMBER in words_of(saved(transparent(printed(NUMBER), ink), "PNG"), "a.png")


def test_a_picture_of_more_shades_than_a_screen_shows_is_read() -> None:
    assert NUMBER in words_of(saved(in_many_shades(printed(NUMBER)), "PNG"), "a.png")


def test_every_frame_is_read_and_told_by_its_number() -> None:
    data = saved(printed(NUMBER), "TIFF", save_all=True, append_images=[printed(OTHER)])
    (document,) = extract.read(data, name="传真.tif").documents
    assert "第1幅" in str(document.place_at(document.text.index(NUMBER)))
    assert "第2幅" in str(document.place_at(document.text.index(OTHER)))


def test_too_many_frames_are_said_to_be_read_in_part() -> None:
    data = saved(printed(NUMBER), "GIF", save_all=True, append_images=[printed(str(n)) for n in range(30)])
    (gap,) = extract.read(data, name="a.gif").not_examined
    assert "共 31 幅" in gap.reason


def test_the_copy_of_a_picture_of_few_colours_is_masked() -> None:
    copy = copy_of(saved(of_few_colours(printed(NUMBER)), "GIF"), "a.gif")
    assert dict(copy.receipt.masked) == {"leaked_id_number": 1}
    assert NUMBER[6:14] not in words_of(copy.data, copy.name)
