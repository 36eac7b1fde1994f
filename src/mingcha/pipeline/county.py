"""What a county's own files change in the process that examines: its leaders, and where the book of phrases is kept."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from mingcha.examine.wording import phrasebook
from mingcha.examine.wording.roster import use_rosters
from mingcha.standards.leaders import own_roster
from mingcha.standards.link_register import link_register

# What can be made again lies here.
CACHE = "cache"
# The county's own register of approved sites, beside its other files.
OWN_REGISTER = "links.toml"


@cache
def at_home(county: Path | None) -> None:
    """Know the county's leaders, and keep the book of phrases in its data folder; once for a process.

    Raises NotPlain when the file of leaders is not as it should be.
    """
    if county is None or not county.is_dir():
        return
    phrasebook.keep_in(county / CACHE)
    roster = own_roster(county)
    if roster is not None:
        use_rosters(roster)


def approved_domains(county: Path | None) -> frozenset[str]:
    """The domains the county's register approves beside the packaged one; none where it has no register.

    Raises NotPlain when the file is not as it should be.
    """
    register = link_register(county / OWN_REGISTER if county is not None else None)
    return register.domains if register.is_countys else frozenset()
