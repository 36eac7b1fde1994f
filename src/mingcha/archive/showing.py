"""A stored page shown safely: rebuilt from what is allowed, so that nothing runs, nothing is sent, nothing is loaded.

The page is not cleaned but written anew: only elements, attributes and styles of the lists below come over, text is
escaped. What is left out leaves a note in its place, so that nobody takes the picture for the whole. What is no web
page is never shown, only handed over as a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from urllib.parse import quote as percent_encoded
from urllib.parse import unquote

from mingcha.archive.identity import CHINA
from mingcha.archive.quoting import passages
from mingcha.archive.safe_style import safe_style
from mingcha.archive.store import Record
from mingcha.model.fetch import FetchOutcome
from mingcha.model.snapshot import Kept, Snapshot
from mingcha.pages.page import Node, Page, parse

# To be sent with the page; it holds even should something have come over that must not.
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'; sandbox"
)
# The same for a page that was saved; the rest of it counts only in headers.
_POLICY_IN_PAGE = POLICY.partition("; frame-ancestors")[0]
FOUND_ID = "mingcha-found"
_PAGES = ("text/html", "application/xhtml+xml")
_KEPT = frozenset(
    "p div span br hr h1 h2 h3 h4 h5 h6 b i u s em strong small big sub sup ins del font center blockquote pre code "
    "ul ol li dl dt dd table caption thead tbody tfoot tr td th colgroup col section article header footer nav main "
    "aside figure figcaption address time abbr cite q ruby rt rp wbr a label fieldset legend details summary".split()
)
_ALONE = frozenset({"br", "hr", "col", "wbr"})
_INLINE = re.compile(
    r"</?(?:span|b|i|u|s|em|strong|small|big|sub|sup|ins|del|font|code|time|abbr|cite|q|ruby|rt|rp|wbr|a|label)\b[^>]*>|"
)
# Left out with all that is in them, and what is said in their place.
_DROPPED = {
    "script": "", "style": "", "template": "", "link": "", "meta": "", "base": "", "head": "", "title": "", "source": "",
    "track": "", "param": "", "area": "", "map": "", "datalist": "",
    "iframe": "嵌入的网页", "frame": "嵌入的网页", "object": "嵌入的对象", "embed": "嵌入的对象", "applet": "嵌入的对象",
    "portal": "嵌入的网页", "svg": "图形", "math": "公式", "canvas": "图形", "video": "视频", "audio": "音频",
    "img": "图片", "image": "图片", "picture": "图片", "input": "输入框", "select": "选择框", "textarea": "输入框",
}  # fmt: skip
_ATTRIBUTES = frozenset(
    "align valign colspan rowspan width height border cellpadding cellspacing bgcolor color size dir lang start".split()
)
# Deeper than any page a person wrote; browsers give up at a few hundred more.
_DEEPEST = 400
_LONGEST_NOTE = 300


@dataclass(frozen=True, slots=True)
class Shown:
    """A page to serve as text/html in UTF-8 with the Content-Security-Policy `policy`.

    `text` is all text a reader sees, in order; `marked` how many places were highlighted, the first with FOUND_ID.
    """

    html: str
    text: str
    marked: int = 0
    policy: str = POLICY


@dataclass(frozen=True, slots=True)
class Download:
    """A file to hand over and never to show: its content, and the headers that keep a browser from opening it."""

    name: str
    body: bytes
    headers: tuple[tuple[str, str], ...]


def show(record: Record, *, quote: str = "", place: tuple[int, int] | None = None) -> Shown | Download:
    """What may be put before a person. Highlights every occurrence of `quote`, whatever its spaces and line breaks, or
    the characters of `text` from place[0] to place[1].
    """
    snapshot = record.snapshot
    if not is_page(snapshot):
        return download(record)
    page = parse(record.body, url=snapshot.url, declared=charset_of(record))
    return show_page(page, note=_note(snapshot), quote=quote, place=place)


def is_page(snapshot: Snapshot) -> bool:
    """Whether it is a web page; what does not say what it is, is not."""
    return snapshot.media_type in _PAGES


def show_page(page: Page, *, note: str = "", quote: str = "", place: tuple[int, int] | None = None) -> Shown:
    """The page anew; `note` is put above it as plain text, line by line."""
    parts = _Parts()
    _write(page.tree.root, parts)
    texts = [parts.pieces[at] for at in parts.texts]
    text = "".join(texts)
    places = [place] if place else passages(text, quote)
    _mark(parts, places, texts)
    banner = "".join(f"<div>{escape(line)}</div>" for line in note.splitlines())
    html = (
        '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(_POLICY_IN_PAGE)}">'
        f"<title>{escape(_title(page))}</title>"
        "<style>mark{background:#ff0}.mingcha-note{font-size:14px;background:#eef3f8;color:#123;padding:8px;"
        "border-bottom:1px solid #678}.mingcha-left-out{color:#555;border:1px dashed #999;font-size:12px}</style></head>"
        f'<body><div class="mingcha-note">{banner}</div>{"".join(parts.pieces)}</body></html>'
    )
    return Shown(html, text, len(places))


def read_text(record: Record) -> list[str]:
    """The paragraphs a reader sees, spaces squeezed, empty ones left out."""
    parts = _Parts()
    _write(parse(record.body, url=record.snapshot.url, declared=charset_of(record)).tree.root, parts)
    words = set(parts.texts)
    paragraphs, line = list[str](), list[str]()
    for at, piece in enumerate([*parts.pieces, "<p>"]):
        if at in words:
            line.append(piece)
        elif not _INLINE.fullmatch(piece):
            if told := " ".join("".join(line).split()):
                paragraphs.append(told)
            line.clear()
    return paragraphs


class _Parts:
    """What is written so far; `texts` are the positions of pieces that still are plain text."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.texts: list[int] = []

    def text(self, text: str) -> None:
        self.texts.append(len(self.pieces))
        self.pieces.append(text)

    def markup(self, markup: str) -> None:
        self.pieces.append(markup)


