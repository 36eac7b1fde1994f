"""mingcha workdays: the working day so many days later, with every skipped day explained."""

from __future__ import annotations

import argparse
from datetime import date

from mingcha.calendar import WorkingCalendar
from mingcha.cli.faults import OK

ABOUT = "推算工作日：从某日起第 N 个工作日，逐日说明"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("start", type=date.fromisoformat, help="起始日期（当日不计），如 2023-11-20")
    parser.add_argument("days", type=int, help="工作日数")


def run(options: argparse.Namespace) -> int:
    deadline = WorkingCalendar.from_standards().add(options.start, options.days)
    print(f"{options.start} 起第 {options.days} 个工作日：{deadline.due}")
    for day, reason in deadline.skipped:
        print(f"  不计 {day}　{reason}")
    return OK
