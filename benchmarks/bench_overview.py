"""How long does the overview page take when the ledger is large?

The page is asked for as a browser asks, by a signed-in clerk, through every middleware, without the network. The peer is
the same page with its counts grouped from the posts instead of read from the roll-up. Run with a number of posts.
"""

from __future__ import annotations

import sys
from unittest.mock import patch

from benchmarks.bench_statistics import SIZES
from benchmarks.county import county_of
from benchmarks.measure import Measured, hand_in, seconds

GOAL = 0.060


def main(posts: int) -> None:
    county_of(posts)
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from mingcha.web.accounts.models import Role, User
    from mingcha.web.publishing.queries import raw_month_counts

    clerk, _ = User.objects.get_or_create(username="bench", defaults={"role": Role.OPERATOR})
    client = Client(HTTP_HOST="localhost")
    client.force_login(clerk)

    def overview() -> None:
        page = client.get("/")
        assert page.status_code == 200, page.status_code

    overview()
    with CaptureQueriesContext(connection) as captured:
        overview()
    queries = len(captured)
    ours = seconds(overview, runs=15)
    with patch("mingcha.web.publishing.queries.month_counts", raw_month_counts):
        plain = seconds(overview, runs=5, warm=True)
    hand_in(
        [
            Measured(
                "总览页",
                SIZES.get(posts, f"{posts} 条"),
                ours,
                peer="同一页，逐条分组统计",
                peer_seconds=plain,
                goal=GOAL,
                remark=f"{queries} 次查询",
            )
        ]
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 60_000)
