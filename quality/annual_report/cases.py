"""Reports of a made-up county in every make, with the faults put into each; other seeds make other reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from random import Random

from mingcha.standards.annual_reports import Format, formats
from quality.annual_report.figures import Figures, agreeing
from quality.annual_report.grids import Grid, grids, plain
from quality.annual_report.makes import Paper, as_docx, as_html, as_pdf, as_xlsx
from quality.annual_report.oracle import broken
from quality.annual_report.prose import OPENINGS, OTHERS, PROBLEMS, first_part

UNITS = (
    *("样例县财政局", "样例县教育体育局", "样例县农业农村局", "样例县卫生健康委员会", "样例县林业局", "样例县统计局"),
    *("样例县东河镇", "样例县西岭乡", "样例县南关街道办事处", "样例县北坡乡人民政府", "样例县石桥镇人民政府"),
)
MAKES: dict[str, Callable[[Paper], bytes]] = {
    "html": as_html,
    "word.html": partial(as_html, style="word"),
    "cms.html": partial(as_html, style="cms"),
    "old.html": partial(as_html, style="old"),
    "docx": as_docx,
    "xlsx": as_xlsx,
    "ruled.pdf": as_pdf,
    "short.pdf": partial(as_pdf, height="130mm"),
    "unruled.pdf": partial(as_pdf, ruled=False),
}
# Checks whose word is counted; the others speak in doubt of what the makers of cases do not vary.
FAULTS = (
    *("row_total_mismatch", "result_total_mismatch", "received_handled_mismatch", "table4_total_mismatch"),
    *("carried_over_mismatch", "valid_documents_mismatch", "rulemaking_without_power", "wrong_figure_in_report"),
    *("blank_figure_in_report", "wrong_label_in_report", "unsplit_row_in_report", "missing_row_in_report"),
    *("missing_table_in_report", "wrong_table_format", "narrative_mismatch", "wrong_year_in_report"),
    *("missing_heading_in_report", "heading_out_of_order", "empty_section_in_report", "late_report"),
)


@dataclass
class Case:
    """One report, the one of the year before when it has one, and how often each check must speak."""

    name: str
    file: bytes
    sets_off: Counter[str]
    last_year: bytes | None = None
    year: int = 2023
    figures: Figures = field(default_factory=dict)
    is_readable: bool = True


@dataclass
class _Plan:
    """What a fault may change before the report is written."""

    unit: str
    year: int
    decreed: Format
    figures: Figures
    last: Figures | None
    labels: dict[str, str] = field(default_factory=dict)
    words: dict[tuple[str, str, str], str] = field(default_factory=dict)
    narrative: str = ""
    without: set[str] = field(default_factory=set)
    order: list[str] = field(default_factory=list)
    drop: set[str] = field(default_factory=set)
    opening_year: int = 0
    published: str = ""
    form_year: int = 0
    more: Counter[str] = field(default_factory=Counter)


Fault = Callable[[Random, _Plan], None]


def _bump(plan: _Plan, table: str, row: str, column: str, by: int) -> None:
    plan.figures[table, row, column] += by


def _a_cell(random: Random, plan: _Plan) -> None:
    rows = [row.id for row in plan.decreed.form("3").rows if row.id not in ("A", "B", "S", "E")]
    _bump(plan, "3", random.choice(rows), random.choice(["C1", "C2", "C5", "C6"]), random.randint(1, 4))


def _a_row_total(random: Random, plan: _Plan) -> None:
    rows = [row.id for row in plan.decreed.form("3").rows if row.id not in ("A", "B", "E")]
    _bump(plan, "3", random.choice(rows), "C7", random.randint(1, 9))


def _a_result_total(random: Random, plan: _Plan) -> None:
    _bump(plan, "3", "S", random.choice(["C1", "C3", "C4"]), random.randint(1, 5))


def _an_opening(random: Random, plan: _Plan) -> None:
    """New applications that are neither answered nor carried on; the row itself adds up."""
    kind = random.choice(["C1", "C2", "C6"])
    for column in (kind, "C7"):
        _bump(plan, "3", "A", column, 2)


def _a_dispute(random: Random, plan: _Plan) -> None:
    _bump(plan, "4", "R4", random.choice(["P", "L", "M"]) + random.choice("1234"), 1)


def _rules(random: Random, plan: _Plan) -> None:
    _bump(plan, "2", "reg", plan.decreed.form("2").row("reg").columns[-1], random.randint(1, 5))


def _below_nought(random: Random, plan: _Plan) -> None:
    """A column and its total lowered alike, so that only the sign is wrong."""
    for row in ("E", "A"):
        plan.figures["3", row, "C4"] -= plan.figures["3", "E", "C4"] + 1
        plan.figures["3", row, "C7"] = sum((plan.figures["3", row, f"C{n}"] for n in range(1, 7)), Decimal(0))
    plan.narrative = "silent"


def _blank(random: Random, plan: _Plan) -> None:
    zeros = [key for key, value in plan.figures.items() if key[0] == "3" and not value and key[2] != "C7"]
    for key in random.sample(zeros, 3):
        plan.words[key] = random.choice(["", " "])
    plan.more["blank_figure_in_report"] += 1


def _dash(random: Random, plan: _Plan) -> None:
    zeros = [key for key, value in plan.figures.items() if key[0] == "4" and not value and key[2][-1] != "5"]
    if zeros:
        plan.words[random.choice(zeros)] = random.choice(["/", "—", "无", "-"])
        plan.more["blank_figure_in_report"] += 1


def _words_in_cell(random: Random, plan: _Plan) -> None:
    plan.words["2", "lic", plan.decreed.form("2").row("lic").columns[-1]] = random.choice(
        ["若干", "见附件", "详见上表"]
    )
    plan.more["wrong_figure_in_report"] += 1


WRONG_LABELS = {
    "2.其他法律行政法规禁止公开": "2.其他法律行政止公开",
    "6.属于四类过程性信息": "6.属于四类过程信息类",
    "1.信访举报投诉类申请": "1.信访举报类投诉申清",
    "7.属于行政执法案卷": "7.属行政执法卷宗",
    "法律服务机构": "法律服务机关",
}


def _label(random: Random, plan: _Plan) -> None:
    right = random.choice(list(WRONG_LABELS))
    plan.labels[right] = WRONG_LABELS[right]
    plan.more["wrong_label_in_report"] += 1


def _row_gone(random: Random, plan: _Plan) -> None:
    zero = [
        row.id
        for row in plan.decreed.form("3").rows
        if row.group and not any(plan.figures["3", row.id, f"C{n}"] for n in range(1, 8))
    ]
    if zero:
        plan.drop.add(random.choice(zero))
        plan.more["missing_row_in_report"] += 1
        plan.more["result_total_mismatch"] = -100  # a column with a row missing is not judged


def _lump_sum(random: Random, plan: _Plan) -> None:
    """The three rows of （六）其他处理 filled in as one."""
    form = plan.decreed.form("3")
    for column in form.columns:
        values = [plan.figures["3", row, column.id] for row in ("O1", "O2", "O3")]
        plan.figures["3", "O3", column.id] = sum(values, Decimal(0))
        for row in ("O1", "O2"):
            plan.figures["3", row, column.id] = Decimal(0)
    plan.drop |= {"O1", "O2"}
    plan.labels["3.其他"] = "（六）其他处理"
    plan.more["unsplit_row_in_report"] += 1


def _table_gone(random: Random, plan: _Plan) -> None:
    number = random.choice(["2", "4"])
    plan.without.add(number)
    plan.more["missing_table_in_report"] += 1
    plan.narrative = "silent"


def _old_form(random: Random, plan: _Plan) -> None:
    plan.form_year = 2019
    plan.more["wrong_table_format"] += 1


def _says(kind: str) -> Fault:
    def fault(random: Random, plan: _Plan) -> None:
        plan.narrative = kind
        if kind == "none" and not plan.figures["3", "A", "C7"]:
            plan.narrative = "received"
        plan.more["narrative_mismatch"] += 1

    return fault


def _last_years_period(random: Random, plan: _Plan) -> None:
    plan.opening_year = plan.year - 1
    plan.more["wrong_year_in_report"] += 1


def _part_gone(random: Random, plan: _Plan) -> None:
    plan.without.add("other")
    plan.more["missing_heading_in_report"] += 1


def _part_empty(random: Random, plan: _Plan) -> None:
    plan.without.add("words of problems")
    plan.more["empty_section_in_report"] += 1


def _swapped(random: Random, plan: _Plan) -> None:
    plan.order = ["overall", "active", "requests", "disputes", "other", "problems"]
    plan.more["heading_out_of_order"] += 1


def _late(random: Random, plan: _Plan) -> None:
    plan.published = f"{plan.year + 1}-04-{random.randint(1, 28):02}"
    if not plan.unit.endswith(("镇", "乡", "办事处", "政府")):
        plan.more["late_report"] += 1


def _other_last_year(random: Random, plan: _Plan) -> None:
    if plan.last is not None:
        for column in ("C1", "C7"):
            plan.last["3", "E", column] += 1
            plan.last["3", "A", column] += 1


def _copied_valid(random: Random, plan: _Plan) -> None:
    plan.figures["2", "norm", "valid"] += random.randint(1, 7)


FAULT_KINDS: dict[str, Fault] = {
    "right": lambda random, plan: None,
    "cell": _a_cell,
    "row total": _a_row_total,
    "result total": _a_result_total,
    "balance": _an_opening,
    "dispute": _a_dispute,
    "rules": _rules,
    "below nought": _below_nought,
    "blank": _blank,
    "dash": _dash,
    "words": _words_in_cell,
    "label": _label,
    "row gone": _row_gone,
    "lump sum": _lump_sum,
    "table gone": _table_gone,
    "old form": _old_form,
    "received": _says("received"),
    "none": _says("none"),
    "carried": _says("carried"),
    "reviews": _says("reviews"),
    "made": _says("made"),
    "valid": _says("valid"),
    "period": _last_years_period,
    "part gone": _part_gone,
    "part empty": _part_empty,
    "swapped": _swapped,
    "late": _late,
    "last year": _other_last_year,
    "copied valid": _copied_valid,
}
# In a plain line of figures a gap is the next column, and an empty cell is not to be seen.
NOT_IN_LINES = {"blank", "words", "label", "table gone", "row gone", "dash", "lump sum"}
NEEDS_2021 = {"made", "valid", "copied valid", "old form", "lump sum"}


def cases(
    *, seed: int = 20240120, rounds: int = 3, makes: dict[str, Callable[[Paper], bytes]] = MAKES
) -> Iterator[Case]:
    """Every kind of fault in several makes; each seed gives other figures, units, wordings and noises."""
    random = Random(seed)
    names = list(makes)
    for turn in range(rounds):
        for number, (kind, fault) in enumerate(FAULT_KINDS.items()):
            make = names[(number + turn * 4) % len(names)]
            if "unruled" in make and kind in NOT_IN_LINES:
                make = "ruled.pdf"
            yield _case(random, kind, fault, make, makes[make], turn)


def _case(random: Random, kind: str, fault: Fault, make: str, write: Callable[[Paper], bytes], turn: int) -> Case:
    old = turn == 1 and kind not in NEEDS_2021
    decreed = formats()[0] if old else formats()[1]
    year = random.choice([2019, 2020]) if old else random.choice([2021, 2022, 2023, 2024, 2025])
    unit = random.choice(UNITS)
    # The first report in a format has no year before in that format.
    last = agreeing(random, decreed, busy=random.random() < 0.7) if year not in (2019, 2021) else None
    busy = random.random() < 0.8 or kind in ("blank", "none")
    figures = agreeing(random, decreed, last=last, busy=busy)
    plan = _Plan(
        unit, year, decreed, figures, last, opening_year=year, published=f"{year + 1}-01-{random.randint(5, 19):02}"
    )
    fault(random, plan)
    if plan.form_year:
        # The old form under a new year: the figures are made anew, so that they agree.
        plan.decreed = formats()[0]
        plan.figures, plan.last = agreeing(random, plan.decreed), None
    expected = broken(plan.figures, last=plan.last) + Counter()
    if plan.without & {"2", "3", "4"}:
        expected = _without_tables(plan, expected)
    expected.update(plan.more)
    noisy = "unruled" not in make
    file = write(_paper(random, plan, noisy=noisy))
    if "html" not in make:
        expected.pop("late_report", None)  # nothing else says when it was published
    before = None
    if plan.last is not None:
        past = _Plan(unit, year - 1, plan.decreed, plan.last, None, opening_year=year - 1, narrative="silent")
        before = MAKES["docx" if "docx" not in make else "html"](_paper(random, past, noisy=False))
    return Case(f"{kind} {turn} {make} {year} {unit}", file, +expected, before, year, plan.figures)


def _without_tables(plan: _Plan, expected: Counter[str]) -> Counter[str]:
    gone = {
        "2": ("valid_documents_mismatch", "rulemaking_without_power"),
        "4": ("table4_total_mismatch",),
    }
    for number in plan.without & {"2", "3", "4"}:
        for name in gone.get(number, ()):
            expected.pop(name, None)
    return expected


def _paper(random: Random, plan: _Plan, *, noisy: bool) -> Paper:
    write = random.choice([plain, plain, full_width, spaced, grouped]) if noisy else plain
    labels = dict(plan.labels)
    if noisy and not plan.labels and not plan.drop:
        labels |= random.choice(LABEL_NOISES)
    made = grids(plan.decreed, plan.figures, write=write, labels=labels)
    _put_words(made, plan, write)
    by_heading = {"active": ("2", made[0]), "requests": ("3", _dropped(made[1], plan)), "disputes": ("4", made[2])}
    title = random.choice(
        [f"{plan.unit}{plan.year}年政府信息公开工作年度报告", f"{plan.year}年{plan.unit}政府信息公开工作年度报告"]
    )
    paper = Paper(title, published=plan.published, source=plan.unit)
    paper.parts.append(random.choice(OPENINGS).format(unit=plan.unit, year=plan.opening_year))
    headings = plan.decreed.headings
    if plan.order:
        headings = tuple(sorted(headings, key=lambda one: plan.order.index(one.id)))
    for heading in headings:
        if heading.id in plan.without:
            continue
        label = heading.label if random.random() < 0.8 or not heading.names else heading.names[0]
        paper.parts.append(f"{heading.number}、{label}")
        if heading.id == "overall":
            silent = plan.narrative == "silent"
            said = first_part(
                random, plan.figures, unit=plan.unit, year=plan.year, wrong="" if silent else plan.narrative
            )
            paper.parts += said[:2] if silent else said
        if heading.id == "problems" and "words of problems" not in plan.without:
            paper.parts.append(random.choice(PROBLEMS))
        if heading.id == "other":
            paper.parts.append(random.choice(OTHERS))
        if heading.id in by_heading and by_heading[heading.id][0] not in plan.without:
            paper.parts.append(by_heading[heading.id][1])
    return paper


def _put_words(made: list[Grid], plan: _Plan, write: Callable[[Decimal], str]) -> None:
    """What stands in a cell instead of its figure; cells are found by counting, as they were made."""
    for table, grid in zip(("2", "3", "4"), made, strict=True):
        form = plan.decreed.form(table)
        keys = [(table, row.id, column.id) for row in form.rows for column in form.columns_of(row)]
        cells = [cell for row in grid for cell in row if cell.is_figure]
        for key, cell in zip(keys, cells, strict=True):
            if key in plan.words:
                cell.words = plan.words[key]
    del write


def _dropped(grid: Grid, plan: _Plan) -> Grid:
    """The grid without a row; the labels over several rows get shorter, or move to the next row."""
    labels = {plan.decreed.form("3").row(code).label for code in plan.drop}
    kept: Grid = []
    for row in grid:
        if not any(cell.words in labels for cell in row):
            kept.append(row)
            continue
        at = grid.index(row)
        heads = [cell for cell in row if cell.down > 1]
        for head in heads:
            head.down -= 1
        for earlier in grid[:at]:
            for cell in earlier:
                if (
                    cell.down > 1
                    and grid.index(earlier) + cell.down > at
                    and cell not in heads
                    and grid.index(earlier) >= 3
                ):
                    cell.down -= 1
        if heads:
            grid[at + 1][0:0] = heads
    return kept


def full_width(value: Decimal) -> str:
    return "".join(chr(ord(char) + 0xFEE0) for char in f"{value:f}")


def spaced(value: Decimal) -> str:
    return " " + " ".join(f"{value:f}") + "\u00a0"


def grouped(value: Decimal) -> str:
    return f"{value:,f}"


LABEL_NOISES: tuple[dict[str, str], ...] = (
    {},
    {"（一）予以公开": "(一)予以公开", "1.属于国家秘密": "1、属于国家秘密", "（七）总计": "(七)总计"},
    {"法律服务机构": "法律服\n务机构", "社会公益组织": "社会公\n益组织", "3.其他": "3.其它"},
    {"3.危及“三安全一稳定”": '3.危及"三安全一稳定"', "四、结转下年度继续办理": "四、结转下年度\n继续办理"},
    {"规章": "规 章", "行政许可": "行政许可 ", "总计": "总 计", "自然人": "自然\n人"},
)
