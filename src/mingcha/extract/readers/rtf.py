"""RTF: control words followed far enough to know text, its encoding, its tables and what is hidden."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from mingcha.extract.contents import Contents, Gap, Inside, Unreadable
from mingcha.extract.limits import Limits
from mingcha.model.assembly import Assembly
from mingcha.model.document import Hidden, Outcome

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|([^\\{}]+)", re.DOTALL
)
# Destinations whose content is no text of the document.
_SILENT = {
    *("fonttbl", "colortbl", "stylesheet", "listtable", "listoverridetable", "rsidtbl", "generator", "themedata"),
    *("colorschememapping", "datastore", "latentstyles", "pict", "xmlnstbl", "filetbl", "revtbl", "mmathPr"),
    *("bkmkstart", "bkmkend", "pntext", "atnid", "atnauthor", "atntime", "atndate", "atnref", "atnparent", "objclass"),
    *("blipuid", "listpicture", "sp", "shpinst", "nonshppict", "wgrffmtfilter", "passwordhash"),
}
_STORIES = {
    "header": "页眉", "headerl": "页眉", "headerr": "页眉", "headerf": "页眉",
    "footer": "页脚", "footerl": "页脚", "footerr": "页脚", "footerf": "页脚",
    "footnote": "脚注", "annotation": "批注", "shptxt": "文本框", "shprslt": "文本框",
}  # fmt: skip
_PROPERTIES = {"title": "标题", "author": "作者", "operator": "最后修改者", "subject": "主题", "doccomm": "备注",
               "company": "单位", "manager": "主管", "keywords": "关键词", "category": "类别"}  # fmt: skip
_BREAKS = {"par": "\n", "line": "\n", "sect": "\n", "page": "\n", "tab": " ", "emdash": "—", "endash": "–",
           "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "emspace": " ", "enspace": " ",
           "bullet": "•"}  # fmt: skip
_PAGES = {936: "gb18030", 950: "big5hkscs", 54936: "gb18030", 65001: "utf-8", 1200: "utf-16-le", 932: "cp932"}
_CHARSETS = {134: "gb18030", 136: "big5hkscs", 128: "cp932", 129: "cp949", 0: "cp1252"}
_CELL_END, _ROW_END, _FIELD_END = "\x07", "\x06", "\x05"
# Page numbers and the like say nothing; addresses and quoted words do.
_TELLING = re.compile(r'"|[0-9]{11}')
_DEEPEST = 2000
_MANY_TOKENS = 30_000_000


@dataclass(frozen=True, slots=True)
class _Group:
    story: str = ""
    silent: bool = False
    hidden: Hidden = Hidden.VISIBLE
    font: int = -1
    skip: int = 1
    object_data: bool = False


class _Reading:
    """The state of a run over the tokens, and the text of each story so far."""

    def __init__(self) -> None:
        self.group = _Group()
        self.stack: list[_Group] = []
        self.texts: dict[tuple[str, Hidden], list[str]] = {}
        self.bytes = bytearray()
        self.page = "gb18030"
        self.fonts: dict[int, str] = {}
        self.font_here = -1
        self.to_skip = 0
        self.objects: list[bytearray] = []
        self.notes = dict.fromkeys({*_STORIES.values(), *_PROPERTIES.values()}, 0)

    def out(self, words: str) -> None:
        self.flush()
        self._add(words)

    def flush(self) -> None:
        if self.bytes:
            encoding = self.fonts.get(self.group.font, self.page)
            content, self.bytes = bytes(self.bytes), bytearray()
            self._add(content.decode(encoding if not content.isascii() else "ascii", errors="replace"))

    def _add(self, words: str) -> None:
        if not self.group.silent:
            self.texts.setdefault((self.group.story, self.group.hidden), []).append(words)


def read(data: bytes, limits: Limits) -> Contents:
    state, gaps = _Reading(), []
    if len(data) > _MANY_TOKENS * 4:
        raise Unreadable(Outcome.TOO_LARGE)
    for found in _TOKEN.finditer(data):
        word, number, code, sign, brace, plain = found.groups()
        if plain is not None:
            _plain(state, plain)
        elif code is not None:
            if state.to_skip:
                state.to_skip -= 1
            else:
                state.bytes.append(int(code, 16))
        elif brace == b"{":
            state.flush()
            if len(state.stack) > _DEEPEST:
                gaps.append(Gap(Outcome.PARTLY_READ, reason="嵌套过深，其后没有读取"))
                break
            state.stack.append(state.group)
        elif brace == b"}":
            state.flush()
            state.group = state.stack.pop() if state.stack else _Group()
        elif sign is not None:
            _sign(state, sign)
        else:
            _word(state, word.decode(), int(number) if number else None)
    state.flush()
    if state.stack and not gaps:
        gaps.append(Gap(Outcome.PARTLY_READ, reason="文件在中途中断，可能没有传完"))
    assembly = Assembly()
    _add(assembly, state)
    objects = [bytes.fromhex(_even(content)) for content in state.objects]
    inside = [
        Inside(f"嵌入对象{number}", content) for number, content in enumerate(map(_native, objects), 1) if content
    ]
    return Contents("rtf", assembly, inside=tuple(inside), gaps=tuple(gaps))


def _plain(state: _Reading, plain: bytes) -> None:
    if state.group.object_data:
        state.objects[-1] += plain
        return
    plain = plain.replace(b"\r", b"").replace(b"\n", b"")
    if state.to_skip:
        plain, state.to_skip = plain[state.to_skip :], max(state.to_skip - len(plain), 0)
    state.bytes += plain


def _sign(state: _Reading, sign: bytes) -> None:
    if sign == b"*":
        state.group = replace(state.group, silent=True)  # unless the next word is one we know
    elif sign in b"~_-":
        state.out({b"~": " ", b"_": "-", b"-": ""}[sign])
    elif sign in b"\\{}":
        state.bytes += sign
    elif sign in b"\r\n":
        state.out("\n")


def _word(state: _Reading, word: str, number: int | None) -> None:
    group = state.group
    if word == "u" and number is not None:
        # Half of a pair is kept as it is; both are put together at the end.
        state.out(chr(number & 0xFFFF))
        state.to_skip = group.skip
        return
    state.flush()
    state.to_skip = 0
    if word == "uc":
        state.group = replace(group, skip=max(number or 0, 0))
    elif word == "ansicpg":
        state.page = _PAGES.get(number or 0, f"cp{number}" if number in (1250, 1251, 1252, 437, 850) else "gb18030")
    elif word == "f":
        state.group, state.font_here = replace(group, font=number or 0), number or 0
    elif word == "fcharset" and number in _CHARSETS:
        state.fonts[state.font_here] = _CHARSETS[number]
    elif word in ("v", "deleted"):
        why = Hidden.TEXT if word == "v" else Hidden.REVISION
        state.group = replace(group, hidden=Hidden.VISIBLE if number == 0 else why)
    elif word == "plain":
        state.group = replace(group, hidden=Hidden.VISIBLE)
    elif word == "cell":
        state.out(_CELL_END)
    elif word == "row":
        state.out(_ROW_END)
    elif word in _BREAKS:
        state.out(_BREAKS[word])
    elif word in _STORIES:
        state.notes[_STORIES[word]] += 1
        state.group = replace(group, story=f"{_STORIES[word]}{state.notes[_STORIES[word]]}", silent=False)
    elif word in _PROPERTIES:
        state.group = replace(group, story=f"文档属性：{_PROPERTIES[word]}", silent=False, hidden=Hidden.PROPERTY)
    elif word == "fldinst":
        state.group = replace(group, story="域代码", silent=False, hidden=Hidden.BEHIND)
        state.out(_FIELD_END)
    elif word == "objdata":
        state.objects.append(bytearray())
        state.group = replace(group, silent=True, object_data=True)
    elif word in _SILENT or (word == "bin" and number):
        state.group = replace(group, silent=True)


def _add(assembly: Assembly, state: _Reading) -> None:
    for (story, hidden), pieces in state.texts.items():
        if hidden is Hidden.BEHIND:
            for code in "".join(pieces).split(_FIELD_END):
                if _TELLING.search(code):
                    assembly.add(code.strip(), story, hidden=hidden)
            continue
        text = "".join(pieces).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").replace("\0", "")
        if story.startswith("批注"):
            hidden = Hidden.COMMENT
        paragraph, rows, tables = 0, [], 0
        for line in _with_rows(text):
            if _ROW_END in line:
                cells = line.removesuffix(_ROW_END).removesuffix(_CELL_END).split(_CELL_END)
                rows.append([cell.strip() for cell in cells])
                continue
            line = line.replace(_CELL_END, " ")
            tables = _add_table(assembly, rows, story, tables, hidden)
            if line.strip():
                paragraph += 1
                label = story if story.startswith("文档属性") else f"{story}第{paragraph}段"
                assembly.add(line.strip(), label, hidden=hidden)
        _add_table(assembly, rows, story, tables, hidden)


def _with_rows(text: str) -> list[str]:
    """Lines, where a row of cells is one line however many paragraphs its cells hold."""
    lines: list[str] = []
    *rows, rest = text.split(_ROW_END)
    for row in rows:
        first, *others = row.split(_CELL_END)
        *before, cell = first.split("\n")
        lines += [*before, _CELL_END.join([cell, *(other.strip("\n") for other in others)]) + _ROW_END]
    return lines + rest.split("\n")


def _add_table(assembly: Assembly, rows: list[list[str]], story: str, tables: int, hidden: Hidden) -> int:
    if rows:
        tables += 1
        assembly.add_table(rows, f"{story}第{tables}个表格", is_sheet=False, hidden=hidden)
        rows.clear()
    return tables


def _even(digits: bytearray) -> str:
    plain = re.sub(rb"[^0-9a-fA-F]", b"", bytes(digits)).decode()
    return plain[: len(plain) // 2 * 2]


def _native(content: bytes) -> bytes:
    """An object's data behind its OLE 1 head, which tells version, class and length."""
    at = content.find(b"\xd0\xcf\x11\xe0")
    if at >= 0:
        return content[at:]
    at = content.find(b"PK\x03\x04")
    return content[at:] if at >= 0 else content[32:]
