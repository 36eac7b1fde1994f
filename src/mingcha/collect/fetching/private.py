"""Which addresses may be connected to: none inside an office's own network unless the host is registered.

A link on a portal, a redirect or a name server must not make this machine read what only it can reach.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

# Prefixes that carry an IPv4 address inside: a translator on the way would connect to that one.
_NAT64 = IPv6Network("64:ff9b::/96")
_COMPATIBLE = IPv6Network("::/96")
# Public by number, yet answered inside the machine hall: the metadata service of one large cloud.
_METADATA = frozenset({IPv4Address("168.63.129.16")})


def is_public(address: str) -> bool:
    """Whether an address (IPv4 or IPv6, a zone allowed) belongs to the open Internet."""
    try:
        given = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    inner = _inner(given) if isinstance(given, IPv6Address) else given
    if inner is not None:
        return inner.is_global and not inner.is_multicast and not inner.is_reserved and inner not in _METADATA
    assert isinstance(given, IPv6Address)
    return given.is_global and not given.is_multicast and not given.is_reserved and not given.is_site_local


def _inner(address: IPv6Address) -> IPv4Address | None:
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address.teredo is not None:
        return address.teredo[1]
    if address in _NAT64 or (address in _COMPATIBLE and int(address) > 1):
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return None


def allowed(addresses: Sequence[str], *, host: str, private: Collection[str]) -> tuple[str, ...]:
    """Those of a host's addresses that may be connected to; `host` with its port, as registered."""
    if host in private:
        return tuple(addresses)
    return tuple(address for address in addresses if is_public(address))
