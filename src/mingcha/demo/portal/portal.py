"""The portal as of one day: from a request to its answer, without a socket."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import format_datetime, parsedate_to_datetime
from functools import lru_cache
from hashlib import blake2b
from types import ModuleType
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote

from mingcha.demo.county import sample_places, sample_units
from mingcha.demo.places import Family, Place
from mingcha.demo.portal import corners, front
from mingcha.demo.portal.attachments import MEDIA_TYPES, file_bytes
from mingcha.demo.portal.edition import Edition, edition
from mingcha.demo.portal.families import catalogue, hanweb, plain, trs
from mingcha.demo.portal.files import post_files
from mingcha.demo.portal.markup import ListView, PostView, unit_home
from mingcha.demo.portal.pictures import PICTURES, STYLES
from mingcha.demo.story import story

CHINA = timezone(timedelta(hours=8))
UTF8 = "text/html; charset=UTF-8"
_FAMILIES: dict[Family, ModuleType] = {
    Family.TRS: trs,
    Family.HANWEB: hanweb,
    Family.CATALOGUE: catalogue,
    Family.PLAIN: plain,
}
_POST = re.compile(r"(?:art_\d+_|t\d{8}_|/)(\d{9})\.\w+$")
_FILE = re.compile(r"(\d{9})(\d|/files/\d)\.(\w+)$")
_PAGE = re.compile(r"(?P<folder>/.+)/(?:index|list)_(?P<number>\d{1,4})\.\w+$")
_EVENING = 18 * 60


class Answer(NamedTuple):
    """Status, headers in order, and body; the body of a HEAD is left out by whoever sends it."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes


@dataclass(frozen=True, slots=True)
class _Made:
    """A page before it is sent: its bytes, its type, when it last changed (None: made by a program, no validators)."""

    body: bytes
    content_type: str
    modified: datetime | None = None
    status: int = 200
    is_static: bool = True
    headers: tuple[tuple[str, str], ...] = ()


