"""What hangs on a sheet beside its cells: comments, choices, prompts, headers and footers."""

from __future__ import annotations

import re

from mingcha.extract.contents import Unreadable
from mingcha.extract.markup import all_text, parsed
from mingcha.extract.package import Package
from mingcha.extract.readers.cell_words import plain
from mingcha.extract.readers.numbers_behind import add_untold, in_markup
from mingcha.extract.readers.office_parts import add_link, relations
from mingcha.model.assembly import Assembly
from mingcha.model.document import Hidden

_VALIDATION = re.compile(r"<(?:\w+:)?dataValidation\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?dataValidation>)", re.DOTALL)
_HEADER = re.compile(r"<(odd|even|first)(Header|Footer)>([^<]*)</")
_WORDS = re.compile(r"\b(?:prompt|promptTitle|error|errorTitle)=\"([^\"]*)\"")
_TOOLTIP = re.compile(r"<hyperlink\b([^>]*)>")
_SAID = re.compile(r'([\w:]+)="([^"]*)"')
_INSIDE = "条件格式等设置"
_SCENARIO = re.compile(r'<inputCells\b[^>]*?\br="(\w+)"[^>]*?\bval="([^"]*)"')
# Of a header's codes, those that choose a font, a size, a colour or a place.
_CODE = re.compile(r'&(?:"[^"]*"|K[0-9A-F]{6}|\d{1,3}|[A-Z])')


def add_margins(assembly: Assembly, package: Package, part: str, name: str, hidden: Hidden, frame: str) -> None:
    """`frame` is the sheet's markup without its rows."""
    for attributes, content in _VALIDATION.findall(frame):
        found = re.search(r'\bsqref="([^"]*)"', attributes) or re.search(r"<\w+:sqref>([^<]*)<", content)
        where = f"{name}!{found[1].split(' ')[0] if found else ''}"
        for formula in re.findall(r"<formula[12]>(.*?)</formula[12]>", content, re.DOTALL):
            _add(assembly, re.sub(r"<[^>]*>", "", formula), where, Hidden.CHOICE)
        for words in _WORDS.findall(attributes):
            _add(assembly, words, where, Hidden.CHOICE)
    for which, edge, words in _HEADER.findall(frame):
        label = f"{name} {'页眉' if edge == 'Header' else '页脚'}"
        _add(assembly, _CODE.sub(" ", plain(words)), label, hidden if which == "odd" else hidden or Hidden.TEXT)
    linked = relations(package, part)
    for words in _TOOLTIP.findall(frame):
        said = dict(_SAID.findall(words))
        where = f"{name}!{said.get('ref', '')} 超链接"
        _add(assembly, said.get("location", ""), where, Hidden.BEHIND)
        add_link(assembly, linked.get(said.get("r:id", ""), ""), plain(said.get("tooltip", "")).strip(), where)
    for where, words in _SCENARIO.findall(frame):
        _add(assembly, words, f"{name}!{where} 方案", Hidden.CACHE)
    for other in linked.values():
        _add_comments(assembly, package, other, name)
    add_untold(assembly, [(_INSIDE, words) for _, words in in_markup(frame.encode())], where=f"{name} ")


def _add_comments(assembly: Assembly, package: Package, part: str, name: str) -> None:
    if "omments" not in part and not part.endswith(".vml"):
        return
    try:
        root = parsed(package.read(part))
    except Unreadable:
        return
    if root is None:
        return
    for author in root.iter("{*}author"):
        if any(sign.isdigit() for sign in author.text or ""):
            _add(assembly, author.text or "", f"{name} 批注人", Hidden.COMMENT)
    for comment in root.iter("{*}comment", "{*}threadedComment"):
        for sound in list(comment.iter("{*}rPh")):
            sound.getparent().remove(sound)
        words = "".join(comment.itertext()).strip()
        _add(assembly, words, f"{name}!{comment.get('ref', '')}", Hidden.COMMENT)
    if part.endswith(".vml"):
        for box in root.iter("{*}textbox"):
            _add(assembly, all_text(box), f"{name} 控件", Hidden.VISIBLE)


def _add(assembly: Assembly, words: str, label: str, hidden: Hidden) -> None:
    words = plain(words).strip()
    if words:
        assembly.add(words, label, hidden=hidden)
