"""A report written in each format offices publish: pages of several systems, Word, workbooks, ruled and plain PDF."""

from __future__ import annotations

import html
import io
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import docx
import openpyxl
import typst

from mingcha.bulletin.forms import faces
from quality.annual_report.grids import Cell, Grid


@dataclass
class Paper:
    """What a report says, in order: words of paragraphs, and tables between them."""

    title: str
    parts: list[str | Grid] = field(default_factory=list)
    published: str = ""
    source: str = ""


def as_html(paper: Paper, *, style: str = "plain") -> bytes:
    """`style`: plain, word (a page pasted out of Word), cms (a catalogue page with its own table above), old."""
    cell_before, cell_after = {"word": ("<p class=MsoNormal align=center><span>", "</span></p>")}.get(style, ("", ""))
    body = []
    for part in paper.parts:
        if isinstance(part, str):
            tag = "h3" if style == "cms" and part[:2] in {"一、", "二、", "三、", "四、", "五、", "六、"} else "p"
            body += [f"<{tag}>{html.escape(line)}</{tag}>" for line in part.split("\n")]
            continue
        rows = []
        for row in part:
            cells = []
            for cell in row:
                spans = (f" colspan={cell.across}" if cell.across > 1 else "") + (
                    f' rowspan="{cell.down}"' if cell.down > 1 else ""
                )
                words = html.escape(cell.words).replace("\n", "<br>")
                if style in ("word", "old") and not cell.words:
                    words = "&nbsp;"
                cells.append(f"<td{spans}>{cell_before}{words}{cell_after}</td>")
            rows.append("<tr>" + "\n ".join(cells) + "</tr>")
        body.append("<table border=1><tbody>" + "\n".join(rows) + "</tbody></table>")
    date = f"<meta name='PubDate' content='{paper.published} 09:00'>" if paper.published else ""
    head = f"<!DOCTYPE html><html><head><meta charset='utf-8'>{date}<title>{paper.title}_样例县人民政府</title></head>"
    content = "\n".join(body)
    if style == "cms":
        about = (
            f"<table class=xxgk><tr><td>索 引 号</td><td>A00-2024-001</td><td>分类</td><td>政府信息公开年报</td></tr>"
            f"<tr><td>发布机构</td><td>{paper.source}</td><td>发文日期</td><td>{paper.published}</td></tr>"
            f"<tr><td>名称</td><td colspan=3>{paper.title}</td></tr></table>"
        )
        menu = "<ul><li><a href='/a'>政府信息公开指南</a></li><li><a href='/n'>政府信息公开年报</a></li></ul>"
        inner = f"{menu}<div class='title'>{paper.title}</div>{about}<div class='xxgk_content'>{content}</div>"
    elif style == "old":
        inner = (
            f"<table width=1000><tr><td width=200>栏目导航<br>政务公开</td><td><table><tr><td align=center>{paper.title}"
            f"</td></tr><tr><td>{content}</td></tr></table></td></tr></table>"
        )
    else:
        inner = f"<h1>{paper.title}</h1><div>发布时间：{paper.published}</div><div id='zoom'>{content}</div>"
    return f"{head}<body>{inner}<div>版权所有 样例县人民政府</div></body></html>".encode()


def as_docx(paper: Paper) -> bytes:
    """Written piece by piece: merging cell by cell in a library takes a second a table."""
    body = [_paragraph(paper.title)]
    for part in paper.parts:
        if isinstance(part, str):
            body += [_paragraph(line) for line in part.split("\n")]
            continue
        places = {(row, column): cell for row, column, cell in placed(part)}
        over = {(row + down, column): cell for (row, column), cell in places.items() for down in range(1, cell.down)}
        lines = []
        for row in range(len(part)):
            cells = sorted(
                ((column, cell) for (at, column), cell in (places | over).items() if at == row), key=lambda one: one[0]
            )
            lines.append(
                "<w:tr>"
                + "".join(_docx_cell(cell, goes_on=(row, column) in over) for column, cell in cells)
                + "</w:tr>"
            )
        body.append("<w:tbl>" + "".join(lines) + "</w:tbl>" + _paragraph(""))
    out = io.BytesIO()
    document = docx.Document()
    document.save(out)
    made = io.BytesIO()
    with zipfile.ZipFile(out) as whole, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in whole.namelist():
            data = whole.read(name)
            if name == "word/document.xml":
                head, rest = data.decode().split("<w:body>", 1)
                tail = rest[rest.index("<w:sectPr") :]
                data = f"{head}<w:body>{''.join(body)}{tail}".encode()
            new.writestr(name, data)
    return made.getvalue()


