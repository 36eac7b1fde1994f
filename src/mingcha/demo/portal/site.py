"""The sample county's portal as an office registers it: hosts, units, columns, rules; as a value and as a file."""

from __future__ import annotations

from urllib.parse import urlsplit

from mingcha.demo.county import COUNTY, sample_places, sample_units
from mingcha.demo.portal.markup import SITE_NAME
from mingcha.demo.portal.prose import unit_of
from mingcha.model.site import Column, Politeness, Rule, Site
from mingcha.model.unit import Unit

# The demo asks its own machine, which needs no sparing.
_RATE, _PARALLEL = 0.0, 8


def demo_site(base: str) -> Site:
    """The portal served at `base`, such as http://127.0.0.1:8123, with every column and its owner."""
    parts = urlsplit(base)
    return Site(
        name=SITE_NAME,
        home=f"{base}/",
        hosts=(parts.netloc,),
        private=(parts.netloc,),
        county=COUNTY,
        politeness=Politeness(rate=_RATE, parallel=_PARALLEL),
        columns=tuple(
            Column(
                url=base + place.home,
                name=place.column,
                unit=place.unit,
                category=place.category,
                path=(unit_of(place.unit).in_prose,) if place.unit else (),
            )
            for place in sample_places().values()
        ),
        units=tuple(sample.unit for sample in sample_units()),
        rules=(Rule("source"), Rule("owner")),
    )


def site_toml(base: str) -> str:
    """The same as a file for `mingcha collect`."""
    site = demo_site(base)
    lines = [
        "[site]",
        _line("name", site.name),
        _line("home", site.home),
        _line("hosts", site.hosts),
        _line("private", site.private),
        _line("county", site.county),
        "",
        "[politeness]",
        f"rate = {site.politeness.rate}",
        f"parallel = {site.politeness.parallel}",
    ]
    for unit in site.units:
        lines += ["", "[[units]]", *_unit(unit)]
    for column in site.columns:
        lines += ["", "[[columns]]", _line("url", column.url), _line("name", column.name)]
        lines += [_line(name, value) for name, value in (("unit", column.unit), ("category", column.category)) if value]
        if column.path:
            lines.append(_line("path", column.path))
    for rule in site.rules:
        lines += ["", "[[rules]]", _line("by", rule.by)]
        lines += [_line(name, value) for name, value in (("pattern", rule.pattern), ("unit", rule.unit)) if value]
    return "\n".join(lines) + "\n"


def _unit(unit: Unit) -> list[str]:
    lines = [_line("code", unit.code), _line("name", unit.name), _line("group", unit.group), f"order = {unit.order}"]
    if unit.prose_name:
        lines.append(_line("prose_name", unit.prose_name))
    if unit.aliases:
        lines.append(_line("aliases", tuple(alias.name for alias in unit.aliases)))
    if unit.vertical:
        lines.append("vertical = true")
    if unit.parent:
        lines.append(_line("parent", unit.parent))
    return lines


def _line(name: str, value: str | tuple[str, ...]) -> str:
    """A line of TOML; the texts here hold no quotes, backslashes or line breaks."""
    written = f'"{value}"' if isinstance(value, str) else "[" + ", ".join(f'"{text}"' for text in value) + "]"
    return f"{name} = {written}"
