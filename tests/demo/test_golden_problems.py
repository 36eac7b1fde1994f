"""The demo's bulletin tells the problems of the real one, from what was collected, examined, told and looked at again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from demo.test_golden_bulletin import bare, docx_text

from mingcha.demo.county import sample_units
from mingcha.demo.story import story

pytestmark = pytest.mark.xdist_group("sample county")

SOURCES = Path(__file__).parents[2] / "src/mingcha"
# What writes the bulletin: nothing of the story may stand there.
GENERATORS = ("bulletin", "web/bulletins", "web/cases", "rectify", "assess", "standards/bulletin")


@pytest.fixture(scope="module")
def text(out: Path) -> str:
    return bare(docx_text(out))


def paragraph(text: str, lead: str) -> str:
    """From the lead to the next item."""
    (found,) = re.findall(f"●{lead}[^●【]*", text)
    return str(found)


def test_what_december_removed_is_counted(text: str) -> None:
    assert "●12月，整改删除网站错敏信息2066条，外链暗链35条。" in text


def test_what_was_told_in_november_and_not_mended_is_named_with_what_broke_anew(text: str) -> None:
    told = paragraph(text, "整改不及时。")
    assert "11月20日" in told and "第十一期问题清单" in told and "11月26日前" in told and "12月1日" in told
    assert re.search("铁石口镇年报[^；。]*整改后[^；。]*栏目[^；。]*混入", told)
    assert re.search("虎山乡[^；。]*(?:链接|附件)[^；。]*整改后[^；。]*重复发布", told)
    assert re.search("万隆乡领导信息[^；。]*分工", told)
    assert re.search("县公安局交管大队“信丰交警”[^；。]*错敏词[^；。]*经提醒仍未改正", told)


def test_faults_of_annual_reports_are_named(text: str) -> None:
    told = paragraph(text, "自查自纠不到位。")
    assert "嘉定镇年报重复发布" in told
    assert re.search("安西镇年报[^；。]*规范性文件[^；。]*不准", told)


def test_leaks_are_named_with_what_was_published_and_no_number(text: str) -> None:
    told = paragraph(text, "“三审三校”不严。")
    for unit in ("县教体局", "县人社局", "县农业农村局"):
        assert unit in told
    assert not re.search(r"\d{6,}", told)


def test_every_unit_of_the_list_was_told_and_every_case_has_its_row(out: Path) -> None:
    (file,) = out.glob("*数字出处*.xlsx")
    workbook = openpyxl.load_workbook(file, read_only=True)
    (sheet,) = (name for name in workbook.sheetnames if "整改" in name)
    rows = list(workbook[sheet].iter_rows(values_only=True))
    units = {sample.unit.name for sample in sample_units()}
    assert {cell for row in rows for cell in row if cell in units} == units


def told_by_the_story() -> Iterator[str]:
    yield from (sample.unit.in_prose for sample in sample_units() if sample.unit.group == "town")
    yield from (post.title for post in story().posts)
    yield "信丰交警"


@pytest.mark.parametrize("folder", GENERATORS)
def test_nothing_of_the_story_stands_where_the_bulletin_is_written(folder: str) -> None:
    files = [file for end in ("py", "toml", "html") for file in (SOURCES / folder).rglob(f"*.{end}")]
    assert files
    for file in files:
        held = file.read_text(encoding="utf-8")
        assert [words for words in told_by_the_story() if words in held] == [], file
