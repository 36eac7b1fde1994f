"""Reads every made-up page and holds what was found right against floors.toml.

Usage: python -m quality.collecting.gate [--misses] [template …]; exit status 1 when a floor is not reached.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from urllib.parse import urljoin

from mingcha.collect.kinds import PageKind, kind_of
from mingcha.collect.lists import read_list
from mingcha.collect.posts import read_post
from mingcha.model.collected import ListItem
from mingcha.pages.page import parse
from mingcha.text.width import comparable
from quality.collecting.case import Case, Found, Template, View
from quality.collecting.dialects import DIALECTS
from quality.collecting.families import FAMILIES
from quality.collecting.later import LATER
from quality.collecting.matter import DAY_FORMS, TODAY, matters
from quality.collecting.unseen import UNSEEN

GROUPS = {"families": FAMILIES, "unseen": UNSEEN, "later": LATER}
FLOORS = Path(__file__).with_name("floors.toml")
SEED = 20231201
KINDS = ("kinds", "items", "item_days", "following", "titles", "days", "sources", "files")


def cases(templates: Iterable[Template], *, rounds: int = 6) -> Iterator[Case]:
    """Pages of each template in every dialect, one after another the forms of a day; always the same."""
    for template in templates:
        random = Random(f"{SEED} {template.name}")
        for number in range(rounds):
            dialect = DIALECTS[number % len(DIALECTS)]
            encoding = template.encodings[number % len(template.encodings)]
            form = DAY_FORMS[(number * 7 + len(template.name)) % len(DAY_FORMS)]
            posts = matters(random, 40)
            pages = random.choice((1, 2, 5, 12, 30))
            for turn, post in enumerate(posts[:4]):
                view = View(random, post, posts[10:], day_form=form)
                html = dialect(template.post(view))
                yield Case(
                    f"{template.name}-post-{number}-{turn}-{dialect.__name__}",
                    template.name,
                    _sent(html, encoding),
                    template.post_url(post),
                    "",
                    _of_post(template, post),
                )
            page = random.choice((1, 1, min(2, pages), pages))
            shown = posts[
                : random.choice((20, 15, 10)) if page < pages or pages == 1 else random.choice((1, 2, 3, 7, 15))
            ]
            view = View(
                random,
                posts[0],
                posts[25:],
                shown,
                page=page,
                pages=pages,
                total=pages * 20 - 7,
                day_form=form.partition(" ")[0],
            )
            html = dialect(template.listing(view))
            items = tuple(
                (template.post_url(post), post.title, post.day if template.list_days else None) for post in shown
            )
            found = Found(items=items, following=tuple(template.follows(page, pages)), is_list=True)
            yield Case(
                f"{template.name}-list-{number}-{page}of{pages}-{dialect.__name__}",
                template.name,
                _sent(html, encoding),
                template.list_url(page, pages),
                "",
                found,
            )


def _sent(html: str, encoding: str) -> bytes:
    return re.sub(
        r"charset=[\"']?[\w-]+",
        lambda m: m[0].replace("utf-8", "gbk") if encoding == "gb18030" else m[0],
        html,
        count=1,
    ).encode(encoding)


def _of_post(template: Template, post: object) -> Found:
    from quality.collecting.matter import Matter

    assert isinstance(post, Matter)
    base = template.post_url(post)
    files = tuple(urljoin(base, target) for _, target in post.files)
    return Found(post.title, post.day, post.unit if template.says_source else None, files)


@dataclass
class Score:
    """How much of one kind was right, of how much there was to find, and what was found in vain."""

    right: int = 0
    asked: int = 0
    vain: int = 0
    misses: list[str] = field(default_factory=list)

    def take(self, case: Case, *, right: bool, told: object = "") -> None:
        self.asked += 1
        self.right += right
        if not right:
            self.misses.append(f"{case.name}: {told}")

    @property
    def recall(self) -> float:
        return self.right / self.asked if self.asked else 1.0

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.vain) if self.right or self.vain else 1.0


def scores(some: Iterable[Case]) -> dict[str, Score]:
    """A score for each kind of thing read."""
    table = {kind: Score() for kind in KINDS}
    for case in some:
        kind = kind_of(parse(case.data, url=case.url, declared=case.declared), today=TODAY)
        wanted = PageKind.LIST if case.found.is_list else PageKind.POST
        table["kinds"].take(case, right=kind is wanted, told=kind)
        if case.found.is_list:
            _list(case, table)
        else:
            _post(case, table)
    return table


def _post(case: Case, table: dict[str, Score]) -> None:
    page = parse(case.data, url=case.url, declared=case.declared)
    facts = read_post(page, listed=None, today=TODAY)
    title, day, source = (facts.title, facts.published, facts.source) if facts else ("", None, "")
    table["titles"].take(case, right=comparable(title) == comparable(case.found.title), told=(title, case.found.title))
    table["days"].take(case, right=day == case.found.day, told=(day, case.found.day))
    if case.found.source is not None:
        table["sources"].take(case, right=source == case.found.source, told=(source, case.found.source))
    got = {one.url for one in facts.attachments} if facts else set()
    # Where a template hands files out by number their addresses are not those of the matter: then only how many.
    wanted = set(case.found.files)
    same = got == wanted or ("download.jsp" in "".join(got) and len(got) == len(wanted))
    table["files"].take(case, right=same, told=(got, wanted))


def _list(case: Case, table: dict[str, Score]) -> None:
    page = parse(case.data, url=case.url, declared=case.declared)
    found = read_list(page, today=TODAY)
    items: Sequence[ListItem] = found.items if found else ()
    got = {item.url: item for item in items}
    for url, title, day in case.found.items:
        item = got.pop(url, None)
        right = item is not None and (
            comparable(item.title) == comparable(title)
            or comparable(title).startswith(comparable(item.title.rstrip(".…")))
        )
        table["items"].take(case, right=right, told=(item and item.title, title, url))
        if day is not None:
            table["item_days"].take(
                case, right=item is not None and item.published == day, told=(item and item.published, day)
            )
    table["items"].vain += len(got)
    if got:
        table["items"].misses.append(f"{case.name}: in vain {[item.title for item in got.values()][:3]}")
    following = [request.url for request in found.following] if found else []
    wanted = list(case.found.following)
    # One page at a time is enough, as long as it is the right one.
    right = following == wanted or (bool(following) and following == wanted[: len(following)])
    table["following"].take(
        case, right=right, told=(found and found.adapter, following[:2], len(following), wanted[:2], len(wanted))
    )


def faults(table: dict[str, Score], group: str) -> list[str]:
    """The floors of a group that were not reached, in words."""
    floors = tomllib.loads(FLOORS.read_text(encoding="utf-8"))[group]
    told = [f"{group} {kind}: no floor in {FLOORS.name}" for kind in table if kind not in floors]
    for kind, floor in floors.items():
        score = table[kind]
        if score.asked < floor["cases"]:
            told.append(f"{group} {kind}: only {score.asked} asked, floor {floor['cases']}")
        if score.recall < floor["recall"]:
            told.append(f"{group} {kind}: recall {score.recall:.4f}, floor {floor['recall']}: {score.misses[:5]}")
        if score.precision < floor.get("precision", 0.0):
            told.append(
                f"{group} {kind}: precision {score.precision:.4f}, floor {floor['precision']}: {score.misses[:5]}"
            )
    return told


def main() -> int:
    wanted = [word for word in sys.argv[1:] if not word.startswith("-")]
    told: list[str] = []
    for group, templates in GROUPS.items():
        chosen = [template for template in templates if not wanted or template.name in wanted]
        table = scores(cases(chosen))
        print(group, [template.name for template in chosen])
        for kind, score in table.items():
            print(
                f"  {kind:10} {score.right:5} of {score.asked:5}  recall {score.recall:.4f}  precision {score.precision:.4f}"
            )
            if "--misses" in sys.argv[1:]:
                for miss in score.misses[:60]:
                    print("      ", miss)
        told += [] if wanted else faults(table, group)
    print("\n".join(told) if told else "every floor holds")
    return 1 if told else 0


if __name__ == "__main__":
    raise SystemExit(main())
