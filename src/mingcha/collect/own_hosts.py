"""Which addresses are the site's own, and the one form each of them is known by: www or not, http or https."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from mingcha.collect.addresses import host_of
from mingcha.model.site import Site


class OwnHosts:
    """The hosts of a site. `www.x` and `x` are one host, and so are http and https at their usual ports: pages link to
    themselves every way, and a page must not count twice for it. The form is that of the home page, or of the host the
    office wrote down."""

    def __init__(self, site: Site) -> None:
        scheme = urlsplit(site.home).scheme
        written = tuple(dict.fromkeys((host_of(site.home), *site.hosts)))
        self._forms: dict[str, str] = {}
        for host in written:
            for other in (host, _with_www(host), _without_www(host)):
                self._add(other, host if other not in written else other, scheme)
        # Where both are written down the first one stands for the other.
        for host in written:
            twin = _with_www(host) if not host.startswith("www.") else _without_www(host)
            if twin in written:
                first = host if written.index(host) < written.index(twin) else twin
                self._add(host, first, scheme)
        self.hosts = frozenset(host_of(origin + "/") for origin in self._forms)

    def _add(self, host: str, stands_for: str, scheme: str) -> None:
        schemes = (scheme,) if ":" in host.rpartition("]")[2] else ("http", "https")
        for each in schemes:
            self._forms[f"{each}://{host}"] = f"{scheme}://{stands_for}"

    def private(self, registered: Iterable[str]) -> tuple[str, ...]:
        """The hosts that may lie at private addresses: one written without its port is meant with the site's ports."""
        written = tuple(registered)
        named = (host for host in self.hosts if host.rpartition(":")[0] in written)
        return tuple(dict.fromkeys((*written, *named)))

    def is_inside(self, url: str) -> bool:
        """Whether the address is one of the site's."""
        return host_of(url) in self.hosts

    def own(self, url: str) -> str:
        """The form the site's address is known by; any other address as it is."""
        end = url.find("/", 8)
        origin = url if end < 0 else url[:end]
        form = self._forms.get(origin)
        return url if form is None or form == origin else form + url[len(origin) :]


def _with_www(host: str) -> str:
    return host if host.startswith("www.") or not _is_name(host) else f"www.{host}"


def _without_www(host: str) -> str:
    return host.removeprefix("www.") if host.count(".") > 1 else host


def _is_name(host: str) -> bool:
    """A domain name and no address in numbers."""
    name = host.partition(":")[0]
    return "." in name and not host.startswith("[") and not name.replace(".", "").isdigit()
