"""What a link leads to, as far as hiding matters: the site itself and approved ones, strangers, or what is unlawful."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cache, lru_cache
from urllib.parse import urlsplit

from mingcha.model.looked_link import Standing
from mingcha.model.page_source import PageSource
from mingcha.standards.link_hints import is_harmful, stems
from mingcha.standards.link_register import LinkRegister, link_register
from mingcha.text.registrable_domain import registrable_domain

__all__ = ["Matter", "Outside", "hosts_in", "is_throwaway", "looks_harmful", "outside_of"]

# An address in quotes or behind an equals sign; with a literal at its beginning, since every page is searched for it.
_NAME = r"""([a-zA-Z0-9\u0080-\uffff][\w.-]*\.[a-zA-Z\u4e00-\u9fff][\w-]{1,23})(?=[\\/:?#"'\s<>&)]|$)"""
_HOST = re.compile(r"//(?:[\w.-]+@)?" + _NAME)
_ESCAPED_HOST = re.compile(r"\\/\\/(?:[\w.-]+@)?" + _NAME)
_PIECE = re.compile(r"[>\"']([^<>\"']{2,90})[<\"']")
_OWN = re.compile(
    r"""<meta[^>]+name=["']?SiteDomain["']?[^>]+content=["']?(?:https?://)?([\w.-]+)|<base[^>]+href=["']?https?://([\w.-]+)|<link[^>]+rel=["']?canonical["']?[^>]+href=["']?https?://([\w.-]+)""",
    re.IGNORECASE,
)
# What an office, a paper or a company is called; nobody advertises under such a name.
_ORGANISATION = re.compile(
    r"(?:网|网站|局|厅|厅堂|委|办|院|校|报|社|台|部|处|所|队|站|馆|中心|政府|大学|银行|集团|公司|协会|学会|商会|联合会|平台|频道|在线|日报|晚报|出版社|门户|系统|基地|论坛|专题|专栏|委员会|[县市区省镇乡])"
    r"(?:\W{0,3}|官网|官方网站|[（(].{0,12}[)）])$|党|共青团|工会|妇联|人民|中国|全国|国家|新华|央视|©|版权|技术支持|ICP|备案|主办|承办"
)
_CHEAP = frozenset(
    "xyz top vip icu club win loan live tk ml ga cf gq pw buzz cyou sbs bid date stream men work party trade download racing review"
    " science faith accountant cricket click link rest fit bond cfd lol monster quest hair skin beauty makeup mom autos".split()
)
# What stands between the ends of two elements, where nothing of it is harmful: the menus of all pages are the same.
_END = "</"
_MOST_HARMLESS, _LONG = 50_000, 300
_harmless: set[str] = set()
# An address with nothing odd about it, as nearly all are.
_PLAIN_ADDRESS = re.compile(r"(?:https?:)?//([a-zA-Z0-9.-]+)(?=[/?#]|\Z)")
_DIGITS = re.compile(r"(?:bet|ag|hg|js|pj|yh|fa)\d{3}|\d{3}bet")
_WORDLESS = re.compile(r"[\s.,·。，、|_\u200b-\u200f\u2060\ufeff-]*")


class Matter(IntEnum):
    """What hangs on a link's being hidden, in rising order."""

    NOTHING = 0
    STRANGER = 1
    ADVERTISED = 2
    HARMFUL = 3


@dataclass(slots=True, eq=False)
class Outside:
    """Tells for one page who is a stranger. `own` are its site's registered domains."""

    own: frozenset[str]
    register: LinkRegister
    approved: frozenset[str]
    _standing: dict[str, bool] = field(default_factory=dict)

    def is_strange(self, host: str) -> bool:
        """Whether a host is neither the site's nor an office's nor registered."""
        known = self._standing.get(host)
        if known is None:
            name = host.lower().partition(":")[0]
            known = bool(name) and "." in name and registrable_domain(name) not in self.own
            if known and self.register.standing(name) is not Standing.UNKNOWN:
                known = False
            if known and self.approved:
                labels = name.split(".")
                known = not any(".".join(labels[start:]) in self.approved for start in range(len(labels)))
            self._standing[host] = known
        return known

    def matter(self, address: str, words: str) -> Matter:
        """How much a hidden link to this address with these words would matter by itself."""
        host = host_of(address)
        strange = bool(host) and self.is_strange(host)
        if looks_harmful(words) or (strange and looks_harmful(address)):
            return Matter.HARMFUL
        if not strange:
            return Matter.NOTHING
        return Matter.ADVERTISED if is_throwaway(host) else Matter.STRANGER


@lru_cache(maxsize=8)
def outside_of(page: PageSource) -> Outside:
    """For one page: its own domains are those of its address and of the hosts given; a file's, what it says of itself."""
    hosts = [*page.hosts, page.host]
    if not page.host:
        hosts += [one for told in _OWN.findall(page.html[:20_000]) for one in told]
    return _outside(frozenset(registrable_domain(host) for host in hosts if host), page.approved)


@lru_cache(maxsize=64)
def _outside(own: frozenset[str], approved: frozenset[str]) -> Outside:
    """One for all pages of a site: who is a stranger to one is so to all."""
    return Outside(own, link_register(), approved)


def hosts_in(text: str) -> set[str]:
    """Every host a text names in an address, however it is quoted."""
    found = set(_HOST.findall(text))
    return found | set(_ESCAPED_HOST.findall(text)) if "\\/\\/" in text else found


def host_of(address: str) -> str:
    """The host of an absolute address; empty for one within the site."""
    if "//" not in address and "\\" not in address:
        return ""
    if plain := _PLAIN_ADDRESS.match(address):
        return plain[1].lower()
    address = address.strip().replace("\\", "/")
    if not address.startswith(("http:", "https:", "//", "HTTP")):
        return ""
    try:
        return (urlsplit(address).hostname or "").lower()
    except ValueError:
        return ""


def looks_harmful(text: str) -> bool:
    """The quick look first: hardly any text has a stem of a hint in it."""
    return (
        _short_looks_harmful(text)
        if len(text) < 200
        else _stems().search(text.lower()) is not None and is_harmful(text)
    )


@lru_cache(maxsize=50_000)
def _short_looks_harmful(text: str) -> bool:
    """The same words stand in the menus of all pages."""
    low = text.lower()
    return (_stems().search(low) is not None or _DIGITS.search(low) is not None) and is_harmful(text)


@cache
def _stems() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, stems())))


