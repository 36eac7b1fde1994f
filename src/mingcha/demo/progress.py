"""How the building of the demo tells how far it is."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

# Opens a progress bar over so many steps; called with the title and the total, gives a function to advance it.
Progress = Callable[[str, int], AbstractContextManager[Callable[[int], None]]]
