"""The units' annual reports: whole ones in the format of their year, whose figures agree with each other and from year to
year, except where the storyline says otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from zlib import crc32

from mingcha.demo.posts import SamplePost
from mingcha.model.unit import Unit
from mingcha.standards.annual_reports import Form, format_for

_FIRST_YEAR = 2018
_PHONE = "0797-3333{:03}"
_APPLICANTS = ("C1", "C2", "C3", "C4", "C5", "C6")


def annual_report(post: SamplePost, unit: Unit) -> list[str]:
    """The body of a report, block by block, as HTML; a block may be a whole table."""
    year, name = post.appears.year - 1, unit.in_prose
    made, repealed, valid = post.told.get("normative") or normative(unit, year)
    received = _number(unit, year, "received", 5)
    disclosed = 80 + _number(unit, year, "disclosed", 900)
    kept = format_for(year)
    second, third, fourth = kept.tables
    opening, problem, plan = (_choice(unit, year, some) for some in (_OPENINGS, _PROBLEMS, _PLANS))
    return [
        f"根据《中华人民共和国政府信息公开条例》规定，{name}编制{year}年政府信息公开工作年度报告。"
        f"本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。",
        f"如对本报告有疑问，请与{name}办公室联系，电话：{_PHONE.format(crc32(unit.code.encode()) % 900 + 100)}。",
        "一、总体情况",
        f"（一）主动公开。{year}年，{name}{opening}，全年主动公开政府信息{disclosed}条。",
        f"（二）依申请公开。{year}年收到政府信息公开申请{received}件，均已按时办结，没有结转下年度继续办理的申请。",
        "（三）政府信息管理。落实先审后发，明确专人负责信息的审核、发布和更新，定期清理失效信息。",
        "（四）平台建设。以县政府门户网站为主要平台，规范栏目设置，保持内容准确。",
        "（五）监督保障。将政务公开纳入工作考核，开展社会评议，全年没有因政务公开工作受到责任追究的情形。",
        "二、主动公开政府信息情况",
        _second(second, unit, year, (made, repealed, valid)),
        "三、收到和处理政府信息公开申请情况",
        _third(third, unit, year, received),
        "四、政府信息公开行政复议、行政诉讼情况",
        _fourth(fourth),
        "五、存在的主要问题及改进情况",
        f"存在的主要问题：{problem}。改进情况：{plan}。",
        "六、其他需要报告的事项",
        "本年度没有收取信息处理费，没有其他需要报告的事项。",
    ]


_OPENINGS = (
    "坚持以公开为常态、不公开为例外",
    "围绕中心工作推进政务公开",
    "突出重点领域，规范公开流程",
    "把政务公开同业务工作一起部署、一起检查",
    "聚焦群众关切，及时发布权威信息",
)
_PROBLEMS = (
    "公开内容还不够丰富，部分栏目更新不够及时",
    "政策解读形式比较单一，群众看得懂的内容不多",
    "业务股室公开意识不强，信息报送不够主动",
    "公开的信息质量有待提高，个别信息要素不全",
)
_PLANS = (
    "已组织专题培训，逐栏核对更新时间，今后按月检查",
    "已采用图解、问答等形式解读文件，今后逐步增加",
    "已明确各股室联络人和报送时限，今后定期通报",
    "已修订审核流程，发布前由专人核对要素",
)


def normative(unit: Unit, year: int) -> tuple[int, int, int]:
    """How many normative documents a unit made, repealed and had in force: each year follows from the one before."""
    valid = 1 + _number(unit, _FIRST_YEAR, "valid", 6)
    made = repealed = 0
    for each in range(_FIRST_YEAR + 1, year + 1):
        made = _number(unit, each, "made", 3)
        repealed = min(_number(unit, each, "repealed", 2), valid)
        valid += made - repealed
    return made, repealed, valid


def _number(unit: Unit, year: int, what: str, below: int) -> int:
    return crc32(f"{unit.code}-{year}-{what}".encode()) % below


def _choice(unit: Unit, year: int, some: Sequence[str]) -> str:
    return some[_number(unit, year, some[0], len(some))]


def _second(form: Form, unit: Unit, year: int, normative_documents: tuple[int, int, int]) -> str:
    """Every row under the headers of its own columns, as the decreed form has it."""
    rows: list[str] = []
    headers: tuple[str, ...] = ()
    labels = {column.id: column.label for column in form.columns}
    for row in form.rows:
        if row.columns != headers:
            headers = row.columns
            rows.append(_row(["信息内容", *(labels[name] for name in headers)], tag="th"))
        values = [0] * len(headers)
        if row.id == "norm":
            values = list(_of_format(normative_documents, headers))
        elif "handled" in headers and unit.group != "town":
            values[-1] = _number(unit, year, row.id, 40)
        rows.append(_row([row.label, *map(str, values)]))
    return f'<table border="1">{"".join(rows)}</table>'


def _of_format(normative_documents: tuple[int, int, int], headers: Sequence[str]) -> tuple[int, int, int]:
    """The older form asks for what was made, made public, and public in all."""
    made, _, valid = normative_documents
    return normative_documents if "repealed" in headers else (made, made, valid)


def _third(form: Form, unit: Unit, year: int, received: int) -> str:
    """All applications of the year came from persons and firms, and were answered in the year."""
    persons = _number(unit, year, "persons", received + 1)
    of_row = dict.fromkeys((*_APPLICANTS, "C7"), 0) | {"C1": persons, "C2": received - persons, "C7": received}
    opened = {"A": of_row, "G1": of_row, "S": of_row}
    columns = [column.id for column in form.columns]
    rows = [
        '<tr><th rowspan="3" colspan="2">（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）</th>'
        '<th colspan="7">申请人情况</th></tr>',
        '<tr><th rowspan="2">自然人</th><th colspan="5">法人或其他组织</th><th rowspan="2">总计</th></tr>',
        _row([column.label for column in form.columns if column.id not in ("C1", "C7")], tag="th"),
    ]
    for row, label in _labelled(form):
        values = opened.get(row, dict.fromkeys(columns, 0))
        rows.append(f"<tr>{label}{''.join(f'<td>{values[name]}</td>' for name in columns)}</tr>")
    return f'<table border="1">{"".join(rows)}</table>'


def _labelled(form: Form) -> Iterator[tuple[str, str]]:
    """Each row with its label cells; a group's label stands once beside its rows."""
    groups = {group.label.partition("）")[2] or group.label: group.label for group in form.groups}
    counts: dict[str, int] = {}
    for row in form.rows:
        counts[row.group] = counts.get(row.group, 0) + 1
    begun: set[str] = set()
    for row in form.rows:
        if not row.group:
            yield row.id, f'<td colspan="2">{escape(row.label)}</td>'
            continue
        beside = ""
        if row.group not in begun:
            begun.add(row.group)
            beside = f'<td rowspan="{counts[row.group]}">{escape(groups.get(row.group, row.group))}</td>'
        yield row.id, f"{beside}<td>{escape(row.label)}</td>"


def _fourth(form: Form) -> str:
    labels = [column.label for column in form.columns]
    return (
        '<table border="1"><tr><th colspan="5" rowspan="2">行政复议</th><th colspan="10">行政诉讼</th></tr>'
        '<tr><th colspan="5">未经复议直接起诉</th><th colspan="5">复议后起诉</th></tr>'
        f"{_row(labels, tag='th')}{_row(['0'] * len(labels))}</table>"
    )


def _row(cells: Sequence[str], *, tag: str = "td") -> str:
    return f"<tr>{''.join(f'<{tag}>{escape(cell)}</{tag}>' for cell in cells)}</tr>"
