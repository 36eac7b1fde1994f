"""A day as it is written on the command line."""

from __future__ import annotations

import argparse
from datetime import date

from mingcha.text.dates import NotADate, read_date


def day(text: str) -> date:
    """For argparse: 2023-12-31, 2023年12月31日 and so on."""
    try:
        return read_date(text)
    except NotADate as fault:
        raise argparse.ArgumentTypeError(str(fault)) from fault
