"""What a county's own files change in the process that examines: its leaders, and where the book of phrases is kept."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from mingcha.examine.wording import phrasebook
from mingcha.examine.wording.roster import use_rosters
from mingcha.standards.leaders import own_roster

# What can be made again lies here.
CACHE = "cache"


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