def _write(root: Node | None, parts: _Parts) -> None:
    """Walk the tree without recursion: pages nest as deep as whoever wrote them pleased."""
    node, ends = root, list[str]()
    while node is not None:
        if _open(node, parts, ends):
            if node.first_child is not None:
                node = node.first_child
                continue
            parts.markup(ends.pop())
        while node.next is None:
            node = node.parent
            if node is None or not ends:
                return
            parts.markup(ends.pop())
        node = node.next


def _open(node: Node, parts: _Parts, ends: list[str]) -> bool:
    """Write the beginning of a node; tells whether to go inside, and then leaves its end in `ends`."""
    if node.is_text_node:
        parts.text(node.text_content or "")
        return False
    if not node.is_element_node:
        return False
    tag = (node.tag or "").lower()
    if tag in _DROPPED:
        if label := _DROPPED[tag]:
            parts.markup(_left_out(node, label))
        return False
    if tag not in _KEPT or len(ends) > _DEEPEST:
        ends.append("")
        return True
    parts.markup(f"<{tag}{''.join(_attributes(node, tag))}>")
    if tag in _ALONE:
        return False
    ends.append(f"</{tag}>")
    return True


def _attributes(node: Node, tag: str) -> Iterator[str]:
    for name, value in node.attributes.items():
        name, value = name.lower(), value or ""
        if name in _ATTRIBUTES:
            yield f' {name}="{escape(value)}"'
        elif name == "style" and (style := safe_style(value)):
            yield f' style="{escape(style)}"'
        elif name == "href" and tag == "a" and value.strip():
            yield f' title="链接：{escape(_short(value))}"'


def _left_out(node: Node, label: str) -> str:
    attributes = node.attributes
    told = [attributes.get(name) or "" for name in ("alt", "title", "value", "placeholder", "src", "data", "href")]
    if (attributes.get("type") or "").lower() in ("hidden", "password"):
        return ""
    words = " ".join(_short(one) for one in told if one.strip() and not one.lstrip().lower().startswith("data:"))
    return f'<span class="mingcha-left-out">[{label}{"：" if words else ""}{escape(words)}]</span>'


def _mark(parts: _Parts, places: list[tuple[int, int]], texts: list[str]) -> None:
    """Escape the texts, with the places put between marks."""
    begin, number, first = 0, 0, True
    for at, text in zip(parts.texts, texts, strict=True):
        end, done, written = begin + len(text), 0, list[str]()
        while number < len(places) and places[number][0] < end:
            start, stop = max(places[number][0] - begin, done), min(places[number][1], end) - begin
            if stop > start:
                name = f' id="{FOUND_ID}"' if first else ""
                first = False
                written += [escape(text[done:start]), f"<mark{name}>{escape(text[start:stop])}</mark>"]
                done = stop
            if places[number][1] > end:
                break
            number += 1
        parts.pieces[at] = "".join([*written, escape(text[done:])])
        begin = end


def _title(page: Page) -> str:
    node = page.tree.css_first("title")
    return " ".join((node.text() if node is not None else "").split())


def _note(snapshot: Snapshot) -> str:
    at = snapshot.at.astimezone(CHINA)
    told = [
        f"网页快照第 {snapshot.number} 号，{at:%Y年%m月%d日 %H:%M:%S}（北京时间）采集；图片、脚本和外部内容均未载入。",
        f"网址：{snapshot.url}",
        f"内容摘要：{snapshot.digest}，{snapshot.size} 字节",
    ]
    if snapshot.kept is Kept.SAME_CONTENT:
        told.append(f"内容与第 {snapshot.refers_to} 号快照逐字节相同。")
    elif snapshot.kept is Kept.NOT_MODIFIED:
        told.append(f"网站答复内容没有变化，所示为第 {snapshot.refers_to} 号快照的内容。")
    if snapshot.outcome not in (FetchOutcome.OK, FetchOutcome.NOT_MODIFIED):
        told.append(f"采集结果：{snapshot.outcome.sentence}（状态码 {snapshot.status}）。")
    return "\n".join(told)


def download(record: Record) -> Download:
    """The content as a file. The type is one no browser opens, whatever the server called it."""
    name = _file_name(record.snapshot)
    plain = "".join(one if one.isascii() and (one.isalnum() or one in "-_.") else "_" for one in name)
    disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{percent_encoded(name, safe='')}"
    return Download(
        name,
        record.body,
        (
            ("Content-Type", "application/octet-stream"),
            ("Content-Disposition", disposition),
            ("X-Content-Type-Options", "nosniff"),
            ("Content-Security-Policy", POLICY),
        ),
    )


def _file_name(snapshot: Snapshot) -> str:
    """The last part of the address, without what file systems or headers would take for something else."""
    last = unquote(snapshot.url.partition("?")[0].partition("#")[0].rstrip("/").rpartition("/")[2])
    name = "".join(one if one.isprintable() and one not in '<>:"/\\|?*' else "_" for one in last).strip(". ")
    return f"{snapshot.number}-{name[-100:]}" if name else f"{snapshot.number}.bin"


def charset_of(record: Record) -> str:
    """The charset the server declared for the page."""
    for name, value in record.headers:
        if name.lower() == b"content-type":
            _, found, rest = value.decode("latin-1").lower().partition("charset=")
            return rest.split(";")[0].strip(" \"'") if found else ""
    return ""


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _LONGEST_NOTE else f"{words[:_LONGEST_NOTE]}…"
