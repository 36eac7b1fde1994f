"""The bulletin as HTML: an article for a web page, or a file that stands alone and asks the network for nothing.

Each figure and each unit name is an element that knows its key; with a `link` it leads to what it rests on.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from pathlib import Path

from mingcha.bulletin.forms import chart, wording
from mingcha.model.bulletin import Annex, AnnexRow, Bulletin, CaseFigure, Figure, Linked, Paragraph, Run, Words

LinkTo = Callable[[Linked], str]
STYLE = Path(__file__).with_name("bulletin.css")


def edition(bulletin: Bulletin, link: LinkTo | None = None) -> str:
    """The bulletin as one `<article class="bulletin">`; `link` gives the address of what a figure or a name rests on."""
    bulletin = wording.clean(bulletin)
    parts = [
        "<header>",
        f"<h1>{escape(bulletin.masthead)}</h1>",
        f'<p class="issue">{escape(bulletin.issue)}</p>',
        f'<p class="editor"><span>{escape(bulletin.editor)}</span>'
        f'<time datetime="{bulletin.dated.isoformat()}">{wording.day(bulletin.dated)}</time></p>',
        "</header>",
        *_text(bulletin, link),
        *_annex_list(bulletin),
        *([] if bulletin.annexes else _counting(bulletin)),
    ]
    for annex in bulletin.annexes:
        parts += _annex(bulletin, annex, link)
    for one in bulletin.charts:
        parts.append(f"<figure><figcaption>{escape(one.title)}</figcaption>{chart.svg(one)}</figure>")
    parts += _closing(bulletin)
    return '<article class="bulletin" lang="zh-CN">\n' + "\n".join(parts) + "\n</article>"


def write(bulletin: Bulletin, link: LinkTo | None = None) -> bytes:
    """The bulletin as a file of its own, with its style inside; a browser prints it on A4."""
    title = escape(wording.printable(bulletin.title))
    return (
        '<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>\n{style()}</style>\n</head>\n"
        f"<body>\n<main>\n{edition(bulletin, link)}\n</main>\n</body>\n</html>\n"
    ).encode()


def style() -> str:
    """The style sheet of an edition, every rule scoped under `.bulletin`."""
    return STYLE.read_text(encoding="utf-8")


def _text(bulletin: Bulletin, link: LinkTo | None) -> list[str]:
    parts = []
    lead, note = bulletin.note
    if lead or note:
        parts.append(f'<p class="note"><strong>{escape(lead)}</strong>{escape(note)}</p>')
    for title, lines in wording.side_sections(bulletin):
        items = "".join(f"<p>{wording.BULLET}{escape(line)}</p>" for line in lines)
        parts.append(f"<section><h2>{escape(wording.heading(title))}</h2>{items}</section>")
    for section in wording.filled_sections(bulletin):
        parts.append(f'<section data-section="{escape(section.key)}">')
        parts.append(f"<h2>{escape(wording.heading(section.title))}</h2>")
        parts += [_paragraph(item, link) for item in section.paragraphs]
        parts.append("</section>")
    return parts


def _paragraph(item: Paragraph, link: LinkTo | None) -> str:
    lead = f'<strong class="lead">{escape(item.lead)}</strong>' if item.lead else ""
    body = "".join(_run(run, link) for run in item.runs)
    return f'<p data-origin="{item.origin.value}">{wording.BULLET}{lead}{body}</p>'


def _run(run: Run, link: LinkTo | None) -> str:
    if isinstance(run, Words):
        return escape(run.text)
    kind = "figure" if isinstance(run, Figure | CaseFigure) else "unit"
    marks = f'class="{kind}" data-key="{escape(run.key)}"'
    if link is None:
        return f"<span {marks}>{escape(run.text)}</span>"
    return f'<a {marks} href="{escape(link(run))}">{escape(run.text)}</a>'


def _annex_list(bulletin: Bulletin) -> list[str]:
    lines = wording.annex_list(bulletin)
    if not lines:
        return []
    items = "".join(f"<div><span>{escape(left)}</span>{escape(name)}</div>" for left, name in lines)
    return [f'<div class="annex-list">{items}</div>']


def _annex(bulletin: Bulletin, annex: Annex, link: LinkTo | None) -> list[str]:
    header = "".join(f'<th scope="col">{escape(text)}</th>' for text in annex.header)
    return [
        f'<section class="annex" id="annex-{annex.number}">',
        f'<h2 class="label">{wording.annex_label(bulletin, annex)}</h2>',
        f"<table><caption><b>{escape(annex.title)}</b> {wording.as_of(annex)}</caption>",
        f"<thead><tr>{header}</tr></thead>",
        "<tbody>",
        *(_row(row, link) for row in annex.rows),
        "</tbody></table>",
        *_counting(bulletin),
        "</section>",
    ]


def _row(row: AnnexRow, link: LinkTo | None) -> str:
    marks = ' class="unfinished"' if row.unfinished else ""
    first, rest = row.cells[:1], row.cells[1:]
    head = "".join(f'<th scope="row">{_run(cell, link)}</th>' for cell in first)
    cells = "".join(f"<td>{_run(cell, link)}</td>" for cell in rest)
    return f"<tr{marks}>{head}{cells}</tr>"


def _counting(bulletin: Bulletin) -> list[str]:
    return [f'<p class="counting">{escape(bulletin.counting)}</p>'] if bulletin.counting else []


def _closing(bulletin: Bulletin) -> list[str]:
    who, when = wording.printing(bulletin)
    receivers = "".join(f"<p>{escape(line)}</p>" for line in wording.distribution(bulletin))
    printing = f'<div class="printing"><span>{escape(who)}</span><span>{when}</span></div>'
    return [f'<footer class="closing">{receivers}{printing}</footer>']
