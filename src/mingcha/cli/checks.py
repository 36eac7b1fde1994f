"""mingcha checks: every check there is, with its family, its severity and what it says."""

from __future__ import annotations

import argparse

from mingcha.cli.faults import OK
from mingcha.cli.own_checks import own_checks
from mingcha.examine.catalogue import catalogue, family_label

ABOUT = "列出全部检查项"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--family", help="只列这一类，如 privacy")


def run(options: argparse.Namespace) -> int:
    for check in catalogue(own_checks()).values():
        if options.family in (None, check.family):
            says = check.message.replace("：{quote}", "").replace("{quote}", "……")
            print(f"{check.name}\t{family_label(check.family)}\t{check.severity.label}\t{says}")
    return OK
