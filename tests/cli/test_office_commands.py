"""An office at the command line: a first user, a ledger, a month's files, and a visit to the doctor."""

from __future__ import annotations

from pathlib import Path

import pytest
from web.small_county import build

from mingcha.cli import main
from mingcha.web.accounts.models import User
from mingcha.web.publishing.models import MonthlyCount, Post

HEADER = "责任单位,栏目,标题,网址,发布日期\n"


@pytest.fixture(autouse=True)
def files_of_the_test(settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def county(db):
    return build()


def ledger(folder: Path, *rows: str) -> str:
    file = folder / "台账.csv"
    file.write_text(HEADER + "\n".join(rows) + "\n", encoding="gb18030")
    return str(file)


def test_the_first_user_is_made_at_the_command_line(db, capsys) -> None:
    assert main(["user", "guanli", "--role", "system", "--name", "管理员"]) == 0
    password = capsys.readouterr().out.partition("首次口令：")[2].split()[0]
    user = User.objects.get(username="guanli")
    assert user.check_password(password)
    assert (user.role, user.display_name, user.must_change_password) == ("system", "管理员", True)


def test_a_forgotten_password_is_replaced_but_not_the_role(db, capsys) -> None:
    assert main(["user", "guanli", "--role", "system"]) == 0
    first = User.objects.get(username="guanli").password
    assert main(["user", "guanli", "--role", "operator"]) == 2
    assert main(["user", "guanli"]) == 0
    again = User.objects.get(username="guanli")
    assert again.password != first and again.role == "system"


def test_a_new_user_needs_a_role(db, capsys) -> None:
    assert main(["user", "guanli"]) == 2
    assert "经办人员" in capsys.readouterr().err


def test_a_ledger_comes_in_at_the_command_line(county, tmp_path, capsys) -> None:
    before = Post.objects.count()
    file = ledger(tmp_path, "县发改委,工作动态,春耕调研,http://www.yangli.example/1.html,2023年12月5日")
    operator = county.people["operator"].username
    assert main(["import", file, "--user", operator, "--check"]) == 0
    assert Post.objects.count() == before
    assert main(["import", file, "--user", operator]) == 0
    assert Post.objects.count() == before + 1
    assert "新增 1 条" in capsys.readouterr().out


def test_a_faulty_ledger_is_told_row_by_row_and_changes_nothing(county, tmp_path, capsys) -> None:
    before = Post.objects.count()
    file = ledger(tmp_path, "县发展局,工作动态,调研,,2023-12-05", "县发改委,工作动态,调研,,2023年2月30日")
    assert main(["import", file, "--user", county.people["operator"].username]) == 1
    shown = capsys.readouterr().out
    assert "第 2 行 责任单位：未找到“县发展局”" in shown
    assert "第 3 行 发布日期：" in shown and "2月30日" in shown
    assert Post.objects.count() == before


@pytest.mark.parametrize("role", ["leader", "system", "security", "auditor"])
def test_who_may_not_import_on_the_page_may_not_here(county, tmp_path, capsys, role) -> None:
    before = Post.objects.count()
    file = ledger(tmp_path, "县发改委,工作动态,春耕调研,http://www.yangli.example/1.html,2023年12月5日")
    for more in ([], ["--check"]):
        assert main(["import", file, "--user", role, *more]) == 2
        assert "不能导入台账；经办人员、单位联络员可以" in capsys.readouterr().err
    assert Post.objects.count() == before


def test_a_liaison_brings_in_the_own_units_posts_only(county, tmp_path, capsys) -> None:
    other = ledger(tmp_path, "县发改委,工作动态,春耕调研,http://www.yangli.example/1.html,2023年12月5日")
    assert main(["import", other, "--user", "unit"]) == 1
    assert "本次只能导入“县统调队”的信息" in capsys.readouterr().out
    assert not Post.objects.filter(title="春耕调研").exists()
    own = ledger(tmp_path, "统调队,工作动态,春耕调研,http://www.yangli.example/1.html,2023年12月5日")
    assert main(["import", own, "--user", "unit"]) == 0
    assert Post.objects.get(title="春耕调研").unit.code == "103"


def test_a_liaison_without_a_unit_brings_in_nothing(county, tmp_path, capsys) -> None:
    county.people["unit"].liaison.delete()
    assert main(["import", ledger(tmp_path), "--user", "unit"]) == 2
    assert "还没有指定单位" in capsys.readouterr().err


def test_a_file_that_is_not_there_and_a_user_nobody_knows(county, tmp_path, capsys) -> None:
    assert main(["import", str(tmp_path / "没有.xlsx"), "--user", "x"]) == 2
    assert main(["import", ledger(tmp_path), "--user", "nobody"]) == 2
    assert "没有可用的用户“nobody”" in capsys.readouterr().err


def test_a_months_bulletin_is_written_in_four_forms(county, tmp_path, capsys) -> None:
    assert main(["bulletin", "2023-12", "--dated", "2024-01-12", "--out", str(tmp_path / "out")]) == 0
    assert sorted(file.suffix for file in (tmp_path / "out").iterdir()) == [".docx", ".html", ".pdf", ".xlsx"]


def test_a_month_without_a_ledger_has_no_bulletin(county, tmp_path, capsys) -> None:
    assert main(["bulletin", "2024-05", "--out", str(tmp_path / "out")]) == 2
    assert "2024年5月" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def counts_examined(capsys) -> str:
    """What the doctor says of the monthly counts."""
    assert main(["doctor"]) in (0, 1)
    return capsys.readouterr().out.partition("操作日志：")[0]


def test_the_doctor_finds_and_mends_a_wrong_count(county, capsys) -> None:
    assert "月度条数：正常" in counts_examined(capsys)
    count = MonthlyCount.objects.filter(unit=county.units["101"], month=202312)
    count.update(gross=99)
    assert "县发改委" in counts_examined(capsys)
    assert count.get().gross == 12
    assert "月度条数：正常" in counts_examined(capsys)
