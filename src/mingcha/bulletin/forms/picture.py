"""A chart as a PNG picture, for documents that cannot hold SVG."""

from __future__ import annotations

import typst

from mingcha.bulletin.forms import chart
from mingcha.bulletin.forms.faces import at_hand
from mingcha.model.bulletin import Chart

DOTS_PER_INCH = 200
PAGE = f"""#set page(width: {chart.WIDTH}pt, height: auto, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg", width: 100%)
"""


def png(drawn: Chart, *, ignore_system_fonts: bool = False) -> bytes:
    """The picture at its final width, at 200 dots per inch."""
    faces = at_hand(ignore_system_fonts=ignore_system_fonts)
    return typst.compile(
        PAGE.encode(),
        format="png",
        ppi=DOTS_PER_INCH,
        font_paths=faces.fonts,
        sys_inputs={"svg": chart.svg(drawn)},
    )
