"""evidence.xlsx: every figure of a bulletin with the posts it counts, so that anybody can count again.

Sheet 数字 lists the figures in reading order; where the bulletin tells of cases, they and the removed faults have sheets
too (evidence_of_cases). Sheet 信息 holds the posts, sorted so that the posts of a figure are a few
runs of neighbouring rows. Each figure is counted anew from the posts here, by the program and by a formula of the
workbook; nothing is taken over from the bulletin but the figure itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby

from mingcha.bulletin.forms import evidence_of_cases, wording
from mingcha.bulletin.forms.sheet import Cell, Formula, Line, Link, SheetPlan, workbook_bytes
from mingcha.model.bulletin import Bulletin, CaseFigure, Figure, Measure
from mingcha.model.case_evidence import CaseEvidence
from mingcha.model.count import PostQuery
from mingcha.model.month import Month
from mingcha.model.post import Post

FIGURES, POSTS = "数字", "信息"
FIRST_ROW = 3  # of the posts: a title and a header stand above
AGREES, DIFFERS, NOT_COMPARED, FROM_TARGETS = "一致", "不一致", "无法复核", "见任务表"
FIGURE_HEADER = (
    "序号", "所在位置", "印发数字", "计算方法", "统计单位", "起始月份", "截止月份", "信息条数",
    "所在行（“信息”表）", "重新计算", "复核结果", "表内公式复算条数", "标识",
)  # fmt: skip
POST_HEADER = ("单位", "月份", "发布日期", "栏目", "标题", "网址", "来源", "重复发布", "单位代码")
# Excel takes at most 8,192 characters in a formula.
LONGEST_FORMULA = 8_000


@dataclass(frozen=True, slots=True)
class Block:
    """Neighbouring rows of one unit, month and kind; rows as the sheet numbers them, both ends included."""

    unit: str
    month: Month
    duplicate: bool
    first: int
    last: int

    def counts_for(self, query: PostQuery) -> bool:
        wanted = self.unit in query.units and query.first <= self.month <= query.last
        return wanted and not (query.net and self.duplicate)


def write(
    bulletin: Bulletin, posts: Iterable[Post], unit_names: Mapping[str, str], cases: CaseEvidence | None = None
) -> bytes:
    """The workbook; `unit_names` gives the name of each unit code that a figure counts, `cases` the rows of the record."""
    cases = cases or CaseEvidence()
    order = _unit_order(bulletin)
    ordered = sorted(posts, key=lambda post: _place(post, bulletin.month, order))
    blocks = _blocks(ordered)
    clean = wording.clean(bulletin)
    return workbook_bytes(
        [
            SheetPlan(
                FIGURES,
                FIGURE_HEADER,
                _figure_lines(clean, blocks, unit_names, cases),
                title=f"{clean.title} 数字依据",
                notes=(
                    "说明：“重新计算”由程序按“信息”表逐条计数得出；“表内公式复算条数”是本工作簿的公式，"
                    "改动“信息”表后会随之变化。任务数来自年度任务表，不由信息条数得出。",
                ),
                widths=(6, 44, 12, 34, 26, 10, 10, 10, 24, 12, 10, 12, 26),
                landscape=True,
            ),
            SheetPlan(
                POSTS,
                POST_HEADER,
                (_post_line(post) for post in ordered),
                title=f"截至{clean.month}台账信息，共{len(ordered)}条",
                widths=(24, 9, 12, 18, 50, 50, 28, 9, 10),
                formats={2: "yyyy-mm-dd"},
                landscape=True,
            ),
            *evidence_of_cases.sheets(clean, cases),
        ],
        dated=bulletin.dated,
    )


def _unit_order(bulletin: Bulletin) -> dict[str, int]:
    """Units as the annexes list them, so that a group's posts lie together."""
    cells = (cell for annex in bulletin.annexes for row in annex.rows for cell in row.cells)
    codes = dict.fromkeys(code for cell in cells if isinstance(cell, Figure) for code in cell.posts.units)
    return {code: place for place, code in enumerate(codes)}


def _place(post: Post, month: Month, order: Mapping[str, int]) -> tuple[object, ...]:
    """Earlier months, then the bulletin's own, each by unit; repeats after all the others.

    So a unit's year is two runs of rows, and a group's month, which the headline tells, is one.
    """
    in_month = Month.of(post.published) == month
    place = order.get(post.unit, len(order))
    return (post.is_duplicate, in_month, place, post.unit, post.published, post.title, post.url)


def _blocks(ordered: Sequence[Post]) -> list[Block]:
    blocks = []
    row = FIRST_ROW
    for (duplicate, unit, month), group in groupby(
        ordered, key=lambda post: (post.is_duplicate, post.unit, Month.of(post.published))
    ):
        size = sum(1 for _ in group)
        blocks.append(Block(unit, month, duplicate, row, row + size - 1))
        row += size
    return blocks


