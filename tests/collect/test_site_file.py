"""A portal written down by the office; what is wrong in the file is told with its place."""

from __future__ import annotations

from datetime import time
from pathlib import Path

import pytest

from mingcha.collect.site_file import SiteFault, read_site, site_of_address

WHOLE = """
[site]
name = "样例县人民政府网"
home = "http://www.yangli.example/"
hosts = ["xxgk.yangli.example"]
county = "样例县"
ignore = ["/print/", "/\\\\?sort=/"]

[politeness]
rate = 2
parallel = 1
quiet = ["22:00-06:30"]

[[units]]
code = "101"
name = "县财政局"
aliases = ["样例县财政局"]

[[columns]]
url = "/xxgk/czj/"
name = "财政信息"
unit = "101"
category = "政策文件"

[[rules]]
by = "source"

[[rules]]
by = "path"
pattern = "/czj/"
unit = "101"
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "site.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_whole_file_is_understood(tmp_path: Path) -> None:
    site = read_site(written(tmp_path, WHOLE))
    assert site.hosts == ("www.yangli.example", "xxgk.yangli.example")
    assert site.politeness.rate == 2.0
    assert site.politeness.quiet == ((time(22), time(6, 30)),)
    assert site.columns[0].url == "http://www.yangli.example/xxgk/czj/"
    assert site.units[0].aliases[0].name == "样例县财政局"
    assert [rule.by for rule in site.rules] == ["source", "path"]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("rate = 2", "rat = 2", "rat 不认识，是否为 rate"),
        ("rate = 2", "rate = -1", "rate 应是"),
        ("parallel = 1", 'parallel = "two"', "parallel 应是"),
        ("22:00-06:30", "晚上", "看不懂"),
        ("22:00-06:30", "25:00-26:30", "看不懂"),
        ('unit = "101"\ncategory', 'unit = "110"\ncategory', "不在 [[units]] 中，是否为“101”"),
        ('by = "path"', 'by = "url"', "应是 source"),
        ('pattern = "/czj/"', 'pattern = "/(czj/"', "正则式"),
        ('home = "http://www.yangli.example/"', "", "缺少首页网址"),
        ('name = "县财政局"', "", "第 1 个 [[units]] 缺少单位名称"),
        ("[site]", "[site", "不是正确的 TOML"),
        ("[[rules]]", "[[rule]]", "rule 不认识，是否为 rules"),
    ],
)
def test_a_fault_is_told_with_its_place(tmp_path: Path, before: str, after: str, told: str) -> None:
    assert before in WHOLE
    with pytest.raises(SiteFault) as raised:
        read_site(written(tmp_path, WHOLE.replace(before, after)))
    assert told in str(raised.value)
    assert "site.toml" in str(raised.value)


def test_an_address_alone_is_a_site_asked_politely() -> None:
    site = site_of_address("http://www.yangli.example/index.html")
    assert site.hosts == ("www.yangli.example",)
    assert site.private == ()
    assert site.politeness.rate == 5.0


def test_naming_a_private_address_registers_it() -> None:
    assert site_of_address("http://10.1.2.3/").private == ("10.1.2.3",)
    own = site_of_address("http://127.0.0.1:8123/")
    assert own.private == ("127.0.0.1:8123",)
    assert own.politeness.rate == 0.0, "one's own machine need not be spared"


def test_an_address_without_scheme_is_taken_as_http() -> None:
    assert site_of_address("www.yangli.example").home == "http://www.yangli.example/"


def test_what_is_no_address_is_refused() -> None:
    with pytest.raises(SiteFault, match="不是网址"):
        site_of_address("ftp://files.example/")


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(SiteFault, match="读不出"):
        read_site(tmp_path / "nothing.toml")


def test_a_column_may_have_a_limit_of_its_own(tmp_path: Path) -> None:
    site = read_site(written(tmp_path, WHOLE.replace('category = "政策文件"', 'category = "政策文件"\ndays = 90')))
    assert [column.days for column in site.columns] == [90]


@pytest.mark.parametrize("days", ["0", "-3", '"90"', "1.5", "true"])
def test_a_limit_that_is_no_number_of_days_is_refused(tmp_path: Path, days: str) -> None:
    text = WHOLE.replace('category = "政策文件"', f'category = "政策文件"\ndays = {days}')
    with pytest.raises(SiteFault, match="days 是本栏目自定的更新期限"):
        read_site(written(tmp_path, text))