class Portal:
    """The sample county's portal at the end of a day. `base` is what it calls itself when no Host is sent."""

    def __init__(self, day: date, *, base: str = "http://www.yangli.example") -> None:
        self.edition: Edition = edition(day)
        self.base = base
        self._homes = {place.home: place for place in sample_places().values()}
        self._folders = {place.folder: place for place in sample_places().values()}
        self._numbers = {place.number: place for place in sample_places().values()}
        self._fixed = self._fixed_pages()

    def answer(self, method: str, target: str, headers: Mapping[str, str], body: bytes = b"") -> Answer:
        """The answer to a request; `headers` by lower-case name, `target` the path with its query."""
        if method not in ("GET", "HEAD", "POST"):
            return Answer(405, [("Allow", "GET, HEAD, POST")], b"")
        path, _, query = target.partition("?")
        host = headers.get("host") or self.base.partition("://")[2]
        if path == hanweb.PROXY:
            made = self._proxy(query, body)
        elif method == "POST":
            return Answer(405, [("Allow", "GET, HEAD")], b"")
        else:
            made = self._find(unquote(path), target, query, host) or _Made(
                corners.not_found_page().encode(), UTF8, status=404, is_static=False
            )
        return _conditional(made, headers)

    def _find(self, path: str, target: str, query: str, host: str) -> _Made | None:
        if made := self._post(path, host):
            return made
        if place := self._homes.get(path):
            return self._list(place, 0, host)
        if (page := _PAGE.match(path)) and (place := self._folders.get(page["folder"])):
            number = int(page["number"]) - (0 if place.family is Family.TRS else 1)
            return self._list(place, number, host) if number > 0 and _path_of_page(place, number) == path else None
        if make := self._fixed.get(path):
            return make
        return self._file(target) or self._other(path, query, host)

    def _post(self, path: str, host: str) -> _Made | None:
        found = _POST.search(path)
        post = self.edition.posts.get(int(found[1])) if found else None
        if post is None or post.address != path:
            return None
        place = sample_places()[post.unit, post.column]
        family = _FAMILIES[place.family]
        view = PostView(post, place, self.edition, host)
        when = _moment(self.edition.modified(post), post.minute)
        if place.family is Family.PLAIN and (newer := view.newer()) is not None:
            when = max(when, _moment(newer.appears, newer.minute))
        return _Made(_encoded(family.post_page(view), family), family.CONTENT_TYPE, when)

    def _list(self, place: Place, page: int, host: str) -> _Made | None:
        family, every = _FAMILIES[place.family], self.edition.of(place)
        size: int = family.POSTS_OF_A_PAGE
        pages = -(-len(every) // size)
        if page and (page >= pages or place.family is Family.HANWEB):
            return None
        posts = tuple(every[page * size : (page + 1) * size])
        view = ListView(place, self.edition, host, posts, page, pages, len(every))
        changes = [_moment(max(post.appears, post.modified or post.appears), post.minute) for post in every[:1]]
        if changed := self.edition.changed.get(place.number):
            changes.append(_moment(changed, _EVENING))
        when = max(changes, default=None)
        return _Made(_encoded(family.list_page(view), family), family.CONTENT_TYPE, when)

    def _proxy(self, query: str, body: bytes) -> _Made:
        asked = dict(parse_qsl(query)) | dict(parse_qsl(body.decode("ascii", "replace")))
        number = asked.get("columnid", "")
        place = self._numbers.get(int(number)) if number.isdecimal() else None
        if place is None or place.family is not Family.HANWEB:
            return _Made(b"<datastore></datastore>", "text/xml;charset=UTF-8", is_static=False)
        text = hanweb.proxy_answer(self.edition, place, asked)
        return _Made(text.encode(), "text/xml;charset=UTF-8", is_static=False)

    def _file(self, target: str) -> _Made | None:
        if story().is_broken(target, self.edition.day):
            return None
        for link, title in _linked_files():
            if link == target:
                return _Made(
                    file_bytes(title, "xlsx", "", len(title)), MEDIA_TYPES["xlsx"], _moment(date(2023, 1, 4), 600)
                )
        found = _FILE.search(target)
        post = self.edition.posts.get(int(found[1])) if found else None
        for file in post_files(post) if post else ():
            if file.path == target and post is not None:
                content = file_bytes(file.name, file.ending, file.content, file.post * 10 + file.place)
                name = f"{file.post}{file.place}.{file.ending}"
                is_static = "?" not in target
                shown = () if is_static else (("Content-Disposition", f'attachment; filename="{name}"'),)
                when = _moment(self.edition.modified(post), post.minute)
                return _Made(content, MEDIA_TYPES[file.ending], when, is_static=is_static, headers=shown)
        return None

    def _other(self, path: str, query: str, host: str) -> _Made | None:
        """What a program answers, or the old site."""
        if path == "/":
            return _Made(front.home_page(self.edition).encode(), UTF8)
        if path.startswith("/jg/"):
            unit, _, page = path.removeprefix("/jg/").partition("/")
            if page == "index.html" and unit_home(unit) in self._units:
                return _Made(front.unit_page(unit, self.edition).encode(), UTF8)
            if page == "ldxx.html" and unit_home(unit) in self._units:
                return _Made(front.leaders_page(unit, self.edition).encode(), UTF8)
        if path == "/robots.txt":
            return _Made(corners.ROBOTS.format(base=f"http://{host}").encode(), "text/plain")
        if path == "/sitemap.xml":
            return _Made(corners.site_map_xml(self.edition, f"http://{host}").encode(), "application/xml")
        if path == "/search":
            return _Made(corners.search_page().encode(), UTF8, is_static=False)
        if path == "/print.asp":
            return self._print(query, host)
        if path.startswith("/old/"):
            return _Made(corners.soft_gone_page().encode(), UTF8, is_static=False)
        if path.startswith("/hits/") or path in ("/count.asp", "/script/counter.js"):
            return _Made(b"document.write('0');", "application/javascript", is_static=False)
        return None

    def _print(self, query: str, host: str) -> _Made | None:
        number = dict(parse_qsl(query)).get("id", "")
        post = self.edition.posts.get(int(number)) if number.isdecimal() else None
        if post is None:
            return None
        view = PostView(post, sample_places()[post.unit, post.column], self.edition, host)
        return _Made(_encoded(plain.print_page(view), plain), plain.CONTENT_TYPE, is_static=False)

    def _fixed_pages(self) -> dict[str, _Made]:
        """Pages that are the same every day."""
        built = _moment(date(2023, 1, 3), 540)
        self._units = {unit_home(sample.unit.code) for sample in sample_units()}
        pages = {
            "/zwgk/index.html": front.units_page("county"),
            "/xzzc/index.html": front.units_page("town"),
            "/wzdt/index.html": front.site_map(),
            "/about/index.html": front.about_page(),
            "/hdjl/index.html": corners.interaction_page(),
            catalogue.TREE: catalogue.tree_page(""),
        }
        for sample in sample_units():
            code = sample.unit.code
            pages[f"/jg/{code}/jggk.html"] = front.overview_page(code)
            if code >= "111" and sample.unit.group == "county":
                pages[f"/zwgk/gkml/{sample.folder}/index.html"] = catalogue.tree_page(code)
        made = {path: _Made(text.encode(), UTF8, built) for path, text in pages.items()}
        made |= {path: _Made(data, "image/png", built) for path, data in PICTURES.items()}
        return made | {path: _Made(text.encode(), kind, built) for path, (kind, text) in STYLES.items()}


def _path_of_page(place: Place, page: int) -> str:
    path: str = _FAMILIES[place.family].page_path(place.folder, place.ending, page)
    return path


@lru_cache(maxsize=1)
def _linked_files() -> tuple[tuple[str, str], ...]:
    """The files the story's posts link to without owning them."""
    return tuple((link["to"], link["text"]) for post in story().posts for link in post.told.get("links", ()))


def _encoded(text: str, family: ModuleType) -> bytes:
    return text.encode(family.ENCODING, "xmlcharrefreplace")


def _moment(day: date, minute: int) -> datetime:
    return datetime(day.year, day.month, day.day, minute // 60, minute % 60, tzinfo=CHINA)


def _conditional(made: _Made, headers: Mapping[str, str]) -> Answer:
    """With validators for what lies there as a file, and 304 to whom already has it."""
    sent = [("Content-Type", made.content_type), *made.headers]
    if not made.is_static:
        return Answer(made.status, [*sent, ("Cache-Control", "no-cache")], made.body)
    etag = f'"{blake2b(made.body, digest_size=8).hexdigest()}"'
    validators = [("ETag", etag)]
    if made.modified is not None:
        validators.append(("Last-Modified", _http_date(made.modified)))
    known = headers.get("if-none-match")
    if known is not None:
        is_known = known.strip() == "*" or etag in (part.strip().removeprefix("W/") for part in known.split(","))
    else:
        is_known = _not_since(made.modified, headers.get("if-modified-since", ""))
    if is_known and made.status == 200:
        return Answer(304, validators, b"")
    return Answer(made.status, [*sent, *validators], made.body)


@lru_cache(maxsize=4096)
def _http_date(moment: datetime) -> str:
    return format_datetime(moment.astimezone(UTC), usegmt=True)


def _not_since(modified: datetime | None, stated: str) -> bool:
    if modified is None or not stated:
        return False
    try:
        return modified <= parsedate_to_datetime(stated)
    except (TypeError, ValueError):
        return False