def _paragraph(words: str) -> str:
    runs = "<w:br/>".join(
        f'<w:t xml:space="preserve">{html.escape(line, quote=False)}</w:t>' for line in words.split("\n")
    )
    return f"<w:p><w:r>{runs}</w:r></w:p>"


def _docx_cell(cell: Cell, *, goes_on: bool) -> str:
    span = f'<w:gridSpan w:val="{cell.across}"/>' if cell.across > 1 else ""
    merge = "<w:vMerge/>" if goes_on else '<w:vMerge w:val="restart"/>' if cell.down > 1 else ""
    return f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{_paragraph('' if goes_on else cell.words)}</w:tc>"


def as_xlsx(paper: Paper) -> bytes:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    at = 1
    sheet.cell(at, 1, paper.title)
    for part in paper.parts:
        at += 1
        if isinstance(part, str):
            for line in part.split("\n"):
                sheet.cell(at, 1, line)
                at += 1
            continue
        for row, column, cell in placed(part):
            value: Any = cell.words
            if cell.is_figure and cell.words.isascii() and cell.words.replace(".", "", 1).isdigit():
                value = float(cell.words) if "." in cell.words else int(cell.words)
            sheet.cell(at + row, column + 1, value)
            if cell.down > 1 or cell.across > 1:
                sheet.merge_cells(
                    start_row=at + row,
                    start_column=column + 1,
                    end_row=at + row + cell.down - 1,
                    end_column=column + cell.across,
                )
        at += len(part)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_pdf(paper: Paper, *, ruled: bool = True, size: str = "10pt", height: str = "297mm") -> bytes:
    """Low pages break tables in the middle."""
    body = [
        f'#set page(width: 210mm, height: {height}, margin: 20mm)\n#set text(font: "Noto Sans SC", size: {size})',
        f"#align(center)[= {_typed(paper.title)}]",
    ]
    for part in paper.parts:
        if isinstance(part, str):
            body += [_typed(line) + "\n" for line in part.split("\n")]
            continue
        width = sum(cell.across for cell in part[0])
        cells = [
            f"table.cell(rowspan: {cell.down}, colspan: {cell.across})[{_typed(cell.words)}],"
            for row in part
            for cell in row
        ]
        stroke = "0.5pt" if ruled else "none"
        wide = "1fr, 1.4fr, 4fr, " + "1.2fr, " * 7 if width == 10 else "1fr, " * width
        body.append(f"#table(columns: ({wide}), stroke: {stroke},\n" + "\n".join(cells) + ")")
    fonts = Path(faces.__file__).with_name("fonts")
    source = "\n\n".join(body).encode()
    return bytes(typst.compile(source, font_paths=[str(fonts)], ignore_system_fonts=True))


def placed(grid: Grid) -> list[tuple[int, int, Any]]:
    """Every cell with its row and column once spans are counted."""
    taken: set[tuple[int, int]] = set()
    found = []
    for row, line in enumerate(grid):
        column = 0
        for cell in line:
            while (row, column) in taken:
                column += 1
            taken |= {(row + r, column + c) for r in range(cell.down) for c in range(cell.across)}
            found.append((row, column, cell))
            column += cell.across
    return found


def _typed(words: str) -> str:
    for sign in "\\#*_`$<>@=-+/[]":
        words = words.replace(sign, "\\" + sign)
    return words.replace("\n", " \\ ")
