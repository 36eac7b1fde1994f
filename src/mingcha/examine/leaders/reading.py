"""A page of leaders read: who is shown, with which post, answering for what, in whatever shape the page was made.

Three readings are laid over each other: tables with a header, labelled pairs, and running lines in which a name opens
a stretch that ends with the next name. What several of them say of one name is taken together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from mingcha.examine.leaders.tables import joined, tables_of_leaders
from mingcha.examine.leaders.words import (
    DUTY_LABEL,
    OTHER_LABEL,
    POST_LABEL,
    ends_as_post,
    is_post,
    post_at_head,
    says_duties,
)
from mingcha.model.leader import Leader
from mingcha.pages.flow import BLOCKS, Flow, flow
from mingcha.pages.page import Page
from mingcha.text.person_names import NAME, clean_name, is_labelled_name, is_name

__all__ = ["leaders_of", "merged"]

_NAME_LABEL = re.compile(
    rf"^(?:[\[【（(]?(?:领导)?姓\s*名[\]】）)]?\s*[:：]?|(?:领导|负责人|班子成员|主要领导)\s*[:：])\s*(?P<name>{NAME})?\s*(?P<rest>.*)$"
)
_ANY_LABELLED = re.compile(
    r"^[\[【（(]?(?:领导)?姓\s*名[\]】）)]?\s*[:：]\s*(?P<name>[\u4e00-\u9fff·•・]{2,12})(?:[\s，,；;](?P<rest>.*))?$"
)
_PAREN = r"(?:\s*[（(](?P<paren>[^）)]{1,40})[）)])?"
# What stands before a line for order or looks: 1.  一、 （二） ·
_NUMBERED = re.compile(r"^\s*(?:[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:[）)]|[.．、](?!\d))|[·•●■◆▲★※-]+)\s*")
_BRACKETED = re.compile(r"[【\[]\s*([^】\]]{1,24}?)\s*[】\]]\s*[:：]?\s*")
# Links beside a name that lead to more of it.
_MORE = re.compile(
    r"(?:^|\s)[\[【（(]?(?:个人简历|简历|工作简历|查看详[情细]|详细(?:信息|介绍)?|更多|详情|>+)[\]】）)]?(?=\s|$)"
)
_NAME_FIRST = re.compile(rf"^(?P<name>{NAME})(?:\s*同志)?{_PAREN}(?P<gap>\s*[:：，,、—\-|｜/]+\s*|\s+|$)(?P<rest>.*)$")
_POST_FIRST = re.compile(
    rf"^(?P<post>[^。；]{{2,60}}?)(?P<gap>\s*[:：\-—|｜]\s*|\s+|)(?P<name>{NAME})(?:\s*同志)?{_PAREN}(?P<rest>(?:[\s:：，,。;；].*)?)$"
)
_COMRADE = re.compile(rf"^(?P<name>{NAME})\s*同志{_PAREN}(?P<rest>.*)$")
_BIO = re.compile(r"^(?:男|女|汉族|\d{4}\s*年|(?:19|20)\d\d[.\-]|出生)")
_CURRENT = re.compile(r"现\s*任\s*[:：]?\s*([^。；;]{2,60})")
_END = re.compile(
    r"版权所有|主办单位|主办[:：]|备\d{5,}号|网站标识码|友情链接|^(?:上一[篇条]|下一[篇条])|【?(?:打印|关闭)(?:本页|窗口)?】?$|^扫一扫"
)
_LABELS = re.compile(
    r"(?=(?:(?<=[\s，。；;、])|^)(?:姓\s*名|职\s*务|工作分工|分管工作|分管领域|主管工作|工作职责|分\s*工|简\s*历|电\s*话|联系电话|邮\s*箱|性\s*别|民\s*族|学\s*历|出生年月|籍\s*贯)\s*[:：])"
)
_LONGEST_LINE, _LARGEST = 4000, 40_000


@dataclass
class _Open:
    """A leader being read."""

    name: str
    post: str = ""
    duties: list[str] = field(default_factory=list)
    is_certain: bool = False

    def closed(self, url: str) -> Leader:
        post = " ".join(self.post.split()).strip(" :：，,、；;")
        duties = " ".join(" ".join(self.duties).split())
        return Leader(clean_name(self.name), post, duties, url, self.is_certain or bool(post or duties))


def leaders_of(page: Page) -> tuple[Leader, ...]:
    """Every leader the page shows, in its order, each name once. Names nothing is told of are kept as not certain.

    A page of more pieces than any list of leaders has is not read: nobody is told of it.
    """
    shown = flow(page)
    if len(shown) > _LARGEST:
        return ()
    tables, used = tables_of_leaders(shown, page.url)
    lines = [line for place, line in _lines(shown) if not any(start <= place < end for start, end in used)]
    return merged([*tables, *_running(lines, page.url)])


def merged(leaders: Iterable[Leader]) -> tuple[Leader, ...]:
    """Leaders of one name taken together: the first post told, all duties."""
    found: dict[str, Leader] = {}
    for one in leaders:
        known = found.get(one.name)
        if known is None:
            found[one.name] = one
            continue
        duties = known.duties if one.duties in known.duties else " ".join(filter(None, (known.duties, one.duties)))
        found[one.name] = replace(
            known, post=known.post or one.post, duties=duties, is_certain=known.is_certain or one.is_certain
        )
    return tuple(found.values())


def _lines(shown: Flow) -> Iterator[tuple[int, str]]:
    """The lines of the page, words of one block apart by a blank; up to the foot of the page."""
    words: list[str] = []
    begun, before, block = 0, 0, -1
    blocks = _blocks(shown)
    for place, text in shown.pieces(0, len(shown)):
        own = blocks[place]
        if words and (own != block or _broken(shown, before, place)):
            yield begun, joined(words)
            words = []
        if not words:
            begun = place
        before, block = place, own
        words.append(text)
    if words:
        yield begun, joined(words)


def _blocks(shown: Flow) -> list[int]:
    """For every place the lowest block around it, worked out in one pass: pages nest as deep as they like."""
    blocks: list[int] = []
    for parent in shown.parents:
        blocks.append(max(parent, 0) if parent <= 0 or shown.tags[parent] in BLOCKS else blocks[parent])
    return blocks


def _broken(shown: Flow, before: int, place: int) -> bool:
    """Whether a line break or a block stands between two texts of one block."""
    return any(shown.tags[at] in BLOCKS for at in range(before + 1, place))


def _running(lines: Sequence[str], url: str) -> Iterator[Leader]:
    pieces = [piece for line in lines for part in _pieces(line) if (piece := _plain(part))]
    # The foot of a page is about the site; only what stands before it counts, unless nothing does.
    end = next((at for at, piece in enumerate(pieces) if _END.search(piece) and at > len(pieces) // 3), len(pieces))
    pieces = pieces[:end]
    post_goes_first = _post_goes_first(pieces)
    current: _Open | None = None
    label = ""
    held = ""
    for at, piece in enumerate(pieces):
        opened = _opened(piece, after_label=at > 0 and _is_name_label(pieces[at - 1]))
        if opened is not None:
            if current is not None:
                yield current.closed(url)
            current, rest = opened
            if held and not current.post:
                current.post = held
            held, label = "", ""
            if rest:
                label = _take(current, rest, label)
            continue
        following = pieces[at + 1] if at + 1 < len(pieces) else ""
        if post_goes_first and is_post(piece) and ends_as_post(piece) and _bare(following):
            held, label = piece, ""
            continue
        if current is not None:
            label = _take(current, piece, label)
    if current is not None:
        yield current.closed(url)


def _pieces(line: str) -> Iterator[str]:
    """A line parted before every label in it: 姓名：… 职务：… 分工：…; and at the blanks between nothing but names."""
    line = line[:_LONGEST_LINE]
    names = [word for word in re.split(r"[\s、|｜]+", line) if word]
    if len(names) > 1 and all(is_name(word) and len(word) > 1 for word in names) and not is_name(line):
        yield from names
        return
    yield from _LABELS.split(line)


def _plain(piece: str) -> str:
    """A piece without its number, with 【职务】 as 职务：, and without the links that lead to more."""
    piece = _MORE.sub(" ", _NUMBERED.sub("", piece))
    return _BRACKETED.sub(r"\1：", piece).strip()


def _is_name_label(piece: str) -> bool:
    match = _NAME_LABEL.match(piece)
    return match is not None and not match["name"] and not match["rest"]


def _bare(piece: str) -> bool:
    match = _NAME_FIRST.match(piece)
    return match is not None and is_name(match["name"]) and not match["rest"]


def _post_goes_first(pieces: Sequence[str]) -> bool:
    """Whether posts stand before their names: more lines that are a post precede a bare name than follow one."""
    before = after = 0
    for at, piece in enumerate(pieces):
        if not _bare(piece):
            continue
        before += at > 0 and is_post(pieces[at - 1]) and ends_as_post(pieces[at - 1])
        after += at + 1 < len(pieces) and is_post(pieces[at + 1])
    return before > after


def _opened(piece: str, *, after_label: bool) -> tuple[_Open, str] | None:
    """The leader a line opens, and what else the line says; None when it opens none."""
    if (match := _NAME_LABEL.match(piece)) is not None and match["name"] and is_name(match["name"]):
        return _Open(match["name"], is_certain=True), match["rest"].strip(" ，,；;")
    if (match := _ANY_LABELLED.match(piece)) is not None and is_labelled_name(match["name"]):
        return _Open(match["name"], is_certain=True), (match["rest"] or "").strip(" ，,；;")
    if after_label and is_labelled_name(piece):
        return _Open(piece, is_certain=True), ""
    if (match := _COMRADE.match(piece)) is not None and is_name(match["name"]):
        return _Open(match["name"], post=_in_paren(match), is_certain=True), match["rest"].strip(" :：，,")
    if (match := _NAME_FIRST.match(piece)) is not None and is_name(match["name"]):
        rest, post = match["rest"].strip(), _in_paren(match)
        if not rest:
            return _Open(match["name"], post=post, is_certain=after_label or bool(post)), ""
        is_told = post or _BIO.match(rest) or is_post(rest) or says_duties(rest)
        if is_told or POST_LABEL.match(rest) or DUTY_LABEL.match(rest):
            return _Open(match["name"], post=post, is_certain=True), rest
    if (match := _POST_FIRST.match(piece)) is not None and is_name(match["name"]) and len(piece) < 400:
        post, rest = match["post"].strip(" :："), match["rest"].strip(" :：，,。;；")
        # 副县长张三，赴某乡调研 is news of him.
        is_apart = match["gap"] or not rest or match["rest"].lstrip()[:1] in (":", "：") or says_duties(rest)
        if is_post(post) and ends_as_post(post) and is_apart:
            return _Open(match["name"], post=POST_LABEL.sub("", post), is_certain=True), rest
    return None


def _in_paren(match: re.Match[str]) -> str:
    """The post in the brackets behind a name: 张三（乡长）."""
    inside = match["paren"] or ""
    return inside if is_post(inside) else ""


def _take(leader: _Open, piece: str, label: str) -> str:
    """Put a line where it belongs; returns the label that the lines after it stand under."""
    if match := DUTY_LABEL.match(piece):
        rest = piece[match.end() :].strip()
        if says_duties(rest, labelled=True):
            leader.duties.append(rest)
        return "duties"
    if match := POST_LABEL.match(piece):
        rest = piece[match.end() :].strip()
        if rest and not leader.post:
            leader.post = post_at_head(rest)
        return "" if rest else "post"
    if OTHER_LABEL.match(piece):
        if (found := _CURRENT.search(piece)) is not None and not leader.post:
            leader.post = post_at_head(found[1])
        if says_duties(piece):
            leader.duties.append(piece)
        return "other"
    if label == "post":
        leader.post = leader.post or post_at_head(piece)
        return ""
    if label == "duties":
        if says_duties(piece, labelled=True):
            leader.duties.append(piece)
        return label
    if not leader.post and (found := _CURRENT.search(piece)) is not None:
        leader.post = post_at_head(found[1])
    elif not leader.post and is_post(piece) and not _BIO.match(piece):
        leader.post = post_at_head(piece)
    if says_duties(piece):
        leader.duties.append(piece)
    return label
