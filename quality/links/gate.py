"""Holds what the checks of links say of the labelled cases against floors.toml.

Usage: python -m quality.links.gate; exit status 1 when a floor is not reached, every miss and false alarm is printed.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path

from mingcha.collect.fetching.fetcher import Fetcher
from mingcha.collect.fetching.limits import FetchLimits
from mingcha.collect.looked_links import look_of
from mingcha.examine.catalogue import catalogue
from mingcha.examine.runner import examine_subjects
from mingcha.model.fetch import Request, Response
from mingcha.model.finding import Verdict
from mingcha.model.looked_link import LinkedFrom, Look, LookedLink, Standing
from mingcha.model.page_source import PageSource
from mingcha.model.site import Politeness
from mingcha.model.subject import Subject
from quality.links.clean_pages import HOST, clean_pages
from quality.links.failing_site import FailingSite, targets
from quality.links.tricks import hidden_pages

FLOORS = Path(__file__).with_name("floors.toml")
HIDDEN = ("hidden_link", "injected_title", "cloaked_page")
BEGIN = datetime(2023, 12, 1, 8, tzinfo=timezone(timedelta(hours=8)))
LIMITS = FetchLimits(
    connect=1.0, total=3.0, slow_time=1.0, body=2_000_000, retry_wait=0.01, slowdown=0.0, slowest=0.0, failures=10_000,
    retry_after=0.0,
)  # fmt: skip
FETCHED = Politeness(rate=0, parallel=16)


@dataclass
class Score:
    """How many faults were found of those there are, and how often a fault was told in vain."""

    right: int = 0
    missed: list[str] = field(default_factory=list)
    vain: list[str] = field(default_factory=list)
    cases: int = 0

    def count(self, name: str, *, is_fault: bool, is_found: bool) -> None:
        self.cases += 1
        if is_fault and is_found:
            self.right += 1
        elif is_fault:
            self.missed.append(name)
        elif is_found:
            self.vain.append(name)

    @property
    def recall(self) -> float:
        return self.right / max(self.right + len(self.missed), 1)

    @property
    def precision(self) -> float:
        return self.right / max(self.right + len(self.vain), 1)


def hidden_links() -> Score:
    """Pages with and without hidden links; each trick counts once, whichever of the three checks tells of it."""
    score = Score()
    for is_fault, pages in ((False, clean_pages()), (True, hidden_pages())):
        for name, html in pages:
            page = PageSource(f"http://{HOST}/tzgg/t1.html", html)
            score.count(name, is_fault=is_fault, is_found=_is_found(page, HIDDEN))
    return score


def dead_links() -> Score:
    """A served site fetched three times, eight hours apart as its answers are dated."""
    score = Score()
    with FailingSite() as site:
        urls = {target.path: site.url(target) for target in targets()}
        urls |= {"nobody listens": site.refusing, "no such domain": "http://nowhere.invalid/index.html"}
        looks: dict[str, list[Look]] = {url: [] for url in urls.values()}
        for visit in range(3):
            at = BEGIN + timedelta(hours=8 * visit)
            for response in _fetched(list(urls.values()), at=at, private=(site.host, site.refusing[7:-1])):
                looks[response.request.url].append(look_of(response, is_outside=True))
        is_dead = {target.path: target.is_dead for target in targets()}
        for name, url in urls.items():
            link = LookedLink(
                url, site.host, Standing.OWN, (LinkedFrom(f"http://{site.host}/", "链接"),), 1, tuple(looks[url])
            )
            score.count(name, is_fault=is_dead.get(name, True), is_found=_is_found(link, ("dead_link",)))
    return score


def _is_found(subject: Subject, names: Sequence[str]) -> bool:
    result = examine_subjects([subject], [catalogue()[name] for name in names], key=b"a key for quality")
    if result.not_examined:
        raise AssertionError(result.not_examined)
    return any(one.verdict is Verdict.FOUND for one in result.findings)


def _fetched(urls: Sequence[str], *, at: datetime, private: Collection[str]) -> list[Response]:
    rest = iter([Request(url, retries=0) for url in urls])
    delivered: list[Response] = []

    def supply(how_many: int, busy: Collection[str]) -> list[Request]:
        return [request for _, request in zip(range(how_many), rest, strict=False)]

    with Fetcher(lambda host: FETCHED, limits=LIMITS, private=private, now=lambda: at) as fetcher:
        fetcher.run(supply, delivered.append)
    return [one for one in delivered if one.request.kind != "robots"]


def faults(name: str, score: Score) -> list[str]:
    """What sinks below its floor; empty when all is well."""
    floor = tomllib.loads(FLOORS.read_text(encoding="utf-8"))[name]
    told = [
        f"{name}: {what} {value:.3f} below {floor[what]}"
        for what, value in (("precision", score.precision), ("recall", score.recall))
        if value < floor[what]
    ]
    if score.cases < floor["cases"]:
        told.append(f"{name}: {score.cases} cases, {floor['cases']} wanted")
    return told + [f"missed: {one}" for one in score.missed if told] + [f"in vain: {one}" for one in score.vain if told]


SCORES = {"hidden_links": hidden_links, "dead_links": dead_links}


def main() -> int:
    failed = False
    for name, measure in SCORES.items():
        score = measure()
        print(f"{name}: {score.cases} cases, precision {score.precision:.3f}, recall {score.recall:.3f}")
        for told in (*(f"missed: {one}" for one in score.missed), *(f"in vain: {one}" for one in score.vain)):
            print("  " + told)
        failed |= bool(faults(name, score))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
