"""The statement at the end of a round: what is known, what was looked at, and every gap with its reason."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from mingcha.collect.frontier import Frontier
from mingcha.collect.gathered import Gathered
from mingcha.collect.posts_file import collected_posts
from mingcha.model.fetch import FetchOutcome
from mingcha.model.round import Completeness, Gap, Shortfall
from mingcha.model.site import Site

# What nobody sent us to: a site map that does not exist is no gap.
_GUESSED = ("sitemap", "robots", "link", "external")
_EXAMPLES = 5
_DEAD = (FetchOutcome.GONE, FetchOutcome.SOFT_GONE)


def completeness(
    frontier: Frontier,
    gathered: Gathered,
    site: Site,
    *,
    trapped: Collection[str] = (),
    endless: Collection[str] = (),
    since: date | None = None,
) -> Completeness:
    """Computed from what is stored, so that it says the same after a restart."""
    db, this_round = frontier.db, frontier.round
    name, started, finished = db.execute(
        "select name, started, finished from round where id = ?", (this_round,)
    ).fetchone()
    asked = db.execute(
        "select kind, count(*), sum(outcome in ('ok', 'not_modified')) from address "
        "where round = ? and alias = 0 group by kind order by kind",
        (this_round,),
    ).fetchall()
    held = db.execute(
        "select kind, count(*), sum(outcome in ('ok', 'not_modified')) from address "
        "where alias = 0 and kind not in ('robots', 'sitemap') group by kind order by kind"
    ).fetchall()
    posts = undated = unattributed = attachments = 0
    for post in collected_posts(gathered, site, since=since):
        posts += 1
        undated += post.published_on is None
        unattributed += not post.unit
        attachments += len(post.attachments)
    counts = db.execute(
        "select sum(first_round = ?1), sum(changed_round = ?1 and first_round < ?1 and gone_round = 0), "
        "sum(gone_round = ?1) from post",
        (this_round,),
    ).fetchone()
    new, changed, gone = (int(count or 0) for count in counts)
    unseen = _unseen(frontier)
    return Completeness(
        round=this_round,
        name=name,
        started=datetime.fromisoformat(started),
        finished=datetime.fromisoformat(finished) if finished else None,
        asked=tuple((kind, number) for kind, number, _ in asked),
        answered=tuple((kind, number) for kind, _, number in asked),
        columns=len(gathered.columns()),
        posts=posts,
        new=new,
        changed=changed,
        gone=gone,
        undated=undated,
        unattributed=unattributed if site.units else 0,
        attachments=attachments,
        gaps=tuple(gap for gap in unseen if gap.outcome not in _DEAD and not _is_barred(gap)),
        dead=tuple(gap for gap in unseen if gap.outcome in _DEAD),
        barred=tuple(filter(_is_barred, unseen)),
        shortfalls=_shortfalls(frontier) if since is None else (),
        trapped=tuple(sorted(trapped)),
        endless=tuple(sorted(endless)),
        remarks=gathered.remarks(this_round=this_round),
        reprints=int(db.execute("select count(*) from address where kind = 'external'").fetchone()[0]),
        waiting=frontier.waiting,
        known=tuple((kind, number) for kind, number, _ in held),
        seen=tuple((kind, number) for kind, _, number in held),
    )


def _is_barred(gap: Gap) -> bool:
    """A list, a post or a file that robots.txt bars is a gap all the same."""
    return gap.outcome is FetchOutcome.ROBOTS and gap.kind == "page"


def _unseen(frontier: Frontier) -> tuple[Gap, ...]:
    """Everything whose last answer was none, also from rounds before: it stays so until it is seen."""
    guessed = ", ".join(f"'{kind}'" for kind in _GUESSED)
    where = f"alias = 0 and outcome not in ('', 'ok', 'not_modified') and kind not in ({guessed})"
    rows = frontier.db.execute(
        f"select kind, outcome, count(*) from address where {where} group by kind, outcome order by kind, outcome"
    ).fetchall()
    return tuple(
        Gap(
            kind,
            FetchOutcome(outcome),
            number,
            tuple(
                address.url
                for address in frontier.addresses(
                    f"{where} and kind = ? and outcome = ? order by url limit ?", (kind, outcome, _EXAMPLES)
                )
            ),
        )
        for kind, outcome, number in rows
    )


def _shortfalls(frontier: Frontier) -> tuple[Shortfall, ...]:
    rows = frontier.db.execute(
        'select c.name, c.url, c.claimed, count(l.address) as listed from "column" c '
        'left join listed l on l."column" = c.id where c.claimed is not null group by c.id '
        "having listed < c.claimed order by c.url"
    )
    return tuple(Shortfall(*row) for row in rows)
