"""Which sites a government page may lead to: offices' own domains, those registered, and everybody else."""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from mingcha.model.looked_link import Standing
from mingcha.model.plain import NotPlain, from_plain
from mingcha.standards.load import table
from mingcha.text.registrable_domain import is_government, registrable_domain

__all__ = ["LinkRegister", "link_register"]


@dataclass(frozen=True, slots=True)
class Group:
    """Sites of one kind, by their registered domains (a longer name lets only that host and what is below it)."""

    name: str
    domains: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LinkRegister:
    """Approved domains, and whether the county has added its own: only then is what is missing surely not approved."""

    domains: frozenset[str]
    is_countys: bool = False
    _known: dict[str, bool] = field(default_factory=dict, compare=False, repr=False)

    def is_approved(self, host: str) -> bool:
        """Whether a host, or a domain above it, is registered."""
        known = self._known.get(host)
        if known is None:
            if len(self._known) > 50_000:
                self._known.clear()
            labels = host.lower().partition(":")[0].split(".")
            known = any(".".join(labels[start:]) in self.domains for start in range(len(labels)))
            self._known[host] = known
        return known

    def standing(self, host: str, *, own: Collection[str] = ()) -> Standing:
        """What a host is to a site whose own hosts are these; other hosts of their registered domains count as own."""
        if host in own or registrable_domain(host) in {registrable_domain(one) for one in own}:
            return Standing.OWN
        if is_government(host):
            return Standing.GOVERNMENT
        return Standing.APPROVED if self.is_approved(host) else Standing.UNKNOWN


@cache
def link_register(county: Path | None = None) -> LinkRegister:
    """The packaged register with the county's own groups beside it. Raises NotPlain."""
    domains = _domains(table("link_register"), where="standards/link_register.toml")
    if county is None or not county.is_file():
        return LinkRegister(domains)
    try:
        own = tomllib.loads(county.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise NotPlain(f"{county} 不是有效的 TOML：{error}") from error
    return LinkRegister(domains | _domains(own, where=str(county)), is_countys=True)


def _domains(plain: dict[str, object], *, where: str) -> frozenset[str]:
    groups = plain.get("groups")
    if not isinstance(groups, list) or set(plain) != {"groups"}:
        raise NotPlain(f"{where}：应只有 [[groups]]，每组写 name 和 domains")
    read = [from_plain(Group, one, where=f"{where} 第 {number} 组") for number, one in enumerate(groups, start=1)]
    found = frozenset(domain.lower() for group in read for domain in group.domains)
    for domain in sorted(found):
        if "/" in domain or "." not in domain:
            raise NotPlain(f"{where}：“{domain}”不是域名，应写成 people.com.cn 这样")
    return found