@lru_cache(maxsize=4)
def has_harmful_words(source: str) -> bool:
    """Whether any words between tags or in quotes of a page's source advertise what is unlawful."""
    if source.count("&#") > 12:
        source = html.unescape(source)
    stretches = set(source.split(_END)) - _harmless
    new = set(_PIECE.findall(_END.join((*stretches, ""))))
    joined = "\n".join(new).lower()
    may_be = _stems().search(joined) is not None or _DIGITS.search(joined) is not None
    if may_be and any(map(looks_harmful, new)):
        return True
    if len(_harmless) > _MOST_HARMLESS:
        _harmless.clear()
    _harmless.update(one for one in stretches if len(one) < _LONG)
    return False


def is_organisation(words: str) -> bool:
    """Whether the words of a link are a name such as offices, papers and companies have."""
    return _ORGANISATION.search(words.strip()) is not None


def is_wordless(words: str) -> bool:
    """Whether a link has no words a reader could click: none, blanks, one mark, signs of no width."""
    return _WORDLESS.fullmatch(words) is not None


def advertises(links: Iterable[tuple[str, str]]) -> bool:
    """Whether several links (address and words) to strangers read like advertisement: short catchwords, no names."""
    some = [(host_of(address), words.strip()) for address, words in links if words.strip()]
    if len(some) < 3 or len({registrable_domain(host) for host, _ in some}) < 2:
        return False
    names = sum(is_organisation(words) or len(words) > 16 for _, words in some)
    return names * 4 < len(some)


@lru_cache(maxsize=8192)
def is_throwaway(host: str) -> bool:
    """A name bought for a few days: a cheap ending, or more digits behind letters than a town's or a service's number has."""
    label, _, ending = registrable_domain(host).partition(".")
    if ending in _CHEAP:
        return True
    digits = sum(letter.isdigit() for letter in label)
    return digits >= 5 and digits < len(label) and not label[0].isdigit()
