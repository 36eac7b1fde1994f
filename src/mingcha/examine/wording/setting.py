"""The setting a wording stands in, which decides whether it is wrong there: quotation, title, name, history, table.

Each answer is worked out when it is asked for. Every one errs towards telling that a wording may be right: a check
that is believed is worth more than one that finds everything.
"""

from __future__ import annotations

import re
from functools import cached_property

from mingcha.examine.wording.prose import Prose, Span, prose
from mingcha.model.document import Document, Hidden
from mingcha.text.width import comparable

# How far a quotation may reach, back and forth.
QUOTATION = 400
LONGEST_TITLE = 200
# How much of a row on both sides belongs to a cell.
ROW = 1000
# How far a name may go on.
NAME = 24
# How far before a name it is said that it was so.
FORMERLY = 48
OPENING, CLOSING = "“‘「『〝", "”’」』〞"
BOOK_OPENING, BOOK_CLOSING = "《〈", "》〉"
STRAIGHT = '"＂'

_MARKS = {
    opening: re.compile(f"[{opening}{closing}]")
    for opening, closing in ((OPENING, CLOSING), (BOOK_OPENING, BOOK_CLOSING))
}
_YEAR = re.compile(r"(?<![0-9])(1[89][0-9]{2}|20[0-9]{2})(?=年|[-—–~～至./][0-9]|[)）〕\]])")
_YEAR_IN_WORDS = re.compile(r"([一二][〇零○一二三四五六七八九]{3})年")
# A cell that is a year and nothing else.
_YEAR_CELL = re.compile(r"(?<![^\t\n])(1[89][0-9]{2}|20[0-9]{2})(?=[\t\n])")
_DIGITS = {sign: digit for digit, some in enumerate(("〇零○", *"一二三四五六七八九")) for sign in some}

# Said right before a name: what it was called, or what somebody was.
_FORMERLY = re.compile(
    r"(?:(?<![还复草中高平太固三五河荒雪燎病抗])原(?![则因始件先理创价油文告野煤木点籍级职形型阳]|州区|平市)"
    r"|前身[是为]?|旧称|曾用名|曾在|时任|曾经|当时的?|时为|时称)[^，。；、：]{0,12}$"
    r"|(?:历任|曾任|先后任|先后在|先后担任)[^。；]{0,40}$"
)
# Said right after a name.
_AFTERWARDS = re.compile(
    r"^[^。；]{0,12}?(?:更名|改名|改称|改为|改组|撤销|并入|合并|划归|整合|重组|前身|时期|（现|\(现|（今|（原|\(原|，现为|，今|旧址|遗址)"
)
# Anywhere in the sentence.
_HISTORY = re.compile(
    r"更名为|改名为|改称为|改组为|前身为|前身是|沿革|撤销[^。]{2,20}(?:组建|设立)|职责整合|不再保留|撤县设|撤市设|撤乡设|始建于|县志|史料|历史上"
)
_CURRICULUM = re.compile(r"\s*[0-9]{4}\s*[.年]\s*[0-9]{1,2}\s*(?:月)?\s*[—–\-－~～至]")
_HISTORY_TITLE = re.compile(
    r"简历|沿革|大事记|年鉴|县志|地方志|任免|生平|建制|前身|党史(?!学习)|历史(?=沿革|变迁|回顾|资料|人物|上的|$)"
)
_REPEALED = re.compile(r"废止|失效|停止执行|清理结果|予以修改的?规范性文件|宣布失效")

# A name goes on to one of these without a mark between.
_JOINT = "的了和与及在是对为被把将向到从等由后前"
_SURE_NAME = re.compile(
    rf"^[^\s，。；：、！？“”《》{_JOINT}]{{0,16}}?(?:有限责任公司|有限公司|股份公司|分公司|集团公司|合作社|合作联社|经营部|门市部|个体户|商行|商店|超市|药店|药房|饭店|酒店|宾馆|加油站|农庄|农场|林场|养殖场|加工厂|工厂|制品厂|建材厂)"
)
_NEAR_NAME = re.compile(
    r"^[^\s，。；：、！？“”《》的了和与及在是对为被]{0,3}?(?:小学|中学|学校|一中|二中|幼儿园|大学|学院|医院|卫生院|大道|大街|大桥|[东西南北中]路|路[0-9一二三四五六七八九十]+号|[0-9]+号|路|街|巷|桥|村|寨|屯|社区|小区|新村|花园|家园|公寓|家属院|家属区|宿舍|大院|大厦|大楼|旧址|纪念碑|纪念馆|水库|渠|山|河|湖)"
)
_NOT_A_NAME = re.compile(r"^(?:路径|路线|街道办|村民|村级|村里|村干|山区|山上|河道|河长|桥梁|湖长)")


