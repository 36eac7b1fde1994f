"""mingcha round: one that was started on the page, one by the site's name, and what a scheduler runs every day."""

from __future__ import annotations

from pathlib import Path

import pytest
from web.publishing.ledgers import make_units
from web.rounds.portal import make_round, make_site
from web.rounds.served import january, served

from mingcha.cli import main
from mingcha.web.publishing.models import Post
from mingcha.web.rounds.models import Round


@pytest.fixture(autouse=True)
def archives_of_the_test(settings, tmp_path: Path) -> None:
    settings.ARCHIVES = tmp_path / "archives"


@pytest.fixture
def site(db):
    make_units()
    with served(january()) as portal:
        yield make_site(home=portal.home, private=portal.host, rate=0, scheduled=True)


def test_a_round_started_on_the_page_is_done_and_leaves_something_to_look_at(site, capsys) -> None:
    run = make_round(site)
    assert main(["round", str(run.pk)]) == 1
    assert "新入台账 2 条，台账已有 0 条，待归属 1 条" in capsys.readouterr().out
    assert Post.objects.count() == 2
    assert main(["round", str(run.pk)]) == 2
    assert "已经完成" in capsys.readouterr().err


def test_a_scheduler_runs_what_is_due_and_nothing_twice_a_day(site, capsys) -> None:
    assert main(["round", "--due"]) == 1
    assert Round.objects.get().name == "weekly"
    assert main(["round", "--due"]) == 0
    assert "现在不需要采集" in capsys.readouterr().out
    assert Round.objects.count() == 1


def test_a_site_by_its_name(site, capsys) -> None:
    assert main(["round", "--site", site.name, "--round", "full", "--since", "2024-01-02"]) == 1
    assert (Round.objects.get().name, Post.objects.count()) == ("full", 1)
    assert main(["round", "--site", "别的"]) == 2
    assert "现有：样例县人民政府" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["999"], ["1", "--due"]])
def test_what_makes_no_sense_is_told(site, capsys, arguments) -> None:
    assert main(["round", *arguments]) == 2
    assert capsys.readouterr().err.startswith("mingcha：")
