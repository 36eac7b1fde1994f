"""What do a month's statistics cost as the ledger grows?

Ours reads the roll-up by unit and month. The peer is the plain way: group the posts themselves in the database, then
the same arithmetic. Both must give the same statistics, to the last figure. Run with a number of posts.
"""

from __future__ import annotations

import sys

from benchmarks.county import county_of
from benchmarks.measure import Measured, hand_in, seconds
from mingcha.assess.statistics import month_statistics
from mingcha.demo.county import DECEMBER
from mingcha.model.statistics import MonthStatistics

GOAL = 0.020
SIZES = {60_000: "6 万条", 1_000_000: "100 万条", 10_000_000: "1000 万条"}


def main(posts: int) -> None:
    county_of(posts)
    from mingcha.web.publishing import queries
    from mingcha.web.units import queries as units

    def rolled_up() -> MonthStatistics:
        return queries.statistics(DECEMBER)

    def grouped() -> MonthStatistics:
        counts = queries.raw_month_counts(*reach)
        return month_statistics(
            units=units.units(),
            groups=units.groups(),
            targets=units.targets(DECEMBER.year),
            counts=counts,
            month=DECEMBER,
        )

    # The peer reads no more months than ours does: this year and the one before.
    reach = (DECEMBER.january.shift(-12), DECEMBER)
    everything = (DECEMBER.shift(-12 * 20), DECEMBER)
    stored = sorted(queries.month_counts(*everything), key=lambda count: (count.unit, count.month))
    counted = sorted(queries.raw_month_counts(*everything), key=lambda count: (count.unit, count.month))
    assert stored == counted, "the roll-up differs from the posts"
    assert rolled_up() == grouped(), "the statistics differ"
    assert sum(count.gross for count in stored) == posts

    raw_runs = 5 if posts < 5_000_000 else 1
    hand_in(
        [
            Measured(
                "月度统计",
                SIZES.get(posts, f"{posts} 条"),
                seconds(rolled_up, runs=15, warm=True),
                peer="逐条分组统计",
                peer_seconds=seconds(grouped, runs=raw_runs),
                goal=GOAL,
                remark="与逐条重数逐格一致",
            )
        ]
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 60_000)
