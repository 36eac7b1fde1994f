"""The sums and balances a format decrees, tried on every row and column of a report's tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from mingcha.examine.annual_report.figures import shown
from mingcha.model.annual_report import AnnualReport, Figure, ReportTable, Written
from mingcha.standards.annual_reports import Form, Format, Sum, formats


@dataclass(frozen=True, slots=True)
class Unequal:
    """A relation that does not hold: at which cell to look, what stands there, what it should be, and how to mend it.

    `key` names the relation's place for ever: table, row or column.
    """

    key: str
    start: int
    end: int
    quote: str
    should_be: str
    mend: str
    is_blank: bool = False


def format_of(report: AnnualReport) -> Format:
    """The format whose tables the report holds."""
    return next(one for one in formats() if one.name == report.format)


def unequal_sums(report: AnnualReport, rule: str) -> Iterator[Unequal]:
    """Every row or column whose total is not the sum of its parts, for the sums decreed under one rule."""
    for form in format_of(report).tables:
        table = report.table(form.id)
        for one in form.sums:
            if one.rule == rule and table.is_read:
                yield from (_row_sums if one.along == "row" else _column_sums)(table, form, one)


def _row_sums(table: ReportTable, form: Form, one: Sum) -> Iterator[Unequal]:
    for row in form.rows:
        total = table.figure(row.id, one.total)
        parts = [table.counted(row.id, code) for code in one.parts]
        if total is None or total.counted is None or any(part is None for part in parts):
            continue
        added = sum((part for part in parts if part is not None), Decimal(0))
        if total.counted == added:
            continue
        name = "、".join(_labels(form, one)) if not row.label else f"“{row.label}”一行"
        written = "空着" if total.how is Written.BLANK else f"写的是 {total.words}"
        whole = form.column(one.total)
        column = f"“{whole.group}·{whole.label}”" if whole.group else f"“{whole.label}”"
        quote = (
            f"{form.label}{name if row.label else ''}的{column}{written}，各格之和是 {shown(added)}（{_terms(parts)}）"
        )
        yield Unequal(
            f"{form.id}.{row.id}.{one.total}",
            total.start,
            total.end,
            quote,
            shown(added),
            _mend_row(table, form, one, row.id),
            total.how is Written.BLANK,
        )


def _labels(form: Form, one: Sum) -> list[str]:
    return [form.column(code).label for code in one.parts]


def _mend_row(table: ReportTable, form: Form, one: Sum, row: str) -> str:
    """If the written total fits its column and one cell of the row would set its column right too, it is that cell."""
    total = table.counted(row, one.total)
    parts = {code: table.counted(row, code) for code in one.parts}
    assert total is not None
    off = sum((value for value in parts.values() if value is not None), Decimal(0)) - total
    down = next((other for other in form.sums if other.along == "column"), None)
    label = form.column(one.total).label
    plain = f"把“{label}”改为 {shown(total + off)}，或核对这一行的各格"
    if down is None or row not in down.parts:
        return plain
    if _off(table, down, one.total) != 0:
        return plain
    guilty = [code for code in one.parts if _off(table, down, code) == off]
    if len(guilty) != 1:
        return plain
    value = parts[guilty[0]]
    assert value is not None
    column = form.column(guilty[0]).label
    return f"“{label}”与本列其他数字相符，多半是“{column}”写错：{shown(value)} 应为 {shown(value - off)}"


def _off(table: ReportTable, down: Sum, column: str) -> Decimal | None:
    """By how much the parts of a column exceed its total."""
    total = table.counted(down.total, column)
    parts = [table.counted(row, column) for row in down.parts]
    if total is None or any(part is None for part in parts):
        return None
    return sum((part for part in parts if part is not None), Decimal(0)) - total


def _column_sums(table: ReportTable, form: Form, one: Sum) -> Iterator[Unequal]:
    across = next((other for other in form.sums if other.along == "row"), None)
    unsplit = {other.unsplit for other in table.strange if other.unsplit}
    for column in form.columns:
        total = table.figure(one.total, column.id)
        if total is None or total.counted is None:
            continue
        rows = [code for code in one.parts if not _in_unsplit(form, code, unsplit)]
        parts = [_part(table, across, row, column.id) for row in rows]
        if any(part is None for part in parts):
            continue
        known = sum((part for part in parts if part is not None), Decimal(0))
        more = [other.figures[column.id].counted for other in table.strange if column.id in other.figures]
        added = known + sum((value for value in more if value is not None), Decimal(0))
        if total.counted == added or (total.counted == known and not unsplit):
            continue
        whole = form.row(one.total).label
        written = "空着" if total.how is Written.BLANK else f"写的是 {total.words}"
        quote = f"{form.label}“{column.label}”一列的“{whole}”{written}，以上各项之和是 {shown(added)}"
        if terms := _terms([part for part in parts if part]):
            quote += f"（{terms}）"
        mend = f"把“{whole}”改为 {shown(added)}，或核对这一列的各项"
        if across is not None and column.id == across.total:
            guilty = [code for code in rows if _row_off(table, across, code) == total.counted - added]
            if len(guilty) == 1:
                mend = f"先改正“{form.row(guilty[0]).label}”一行的“{column.label}”，这一列即相符"
        yield Unequal(f"{form.id}.{one.total}.{column.id}", total.start, total.end, quote, shown(added), mend)


def _row_off(table: ReportTable, across: Sum, row: str) -> Decimal | None:
    """By how much the cells of a row exceed its total; None when they do not or cannot be added."""
    total = table.counted(row, across.total)
    parts = [table.counted(row, code) for code in across.parts]
    if total is None or any(part is None for part in parts):
        return None
    return (sum((part for part in parts if part is not None), Decimal(0)) - total) or None


def _in_unsplit(form: Form, row: str, unsplit: set[str]) -> bool:
    group = form.row(row).group
    return bool(group) and any(group in one for one in unsplit)


def _part(table: ReportTable, across: Sum | None, row: str, column: str) -> Decimal | None:
    """What a row adds to a column; a total left empty counts as the sum of its row, which is told of by itself."""
    figure = table.figure(row, column)
    if figure is None:
        return None
    if across is not None and column == across.total and figure.how is Written.BLANK:
        parts = [table.counted(row, code) for code in across.parts]
        return sum((part for part in parts if part is not None), Decimal(0))
    return figure.counted


def unequal_balances(report: AnnualReport, rule: str) -> Iterator[Unequal]:
    """Every column in which what came in and what went out differ."""
    for form in format_of(report).tables:
        table = report.table(form.id)
        for one in form.balances:
            if one.rule != rule or not table.is_read:
                continue
            across = next((other for other in form.sums if other.along == "row"), None)
            for column in form.columns:
                left = [_part(table, across, row, column.id) for row in one.left]
                right = [_part(table, across, row, column.id) for row in one.right]
                if any(value is None for value in (*left, *right)):
                    continue
                ins, outs = (sum((v for v in side if v is not None), Decimal(0)) for side in (left, right))
                if ins == outs:
                    continue
                figure = table.figure(one.right[0], column.id)
                assert figure is not None
                names = [form.row(code).label for code in (*one.left, *one.right)]
                quote = (
                    f"{form.label}“{column.label}”一列，第一项加第二项是 {shown(ins)}（{_terms(left)}），"
                    f"第三项加第四项是 {shown(outs)}（{_terms(right)}），相差 {shown(abs(ins - outs))}"
                )
                yield Unequal(
                    f"{form.id}.balance.{column.id}",
                    figure.start,
                    figure.end,
                    quote,
                    "",
                    _mend_balance(names, left, right, ins - outs),
                )


def _mend_balance(
    names: Sequence[str], left: Sequence[Decimal | None], right: Sequence[Decimal | None], off: Decimal
) -> str:
    """What each of the four could be for the rest to hold, where that is not below nought."""
    values = [*left, *right]
    ways = []
    for index, (name, value) in enumerate(zip(names, values, strict=True)):
        assert value is not None
        should = value - off if index < len(left) else value + off
        if should >= 0:
            ways.append(f"“{name}”为 {shown(should)}")
    return "改正其中一个即可相符：" + "，或".join(ways)


def _terms(parts: Sequence[Decimal | None]) -> str:
    """1＋2＋0, as long as it can be read."""
    terms = [shown(part) for part in parts if part is not None]
    return "＋".join(terms) if len(terms) <= _MOST_TERMS else ""


_MOST_TERMS = 12


def words_of(figure: Figure) -> str:
    """What a cell says, or that it is empty."""
    return figure.words or "空白"
