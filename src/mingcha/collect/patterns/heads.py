"""The head of a post: its title as shown, the line with date and source below it, the table of 索引号 and its kin."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from mingcha.collect.patterns import titles
from mingcha.collect.patterns.bodies import ASIDE, Box, is_noise
from mingcha.collect.patterns.days import written_day
from mingcha.pages.flow import BLOCKS, Flow
from mingcha.text.width import comparable

__all__ = ["Head", "crumb_block", "crumbs", "index_number", "shown_days", "shown_source", "shown_title"]

SEAM = "\u2003"
# A title of this many characters stands in no menu by chance; a head this sure needs no other looked at.
_WHOLE, _CERTAIN = 8, 9
_REMARK = 50
# How many places into a body a title may still stand.
_NEAR, _FAR = 40, 1500
_INFO = re.compile(
    r"来\s*源|作\s*者|浏\s*览|点\s*击|阅\s*读|字\s*[体号]|编\s*辑|发\s*布|打\s*印|时\s*间\s*[:：]|日\s*期\s*[:：]|访问|出处|供稿|(?i:\b(?:date|from|source|author|views?)\s*[:：])|索\s*引\s*号|视力保护|分享"
)
_DAY = r"(?:19|20)\d\d\s*[-/.年_—–]\s*\d{1,2}\s*[-/.月_—–]\s*\d{1,2}(?!\d)|20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)|[二〇○零][〇○零一二三四五六七八九]{3}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十廿卅]{1,3}日"
_LABELLED = re.compile(
    rf"(?P<label>[\u4e00-\u9fff][\u4e00-\u9fff\s{SEAM}]{{0,9}}?|date|time|pubdate)[\s{SEAM}]*[\]】]?[\s{SEAM}]*[:：][\s{SEAM}\[【(（]*(?P<day>{_DAY})",
    re.IGNORECASE,
)
_ANY_DAY = re.compile(rf"(?<!\d)(?:{_DAY})")
# Sure labels count wherever they stand; weak ones only in the head of the post: 时间： in a notice is when to meet.
_SURE = re.compile(
    r"(?:(?:发布|发表|公开|上网|上传|挂网|推送|刊登|网上公开|信息发布|文章发布|录入|添加)(?:时间|日期)|发布于|发表于|发布|发表)$"
)
_WEAK = re.compile(
    r"(?:^|[^成文生成印签收办截止有效实施施行开会活动报名起结束])(?:时间|日期)$|^(?:date|time|pubdate)$|(?:公布|公告|信息|文章|新闻|稿件|创建)(?:时间|日期)$",
    re.IGNORECASE,
)
_UPDATED = re.compile(r"(?:更新|修改|最后更新|编辑)(?:时间|日期)$")
_OTHERWISE = re.compile(
    r"(?:成文|生成|印发|签发|制发|形成|发文|截[止至]|有效|实施|施行|生效|失效|废止|开始|结束|开标|会议|活动|报名|公示|办理|受理|答复|来信|留言|出生|考试|招标|起止)(?:时间|日期|期限)?$"
)
_SOURCE = re.compile(
    rf"(?:(?:信\s*息|稿\s*件|文\s*章|新\s*闻|内\s*容)?来\s*源|发\s*布\s*(?:机\s*构|单\s*位|部\s*门)|公\s*开\s*(?:机构|单位|主体)|信息提供(?:单位)?|供\s*稿(?:单位)?|作者单位|"
    rf"责任(?:部门|单位)|出\s*处|稿\s*源|\b(?:[Ff]rom|[Ss]ource))[\s{SEAM}]*[\]】]?[\s{SEAM}]*[:：][\s{SEAM}]*"
)
_SOURCE_FIRST = re.compile(r"来\s*源|稿\s*源|出\s*处")
_STOP = re.compile(
    rf"[{SEAM}|｜]|\s{{3,}}|[\s【\[(（]*(?:(?:信息|文章|稿件)?(?:发\s*布|发\s*表|公\s*开|更\s*新|成\s*文|生\s*成|录\s*入|添\s*加)\s*(?:时\s*间|日\s*期|机构|单位|者|人)|时\s*间\s*[:：]|日\s*期\s*[:：]|"
    r"作\s*者|责任编辑|编\s*辑|审\s*核|浏\s*览|点\s*击|阅\s*读|访\s*问|字\s*体|字\s*号|大\s*中\s*小|打\s*印|分\s*享|关\s*闭|【|索\s*引|视力保护|背景色|收\s*藏|撰稿|摄影|记者\s*[:：]|人气|"
    r"(?:19|20)\d\d\s*[-/.年])"
)
_INDEX = re.compile(
    rf"索\s*引\s*号[\s{SEAM}]*[\]】]?[\s{SEAM}]*[:：]?[\s{SEAM}]*([0-9A-Za-z\u4e00-\u9fff][0-9A-Za-z\u4e00-\u9fff/\-—_.()（）〔〕\[\]]*)"
)
_NEXT_LABEL = re.compile(
    r"(?:发布|公开|主题|信息|文号|成文|生成|标题|名称|有效|体裁|关键|分类|组配|所属|责任|公文|语种)"
)
_HERE = re.compile(
    r"(?:您?(?:当前|现在|目前)?\s*(?:所在|的)?\s*(?:的)?位置|当前页面|当前栏目|导航)(?:是|为|在)?\s*[:：>»]?"
)
_CRUMB_HINT = re.compile(r"crumb|position|location|weizhi|dqwz|dqw?z|local|bread|wz\b|path|mbx|current")
_CRUMB_MARK = re.compile(r"\s*(?:>>?|»|›|＞|→|/|-|—|\||·|：|:|\\)\s*")
_NO_COLUMN = re.compile(r"(?:网站|返回)?首\s*页|正文|内容|详情|信息内容|.{0,20}(?:人民政府|门户网站?)")
_TITLE_HINT = re.compile(
    r"(?:^|[\W_])(?:\w{0,8}tit(?:le)?s?\w{0,3}|bt|biaoti|head(?:ing|line)|arti\w*tit\w*|ucaptitle|wzbt|xl-?bt|h1|news_?name|subject)(?:$|[\W_\d])"
)


@dataclass(frozen=True, slots=True)
class Head:
    """A title shown and how sure it is (0 to about 12), with the place where its words begin and end."""

    title: str
    sure: float
    start: int
    end: int


def shown_title(
    flow: Flow, box: Box | None, *, told: Sequence[str] = (), wanted: Sequence[str], refused: Sequence[str]
) -> Head | None:
    """The title as the page shows it.

    `told` are titles told whole elsewhere (tag, list), looked for first; `wanted` are those and what <title> has,
    `refused` the names of site and columns, which no post has.
    """
    known = [comparable(words) for words in wanted if words]
    not_it = {comparable(words) for words in refused if words}
    end = box.end if box else len(flow)
    lines = [line for line in flow.all_lines() if line[0] < end]
    whole = {words for words in told if len(words) >= _WHOLE and words not in refused}
    quick = [number for number, (place, _) in enumerate(lines) if _says_one_of(flow, place, whole)]
    best = _surest(flow, box, lines, quick, known, not_it)
    if best is None or best.sure < _CERTAIN:
        best = _surest(flow, box, lines, range(len(lines)), known, not_it)
    return best if best and best.sure >= 3 else None


def _says_one_of(flow: Flow, place: int, told: Collection[str]) -> bool:
    """Whether the words from a place on, or their block, are one of the titles told elsewhere, and no link."""
    if not told:
        return False
    words = flow.texts[place]
    if not any(title.startswith(words) for title in told):
        return False
    return flow.text(flow.block(place)) in told or words in told


def _surest(
    flow: Flow,
    box: Box | None,
    lines: Sequence[tuple[int, str]],
    some: Iterable[int],
    known: Sequence[str],
    not_it: Collection[str],
) -> Head | None:
    best: Head | None = None
    for number in some:
        place, line = lines[number]
        is_link = _is_link(flow, place)
        if is_link and comparable(line) not in known:
            continue
        for start, stop, words in _units(flow, place, line):
            title = titles.cleaned(words)
            plain = comparable(title)
            if not 2 <= len(plain) <= 160 or plain in not_it or is_noise(title):
                continue
            sure = _sureness(flow, box, start, plain, known) - (5 if is_link else 0)
            sure += _followed_by_info(lines, number, stop)
            if best is None or sure > best.sure + (0.0 if start >= best.end else 0.01):
                best = Head(title, sure, start, stop)
        if box and place > box.start + (_NEAR if best and best.sure > 4 else _FAR):
            break
    return best


def _is_link(flow: Flow, place: int) -> bool:
    for above in flow.above(place):
        if flow.tags[above] == "a":
            return True
        if flow.tags[above] in BLOCKS:
            return False
    return False


def _units(flow: Flow, place: int, line: str) -> Iterator[tuple[int, int, str]]:
    """What might be a title from this line on: its whole block with broken lines, and the line alone."""
    block = flow.block(place)
    if next(flow.pieces(block, flow.ends[block]))[0] == place:
        words = flow.text(block)
        if len(words) <= 160:
            yield block, flow.ends[block], words
    yield place, place + 1, line


def _sureness(flow: Flow, box: Box | None, start: int, plain: str, known: Sequence[str]) -> float:
    sure = 0.0
    for words in known:
        if words == plain:
            sure += 6
        elif len(plain) >= 5 and words.startswith(plain):
            sure += 4.5
        elif len(plain) >= 5 and words.endswith(plain):
            sure += 3
        elif len(plain) >= 5 and plain in words:
            sure += 1.5
        elif len(words) >= 8 and plain.startswith(titles.uncut(words)):
            sure += 5
    tags = {flow.tags[start]}
    hints = flow.hint(start) if flow.tags[start] != "-text" else ""
    for above in list(flow.above(start))[:4]:
        if box and above <= box.start < flow.ends[above] and above != flow.parents[start]:
            break
        tags.add(flow.tags[above])
        hints += " " + flow.hint(above)
    if tags & {"h1"}:
        sure += 3
    elif tags & {"h2", "h3", "ucaptitle"}:
        sure += 2
    elif tags & {"h4", "h5", "h6", "strong", "b", "font", "center", "big", "caption"}:
        sure += 1
    if _TITLE_HINT.search(hints):
        sure += 2
    for above in flow.above(start):
        if box and above <= box.start < flow.ends[above]:
            break
        hint = flow.hint(above)
        named = flow.tags[above] in ("nav", "footer", "aside", "li", "select") or (hint and ASIDE.search(hint))
        if named and (flow.ends[above] - above) * 10 < len(flow) * 6:
            sure -= 4
            break
    if _HERE.match(plain) or _INFO.match(plain) or "|" in plain or plain.startswith(("今天是", "欢迎")):
        sure -= 6
    if box and start >= box.start + 2 and start < box.end and sure < 4:
        sure -= 2.5 if start > box.start + 12 else 1
    if len(plain) >= 8:
        sure += 0.5
    if re.search(r"[。；]", plain):
        sure -= 2
    if _ANY_DAY.fullmatch(plain):
        sure -= 6
    return sure


def _followed_by_info(lines: Sequence[tuple[int, str]], number: int, stop: int) -> float:
    passed = 0
    for at, words in lines[number + 1 : number + 6]:
        if at < stop:
            continue
        if len(words) < 160 and (_INFO.search(words) or _ANY_DAY.search(words[:40])):
            return (5 if _INFO.search(words) and _ANY_DAY.search(words) else 3) - passed
        passed += 1
        if len(words) > 30:
            return 0
    return 0


def seamed(flow: Flow) -> Iterator[tuple[int, str]]:
    """The lines of a page with a seam between their texts, so that a value never runs into the next label."""
    lines = flow.all_lines()
    for number, (at, words) in enumerate(lines):
        until = lines[number + 1][0] if number + 1 < len(lines) else len(flow)
        pieces = [piece for piece in flow.texts[at:until] if piece]
        yield at, SEAM.join(pieces) if len(pieces) > 1 else words


class _Asides:
    """Which places lie in menus and boxes beside the post; each element is looked at once."""

    def __init__(self, flow: Flow, box: Box | None) -> None:
        self._flow, self._box = flow, box
        self._known: dict[int, bool] = {-1: False}

    def holds(self, place: int) -> bool:
        flow, box = self._flow, self._box
        passed: list[int] = []
        known: bool | None = None
        above = flow.parents[place]
        while known is None:
            known = self._known.get(above)
            if known is None:
                passed.append(above)
                if box and above <= box.start < flow.ends[above]:
                    known = False
                elif self._is_aside(above):
                    known = True
                else:
                    above = flow.parents[above]
        for one in passed:
            self._known[one] = known
        return known

    def _is_aside(self, place: int) -> bool:
        flow = self._flow
        if flow.tags[place] in ("nav", "aside", "footer", "header"):
            return True
        hint = flow.hint(place)
        return bool(hint) and ASIDE.search(hint) is not None and (flow.ends[place] - place) * 2 < len(flow)


def is_told(words: str) -> bool:
    """Whether a line only tells of the post: its day, its source, its counters, the way to it."""
    if _only_day(words) or _HERE.match(words):
        return True
    return len(words) < 160 and "。" not in words and _INFO.search(words) is not None


@dataclass(frozen=True, slots=True)
class Line:
    place: int
    words: str
    near: bool  # in the head of the post: between its title and its first long words
    next: bool = False  # right below the title


def head_lines(flow: Flow, box: Box | None, head: Head | None) -> list[Line]:
    """The page's lines outside menus and boxes beside the post, each with whether it stands in the post's head."""
    begun = head.end if head else 0
    until = box.start if box and head and box.start >= head.end else None
    found: list[Line] = []
    long_seen, below = False, 0
    count = 0
    asides = _Asides(flow, box)
    for place, words in seamed(flow):
        near = False
        below += head is not None and place >= begun
        if head and place >= begun and not long_seen:
            if until is not None and place >= until:
                near = count < 2 and len(words) < 80
                count += 1
            else:
                near = True
            if len(words) >= 100 and not _INFO.search(words):
                long_seen, near = True, False
        elif head and place < head.start:
            near = head.start - place < 120 and _INFO.search(words) is not None
        if near or not asides.holds(place):
            found.append(Line(place, words, near, below == 1))
    return found


def shown_days(lines: Sequence[Line], box: Box | None) -> list[date]:
    """Every day the page shows as that of publication, the surest first; impossible ones stay out."""
    graded: list[tuple[int, int, date]] = []
    for number, line in enumerate(lines):
        text = line.words
        if (
            len(text) < 28
            and not _ANY_DAY.search(text)
            and number + 1 < len(lines)
            and re.search(r"(?:时间|日期|发布于)\s*[:：]?\s*$", text)
        ):
            text = f"{text.rstrip(' :：')}:{lines[number + 1].words}"
        if not _ANY_DAY.search(text):
            continue
        inside = box is not None and box.start <= line.place < box.end and not line.near
        labelled = False
        for match in _LABELLED.finditer(text):
            labelled = True
            label = _label(match["label"])
            grade = _grade(label, near=line.near, inside=inside)
            if grade and (day := written_day(match["day"])):
                graded.append((grade, number, day))
        bare = _ANY_DAY.search(text) if not labelled and line.near and len(text) < 160 else None
        if bare is None or _says_otherwise(lines, number, text, bare.start()):
            continue
        alone = len(comparable(text)) < 30 and _only_day(text)
        told = alone or _INFO.search(text) is not None
        if (told or (line.next and _is_remark(text))) and (day := written_day(bare[0])):
            graded.append((3 if told else 4, number, day))
    graded.sort(key=lambda entry: (entry[0], entry[1]))
    return list(dict.fromkeys(day for _, _, day in graded))


def _is_remark(text: str) -> bool:
    """Whether a line with a day in it is no sentence: who and when, in brackets or bare."""
    return len(text) < _REMARK and re.search("[。；？！]|[，,].*[，,]", text) is None


def _only_day(text: str) -> bool:
    return (
        re.fullmatch(
            rf"[\s{SEAM}\[【(（]*(?:{_DAY})[日号]?[\s{SEAM}\]】)）]*(?:\d{{1,2}}[:时]\d{{1,2}}(?:[:分]\d{{1,2}}秒?)?分?)?[\s{SEAM}\]】)）]*(?:(?:星期|周).)?",
            text,
        )
        is not None
    )


def _says_otherwise(lines: Sequence[Line], number: int, text: str, at: int) -> bool:
    """Whether what stands before a day says that it is another than that of publication."""
    before = text[:at].rstrip(f" :：{SEAM}\t")
    if before:
        return _OTHERWISE.search(before.replace(SEAM, "").replace(" ", "")) is not None
    above = lines[number - 1].words.rstrip(f" :：{SEAM}") if number else ""
    return above.endswith(("时间", "日期", "期限")) and _OTHERWISE.search(above.replace(" ", "")) is not None


def _label(words: str) -> str:
    """The label alone, where the end of the value before it was taken along; 发 布 日 期 is one label."""
    parts = words.split()
    label = parts.pop()
    while parts and (
        len(label) == 1 or len(parts[-1]) == 1 or parts[-1] in ("发布", "成文", "公开", "生成", "更新", "印发")
    ):
        label = parts.pop() + label
    return label


def _grade(label: str, *, near: bool, inside: bool) -> int:
    if _OTHERWISE.search(label):
        return 0
    if _SURE.search(label):
        return 6 if inside else 1
    if _UPDATED.search(label):
        return 5 if not inside else 0
    if near and _WEAK.search(label):
        return 2
    return 0


def shown_source(lines: Sequence[Line], box: Box | None) -> str:
    """Who the page says it is from, without what template and counters put behind it."""
    found: list[tuple[int, str]] = []
    for number, line in enumerate(lines):
        if box is not None and box.start <= line.place < box.end and not line.near and len(line.words) > 40:
            continue
        for match in _SOURCE.finditer(line.words):
            value = _value(line.words[match.end() :])
            if not value and match.end() >= len(line.words.rstrip()) and number + 1 < len(lines):
                value = _value(lines[number + 1].words)
                if re.search(r"[:：]", value):
                    value = ""
            if value and len(value) <= 60:
                grade = (0 if _SOURCE_FIRST.search(match[0]) else 1) + (0 if line.near else 2)
                found.append((grade, value))
        if not found:
            table = re.fullmatch(
                rf"[\s{SEAM}]*(?:发\s*布\s*机\s*构|发\s*布\s*单\s*位|公\s*开\s*机\s*构|信\s*息\s*来\s*源|来\s*源)[\s{SEAM}]*",
                line.words,
            )
            if table and number + 1 < len(lines) and (value := _value(lines[number + 1].words)) and len(value) <= 40:
                found.append((1, value))
    return min(found, key=lambda entry: entry[0])[1] if found else ""


def _value(text: str) -> str:
    stop = _STOP.search(text)
    value = (text[: stop.start()] if stop else text).strip(" \t　|:;,，；、·-—_[]【】()（）")
    return value.replace(SEAM, " ")


def index_number(lines: Sequence[Line]) -> str:
    """The 索引号 of a post's table; empty when there is none or it is blank."""
    for number, line in enumerate(lines):
        if "索" not in line.words:
            continue
        match = _INDEX.search(line.words)
        value = match[1] if match else ""
        if not value and re.search(r"索\s*引\s*号?[\s:：]*$", line.words.replace(SEAM, "")) and number + 1 < len(lines):
            value = lines[number + 1].words.split(SEAM)[0].strip()
        if value and any(character.isdecimal() for character in value) and not _NEXT_LABEL.match(value):
            return value
    return ""


def crumb_block(flow: Flow) -> int | None:
    """The element that holds the path to the page (当前位置：首页 > …); None when the page shows none."""
    for place, words in flow.all_lines():
        block = flow.block(place)
        if not (_HERE.match(words) or _CRUMB_HINT.search(flow.hint(block))):
            continue
        links = sum(flow.tags[at] == "a" for at in range(block, flow.ends[block]))
        if links <= 8 and (
            _HERE.match(words) or (_CRUMB_HINT.search(flow.hint(block)) and 0 < len(words) < 120 and links)
        ):
            return block
    return None


def crumbs(flow: Flow, title: str) -> tuple[str, ...]:
    """The names of the path to the post, 首页 and the post itself left out; empty when the page shows none."""
    block = crumb_block(flow)
    if block is None:
        return ()
    names = [flow.text(at) for at in range(block, flow.ends[block]) if flow.tags[at] == "a"]
    if not names:
        names = [part for part in _CRUMB_MARK.split(_HERE.sub("", flow.text(block))) if part]
    plain = comparable(title)
    return tuple(
        name
        for name in map(titles.cleaned, names)
        if name and not _NO_COLUMN.fullmatch(name) and comparable(name) != plain
    )