class Setting:
    """What stands around document.text[start:end]."""

    def __init__(self, document: Document, start: int, end: int) -> None:
        self._document, self.start, self.end = document, start, end
        self._prose: Prose = document.once(prose)

    @cached_property
    def sentence(self) -> Span:
        """Start and end of the sentence it stands in."""
        return self._prose.sentence_at(self.start)

    @cached_property
    def beside(self) -> Span:
        """Where words that belong to it may stand: its sentence, or in a table its row as far as it is near."""
        table = self._document.table_at(self.start)
        if table is None:
            return self.sentence
        row = table.row_of(self.start)
        first = table.row_starts[row]
        last = table.row_starts[row + 1] if row + 1 < len(table.row_starts) else table.end
        # What stands a thousand cells away is not beside it.
        return max(first, self.start - ROW), min(last, self.end + ROW)

    @cached_property
    def paragraph(self) -> Span:
        return self._prose.paragraph_at(self.start)

    @cached_property
    def quotation(self) -> Span | None:
        """Start and end of the quotation it stands in, without the marks; None: none, or one that nobody closed."""
        first, last = self.paragraph
        return _between(self._document.text, self.start, self.end, (first, last), OPENING, CLOSING) or _straight(
            self._document.text, self.start, self.end, (first, last)
        )

    @property
    def is_quoted(self) -> bool:
        return self.quotation is not None

    @cached_property
    def book(self) -> Span | None:
        """Start and end of the title between 《》 it stands in."""
        return _between(self._document.text, self.start, self.end, self.paragraph, BOOK_OPENING, BOOK_CLOSING)

    @property
    def in_book_marks(self) -> bool:
        return self.book is not None

    @cached_property
    def is_title(self) -> bool:
        """Whether its line is the document's title, or a part of it."""
        title = comparable(self._document.title)
        first, last = self.paragraph
        if last - first > LONGEST_TITLE:
            return False
        line = comparable(self._document.text[first:last]).removeprefix("标题:")
        return bool(title) and len(line) > 1 and (line == title or (len(line) >= 6 and line in title))

    @cached_property
    def is_proper_name(self) -> bool:
        """Whether a company's, school's, road's or village's name goes on from here."""
        rest = self._prose.plain[self.end : min(self.end + NAME, self.paragraph[1])]
        if _SURE_NAME.match(rest):
            return True
        near = _NEAR_NAME.match(rest)
        return near is not None and not _NOT_A_NAME.match(rest)

    @cached_property
    def is_historical(self) -> bool:
        """Whether the text tells of former times: 原…, 曾任, a curriculum, a chronicle, years before the post's."""
        return self._is_told_as_former or self.is_in_curriculum or self._is_of_a_former_year

    @cached_property
    def is_in_curriculum(self) -> bool:
        """Whether it stands in somebody's curriculum, a chronicle, or a list of posts taken up and left."""
        if _HISTORY_TITLE.search(self._document.title) or _HISTORY_TITLE.search(self._document.column):
            return True
        return any(_CURRICULUM.match(self._prose.plain, at) for at in {self.paragraph[0], self.beside[0]})

    @cached_property
    def is_about_repeal(self) -> bool:
        """Whether the document, or the sentence, tells that something is no longer in force."""
        first, last = self.sentence
        return bool(_REPEALED.search(self._document.title) or _REPEALED.search(self._document.text[first:last]))

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years named in the sentence, in order."""
        first, last = self.sentence
        return years_in(self._prose.plain[first:last])

    @cached_property
    def years_before(self) -> tuple[int, ...]:
        """The years of the sentence; where it names none those of its row, or the last one named before it in the
        paragraph."""
        if self.years:
            return self.years
        if self.is_table:
            first, last = self.beside
            return years_in(_YEAR_CELL.sub(r"\1年", self._prose.plain[first:last]))
        return years_in(self._prose.plain[max(self.paragraph[0], self.start - QUOTATION) : self.start])[-1:]

    @property
    def is_table(self) -> bool:
        table = self._document.table_at(self.start)
        return table is not None and not table.is_listed

    @property
    def hidden(self) -> Hidden:
        return self._document.place_at(self.start).hidden

    @cached_property
    def _is_told_as_former(self) -> bool:
        first, last = self.sentence
        plain = self._prose.plain
        if _FORMERLY.search(plain[max(first, self.start - FORMERLY) : self.start]):
            return True
        return bool(_AFTERWARDS.match(plain[self.end : last]) or _HISTORY.search(plain, first, last))

    @property
    def _is_of_a_former_year(self) -> bool:
        posted = self._document.posted
        return posted is not None and bool(self.years_before) and max(self.years_before) < posted.year


def setting_of(document: Document, start: int, end: int) -> Setting:
    """What stands around a place of a document."""
    return Setting(document, start, end)


def years_in(plain: str) -> tuple[int, ...]:
    """The years a text names, in figures or characters, in order."""
    found = [(match.start(), int(match[1])) for match in _YEAR.finditer(plain)]
    found += [
        (match.start(), int("".join(str(_DIGITS[sign]) for sign in match[1])))
        for match in _YEAR_IN_WORDS.finditer(plain)
    ]
    return tuple(year for _, year in sorted(found))


def _between(text: str, start: int, end: int, within: Span, opening: str, closing: str) -> Span | None:
    """The innermost pair of marks around a place; a mark that has no partner opens nothing."""
    depth, opened = 0, -1
    for mark in reversed(list(_MARKS[opening].finditer(text, max(within[0], start - QUOTATION), start))):
        if mark[0] in closing:
            depth += 1
        elif depth == 0:
            opened = mark.start()
            break
        else:
            depth -= 1
    if opened < 0:
        return None
    depth = 0
    for mark in _MARKS[opening].finditer(text, end, min(within[1], end + QUOTATION)):
        if mark[0] in opening:
            depth += 1
        elif depth == 0:
            return opened + 1, mark.start()
        else:
            depth -= 1
    return None


def _straight(text: str, start: int, end: int, within: Span) -> Span | None:
    """The pair of straight marks around a place: an odd number before it in the line, and one after."""
    first, last = max(within[0], start - 5 * QUOTATION), min(within[1], end + QUOTATION)
    if sum(text.count(mark, first, start) for mark in STRAIGHT) % 2 == 0:
        return None
    after = [at for mark in STRAIGHT if (at := text.find(mark, end, last)) >= 0]
    return (max(text.rfind(mark, first, start) for mark in STRAIGHT) + 1, min(after)) if after else None
