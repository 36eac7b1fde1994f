"""The bulletin as a Word document in the form of GB/T 9704-2012, for Word and WPS."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Pt

from mingcha.bulletin.forms import chart as drawing
from mingcha.bulletin.forms import gongwen as gw
from mingcha.bulletin.forms import wording
from mingcha.bulletin.forms.dated_zip import redated
from mingcha.bulletin.forms.gongwen import Node, paragraph, run, style
from mingcha.bulletin.forms.picture import png
from mingcha.bulletin.forms.word_tables import annex_table, closing_block
from mingcha.model.bulletin import Annex, Bulletin, Chart, Paragraph

MASTHEAD = 60.0  # pt, when it fits
NAME_INDENT = 942  # twips: three characters, where the names after 附件： begin


def write(bulletin: Bulletin, *, ignore_system_fonts: bool = False) -> bytes:
    """The DOCX. The same bulletin gives the same bytes; `ignore_system_fonts` concerns the charts' pictures only."""
    bulletin = wording.clean(bulletin)
    document = gw.blank(_styles())
    body = _Body(document)
    body.add(*_masthead(bulletin), *_text(bulletin), *_annex_list(bulletin))
    if not bulletin.annexes:
        body.add(*_counting(bulletin))
    for annex in bulletin.annexes:
        body.add(*_annex(bulletin, annex))
    for index, chart in enumerate(bulletin.charts):
        _draw(body, chart, new_page=bool(bulletin.annexes) and index == 0, plain=ignore_system_fonts)
    body.add(paragraph("版记前"), closing_block(bulletin), paragraph("间隔"))
    return _saved(document, bulletin)


def _styles() -> tuple[Node, ...]:
    first_line: dict[str, object] = {"firstLineChars": 200, "firstLine": gw.INDENT}
    none: dict[str, object] = {"firstLine": 0}
    # Stops instead of indents: the red rule must stay as wide as the text.
    inset = {"left": gw.ONE, "right": gw.TEXT_WIDTH - gw.ONE}
    names: dict[str, object] = {"left": gw.INDENT + NAME_INDENT, "hanging": NAME_INDENT}
    more_names: dict[str, object] = {"left": gw.INDENT + NAME_INDENT + 240, "hanging": 240}
    closing: dict[str, object] = {"left": 840, "right": 280, "hanging": 560}
    printing: dict[str, object] = {"left": 280, "right": 280}
    return (
        style("报头", gw.XIAOBIAOSONG, size=MASTHEAD, align="center", line=1680, keep_next=True, level=0),
        style("期号", align="center", keep_next=True),
        style("编发", align="left", before=280, after=200, tabs=inset, underline=True),
        style("段落", indent=first_line),
        style("栏标题", gw.HEITI, indent=none, keep_next=True, level=1),
        style("附件说明", before=gw.LINE, indent=names, align="left"),
        style("附件说明续", indent=more_names, align="left"),
        style("附件号", gw.HEITI, align="left", new_page=True, keep_next=True, level=1),
        style("附件标题", gw.XIAOBIAOSONG, size=22, align="center", line=640, at_least=True, before=360, after=140,
              keep_next=True, level=2),
        style("截至日期", gw.KAITI, size=14, align="center", line=400, after=80, keep_next=True),
        style("表格", size=12, align="center", line=290),
        style("表注", gw.KAITI, size=10.5, align="left", line=300, before=120),
        style("图题", gw.HEITI, size=12, align="center", line=400, before=200, keep_next=True),
        style("图题另页", gw.HEITI, size=12, align="center", line=400, new_page=True, keep_next=True),
        style("图", size=12, align="center", line=240, at_least=True),
        style("版记", size=14, align="both", line=440, indent=closing),
        style("印发", size=14, align="left", line=440, indent=printing, tabs={"right": gw.TEXT_WIDTH - 60 - 280}),
        style("版记前", size=1, line=160),
        style("间隔", size=1, line=20),
    )  # fmt: skip


