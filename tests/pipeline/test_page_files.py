"""A page that is only a file is examined for what it hides and for links that are written wrongly."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from mingcha.examine.catalogue import chosen
from mingcha.pipeline import examine_files

PAGE = (
    '<html><head><title>通知</title></head><body><div style="font-size:0"><a href="http://www.strange.test/">某某装修</a></div>'
    '<a href="http://192.168.1.1/x">内网</a><a href="http：//www.example.com/">写错的</a><a href="t1.html">下一条</a>'
    '<a href="javascript:;">关闭</a></body></html>'
)


def test_what_a_page_hides_and_what_it_writes_wrongly_is_told(tmp_path: Path) -> None:
    file = tmp_path / "t1.html"
    file.write_text(PAGE, encoding="utf-8")
    checks = chosen(only=["family:links"])
    results = list(examine_files([(file, str(file))], checks, key=b"k", today=date(2023, 12, 1)))
    told = [(one.check, one.source) for result in results for one in result.findings]
    assert sorted(told) == [("hidden_link", str(file)), ("wrong_link", str(file)), ("wrong_link", str(file))]
