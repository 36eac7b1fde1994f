"""A whole bulletin to print: the figures of December 2023, paragraphs made up for the tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from mingcha.model.bulletin import (
    Annex,
    AnnexRow,
    Bar,
    Bulletin,
    Chart,
    Figure,
    Measure,
    Origin,
    Paragraph,
    Run,
    Section,
    UnitName,
    Words,
)
from mingcha.model.count import PostQuery
from mingcha.model.month import Month

GOLDEN = Path(__file__).parents[2] / "golden" / "bulletin_2023_12_tables.tsv"
DECEMBER = Month(2023, 12)
COUNTY_ROWS = 40


def annex_row(annex: int, code: str, name: str, target: str, year: str, month: str, ratio: str) -> AnnexRow:
    key = f"annex{annex}.{code}"
    so_far = PostQuery((code,), DECEMBER.january, DECEMBER)
    in_month = PostQuery((code,), DECEMBER, DECEMBER)
    cells: tuple[Run, ...] = (
        UnitName(f"{key}.name", name, code, so_far),
        Figure(f"{key}.target", target, Decimal(target), Measure.TARGET, so_far),
        Figure(f"{key}.year", year, Decimal(year), Measure.POSTS, so_far),
        Figure(f"{key}.month", month, Decimal(month), Measure.POSTS, in_month),
        Figure(f"{key}.ratio", ratio, Decimal(ratio), Measure.RATIO, so_far),
    )
    return AnnexRow(cells, unfinished=Decimal(ratio) < 100)


def annex(number: int, title: str, group: str, rows: list[tuple[str, ...]]) -> Annex:
    made = tuple(annex_row(number, code, *cells) for code, *cells in rows)  # type: ignore[arg-type]
    header = ("单位名称", "本年度任务数", "已发布总数", "12月发布条数", "完成比例(%)")
    return Annex(number, title, group, date(2023, 12, 31), header, made)


def chart(title: str, group: str, table: Annex, *, first: int = 8, last: int = 6) -> Chart:
    bars = tuple(Bar(str(row.cells[0].text), row.cells[0].text, Decimal(row.cells[4].text)) for row in table.rows)
    return Chart(title, group, bars[:first], bars[-last:], len(bars) - first - last, 200)


def words(text: str, *, lead: str = "") -> Paragraph:
    return Paragraph((Words(text),), Origin.WRITTEN, lead=lead, author="经办")


def seed_bulletin() -> Bulletin:
    lines = [tuple(line.split("\t")) for line in GOLDEN.read_text(encoding="utf-8").splitlines()]
    rows = [(f"{'S' if n < COUNTY_ROWS else 'T'}{n % COUNTY_ROWS + 1:02}", *line) for n, line in enumerate(lines)]
    county = annex(1, "政府信息公开平台县直单位信息发布统计表", "county", rows[:COUNTY_ROWS])
    towns = annex(2, "政府信息公开平台各乡镇信息发布统计表", "town", rows[COUNTY_ROWS:])
    codes = tuple(code for code, *_ in rows)
    year = PostQuery(codes, DECEMBER.january, DECEMBER)
    generated = Paragraph(
        (
            Words("2023年1-12月，县政府门户网站累计主动公开政府信息"),
            Figure("totals.year", "59074", Decimal(59074), Measure.POSTS, year),
            Words("条。12月份乡（镇）新增公开"),
            Figure(
                "totals.month.town",
                "1929",
                Decimal(1929),
                Measure.POSTS,
                PostQuery(codes[COUNTY_ROWS:], DECEMBER, DECEMBER),
            ),
            Words("条、县直单位新增公开"),
            Figure(
                "totals.month.county",
                "1972",
                Decimal(1972),
                Measure.POSTS,
                PostQuery(codes[:COUNTY_ROWS], DECEMBER, DECEMBER),
            ),
            Words("条。"),
        ),
        Origin.GENERATED,
        generator="totals",
    )
    leader = UnitName("ranking.county.top.S01", "县自然资源局", "S01", PostQuery(("S01",), DECEMBER.january, DECEMBER))
    ranking = Paragraph(
        (Words("2023年1-12月，"), leader, Words("完成年度任务数居县直单位首位；其余各单位位次见附件。")),
        Origin.GENERATED,
        generator="rankings",
    )
    long = "各单位收到问题清单后，应当逐条核对原文和附件，能当日改正的当日改正，需要上级系统处理的写明原因和期限。" * 4
    return Bulletin(
        masthead="督查专报",
        editor="样例县人民政府办公室编",
        number=1,
        dated=date(2024, 1, 12),
        month=DECEMBER,
        note=("编者按：", "为做好全县政务公开日常监测，按月通报各单位信息发布、问题整改和任务落实情况。" * 2),
        sections=(
            Section("overview", "基本情况", (generated, ranking)),
            Section("activities", "工作动态", tuple(words(f"12月{n}日，" + long) for n in (4, 8, 12, 25))),
            Section(
                "problems",
                "存在问题",
                (
                    words(long, lead="落实整改不及时。"),
                    words(
                        "“三审三校”走过场——仍有附件（如“名单.xlsx”）未脱敏……须在2024年1月20日前改正。",
                        lead="审核不严。",
                    ),
                ),
            ),
            Section(
                "requirements", "工作要求", (words(long, lead="抓实问题整改。"), words(long, lead="及时发布年报。"))
            ),
        ),
        annexes=(county, towns),
        charts=(
            chart("县直单位年度任务完成比例", "county", county),
            chart("各乡镇年度任务完成比例", "town", towns),
        ),
        report_to="县党政班子领导",
        send_to="县委办公室主任，县政府办公室主任，各相关责任单位",
        printed_by="样例县人民政府办公室",
        counting="统计口径：按台账实有条数计数，未剔除重复发布；完成比例为已发布总数除以本年度任务数，四舍五入保留两位小数。",
    )


def bare_bulletin() -> Bulletin:
    """The least a bulletin can be: a masthead, an issue, an editor, a date."""
    return replace(
        seed_bulletin(), note=("", ""), sections=(), annexes=(), charts=(), report_to="", send_to="", counting=""
    )


def saying(*texts: str) -> Bulletin:
    """A bulletin of one section that says this, paragraph by paragraph."""
    return replace(bare_bulletin(), sections=(Section("problems", "存在问题", tuple(words(text) for text in texts)),))