class _Body:
    """Where the document's content goes: always before the section properties, which must stay last."""

    def __init__(self, document: WordDocument) -> None:
        self.document = document
        self.element: Node = document.element.body
        self.end: Node = self.element.find(qn("w:sectPr"))

    def add(self, *nodes: Node) -> None:
        for one in nodes:
            self.end.addprevious(one)


def _masthead(bulletin: Bulletin) -> tuple[Node, ...]:
    """The name in red, the issue under it, editor and date on the red rule."""
    name = bulletin.masthead
    size = min(MASTHEAD, 442 / max(1.0, len(name) * 1.2))
    large = run(name, gw.XIAOBIAOSONG, size=round(size), colour=gw.RED)
    large.find(qn("w:rPr")).find(qn("w:spacing")).set(qn("w:val"), str(round(size * 0.2 * 20)))
    return (
        paragraph("报头", large),
        paragraph("期号", run(bulletin.issue)),
        paragraph("编发", run(f"\t{bulletin.editor}\t{wording.day(bulletin.dated)}")),
    )


def _text(bulletin: Bulletin) -> list[Node]:
    made: list[Node] = []
    lead, note = bulletin.note
    if lead or note:
        made.append(paragraph("段落", run(lead, gw.HEITI), run(note, gw.KAITI)))
    for title, lines in wording.side_sections(bulletin):
        made.append(paragraph("栏标题", run(wording.heading(title), gw.HEITI)))
        made += [paragraph("段落", run(wording.BULLET + line)) for line in lines]
    for section in wording.filled_sections(bulletin):
        made.append(paragraph("栏标题", run(wording.heading(section.title), gw.HEITI)))
        made += [_item(item) for item in section.paragraphs]
    return made


def _item(item: Paragraph) -> Node:
    body = run("".join(one.text for one in item.runs))
    lead = (run(item.lead, gw.KAITI, bold=True),) if item.lead else ()
    return paragraph("段落", run(wording.BULLET), *lead, body)


def _annex_list(bulletin: Bulletin) -> list[Node]:
    return [
        paragraph("附件说明续" if index else "附件说明", run(left + name))
        for index, (left, name) in enumerate(wording.annex_list(bulletin))
    ]


def _counting(bulletin: Bulletin) -> tuple[Node, ...]:
    return (paragraph("表注", run(bulletin.counting, gw.KAITI, size=10.5)),) if bulletin.counting else ()


def _annex(bulletin: Bulletin, annex: Annex) -> tuple[Node, ...]:
    return (
        paragraph("附件号", run(wording.annex_label(bulletin, annex), gw.HEITI)),
        paragraph("附件标题", run(annex.title, gw.XIAOBIAOSONG, size=22)),
        paragraph("截至日期", run(wording.as_of(annex), gw.KAITI, size=14)),
        annex_table(annex),
        *(_counting(bulletin) or (paragraph("间隔"),)),
    )


def _draw(body: _Body, chart: Chart, *, new_page: bool, plain: bool) -> None:
    """A chart under its title; its text alternative tells every bar."""
    body.add(paragraph("图题另页" if new_page else "图题", run(chart.title, gw.HEITI, size=12)))
    picture = body.document.add_paragraph()
    picture.style = body.document.styles["图"]
    one = picture.add_run()
    shape = one.add_picture(BytesIO(png(chart, ignore_system_fonts=plain)), width=Pt(drawing.WIDTH))
    one._element.insert(0, gw.look(gw.FANGSONG, size=12))
    properties = shape._inline.docPr
    properties.set("name", chart.title)
    properties.set("descr", drawing.described(chart))


def _saved(document: WordDocument, bulletin: Bulletin) -> bytes:
    stamp = datetime.combine(bulletin.dated, datetime.min.time())
    properties = document.core_properties
    properties.title = bulletin.title
    properties.author = properties.last_modified_by = bulletin.printed_by or bulletin.editor
    properties.comments = properties.keywords = properties.subject = ""
    properties.language = "zh-CN"
    properties.created = properties.modified = stamp
    properties.revision = 1
    out = BytesIO()
    document.save(out)
    return redated(out.getvalue(), stamp=stamp)
