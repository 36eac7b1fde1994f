"""Three looks some hours apart make a dead link; what lies between them counts, and what nobody can tell does not."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from mingcha.examine.links.reasons import FIXES, dead
from mingcha.model.fetch import FetchOutcome, Remark
from mingcha.model.looked_link import Look, Standing

BEGIN = datetime(2023, 12, 1, 8, tzinfo=timezone(timedelta(hours=8)))
ADDRESS = "http://www.yangli.gov.cn/a.html"
GONE, OK = FetchOutcome.GONE, FetchOutcome.OK


def looks(*told: tuple[float, FetchOutcome]) -> list[Look]:
    return [Look(BEGIN + timedelta(hours=hours), outcome) for hours, outcome in told]


def test_three_looks_six_hours_apart_are_enough() -> None:
    known = dead(looks((0, GONE), (6, GONE), (12, GONE)), ADDRESS, Standing.OWN)
    assert known is not None and known.is_sure and known.looks == 3


def test_ten_looks_within_an_hour_are_one() -> None:
    known = dead(looks(*((minute / 10, GONE) for minute in range(10))), ADDRESS, Standing.OWN)
    assert known is not None and known.looks == 1 and not known.is_sure


def test_a_look_that_opened_begins_the_count_anew() -> None:
    known = dead(looks((0, GONE), (8, GONE), (16, OK), (24, GONE)), ADDRESS, Standing.OWN)
    assert known is not None and known.looks == 1 and known.since == BEGIN + timedelta(hours=24)


def test_what_opened_last_is_not_dead() -> None:
    assert dead(looks((0, GONE), (8, GONE), (16, GONE), (24, OK)), ADDRESS, Standing.OWN) is None


def test_looks_that_tell_nothing_neither_count_nor_excuse() -> None:
    resting = FetchOutcome.HOST_RESTING
    known = dead(looks((0, GONE), (8, resting), (16, GONE), (24, resting), (32, GONE)), ADDRESS, Standing.OWN)
    assert known is not None and known.looks == 3
    assert dead(looks((0, resting), (8, resting), (16, resting)), ADDRESS, Standing.OWN) is None


def test_different_reasons_add_up_and_the_last_is_told() -> None:
    known = dead(
        looks((0, FetchOutcome.TIMEOUT), (8, FetchOutcome.REFUSED), (16, FetchOutcome.NO_SUCH_HOST)),
        ADDRESS,
        Standing.UNKNOWN,
    )
    assert known is not None and known.is_sure and "域名不存在" in known.reason.sentence


@pytest.mark.parametrize("outcome", [FetchOutcome.FORBIDDEN, FetchOutcome.CLIENT_ERROR, FetchOutcome.BAD_ANSWER])
def test_strangers_may_turn_a_program_away_and_our_own_site_may_not(outcome: FetchOutcome) -> None:
    told = looks((0, outcome), (8, outcome), (16, outcome))
    assert dead(told, ADDRESS, Standing.APPROVED) is None
    assert dead(told, ADDRESS, Standing.OWN) is not None


@pytest.mark.parametrize("outcome", list(FetchOutcome))
def test_every_outcome_is_either_there_unknown_or_has_a_fix(outcome: FetchOutcome) -> None:
    known = dead(looks((0, outcome)), ADDRESS, Standing.OWN)
    assert (known is not None) == (outcome in FIXES)
    if known is not None:
        assert known.reason.sentence and known.reason.fix.endswith("。")


def test_a_certificate_a_browser_warns_of_makes_no_link_dead() -> None:
    look = Look(BEGIN, OK, 200, ADDRESS, remarks=(Remark.EXPIRED_CERTIFICATE,))
    assert dead([look], ADDRESS, Standing.OWN) is None