def _post_line(post: Post) -> tuple[Cell, ...]:
    month = Month.of(post.published)
    return (
        post.unit_name, month.key, post.published, post.column, post.title, post.url, post.source,
        "是" if post.is_duplicate else "", post.unit,
    )  # fmt: skip


def _figure_lines(
    bulletin: Bulletin, blocks: Sequence[Block], unit_names: Mapping[str, str], cases: CaseEvidence
) -> Iterator[Line]:
    targets = {f.posts.units: f.value for f in bulletin.figures() if f.measure is Measure.TARGET}
    last_row = blocks[-1].last if blocks else FIRST_ROW
    for number, (place, figure) in enumerate(_places(bulletin), start=1):
        if isinstance(figure, CaseFigure):
            yield evidence_of_cases.figure_line(number, place, figure, cases)
            continue
        query = figure.posts
        found = [block for block in blocks if block.counts_for(query)]
        count = sum(block.last - block.first + 1 for block in found)
        how, again, verdict = _again(figure, count, targets.get(query.units))
        counted = figure.measure is not Measure.TARGET
        yield Line(
            (
                number,
                place,
                figure.text,
                how,
                _units_in_words(query, unit_names),
                query.first.key,
                query.last.key,
                count if counted else None,
                _reference(found) if counted else None,
                again,
                verdict,
                _formula(query, last_row) if counted else None,
                figure.key,
            ),
            bold=verdict in (DIFFERS, NOT_COMPARED),
            marked=verdict == DIFFERS,
        )


def _again(figure: Figure, count: int, target: Decimal | None) -> tuple[str, Cell, str]:
    """How the figure comes about, what it comes to when computed anew, and whether that is what was printed."""
    net = "，剔除重复发布" if figure.posts.net else ""
    again: Decimal | None
    if figure.measure is Measure.POSTS:
        how, again = f"统计期内发布的信息条数{net}", Decimal(count)
    elif figure.measure is Measure.TARGET:
        how, again = "年度任务表中该单位的任务数", None
    elif target:
        how = f"已发布{count}条{net} ÷ 年度任务数{target} × 100，四舍五入保留两位小数"
        again = (Decimal(count) * 100 / target).quantize(Decimal("0.01"), ROUND_HALF_UP)
    else:
        how, again = "已发布条数 ÷ 年度任务数，缺少该单位的年度任务数", None
    if again is None:
        return how, None, NOT_COMPARED if figure.measure is Measure.RATIO else FROM_TARGETS
    same = again == figure.value and figure.text in (str(again), f"{again:,}")
    return how, again, AGREES if same else DIFFERS


def _places(bulletin: Bulletin) -> Iterator[tuple[str, Figure | CaseFigure]]:
    """Every figure with where it stands, in reading order."""
    for section in bulletin.sections:
        for index, paragraph in enumerate(section.paragraphs, start=1):
            for run in paragraph.runs:
                if isinstance(run, Figure | CaseFigure):
                    yield f"{wording.heading(section.title)}第{index}段", run
    for annex in bulletin.annexes:
        for row in annex.rows:
            name = row.cells[0].text
            for column, run in enumerate(row.cells):
                if isinstance(run, Figure):
                    header = annex.header[column] if column < len(annex.header) else f"第{column + 1}列"
                    yield f"{wording.annex_label(bulletin, annex)}，{name}，{header}", run


def _units_in_words(query: PostQuery, unit_names: Mapping[str, str]) -> str:
    names = [unit_names.get(code, code) for code in query.units]
    return "、".join(names) if len(names) <= 3 else f"{'、'.join(names[:2])}等{len(names)}个单位"


def _reference(found: Sequence[Block]) -> Cell:
    """The rows of a figure, such as 3-120，57200-57276; a click leads to the first of them."""
    runs: list[tuple[int, int]] = []
    for block in found:
        if runs and runs[-1][1] + 1 == block.first:
            runs[-1] = (runs[-1][0], block.last)
        else:
            runs.append((block.first, block.last))
    if not runs:
        return "无"
    text = "，".join(f"{first}-{last}" if first != last else str(first) for first, last in runs)
    first, last = runs[0]
    return Link(text, f"'{POSTS}'!A{first}:I{last}")


def _formula(query: PostQuery, last_row: int) -> Cell:
    """COUNTIFS over the posts; the unit codes come from the office's own list, never from a post."""

    def column(letter: str) -> str:
        return f"{POSTS}!${letter}${FIRST_ROW}:${letter}${last_row}"

    codes = ",".join('"' + code.replace('"', '""') + '"' for code in query.units)
    criteria = f'{column("I")},{{{codes}}},{column("B")},">={query.first.key}",{column("B")},"<={query.last.key}"'
    net = f',{column("H")},"<>是"' if query.net else ""
    text = f"SUM(COUNTIFS({criteria}{net}))"
    return Formula(text) if query.units and len(text) <= LONGEST_FORMULA else None
