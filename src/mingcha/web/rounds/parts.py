"""What a round over a part of a site looks at: one unit's columns and posts, or given places with their columns."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q

from mingcha.web.accounts.models import User
from mingcha.web.publishing.matching import chunks
from mingcha.web.publishing.models import Column
from mingcha.web.publishing.refusals import Refused
from mingcha.web.rounds import running
from mingcha.web.rounds.models import CollectedPost, Round, Site
from mingcha.web.units.models import Unit


def places_of_unit(site: Site, unit: Unit) -> tuple[str, ...]:
    """The addresses of a unit on a site: the columns it is responsible for, or else those its posts stand in, and its
    posts; their files come with them."""
    posts = CollectedPost.objects.filter(site=site, gone=None).filter(Q(given=unit) | Q(given=None, ruled=unit))
    own = list(Column.objects.filter(unit=unit, dismissed=False).exclude(url="").values_list("url", flat=True))
    columns = own or list(posts.exclude(column_url="").order_by().values_list("column_url", flat=True).distinct())
    return tuple(dict.fromkeys((*sorted(columns), *posts.order_by("-published", "pk").values_list("url", flat=True))))


def with_columns(site: Site, places: Collection[str]) -> tuple[str, ...]:
    """These addresses, and the columns in which those of them that are posts stand."""
    columns = {
        url
        for part in chunks(places)
        for url in CollectedPost.objects.filter(site=site, url__in=part).exclude(column_url="")
        .order_by().values_list("column_url", flat=True).distinct()
    }  # fmt: skip
    return tuple(dict.fromkeys((*sorted(columns), *places)))


def start_unit(site: Site, unit: Unit, *, by: User | None, at: datetime) -> Round:
    """Set a round over one unit's part of the site going. Raises Refused when nothing of it is known."""
    must_be_known(site)
    only = places_of_unit(site, unit)
    if not only:
        raise Refused(f"“{site.name}”上没有{unit.name}的栏目和信息。请先在栏目台账写明负责单位，或处理待归属的信息。")
    return running.start(site, name=Round.Name.UNIT, unit=unit, only=only, by=by, at=at)


def must_be_known(site: Site) -> None:
    """A part can only be looked at when the whole was: before, every link would lead to something new."""
    if (
        not site.rounds.filter(state=Round.State.FINISHED)
        .exclude(name__in=(Round.Name.UNIT, Round.Name.PLACES))
        .exists()
    ):
        raise Refused(f"“{site.name}”还没有完整采集过，请先采集一轮（日常或每周），再看其中一部分。")
