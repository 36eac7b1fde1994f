"""A check earns its trust by what people decide, loses it below its floor, and says so."""

from __future__ import annotations

from datetime import date, timedelta

from mingcha.examine.catalogue import catalogue
from mingcha.examine.example import document_of
from mingcha.examine.live_precision import Decided, demotions, live_precision
from mingcha.examine.runner import examine
from mingcha.model.finding import Verdict
from mingcha.standards.precision_floors import PrecisionFloors, precision_floors

TODAY = date(2024, 6, 30)
FLOORS = PrecisionFloors(days=90, enough=20, floor=0.9, floors={"strict": 0.99, "family:privacy": 0.5})


def decided(confirmed: int, dismissed: int, *, check: str = "any", days_ago: int = 1) -> list[Decided]:
    on = TODAY - timedelta(days=days_ago)
    return [Decided(check, on, True, confirmed), Decided(check, on, False, dismissed)]


def demoted(*decisions: Decided, families: dict[str, str] | None = None) -> dict[str, str]:
    return demotions(live_precision(decisions, today=TODAY, floors=FLOORS, families=families))


def test_a_check_that_sinks_below_its_floor_is_demoted_and_says_why() -> None:
    told = demoted(*decided(17, 3))
    assert told == {"any": "这项检查近 90 天经人判断 20 处，确认 17 处，低于 90% 的要求，暂按存疑列出。"}


def test_a_check_at_its_floor_is_believed() -> None:
    assert demoted(*decided(18, 2)) == {}


def test_a_few_decisions_say_nothing() -> None:
    assert demoted(*decided(0, 19)) == {}


def test_decisions_before_the_ninety_days_and_after_today_do_not_count() -> None:
    assert demoted(*decided(0, 50, days_ago=90)) == {}
    assert demoted(*decided(0, 50, days_ago=89)) != {}
    assert demoted(*decided(0, 50, days_ago=-1)) == {}


def test_a_check_has_its_own_floor_or_its_familys() -> None:
    assert set(demoted(*decided(95, 5, check="strict"))) == {"strict"}
    assert demoted(*decided(12, 8), families={"any": "privacy"}) == {}


def test_a_check_whose_good_decisions_come_back_is_believed_again() -> None:
    assert demoted(*decided(17, 3), *decided(100, 0)) == {}


def test_the_packaged_floors_read() -> None:
    floors = precision_floors()
    assert (floors.days, floors.enough) == (90, 20)
    assert floors.of("leaked_mobile", "privacy") == 0.8 and floors.of("dead_link", "links") == 0.9
    named = {name for name in floors.floors if not name.startswith("family:")}
    assert named <= set(catalogue())


def test_what_a_demoted_check_believes_is_told_as_a_doubt() -> None:
    document = document_of("户主张三，联系电话13812345678。")
    checks = [catalogue()["leaked_mobile"]]
    (finding,) = examine([document], checks, key=b"k").findings
    assert finding.verdict is Verdict.FOUND
    why = demoted(*decided(0, 30, check="leaked_mobile"))
    (finding,) = examine([document], checks, key=b"k", demoted=why).findings
    assert finding.verdict is Verdict.DOUBT and finding.message.endswith(why["leaked_mobile"])
